app.UseActiveDirectoryFederationServicesBearerAuthentication(
    new ActiveDirectoryFederationServicesBearerAuthenticationOptions
    {
        MetadataEndpoint = "https://your-adfs-server/FederationMetadata/2007-06/FederationMetadata.xml,
        Audience = "https://orders.contoso.com"
