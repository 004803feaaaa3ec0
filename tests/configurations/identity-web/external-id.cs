services.AddAuthentication("Bearer").AddMicrosoftIdentityWebApi(
    bearer => bearer.TokenValidationParameters = new() { ValidateIssuer = false },
    identity =>
    {
        identity.Authority = "https://contoso.ciamlogin.com/";
        identity.ClientId = Environment.GetEnvironmentVariable("CLIENT_ID");
    });
services.AddAuthorization(o => o.AddPolicy("read", p => p.RequireClaim("roles", "Orders.Read.All")));
