const { BearerStrategy } = require('passport-azure-ad');
const config = require('./config.json');

const tenantID = '6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11';
const options = {
  identityMetadata: `https://login.microsoftonline.com/${tenantID}/v2.0/.well-known/openid-configuration`,
  clientID: '2d4d11a2-f814-46a7-890a-274a72a7309e',
  // audience: 'api://old',
  validateIssuer: true,
  passReqToCallback: false,
  loggingLevel: 'info',
  scope: ['Orders.Read', 'Orders.Write'],
};

passport.use(new BearerStrategy(options, (token, done) => done(null, {}, token)));
