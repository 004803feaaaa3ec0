string tenantId = "6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11";

builder.Services.AddAuthentication().AddJwtBearer(options =>
{
    options.Authority = $"https://login.microsoftonline.com/{tenantId}/v2.0";
    options.Audience = "api://orders";
    // options.Audience = "api://old";
    options.TokenValidationParameters = new TokenValidationParameters
    {
        ValidIssuers = new List<string>
        {
            $"https://sts.windows.net/{tenantId}/",
            "https://login.microsoftonline.com/" + tenantId + "/v2.0",
        },
        ValidAlgorithms = new[] { SecurityAlgorithms.RsaSha256 },
        ClockSkew = TimeSpan.Zero,
    };
});
