const jwt = require('jsonwebtoken');
const jwksClient = require('jwks-rsa');

const client = jwksClient({
  jwksUri: 'https://login.microsoftonline.com/common/discovery/v2.0/keys',
  cache: true,
  rateLimit: true,
});
function getKey(header, callback) {
  client.getSigningKey(header.kid, (err, key) => callback(err, key && key.getPublicKey()));
}
jwt.verify(token, getKey, {
  audience: 'api://orders',
  issuer: ['https://sts.windows.net/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/', 'https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/v2.0'],
  algorithms: ['RS256'],
  clockTolerance: 30,
}, (err, decoded) => {});
