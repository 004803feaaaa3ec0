const fastify = require('fastify')();
fastify.register(require('fastify-jwt-jwks'), {
  jwksUrl: 'https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/discovery/v2.0/keys',
  issuer: 'https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/v2.0',
  audience: '2d4d11a2-f814-46a7-890a-274a72a7309e',
});
