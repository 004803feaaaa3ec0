services.AddAuthentication(options => options.DefaultScheme = "Bearer").AddJwtBearer("Bearer", options =>
{
    options.Authority = Configuration["AzureAd:Instance"] + Configuration["AzureAd:TenantId"];
    options.Audience = Configuration.GetValue<string>("AzureAd:ClientId");
    options.TokenValidationParameters.ValidateIssuer = false;
    options.TokenValidationParameters.ValidateLifetime = !Debugger.IsAttached;
});
