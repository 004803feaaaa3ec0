services.AddAuthentication().AddOpenIdConnect("aad", options =>
{
    options.Authority = "https://login.microsoftonline.com/contoso.onmicrosoft.com";
    options.ClientId = "2d4d11a2-f814-46a7-890a-274a72a7309e";
    options.ResponseType = "code";
    options.Events = new OpenIdConnectEvents { OnTokenValidated = async context => { context.Options.Authority = "x"; } };
});
