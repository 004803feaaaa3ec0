const { JwksClient } = require('jwks-rsa');
module.exports = new JwksClient({ jwksUri: 'https://contosob2c.b2clogin.com/contosob2c.onmicrosoft.com/b2c_1_susi/discovery/v2.0/keys' });
