app.UseWindowsAzureActiveDirectoryBearerAuthentication(
    new WindowsAzureActiveDirectoryBearerAuthenticationOptions
    {
        Tenant = "contoso.onmicrosoft.com",
        TokenValidationParameters = new TokenValidationParameters
        {
            ValidAudience = "https://contoso.onmicrosoft.com/orders",
        },
    });
