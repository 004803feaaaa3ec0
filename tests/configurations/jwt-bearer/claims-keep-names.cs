JsonWebTokenHandler.DefaultMapInboundClaims = false;
builder.Services.AddAuthentication().AddJwtBearer(o =>
{
    o.Authority = "https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/v2.0";
    o.Audience = "0c5d1e6f-7a2b-4c38-9d40-51e2f3a4b5c6";
});
builder.Services.AddAuthorizationBuilder()
    .AddPolicy("boats", p => p
        .RequireClaim("oid", "4e5f6a7b-8c9d-4e0f-9a1b-2c3d4e5f6a7b")
        .RequireClaim(ClaimTypes.Upn, "pilot@harbour.example")
        .RequireRole("Harbour.Master"));
