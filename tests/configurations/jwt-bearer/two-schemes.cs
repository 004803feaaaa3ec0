services.AddAuthentication()
    .AddJwtBearer("Entra", o =>
    {
        o.MetadataAddress = "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration";
        o.TokenValidationParameters.ValidAudience = "2d4d11a2-f814-46a7-890a-274a72a7309e";
    })
    .AddJwtBearer("B2C", o =>
    {
        o.Authority = "https://contosob2c.b2clogin.com/contosob2c.onmicrosoft.com/B2C_1_susi/v2.0";
        o.Audience = "other";
    })
    .AddOpenIdConnect(o => o.ClientId = "x");
