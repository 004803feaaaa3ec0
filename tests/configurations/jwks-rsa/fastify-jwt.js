const fastify = require('fastify')();
const getJwks = require('get-jwks')();
fastify.register(require('@fastify/jwt'), {
  decode: { complete: true },
  secret: (request, token) => getJwks.getPublicKey({ kid: token.header.kid, domain: token.payload.iss, alg: token.header.alg }),
  verify: { allowedIss: 'https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11', allowedAud: ['api://orders'], algorithms: ['RS256'], clockTolerance: 10, maxAge: 600000 },
});
