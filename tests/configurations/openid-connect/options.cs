services.AddAuthentication().AddOpenIdConnect();
services.Configure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, o =>
{
    o.Authority = Authority;
    o.ClientId = "2d4d11a2-f814-46a7-890a-274a72a7309e";
    o.TokenValidationParameters.ValidateIssuer = false;
});
partial class Startup { static string Authority => $"https://fs.contoso.com/adfs"; }
