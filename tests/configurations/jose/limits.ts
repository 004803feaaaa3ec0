import { createRemoteJWKSet, jwtVerify, type JWTVerifyOptions } from 'jose'
const keys = createRemoteJWKSet(new URL('/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/discovery/v2.0/keys', 'https://login.microsoftonline.com'))
const options: JWTVerifyOptions = {
  issuer: 'https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/v2.0',
  audience: '2d4d11a2-f814-46a7-890a-274a72a7309e',
  algorithms: ['PS256'],
  clockTolerance: '30s',
  maxTokenAge: '10m',
  requiredClaims: ['scp', 'email'],
  typ: 'at+jwt',
  subject: 'orders-worker',
  crit: {},
  currentDate: clock.now(),
}
export const check = (token: string) => jwtVerify(token, keys, options)
