using Microsoft.AspNetCore.Authentication.JwtBearer;

builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
    .AddJwtBearer(options =>
    {
        options.MetadataAddress = "{{metadata}}";
        options.TokenValidationParameters.ValidIssuer = "{{issuer}}";
        options.TokenValidationParameters.ValidAudience = "{{audience}}";
        options.TokenValidationParameters.ValidAlgorithms = ["{{algorithm}}"];
    });
