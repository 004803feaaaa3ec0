app.UseWsFederationAuthentication(
    new WsFederationAuthenticationOptions
    {
        // ...
    });
