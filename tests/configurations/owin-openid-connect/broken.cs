app.UseOpenIdConnectAuthentication(new OpenIdConnectAuthenticationOptions {
    ClientId = “2d4d11a2-f814-46a7-890a-274a72a7309e”,
    Authority = "https://login.microsoftonline.com/{tenant-id}/v2.0",
