builder.Services.AddAuthentication().AddJwtBearer(o =>
{
    o.Authority = "https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/v2.0";
    o.Audience = "0c5d1e6f-7a2b-4c38-9d40-51e2f3a4b5c6";
    o.TokenValidationParameters.ValidTypes = new[] { "at+jwt", "JWT" };
    o.TokenValidationParameters.RequireExpirationTime = false;
    o.Events = new JwtBearerEvents
    {
        OnAuthenticationFailed = c => { logger.LogWarning(c.Exception, "refused"); return Task.CompletedTask; },
        OnTokenValidated = c =>
        {
            if (c.Principal?.FindFirst("tid")?.Value != Expected) c.Fail("another tenant");
            return Task.CompletedTask;
        },
    };
});
builder.Services.AddAuthorization(o => o.AddPolicy("crew", p => p
    .RequireClaim("azp", "7b1f0c9d-2e34-4a56-8b78-9c0d1e2f3a4b", "8c2f0c9d-2e34-4a56-8b78-9c0d1e2f3a4b")
    .RequireClaim("groups", "5d6e7f80-1a2b-4c3d-9e4f-5a6b7c8d9e0f")
    .RequireClaim("preferred_username")
    .RequireAssertion(c => c.User.HasClaim(Crew.Check))));
