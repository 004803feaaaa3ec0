using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Identity.Web;

builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
    .AddMicrosoftIdentityWebApi(
        options =>
        {
            options.MetadataAddress = "{{metadata}}";
            options.TokenValidationParameters.ValidIssuer = "{{issuer}}";
            options.TokenValidationParameters.ValidAudience = "{{audience}}";
        },
        identity =>
        {
            identity.Instance = "{{instance}}";
            identity.TenantId = "{{tenant}}";
            identity.ClientId = "{{client_id}}";
        });
