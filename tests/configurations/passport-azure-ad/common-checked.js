const { BearerStrategy } = require('passport-azure-ad');
passport.use(new BearerStrategy({
  identityMetadata: 'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
  clientID: '2d4d11a2-f814-46a7-890a-274a72a7309e', validateIssuer: true, audience: 'api://orders',
}, verified));
