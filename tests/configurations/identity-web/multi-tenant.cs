services.AddAuthentication("Bearer").AddMicrosoftIdentityWebApi(options =>
{
    options.TokenValidationParameters.IssuerValidator = ValidateIssuer;
}, options =>
{
    options.Instance = "https://login.microsoftonline.com/";
    options.TenantId = "organizations";
    options.ClientId = "2d4d11a2-f814-46a7-890a-274a72a7309e";
    options.ClientSecret = "do-not-show-me";
});
