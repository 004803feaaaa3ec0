const { auth } = require('express-oauth2-jwt-bearer');
const audience = 'api://orders';
app.use(auth({ issuerBaseURL: 'https://login.microsoftonline.com/common/v2.0', audience }));
app.use(auth({ issuerBaseURL: 'https://login.microsoftonline.com/consumers/v2.0', audience: 'x' }));
