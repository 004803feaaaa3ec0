builder.Services.AddAuthentication().AddMicrosoftIdentityWebApi(jwt => { }, id =>
{
    id.Authority = "https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/v2.0";
    id.TenantId = "9f8e7d6c-5b4a-4392-8170-6f5e4d3c2b1a";
    id.ClientId = "0c5d1e6f-7a2b-4c38-9d40-51e2f3a4b5c6";
});
