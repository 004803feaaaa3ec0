using Microsoft.IdentityModel.Tokens;
using Microsoft.Owin.Security.ActiveDirectory;
using Owin;

app.UseActiveDirectoryFederationServicesBearerAuthentication(
    new ActiveDirectoryFederationServicesBearerAuthenticationOptions
    {
        MetadataEndpoint = "{{federation}}",
        TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = "{{issuer}}",
            ValidAudience = "{{audience}}",
        },
    });
