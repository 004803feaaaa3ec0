using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Identity.Web;

builder.Services.AddAuthentication(OpenIdConnectDefaults.AuthenticationScheme)
    .AddMicrosoftIdentityWebApp(options =>
    {
        options.Instance = "{{instance}}";
        options.TenantId = "{{tenant}}";
        options.ClientId = "{{audience}}";
        options.CallbackPath = "/signin-oidc";
        options.MetadataAddress = "{{metadata}}";
    });
