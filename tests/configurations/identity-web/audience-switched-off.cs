builder.Services.AddAuthentication()
    .AddMicrosoftIdentityWebApi(jwt =>
    {
        jwt.TokenValidationParameters.ValidateAudience = false;
        jwt.TokenValidationParameters.ValidAudiences = new[] { "api://harbour" };
    }, id =>
    {
        id.Instance = "https://login.microsoftonline.com/";
        id.TenantId = "e21bbca2-1b75-4dea-9e34-d3d95d2ec661";
        id.ClientId = "0c5d1e6f-7a2b-4c38-9d40-51e2f3a4b5c6";
    });
