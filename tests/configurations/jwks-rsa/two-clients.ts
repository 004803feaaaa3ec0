import jwt from 'jsonwebtoken'; import jwksClient from 'jwks-rsa';
const staff = jwksClient({ jwksUri: 'https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/discovery/v2.0/keys' });
const guests = jwksClient({ jwksUri: 'https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/discovery/v2.0/keys' });
async function keyOf(client, kid) { return (await client.getSigningKey(kid)).getPublicKey(); }
export async function guest(token: string, kid: string) {
  const key = await guests.getSigningKey(kid);
  return jwt.verify(token, key.getPublicKey(), { audience: 'api://guests', issuer: 'https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/v2.0' });
}
export async function employee(token: string, kid: string) {
  const key = await staff.getSigningKey(kid);
  return jwt.verify(token, key.getPublicKey(), { audience: 'api://orders', issuer: 'https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/v2.0', maxAge: '120', ...extra });
}
