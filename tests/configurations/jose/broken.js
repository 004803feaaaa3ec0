const JWKS = createRemoteJWKSet(new URL(`https://login.microsoftonline.com/<tenant>/discovery/v2.0/keys`))
await jwtVerify(token, JWKS, { issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0', audience: ['api://orders'
