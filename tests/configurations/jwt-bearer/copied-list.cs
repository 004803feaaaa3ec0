builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
{
    options.Authority = "https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/v2.0";
    options.TokenValidationParameters = new TokenValidationParameters
    {
        ValidAudiences = new HashSet<string>(StringComparer.Ordinal) { "api://harbour" },
        ValidIssuers = new List<string>(settings.Issuers) { "https://sts.windows.net/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/" },
    };
});
