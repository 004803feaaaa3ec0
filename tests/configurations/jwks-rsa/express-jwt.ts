import { expressjwt } from 'express-jwt';
import { expressJwtSecret } from 'jwks-rsa';
app.use(expressjwt({
  secret: expressJwtSecret({ jwksUri: `https://login.microsoftonline.com/${process.env.TENANT_ID}/discovery/v2.0/keys` }),
  audience: process.env.AUDIENCE ?? 'api://orders',
  issuer: 'https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/v2.0',
  algorithms: ['RS256'],
}).unless({ path: ['/health'] }));
