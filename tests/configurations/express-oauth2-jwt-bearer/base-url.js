const { auth, requiredScopes } = require('express-oauth2-jwt-bearer');

const checkJwt = auth({
  audience: 'api://orders',
  issuerBaseURL: 'https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/v2.0',
  tokenSigningAlg: 'RS256',
});
app.get('/orders', checkJwt, requiredScopes('Orders.Read Orders.Write'), handler);
