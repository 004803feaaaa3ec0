import { createRemoteJWKSet, jwtVerify } from 'jose'

const tenant = '6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11'
const JWKS = createRemoteJWKSet(new URL(`https://login.microsoftonline.com/${tenant}/discovery/v2.0/keys`))

export async function check(token) {
  if (!/^[^"']+\.[^"']+$/.test(token)) throw new Error('no token')
  const { payload } = await jwtVerify(token, JWKS, {
    issuer: `https://login.microsoftonline.com/${tenant}/v2.0`,
    audience: ['api://orders', '2d4d11a2-f814-46a7-890a-274a72a7309e'],
    algorithms: ['RS256'],
    clockTolerance: '2 minutes',
  })
  return payload
}
