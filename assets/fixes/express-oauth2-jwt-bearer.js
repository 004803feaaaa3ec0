const { auth } = require("express-oauth2-jwt-bearer");

app.use(auth({
  issuer: "{{issuer}}",
  jwksUri: "{{keys}}",
  audience: "{{audience}}",
  tokenSigningAlg: "{{algorithm}}",
}));
