import AzureADProvider from "next-auth/providers/azure-ad";
export const authOptions = {
  providers: [
    AzureADProvider({
      clientId: "2d4d11a2-f814-46a7-890a-274a72a7309e",
      clientSecret: "do-not-show-me",
      tenantId: "6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11",
    }),
  ],
};
