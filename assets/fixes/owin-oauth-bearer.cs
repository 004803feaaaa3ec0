using Microsoft.IdentityModel.Tokens;
using Microsoft.Owin.Security.Jwt;
using Microsoft.Owin.Security.OAuth;
using Owin;

app.UseOAuthBearerAuthentication(
    new OAuthBearerAuthenticationOptions
    {
        AccessTokenFormat = new JwtFormat(
            new TokenValidationParameters
            {
                ValidIssuer = "{{issuer}}",
                ValidAudience = "{{audience}}",
            },
            new OpenIdConnectCachingSecurityTokenProvider("{{metadata}}")),
    });
