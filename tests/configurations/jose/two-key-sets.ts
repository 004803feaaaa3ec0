const entra = createRemoteJWKSet(new URL('https://login.microsoftonline.com/common/discovery/v2.0/keys'))
const partner = createRemoteJWKSet(new URL('https://partner.example.com/.well-known/jwks.json'))
export async function ofPartner(token) {
  return jwtVerify(token, partner, { issuer: 'https://partner.example.com/', audience: 'orders' })
}
export async function ofEntra(token) {
  return jwtVerify(token, entra, { issuer: 'https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/v2.0', audience: '2d4d11a2-f814-46a7-890a-274a72a7309e' })
}
