app.UseActiveDirectoryFederationServicesBearerAuthentication(
    new ActiveDirectoryFederationServicesBearerAuthenticationOptions
    {
        MetadataEndpoint = "https://fs.contoso.com/FederationMetadata/2007-06/FederationMetadata.xml",
        TokenValidationParameters = new TokenValidationParameters { ValidAudience = "https://orders.contoso.com" },
    });
