services.AddMicrosoftIdentityWebApiAuthentication(Configuration, "AzureAdB2C");
services.AddAuthentication().AddMicrosoftIdentityWebApi(o => { }, o =>
{
    o.Instance = "https://contosob2c.b2clogin.com";
    o.Domain = "contosob2c.onmicrosoft.com";
    o.SignUpSignInPolicyId = "B2C_1_susi";
    o.ClientId = "2d4d11a2-f814-46a7-890a-274a72a7309e";
});
