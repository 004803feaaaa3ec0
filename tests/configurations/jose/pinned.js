const spki = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA
-----END PUBLIC KEY-----`;
const key = await jose.importSPKI(spki, 'RS256');
const { payload } = await jose.jwtVerify(token, key, { audience: 'api://orders' });
