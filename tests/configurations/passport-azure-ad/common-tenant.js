const { BearerStrategy } = require('passport-azure-ad');
passport.use(new BearerStrategy({
  identityMetadata: 'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
  clientID: '2d4d11a2-f814-46a7-890a-274a72a7309e', validateIssuer: true, audience: 'api://orders',
}, verified));
app.get('/orders', passport.authenticate('oauth-bearer', { session: false, tenantIdOrName: '6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11' }), list);
