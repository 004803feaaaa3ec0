app.UseWindowsAzureActiveDirectoryBearerAuthentication(new WindowsAzureActiveDirectoryBearerAuthenticationOptions
{
    Tenant = "e21bbca2-1b75-4dea-9e34-d3d95d2ec661",
    MetadataAddress = "https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/federationmetadata/2007-06/federationmetadata.xml?appid=06051593-1954-4e1f-a75f-7e5de243aeff",
    TokenValidationParameters = new TokenValidationParameters { ValidAudiences = new[] { "api://orders", "06051593-1954-4e1f-a75f-7e5de243aeff" }, SaveSigninToken = true },
});
app.UseOpenIdConnectAuthentication(new OpenIdConnectAuthenticationOptions { ClientId = "other" });
