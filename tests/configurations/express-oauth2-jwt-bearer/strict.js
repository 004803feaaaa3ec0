const { auth, claimEquals, claimIncludes, requiredScopes } = require('express-oauth2-jwt-bearer');
app.use(auth({ issuerBaseURL: 'https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/v2.0', audience: '2d4d11a2-f814-46a7-890a-274a72a7309e', strict: true, maxTokenAge: 60, validators: { iss: 'https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/v2.0', jti: false, azp: azp => known.has(azp) } }));
app.get('/orders', requiredScopes('Orders.Read Orders.Write'), claimEquals('tid', '6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11'), list);
