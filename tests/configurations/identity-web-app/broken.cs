services.AddMicrosoftIdentityWebApp(options =>
    options.TenantId = "6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11";
    options.ClientId = "<your client id>";
    options.Instance = "https://login.microsoftonline.com/";
