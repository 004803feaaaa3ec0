app.UseWindowsAzureActiveDirectoryBearerAuthentication(new WindowsAzureActiveDirectoryBearerAuthenticationOptions
{
    MetadataAddress = "https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/.well-known/openid-configuration",
    Audience = "https://contoso.onmicrosoft.com/orders",
});
