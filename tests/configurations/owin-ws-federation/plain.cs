app.UseWsFederationAuthentication(new WsFederationAuthenticationOptions
{
    Wtrealm = "https://contoso.onmicrosoft.com/portal",
    MetadataAddress = "https://login.microsoftonline.com/contoso.onmicrosoft.com/FederationMetadata/2007-06/FederationMetadata.xml",
});
