using Microsoft.IdentityModel.Tokens;
using Microsoft.Owin.Security;
using Microsoft.Owin.Security.Cookies;
using Microsoft.Owin.Security.OpenIdConnect;
using Owin;

app.SetDefaultSignInAsAuthenticationType(CookieAuthenticationDefaults.AuthenticationType);
app.UseCookieAuthentication(new CookieAuthenticationOptions());
app.UseOpenIdConnectAuthentication(
    new OpenIdConnectAuthenticationOptions
    {
        ClientId = "{{audience}}",
        MetadataAddress = "{{metadata}}",
        TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = "{{issuer}}",
            ValidAudience = "{{audience}}",
        },
    });
