const jwks = { keys: [
  { kty: 'RSA', kid: 'nOo3ZDrODXEK1jKWhXslHR_KXEg', e: 'AQAB', n: 'oaLLT9hkcSj2tGf' },
  { kty: 'RSA', e: 'AQAB', n: 'oaLLT9hkcSj2tGg' },
] };
const set = jose.createLocalJWKSet(jwks);
const options = { issuer: ISSUER, audience: process.env['AUDIENCE'] };
await jose.jwtVerify(token, set, options);
const ISSUER = 'https://sts.windows.net/' + '6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11' + '/';
