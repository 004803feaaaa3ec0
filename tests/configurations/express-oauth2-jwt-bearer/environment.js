const { auth } = require('express-oauth2-jwt-bearer');
app.use(auth());
