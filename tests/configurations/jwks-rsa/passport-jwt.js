const { Strategy, ExtractJwt } = require('passport-jwt');
const jwksRsa = require('jwks-rsa');

passport.use(new Strategy({
  jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
  secretOrKeyProvider: jwksRsa.passportJwtSecret({
    cache: true,
    jwksUri: 'https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/discovery/v2.0/keys',
  }),
  audience: '0c5d1e6f-7a2b-4c38-9d40-51e2f3a4b5c6',
  issuer: 'https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/v2.0',
  algorithms: ['RS256'],
}, (payload, done) => done(null, payload)));
