import { createRemoteJWKSet, jwtVerify } from "jose";

const keys = createRemoteJWKSet(new URL("{{keys}}"));

export async function verify(token) {
  const { payload } = await jwtVerify(token, keys, {
    issuer: "{{issuer}}",
    audience: "{{audience}}",
    algorithms: ["{{algorithm}}"],
  });
  return payload;
}
