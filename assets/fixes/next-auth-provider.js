import NextAuth from "next-auth";

export default NextAuth({
  providers: [
    {
      id: "sign-in",
      name: "Sign-in",
      type: "oauth",
      idToken: true,
      checks: ["pkce", "state", "nonce"],
      wellKnown: "{{metadata}}",
      issuer: "{{issuer}}",
      clientId: "{{audience}}",
      clientSecret: process.env.AUTH_CLIENT_SECRET,
      authorization: { params: { scope: "openid profile email" } },
      profile: (claims) => ({ id: claims.sub, name: claims.name, email: claims.email }),
    },
  ],
});
