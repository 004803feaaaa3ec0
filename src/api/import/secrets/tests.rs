use super::{HIDDEN, is_secret, taken_out};

#[test]
fn names_of_secrets_are_told_from_others() {
    #[rustfmt::skip]
    let rows = [
        ("AzureAd:ClientSecret", true), ("ClientSecret", true), ("client_secret", true),
        ("client-secret", true), ("AZURE_CLIENT_SECRET", true), ("AzureAd__ClientSecret", true),
        ("ida:Password", true), ("ida:AppKey", true), ("ida:ClientSecret", true),
        ("AzureAd:ClientCredentials:0:ClientSecret", true), ("ClientCertificates:0:CertificatePassword", true),
        ("ConnectionStrings:Default:ConnectionString", true), ("AzureWebJobsStorage:AccountKey", true),
        ("SharedAccessKey", true), ("Jwt:Key", true), ("Jwt:SigningKey", true), ("x-api-key", true),
        ("Ocp-Apim-Subscription-Key", true), ("spring.cloud.azure.active-directory.credential.client-secret", true),
        ("Authentication:Schemes:Bearer:SigningKeys:0:Value", true), ("cookie_secret", true), ("db.passwd", true),
        ("DB_PWD", true), ("privateKey", true), ("sas", true), ("refresh_token", true), ("secrets", true),
        ("AzureAd:ClientId", false), ("AzureAd:TenantId", false), ("clientSecretSettingName", false),
        ("ida:Audience", false), ("thumbprint", false), ("certificateThumbprint", false),
        ("keyVaultSecretName", false), ("KeyVaultUrl", false), ("ResetPasswordPolicyId", false),
        ("ida:PasswordResetPolicyId", false), ("ValidateIssuerSigningKey", false), ("IssuerSigningKeyResolver", false),
        ("token_endpoint", false), ("tokenVersion", false), ("TokenValidationParameters", false),
        ("token_endpoint_auth_method", false), ("client_secret_basic", false), ("jwksUri", false),
        ("jwk-set-uri", false), ("public-key-location", false), ("rsa_public_key", false), ("keys", true),
        ("Authority", false), ("Instance", false), ("secretRef", false), ("passwordHeaderName", false),
        ("Authentication:Schemes:Bearer:SigningKeys:0:Issuer", false), ("", false), ("0", false),
    ];
    for (name, secret) in rows {
        assert_eq!(is_secret(name), secret, "{name}");
    }
}

/// `(name, text, expected)`; a `§` stands for what is said in the place of a secret.
fn check(rows: &[(&str, &str, &str)]) {
    for (name, text, expected) in rows {
        let expected = expected.replace('§', HIDDEN);
        let once = taken_out(text);
        assert_eq!(once, expected, "{name}");
        assert_eq!(taken_out(&once), once, "{name}, done twice");
        assert_eq!(
            once.matches('\n').count(),
            text.matches('\n').count(),
            "{name}: lines"
        );
    }
}

