app.UseOAuthBearerAuthentication(new OAuthBearerAuthenticationOptions
{
    AccessTokenFormat = new JwtFormat(new TokenValidationParameters { ValidAudience = "api://orders", ValidIssuer = issuer },
        new OpenIdConnectCachingSecurityTokenProvider("https://login.microsoftonline.com/<tenant>/v2.0/.well-known/openid-configuration"
