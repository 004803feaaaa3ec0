public void Configuration(IAppBuilder app)
{
    app.UseOAuthBearerAuthentication(new OAuthBearerAuthenticationOptions
    {
        AccessTokenFormat = new JwtFormat(
            new TokenValidationParameters { ValidAudience = "0c5d1e6f-7a2b-4c38-9d40-51e2f3a4b5c6" },
            new OpenIdConnectCachingSecurityTokenProvider("https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/v2.0/.well-known/openid-configuration")),
    });
    app.UseOAuthBearerAuthentication(new OAuthBearerAuthenticationOptions
    {
        AccessTokenFormat = new JwtFormat(
            new TokenValidationParameters { ValidAudience = "1d6e2f70-8b3c-4d49-ae51-62f304b5c6d7" },
            new OpenIdConnectCachingSecurityTokenProvider("https://harbourb2c.b2clogin.com/harbourb2c.onmicrosoft.com/b2c_1_pier/v2.0/.well-known/openid-configuration")),
    });
}
