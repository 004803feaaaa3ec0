services.AddAuthentication().AddJwtBearer(o =>
{
    var certificate = new X509Certificate2(Convert.FromBase64String("MIIDBTCCAe2gAwIBAgIQN33ROaIJ6bJBWDCxtmJEbjANBgkqhkiG9w0BAQsFADAtMSswKQYDVQQD"));
    o.TokenValidationParameters = new TokenValidationParameters
    {
        IssuerSigningKey = new X509SecurityKey(certificate),
        ValidIssuer = "https://sts.windows.net/6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11/",
        ValidateAudience = false,
        ValidateIssuerSigningKey = false,
    };
});
