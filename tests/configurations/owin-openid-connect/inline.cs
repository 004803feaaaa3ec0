app.UseOpenIdConnectAuthentication(new OpenIdConnectAuthenticationOptions
{
    ClientId = "2d4d11a2-f814-46a7-890a-274a72a7309e",
    MetadataAddress = "https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/v2.0/.well-known/openid-configuration?appid=2d4d11a2-f814-46a7-890a-274a72a7309e",
    TokenValidationParameters = new TokenValidationParameters { ValidIssuer = "https://login.microsoftonline.com/{tenantid}/v2.0" },
});
