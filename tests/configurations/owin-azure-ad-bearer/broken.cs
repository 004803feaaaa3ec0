app.UseWindowsAzureActiveDirectoryBearerAuthentication(
    new WindowsAzureActiveDirectoryBearerAuthenticationOptions
        Tenant = "contoso.onmicrosoft.com",
        TokenValidationParameters = new TokenValidationParameters { ValidAudience =
