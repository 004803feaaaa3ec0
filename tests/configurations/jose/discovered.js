const discovery = await (await fetch('https://login.microsoftonline.com/' + tenant + '/v2.0/.well-known/openid-configuration')).json();
const tenant = '6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11';
const keys = createRemoteJWKSet(new URL(discovery.jwks_uri));
const result = await jwtVerify(token, keys, { issuer: discovery.issuer, audience: 'api://orders' });
