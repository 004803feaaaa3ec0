app.UseActiveDirectoryFederationServicesBearerAuthentication(new ActiveDirectoryFederationServicesBearerAuthenticationOptions
{
    MetadataEndpoint = $"https://{server}/adfs/.well-known/openid-configuration",
    Audience = "microsoft:identityserver:orders",
});
const string server = "fs.contoso.com";
