string clientId = ConfigurationManager.AppSettings["ida:ClientId"];
static string tenant = "contoso.onmicrosoft.com";
string authority = String.Format(System.Globalization.CultureInfo.InvariantCulture, "https://login.microsoftonline.com/{0}/v2.0", tenant);

app.UseOpenIdConnectAuthentication(new OpenIdConnectAuthenticationOptions
{
    ClientId = clientId,
    Authority = authority,
    TokenValidationParameters = new TokenValidationParameters() { ValidateIssuer = false },
    Notifications = new OpenIdConnectAuthenticationNotifications { AuthenticationFailed = OnAuthenticationFailed }
});
