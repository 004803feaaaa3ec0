export default NextAuth({ providers: [AzureADProvider({ clientId: "2d4d11a2-f814-46a7-890a-274a72a7309e", clientSecret: secret })] })
