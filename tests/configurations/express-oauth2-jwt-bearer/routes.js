const { auth, requiredScopes, scopeIncludesAny } = require('express-oauth2-jwt-bearer');
app.use(auth({ issuerBaseURL: 'https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/v2.0', audience: '2d4d11a2-f814-46a7-890a-274a72a7309e' }));
app.get('/orders', requiredScopes('Orders.Read'), list);
app.post('/orders', scopeIncludesAny('Orders.Write Orders.Admin'), add);
app.delete('/orders', claimCheck(claims => claims.admin), remove);
