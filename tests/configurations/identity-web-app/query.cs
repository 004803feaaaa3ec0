services.AddMicrosoftIdentityWebAppAuthentication(Configuration);
services.Configure<MicrosoftIdentityOptions>(options =>
{
    options.Authority = "https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/v2.0?appid=06051593-1954-4e1f-a75f-7e5de243aeff";
    options.ClientId = "06051593-1954-4e1f-a75f-7e5de243aeff";
});
