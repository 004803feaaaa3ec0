services.AddAuthentication().AddMicrosoftIdentityWebApp(o =>
{
    o.Instance = "https://login.partner.microsoftonline.cn/";
    o.TenantId = "contoso.partner.onmschina.cn";
    o.ClientId = ClientIds.Portal;
    o.CallbackPath = "/signin-oidc";
});

static class ClientIds { public const string Portal = "2d4d11a2-f814-46a7-890a-274a72a7309e"; }
