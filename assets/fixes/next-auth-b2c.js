import NextAuth from "next-auth";
import AzureADB2CProvider from "next-auth/providers/azure-ad-b2c";

export default NextAuth({
  providers: [
    AzureADB2CProvider({
      clientId: "{{audience}}",
      clientSecret: process.env.AUTH_CLIENT_SECRET,
      primaryUserFlow: "{{policy}}",
      wellKnown: "{{metadata}}",
      issuer: "{{issuer}}",
      authorization: { params: { scope: "openid offline_access" } },
      profile: (claims) => ({ id: claims.sub, name: claims.name, email: claims.emails?.[0] }),
    }),
  ],
});
