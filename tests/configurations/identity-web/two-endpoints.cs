builder.Services.AddAuthentication().AddMicrosoftIdentityWebApi(builder.Configuration);
var app = builder.Build();
app.MapGet("/boats", () => Boats.All()).RequireAuthorization(p => p.RequireScope("Boats.Read"));
app.MapPost("/boats", (Boat boat) => Boats.Add(boat)).RequireAuthorization(p => p.RequireScope("Boats.Write"));
