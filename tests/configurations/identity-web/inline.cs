using Microsoft.Identity.Web;

var builder = WebApplication.CreateBuilder(args);
const string tenantId = "6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11";

builder.Services
    .AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
    .AddMicrosoftIdentityWebApi(
        jwtOptions =>
        {
            jwtOptions.TokenValidationParameters.NameClaimType = "name";
            jwtOptions.TokenValidationParameters.ClockSkew = TimeSpan.FromMinutes(2);
        },
        identityOptions =>
        {
            identityOptions.Instance = "https://login.microsoftonline.com/";
            identityOptions.TenantId = tenantId;
            identityOptions.ClientId = "2d4d11a2-f814-46a7-890a-274a72a7309e";
        });

app.MapGet("/orders", [RequiredScope("Orders.Read", "Orders.Write")] () => Results.Ok());
