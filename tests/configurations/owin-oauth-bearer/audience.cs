app.UseOAuthBearerAuthentication(new OAuthBearerAuthenticationOptions
{
    AccessTokenFormat = new JwtFormat("api://orders", new OpenIdConnectCachingSecurityTokenProvider(authority + "/.well-known/openid-configuration"))
});
const string authority = "https://login.microsoftonline.com/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/v2.0";
