services.AddAuthentication()
    .AddMicrosoftIdentityWebApi(jwt => { }, id =>
    {
        id.Instance = "https://login.microsoftonline.com/";
        id.TenantId = "e21bbca2-1b75-4dea-9e34-d3d95d2ec661";
        id.ClientId = "0c5d1e6f-7a2b-4c38-9d40-51e2f3a4b5c6";
    });
services.AddAuthentication()
    .AddMicrosoftIdentityWebApi(jwt => { }, id =>
    {
        id.Instance = "https://harbourb2c.b2clogin.com/";
        id.Domain = "harbourb2c.onmicrosoft.com";
        id.SignUpSignInPolicyId = "B2C_1_pier";
        id.ClientId = "1d6e2f70-8b3c-4d49-ae51-62f304b5c6d7";
    }, "Customers");
services.AddAuthentication().AddJwtBearer("Partners", o =>
{
    o.Authority = "https://accounts.partner.example/";
    o.Audience = "harbour";
});
services.Configure<JwtBearerOptions>("Customers", o => o.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(20));
services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, o => o.TokenValidationParameters.ClockSkew = TimeSpan.FromMinutes(2));
services.Configure<JwtBearerOptions>(o => o.TokenValidationParameters.ValidateAudience = false);