#[test]
#[rustfmt::skip]
fn secrets_of_files_go_and_all_else_stays() {
    check(&[
        ("JSON", "{\n  \"ClientSecret\": \"abc\",\n  \"ClientId\": \"x\"\n}", "{\n  \"ClientSecret\": \"§\",\n  \"ClientId\": \"x\"\n}"),
        ("a raw text of Go", "secret := `ab\\\ncd`\nid := `x`", "secret := `§\n`\nid := `x`"),
        ("YAML that refers to it", "password: &pw abc\nother: *pw\n", "password: &pw §\nother: *pw\n"),
        ("a loop over keys", "for key in jwks[\"keys\"]:\n    if key[\"kid\"] == kid:\n", "for key in jwks[\"keys\"]:\n    if key[\"kid\"] == kid:\n"),
        ("JSON in one line", r#"{"ClientId":"x","ClientSecret":"y,}","Tenant":"z"}"#, r#"{"ClientId":"x","ClientSecret":"§","Tenant":"z"}"#),
        ("JSON on two lines", "\"ClientSecret\":\n  \"abc\"", "\"ClientSecret\":\n  \"§\""),
        ("JSON with escapes", r#""Password": "a\"b,c", "Audience": "d""#, r#""Password": "§", "Audience": "d""#),
        ("JSON number", r#"{"Password": 1234, "a": 1}"#, r#"{"Password": "§", "a": 1}"#),
        ("JSON null", r#"{"ClientSecret": null}"#, r#"{"ClientSecret": null}"#),
        ("JSON list", r#"{"ClientSecrets": ["a", "b"], "c": "d"}"#, r#"{"ClientSecrets": ["§", "§"], "c": "d"}"#),
        ("JSON certificate", r#"{"CertificatePassword": "p", "CertificateThumbprint": "96ADF48D"}"#, r#"{"CertificatePassword": "§", "CertificateThumbprint": "96ADF48D"}"#),
        ("app settings", r#"{"name": "AzureAd__ClientSecret", "value": "s", "slotSetting": false}"#, r#"{"name": "AzureAd__ClientSecret", "value": "§", "slotSetting": false}"#),
        ("the word as a value", r#""SourceType": "ClientSecret", "ClientSecret": "abc""#, r#""SourceType": "ClientSecret", "ClientSecret": "§""#),
        ("signing keys", "\"SigningKeys\": [ { \"Id\": \"a1\", \"Issuer\": \"dotnet-user-jwts\", \"Value\": \"q2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0cw8=\" } ]", "\"SigningKeys\": [ { \"Id\": \"a1\", \"Issuer\": \"dotnet-user-jwts\", \"Value\": \"§\" } ]"),
        ("broken JSON", "{\"ClientSecret\": \"abc\n\"ClientId\": \"x\"", "{\"ClientSecret\": \"§\n\"ClientId\": \"x\""),
        ("XML attributes", r#"<add key="ida:ClientSecret" value="abc" />"#, r#"<add key="ida:ClientSecret" value="§" />"#),
        ("XML application ID", r#"<add key="ida:ClientId" value="6e74172b-be56-4843-9ff4-e66a39bb12e3" />"#, r#"<add key="ida:ClientId" value="6e74172b-be56-4843-9ff4-e66a39bb12e3" />"#),
        ("XML element", "<ClientSecret>abc</ClientSecret><Audience>x</Audience>", "<ClientSecret>§</ClientSecret><Audience>x</Audience>"),
        ("XML element on lines", "<Password>\n  abc\n</Password>", "<Password>§\n\n</Password>"),
        ("symmetric key of a policy", "<key>c2VjcmV0</key>", "<key>§</key>"),
        ("certificate of a policy", "<key>MIIDBTCCAe2g</key>", "<key>MIIDBTCCAe2g</key>"),
        ("named value of a policy", "<key>{{jwt-signing-key}}</key>", "<key>{{jwt-signing-key}}</key>"),
        ("key with modulus", r#"<key id="a" n="pO2" e="AQAB" />"#, r#"<key id="a" n="pO2" e="AQAB" />"#),
        ("thumbprints", r#"<add thumbprint="3A38FA984E8560F19AADC9F86FE9594BB6AD049B" name="x" />"#, r#"<add thumbprint="3A38FA984E8560F19AADC9F86FE9594BB6AD049B" name="x" />"#),
        ("connection strings", r#"<add name="db" connectionString="Server=a;Password=b" />"#, r#"<add name="db" connectionString="§" />"#),
        ("YAML", "a:\n  client-secret: abc\n  audience: x", "a:\n  client-secret: §\n  audience: x"),
        ("YAML block", "client-secret: |\n  abc\n  def\naudience: x", "client-secret: |\n  §\n\naudience: x"),
        ("YAML environment", "- name: CLIENT_SECRET\n  value: abc\n- name: CLIENT_ID\n  value: x", "- name: CLIENT_SECRET\n  value: §\n- name: CLIENT_ID\n  value: x"),
        ("properties", "azure.client-secret=abc\nazure.client-id=x", "azure.client-secret=§\nazure.client-id=x"),
        ("environment", "export AZURE_CLIENT_SECRET='a b'\nAZURE_CLIENT_ID=x", "export AZURE_CLIENT_SECRET='§'\nAZURE_CLIENT_ID=x"),
        ("environment with dots", "AZURE_CLIENT_SECRET=a.b(c);d", "AZURE_CLIENT_SECRET=§"),
        ("command line", "--client-secret=abc --client-id=x --cookie-secret def --upstream y", "--client-secret=§ --client-id=x --cookie-secret § --upstream y"),
        ("nothing of the kind", "\"Audience\": \"api://x\"", "\"Audience\": \"api://x\""),
        ("an empty value", "\"ClientSecret\": \"\"", "\"ClientSecret\": \"\""),
        ("windows lines", "ClientSecret=abc\r\nTenantId=x\r\n", "ClientSecret=§\r\nTenantId=x\r\n"),
        ("a line after a scheme", "token-type=Bearer\nquarkus.oidc.token.age=5M", "token-type=Bearer\nquarkus.oidc.token.age=5M"),
        ("a condition", "- {key: \"request.auth.claims[roles]\", values: [a]}", "- {key: \"request.auth.claims[roles]\", values: [a]}"),
        ("a variable of a server", "auth_jwt \"api\" token=$http_x_token;", "auth_jwt \"api\" token=$http_x_token;"),
        ("nothing", "", ""),
    ]);
}

#[test]
#[rustfmt::skip]
fn secrets_in_code_go_and_code_stays() {
    check(&[
        ("C#", r#"options.ClientSecret = "abc"; options.ClientId = "x";"#, r#"options.ClientSecret = "§"; options.ClientId = "x";"#),
        ("C# fetches it", r#"options.ClientSecret = Configuration["AzureAd:ClientSecret"];"#, r#"options.ClientSecret = Configuration["AzureAd:ClientSecret"];"#),
        ("C# index", r#"config["ClientSecret"] = "abc";"#, r#"config["ClientSecret"] = "§";"#),
        ("C# call", r#".WithClientSecret("abc").WithTenantId("x")"#, r#".WithClientSecret("§").WithTenantId("x")"#),
        ("C# switch", "ValidateIssuerSigningKey = true,", "ValidateIssuerSigningKey = true,"),
        ("JavaScript", "clientSecret: 'abc', clientID: 'x',", "clientSecret: '§', clientID: 'x',"),
        ("JavaScript fetches it", "clientSecret: process.env.CLIENT_SECRET,", "clientSecret: process.env.CLIENT_SECRET,"),
        ("Python", "CLIENT_SECRET = 'abc'", "CLIENT_SECRET = '§'"),
        ("Python fetches it", "CLIENT_SECRET = os.environ['CLIENT_SECRET']", "CLIENT_SECRET = os.environ['CLIENT_SECRET']"),
        ("Go", "ClientSecret: \"abc\",", "ClientSecret: \"§\","),
        ("Go declares it", "clientSecret := \"abc\"", "clientSecret := \"§\""),
        ("a comparison", "if (password == expected) {", "if (password == expected) {"),
    ]);
}

#[test]
#[rustfmt::skip]
fn secrets_in_calls_go_and_what_is_public_stays() {
    check(&[
        ("bytes", r#"var k = Encoding.UTF8.GetBytes("my super secret");"#, r#"var k = Encoding.UTF8.GetBytes("§");"#),
        ("bytes of a setting", r#"Encoding.UTF8.GetBytes(config["Jwt:Key"])"#, r#"Encoding.UTF8.GetBytes(config["Jwt:Key"])"#),
        ("a symmetric key", r#"new SymmetricSecurityKey("abc")"#, r#"new SymmetricSecurityKey("§")"#),
        ("a symmetric key of bytes", r#"IssuerSigningKey = new SymmetricSecurityKey(Encoding.ASCII.GetBytes("short")), ValidAudience = "x""#, r#"IssuerSigningKey = new SymmetricSecurityKey(Encoding.ASCII.GetBytes("§")), ValidAudience = "x""#),
        ("base64", r#"Convert.FromBase64String("c2VjcmV0")"#, r#"Convert.FromBase64String("§")"#),
        ("a certificate in base64", r#"Convert.FromBase64String("MIIDBTCCAe2g")"#, r#"Convert.FromBase64String("MIIDBTCCAe2g")"#),
        ("a private key in base64", r#"Convert.FromBase64String("MIIEvQIBADANBgkq")"#, r#"Convert.FromBase64String("§")"#),
        ("jose", "jwtVerify(t, new TextEncoder().encode('abc'), { audience: 'x' })", "jwtVerify(t, new TextEncoder().encode('§'), { audience: 'x' })"),
        ("jsonwebtoken", "jwt.verify(token, 'shh', { audience: 'x' })", "jwt.verify(token, '§', { audience: 'x' })"),
        ("jsonwebtoken, a name", "jwt.verify(token, getKey, { audience: 'x' })", "jwt.verify(token, getKey, { audience: 'x' })"),
        ("jsonwebtoken, brackets before", "jwt.verify(req.headers['a, b'].split(' ')[1], `shh`)", "jwt.verify(req.headers['a, b'].split(' ')[1], `§`)"),
        ("a buffer", "secretOrKey: Buffer.from('abc', 'base64')", "secretOrKey: Buffer.from('§', 'base64')"),
        ("PyJWT", "jwt.decode(t, \"abc\", algorithms=[\"HS256\"], audience=\"x\")", "jwt.decode(t, \"§\", algorithms=[\"HS256\"], audience=\"x\")"),
        ("PyJWT, on lines", "jwt.decode(\n    t,\n    key=b'abc',\n    audience='x',\n)", "jwt.decode(\n    t,\n    key=b'§',\n    audience='x',\n)"),
        ("PyJWT, no key", "jwt.decode(t, algorithms=['RS256'])", "jwt.decode(t, algorithms=['RS256'])"),
        ("PyJWT, a public key", "jwt.decode(t, '-----BEGIN PUBLIC KEY-----\\nMIIB')", "jwt.decode(t, '-----BEGIN PUBLIC KEY-----\\nMIIB')"),
        ("PyJWT, several lines", "jwt.decode(t, \"\"\"ab\ncd\"\"\", x)", "jwt.decode(t, \"\"\"§\n\"\"\", x)"),
        ("Go", "return []byte(\"abc\"), nil", "return []byte(\"§\"), nil"),
        ("Azure.Identity", r#"new ClientSecretCredential("tenant", "client", "abc")"#, r#"new ClientSecretCredential("tenant", "client", "§")"#),
        ("Azure.Identity, names", r#"ClientSecretCredential(client_secret="abc", tenant_id="t", client_id="c")"#, r#"ClientSecretCredential(client_secret="§", tenant_id="t", client_id="c")"#),
        ("Azure.Identity, fetched", r#"new ClientSecretCredential(t, c, Environment.GetEnvironmentVariable("SECRET"))"#, r#"new ClientSecretCredential(t, c, Environment.GetEnvironmentVariable("SECRET"))"#),
        ("ADAL", r#"new ClientCredential("client", "abc")"#, r#"new ClientCredential("client", "§")"#),
        ("MSAL for Python", "ConfidentialClientApplication(\"c\", client_credential=\"abc\", authority=\"a\")", "ConfidentialClientApplication(\"c\", client_credential=\"§\", authority=\"a\")"),
        ("a credential by a call", "const credential = new DefaultAzureCredential('x');", "const credential = new DefaultAzureCredential('x');"),
        ("a credential object", "client_credential={'thumbprint': 'AB12', 'private_key': 'p'}", "client_credential={'thumbprint': 'AB12', 'private_key': '§'}"),
        ("fetch of a browser", "fetch(u, { credentials: 'same-origin' })", "fetch(u, { credentials: 'same-origin' })"),
        ("credentials of Microsoft.Identity.Web", r#""ClientCredentials": [ { "SourceType": "KeyVault", "KeyVaultUrl": "https://v/" } ]"#, r#""ClientCredentials": [ { "SourceType": "KeyVault", "KeyVaultUrl": "https://v/" } ]"#),
        ("variables", "jwtKey = 'a'\nconst apiKey = \"b\";\nsigning_key := `c`\nvar dbPassword = 'd'", "jwtKey = '§'\nconst apiKey = \"§\";\nsigning_key := `§`\nvar dbPassword = '§'"),
        ("a variable with a public key", "const signingKey = `-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----`", "const signingKey = `-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----`"),
        ("other variables", "clientId = 'a'; tenantId = 'b'; audience = 'api://x'; thumbprint = 'AB'", "clientId = 'a'; tenantId = 'b'; audience = 'api://x'; thumbprint = 'AB'"),
        ("an address in a buffer", "Buffer.from('https://a.example/')", "Buffer.from('https://a.example/')"),
        ("cut off", "jwt.verify(t, 'abc", "jwt.verify(t, '§"),
    ]);
}

#[test]
#[rustfmt::skip]
fn secrets_without_a_name_are_told_by_their_look() {
    let entra = format!("abc8Q~{}", "x".repeat(34));
    let token = "eyJhbGciOiJub25lIn0.eyJhIjoxMjM0NTY3fQ.c2ln";
    let rows = [
        ("client secret of Entra ID", format!("new ClientCredential(id, \"{entra}\")"), "new ClientCredential(id, \"§\")".to_owned()),
        ("shared access signature", "https://a.blob.core.windows.net/x?sv=1&sig=abcdefghijklmnop%3D&se=2".to_owned(), "https://a.blob.core.windows.net/x?sv=1&sig=§&se=2".to_owned()),
        ("password in an address", "redis://user:pa55@host:6379".to_owned(), "redis://user:§@host:6379".to_owned()),
        ("port and mail address", "https://host:8080/a?b=c@d.example".to_owned(), "https://host:8080/a?b=c@d.example".to_owned()),
        ("token", format!("Authorization: Bearer {token}"), "Authorization: Bearer §".to_owned()),
        ("credentials", "<value>Basic dXNlcjpwYXNzd29yZA==</value>".to_owned(), "<value>Basic §</value>".to_owned()),
        ("connection string", r#"{"Default": "Server=tcp:a;User ID=b;Pwd=c", "x": "y"}"#.to_owned(), r#"{"Default": "§", "x": "y"}"#.to_owned()),
        ("service bus", "BUS=Endpoint=sb://a/;SharedAccessKeyName=n;SharedAccessKey=k=\nA=b".to_owned(), "BUS=§\nA=b".to_owned()),
        ("private key", "a: |\n  -----BEGIN PRIVATE KEY-----\n  MIIE\n  MIIF\n  -----END PRIVATE KEY-----\nb: c".to_owned(), "a: |\n  -----BEGIN PRIVATE KEY-----§\n\n\n  -----END PRIVATE KEY-----\nb: c".to_owned()),
        ("private key cut off", "-----BEGIN RSA PRIVATE KEY-----\nMIIE".to_owned(), "-----BEGIN RSA PRIVATE KEY-----§\n".to_owned()),
        ("public key", "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----".to_owned(), "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----".to_owned()),
        ("letters of several bytes", "«ClientSecret»: é\nClientSecret: ü".to_owned(), "«ClientSecret»: é\nClientSecret: §".to_owned()),
    ];
    for (name, text, expected) in &rows {
        check(&[(name, text, expected)]);
    }
}

#[test]
fn what_tells_an_api_stays() {
    let text = r#"{"AzureAd": {"Instance": "https://login.microsoftonline.com/",
        "TenantId": "e21bbca2-1b75-4dea-9e34-d3d95d2ec661", "Audience": "api://6e74172b/x?y=1&z=2",
        "Key": "https://idp.example/", "ClientId": "6e74172b-be56-4843-9ff4-e66a39bb12e3"},
        "secretKeyRef": {"name": "api", "key": "client-id"}, "signUpPolicy": "B2C_1_PasswordReset"}"#;
    assert_eq!(taken_out(text), text);
}
