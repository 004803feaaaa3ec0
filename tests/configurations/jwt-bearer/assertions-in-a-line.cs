builder.Services.AddAuthentication().AddJwtBearer(o => { o.Authority = "https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/v2.0"; o.Audience = "api://harbour"; });
app.MapGet("/a", () => 1).RequireAuthorization(p => p.RequireScope("Orders.Read")); app.MapGet("/b", () => 1).RequireAuthorization(p => p.RequireRole("Admin"));
app.MapGet("/c", () => 1).RequireAuthorization(p => p.RequireAssertion(Own)); app.MapGet("/d", () => 2).RequireAuthorization(p => p.RequireAssertion(Own));
