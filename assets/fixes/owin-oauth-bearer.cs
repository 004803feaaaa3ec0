using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Owin.Security.Jwt;
using Microsoft.Owin.Security.OAuth;
using Owin;

// In ConfigureAuth:
app.UseOAuthBearerAuthentication(
    new OAuthBearerAuthenticationOptions
    {
        AccessTokenFormat = new JwtFormat(
            new TokenValidationParameters
            {
                ValidIssuer = "{{issuer}}",
                ValidAudience = "{{audience}}",
            },
            new OpenIdConnectCachingSecurityTokenProvider("{{metadata}}")),
    });

// Beside the class Startup:
internal sealed class OpenIdConnectCachingSecurityTokenProvider : IIssuerSecurityKeyProvider
{
    private readonly ConfigurationManager<OpenIdConnectConfiguration> _manager;

    public OpenIdConnectCachingSecurityTokenProvider(string metadataAddress)
    {
        _manager = new ConfigurationManager<OpenIdConnectConfiguration>(
            metadataAddress, new OpenIdConnectConfigurationRetriever())
        {
            AutomaticRefreshInterval = TimeSpan.FromHours(1),
        };
    }

    public string Issuer => Current().Issuer;

    public IEnumerable<SecurityKey> SecurityKeys => Current().SigningKeys;

    private OpenIdConnectConfiguration Current() =>
        Task.Run(() => _manager.GetConfigurationAsync(CancellationToken.None)).GetAwaiter().GetResult();
}
