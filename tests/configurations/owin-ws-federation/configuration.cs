private static string realm = ConfigurationManager.AppSettings["ida:Wtrealm"];
private static string adfsMetadata = ConfigurationManager.AppSettings["ida:ADFSMetadata"];
app.UseWsFederationAuthentication(new WsFederationAuthenticationOptions { Wtrealm = realm, MetadataAddress = adfsMetadata });
