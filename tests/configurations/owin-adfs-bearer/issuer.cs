app.UseActiveDirectoryFederationServicesBearerAuthentication(new ActiveDirectoryFederationServicesBearerAuthenticationOptions
{
    MetadataEndpoint = "https://fs.contoso.com/FederationMetadata/2007-06/FederationMetadata.xml",
    TokenValidationParameters = new TokenValidationParameters
    {
        ValidAudiences = new List<string>() { "a", "b" },
        ValidIssuer = "http://fs.contoso.com/adfs/services/trust",
        ClockSkew = TimeSpan.FromSeconds(30),
    },
});
