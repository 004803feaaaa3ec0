const jwt = require('jsonwebtoken');
const client = require('jwks-rsa')({ jwksUri: 'https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/discovery/v2.0/keys' });
const getKey = (header, done) => client.getSigningKey(header.kid, (error, key) => done(error, key.getPublicKey()));
jwt.verify(token, getKey, {
  audience: [/^(api:\/\/)?2d4d11a2-f814-46a7-890a-274a72a7309e$/, /orders/],
  issuer: process.env.ISSUER ?? 'https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/v2.0',
  algorithms: ['RS256'],
  maxAge: '2 days', subject: 'worker', jwtid: 'one', nonce: 'two',
}, callback);
