var tenant = """
    6f1b1d6a-3f0e-4b55-9d9d-0b6f4f0c2a11
    """;
var issuer = $$"""https://login.microsoftonline.com/{{tenant}}/v2.0""";
var path = @"C:\keys\""old""\";
services.AddAuthentication().AddJwtBearer(o => { o.Authority = issuer; o.Audience = string.Format("api://{0}", "orders"); });
