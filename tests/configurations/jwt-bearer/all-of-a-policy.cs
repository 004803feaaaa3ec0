builder.Services.AddAuthentication().AddJwtBearer(o =>
{
    o.Authority = "https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/v2.0";
    o.Audience = "0c5d1e6f-7a2b-4c38-9d40-51e2f3a4b5c6";
});
builder.Services.AddAuthorization(o => o.AddPolicy("boats", p =>
{
    p.RequireClaim("scp", "Boats.Read");
    p.RequireRole("Harbour.Master", "Harbour.Pilot");
}));
