//! What changes acceptance and isn't compared is told as unread, never dropped.

#![allow(clippy::unwrap_used)]

use tokenscope::api::import;

#[test]
fn what_is_not_compared_is_told() {
    #[rustfmt::skip]
    let rows = [
        ("jose", "await jwtVerify(t, createRemoteJWKSet(new URL('https://a.example/keys')), { audience: 'x', requiredClaims: ['oid'], maxTokenAge: '1h', typ: 'at+jwt', subject: 's', crit: {} });", vec!["requiredClaims", "maxTokenAge", "typ", "subject", "crit"]),
        ("jsonwebtoken", "const jwt = require('jsonwebtoken'); jwt.verify(t, key, { audience: 'x', maxAge: '1h', subject: 's', jwtid: 'j', nonce: 'n' });", vec!["maxAge", "subject", "jwtid", "nonce"]),
        ("PyJWT", "import jwt\njwt.decode(t, key, audience='x', options={'require': ['exp'], 'strict_aud': True})", vec!["require", "strict_aud"]),
        ("JwtBearer", "services.AddJwtBearer(o => { o.Authority = \"https://a.example/\"; o.TokenValidationParameters = new TokenValidationParameters { ValidAudience = \"x\", ValidTypes = new[] { \"at+jwt\" }, TokenDecryptionKey = key, IssuerValidator = (a, b, c) => a }; });", vec!["TokenDecryptionKey", "IssuerValidator"]),
        ("appsettings", r#"{"AzureAd": {"Instance": "https://login.microsoftonline.com/", "TennantId": "YOUR_TENANT_ID", "ClientId": "c", "Audince": "x"}}"#, vec!["TennantId", "Audince"]),
    ];
    for (name, text, expected) in rows {
        let api = import(name, text).unwrap();
        let unread: Vec<&str> = api.reading.unread.iter().map(|u| u.name.as_str()).collect();
        for one in expected {
            let told = unread.iter().any(|name| name.ends_with(one));
            assert!(told, "{name}: no {one} in {unread:?}");
        }
    }
}

#[test]
fn a_placeholder_leaves_the_metadata_unknown() {
    for tenant in [
        "YOUR_TENANT_ID",
        "<tenant>",
        "{tenant}",
        "Enter_the_Tenant_Id_Here",
    ] {
        let by_tenant = format!(
            r#"{{"AzureAd": {{"Instance": "https://login.microsoftonline.com/", "TenantId": "{tenant}", "ClientId": "c"}}}}"#
        );
        let by_authority = format!(
            r#"{{"AzureAd": {{"Authority": "https://login.microsoftonline.com/{tenant}/v2.0", "ClientId": "c"}}}}"#
        );
        for text in [by_tenant, by_authority] {
            let api = import("appsettings.json", &text).unwrap();
            assert_eq!(api.metadata, None, "{text}");
            let unread = &api.reading.unread;
            assert!(
                unread.iter().any(|u| u.reason.contains("a placeholder")),
                "{text}: {unread:?}"
            );
        }
    }
}
