services.AddAuthentication("Bearer")
    .AddMicrosoftIdentityWebApi(options => { },
    options =>
    {
        options.Instance = "https://login.microsoftonline.com/";
        options.TenantId = "[Enter the tenant id]";
        options.ClientId = "2d4d11a2-f814-46a7-890a-274a72a7309e
