app.UseWsFederationAuthentication(new WsFederationAuthenticationOptions { Wtrealm = "urn:portal", MetadataAddress = "https://fs.contoso.com/x.xml" }

