var OIDCStrategy = require('passport-azure-ad').OIDCStrategy;
passport.use(new OIDCStrategy({
    identityMetadata: 'https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration',
    clientID: '2d4d11a2-f814-46a7-890a-274a72a7309e',
    clientSecret: 'do-not-show-me',
    responseType: 'code id_token',
    scope: ['profile'],
  }, function (iss, sub, profile, done) { return done(null, profile); }
));
