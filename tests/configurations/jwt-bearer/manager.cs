var manager = new ConfigurationManager<OpenIdConnectConfiguration>(
    "https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/v2.0/.well-known/openid-configuration",
    new OpenIdConnectConfigurationRetriever());
var parameters = new TokenValidationParameters
{
    ValidAudience = "api://orders",
    ValidIssuer = "https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/v2.0",
    IssuerSigningKeys = (await manager.GetConfigurationAsync()).SigningKeys,
};
