app.UseWsFederationAuthentication(new WsFederationAuthenticationOptions
{
    Wtrealm = "urn:portal",
    MetadataAddress = "https://fs.contoso.com/FederationMetadata/2007-06/FederationMetadata.xml",
    TokenValidationParameters = new TokenValidationParameters { ValidAudience = "urn:other", ValidateLifetime = false },
});
