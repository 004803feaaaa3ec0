import NextAuth from "next-auth";
import AzureADProvider from "next-auth/providers/azure-ad";

export default NextAuth({
  providers: [
    AzureADProvider({
      clientId: "{{audience}}",
      clientSecret: process.env.AUTH_CLIENT_SECRET,
      tenantId: "{{tenant}}",
      wellKnown: "{{metadata}}",
      issuer: "{{issuer}}",
    }),
  ],
});
