const jwt = require('jsonwebtoken');
const client = require('jwks-rsa')({ jwksUri: 'https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/discovery/v2.0/keys' });
const getKey = (header, cb) => client.getSigningKey(header.kid, (err, key) => cb(err, key.getPublicKey()));

module.exports = (req, res, next) => {
  const token = req.headers.authorization.split(' ')[1];
  jwt.verify(token, getKey, {
    audience: '0c5d1e6f-7a2b-4c38-9d40-51e2f3a4b5c6',
    issuer: 'https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/v2.0',
  }, (err, decoded) => {
    if (err) return res.status(401).send(err.message);
    if (!decoded.scp.split(' ').includes('Orders.Write')) return res.sendStatus(403);
    next();
  });
};
