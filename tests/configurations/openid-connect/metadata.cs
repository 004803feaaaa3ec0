services.AddAuthentication().AddCookie().AddOpenIdConnect(o =>
{
    o.MetadataAddress = "https://login.contoso.com/contosob2c.onmicrosoft.com/b2c_1a_signin/v2.0/.well-known/openid-configuration";
    o.ClientId = clientId;
    o.TokenValidationParameters = new TokenValidationParameters { ValidAudiences = ["one", "two"], ClockSkew = new TimeSpan(0, 1, 30) };
});
