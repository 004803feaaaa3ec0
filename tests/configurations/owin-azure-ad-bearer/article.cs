app.UseWindowsAzureActiveDirectoryBearerAuthentication(
new WindowsAzureActiveDirectoryBearerAuthenticationOptions
{
MetadataAddress = metadataAddress,
Tenant = ConfigurationManager.AppSettings["ida:Tenant"],
