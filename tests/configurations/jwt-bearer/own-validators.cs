builder.Services.AddAuthentication().AddJwtBearer(o =>
{
    o.MetadataAddress = "https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/v2.0/.well-known/openid-configuration";
    o.TokenValidationParameters = new TokenValidationParameters
    {
        ValidAudience = "api://harbour-never-asked",
        ValidateAudience = false,
        AudienceValidator = (audiences, token, parameters) => audiences.Any(a => a.StartsWith("api://harbour")),
        IssuerValidator = HarbourIssuers.Check,
        ValidIssuers = new[] { "https://issuer.harbour.example/" },
        LifetimeValidator = (from, until, token, parameters) => true,
        ValidateLifetime = false,
        ClockSkew = TimeSpan.Zero,
        SignatureValidator = (token, parameters) => new JsonWebToken(token),
        IssuerSigningKeyResolver = null,
        AlgorithmValidator = Harbour.Algorithms,
        ValidAlgorithms = new[] { "RS256" },
        TypeValidator = Harbour.Types,
    };
});
