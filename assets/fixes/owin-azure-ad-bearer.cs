using Microsoft.IdentityModel.Tokens;
using Microsoft.Owin.Security.ActiveDirectory;
using Owin;

app.UseWindowsAzureActiveDirectoryBearerAuthentication(
    new WindowsAzureActiveDirectoryBearerAuthenticationOptions
    {
        Tenant = "{{tenant}}",
        MetadataAddress = "{{federation}}",
        TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = "{{issuer}}",
            ValidAudience = "{{audience}}",
        },
    });
