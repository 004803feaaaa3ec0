public partial class Startup
{
    public static string AadInstance = "https://contosob2c.b2clogin.com/{0}/{1}/v2.0/.well-known/openid-configuration";
    public static string Tenant = ConfigurationManager.AppSettings["ida:Tenant"];
    public static string ClientId = "2d4d11a2-f814-46a7-890a-274a72a7309e";
    public static string DefaultPolicy = "b2c_1_susi";

    public void ConfigureAuth(IAppBuilder app)
    {
        TokenValidationParameters tvps = new TokenValidationParameters { ValidAudience = ClientId, AuthenticationType = Startup.DefaultPolicy };
        app.UseOAuthBearerAuthentication(new OAuthBearerAuthenticationOptions
        {
            AccessTokenFormat = new JwtFormat(tvps, new OpenIdConnectCachingSecurityTokenProvider(String.Format(AadInstance, Tenant, DefaultPolicy)))
        });
    }
}
