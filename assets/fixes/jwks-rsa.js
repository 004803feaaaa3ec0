const jwt = require("jsonwebtoken");
const jwksClient = require("jwks-rsa");

const client = jwksClient({
  jwksUri: "{{keys}}",
  cache: true,
  cacheMaxAge: 60 * 60 * 1000,
  rateLimit: true,
});

function getKey(header, done) {
  client.getSigningKey(header.kid, (error, key) => done(error, key?.getPublicKey()));
}

function verify(token, done) {
  jwt.verify(token, getKey, {
    issuer: "{{issuer}}",
    audience: "{{audience}}",
    algorithms: ["{{algorithm}}"],
  }, done);
}

module.exports = { verify };
