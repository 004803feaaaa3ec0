export default NextAuth({ providers: [AzureADB2CProvider({
  tenantId: "contosob2c",
  clientId: "2d4d11a2-f814-46a7-890a-274a72a7309e",
  primaryUserFlow: "B2C_1_susi",
  authorization: { params: { scope: "offline_access openid" } },
})] })
