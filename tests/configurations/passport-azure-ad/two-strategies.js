const { BearerStrategy } = require('passport-azure-ad');
const place = tenant => tenant;
passport.use('staff', new BearerStrategy({ identityMetadata: 'https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/v2.0/.well-known/openid-configuration', clientID: '2d4d11a2-f814-46a7-890a-274a72a7309e' }, verified));
passport.use('guests', new BearerStrategy({ identityMetadata: 'https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/v2.0/.well-known/openid-configuration', clientID: '2d4d11a2-f814-46a7-890a-274a72a7309e' }, verified));
