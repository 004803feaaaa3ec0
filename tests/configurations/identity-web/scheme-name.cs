builder.Services.AddAuthentication().AddMicrosoftIdentityWebApi(
    options => { options.SaveToken = true; },
    identity =>
    {
        identity.Instance = "https://login.microsoftonline.com/";
        identity.TenantId = "e21bbca2-1b75-4dea-9e34-d3d95d2ec661";
        identity.ClientId = "0c5d1e6f-7a2b-4c38-9d40-51e2f3a4b5c6";
    },
    "AzureAd");
