const sets = {};
sets.a = createRemoteJWKSet(new URL('https://login.microsoftonline.com/common/discovery/v2.0/keys'));
sets.b = createRemoteJWKSet(new URL('https://partner.example.com/.well-known/jwks.json'));
const audiences = ['api://orders', process.env.OTHER_AUDIENCE];
const issuers = ['https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/v2.0', ...moreIssuers];
await jwtVerify(token, sets[issuerOf(token)], { audience: [...audiences, fallback()], issuer: issuers });
