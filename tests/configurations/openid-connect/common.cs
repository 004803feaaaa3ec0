services.AddAuthentication().AddOpenIdConnect(o =>
{
    o.Authority = "https://login.microsoftonline.com/common/v2.0";
    o.ClientId = "2d4d11a2-f814-46a7-890a-274a72a7309e";
});
