const config = {
  credentials: { tenantName: "contosob2c.onmicrosoft.com", clientID: "2d4d11a2-f814-46a7-890a-274a72a7309e" },
  policies: { policyName: "B2C_1_susi" },
  metadata: { authority: "contosob2c.b2clogin.com", discovery: ".well-known/openid-configuration", version: "v2.0" },
  settings: { isB2C: true, validateIssuer: false, clockSkew: 120 },
};
const options = {
  identityMetadata: `https://${config.metadata.authority}/${config.credentials.tenantName}/${config.metadata.version}/${config.metadata.discovery}`,
  clientID: config.credentials.clientID,
  audience: config.credentials.clientID,
  policyName: config.policies.policyName,
  isB2C: config.settings.isB2C,
  validateIssuer: config.settings.validateIssuer,
  clockSkew: config.settings.clockSkew,
};
passport.use(new BearerStrategy(options, verify));
