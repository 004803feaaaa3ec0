const string Tenant = "e21bbca2-1b75-4dea-9e34-d3d95d2ec661";
builder.Services.AddAuthentication().AddJwtBearer(o =>
{
    o.Authority = $"https://login.microsoftonline.com/{Tenant}/v2.0";
    o.Audience = "0c5d1e6f-7a2b-4c38-9d40-51e2f3a4b5c6";
    var validator = AadIssuerValidator.GetAadIssuerValidator(o.Authority);
    o.TokenValidationParameters.IssuerValidator = validator.Validate;
});
