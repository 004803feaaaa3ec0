import * as jose from 'jose';
const JWKS = jose.createRemoteJWKSet(new URL('https://login.microsoftonline.com/common/discovery/v2.0/keys?appid=06051593-1954-4e1f-a75f-7e5de243aeff'), { cooldownDuration: 30000 });
export const check = (token: string) => jose.jwtVerify(token, JWKS);
