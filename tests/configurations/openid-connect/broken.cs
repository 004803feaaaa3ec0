services.AddOpenIdConnect(options => {
    options.ClientId = "";
    options.Authority = 42;
    options.TokenValidationParameters = new TokenValidationParameters { ValidateAudience = "no" ]
