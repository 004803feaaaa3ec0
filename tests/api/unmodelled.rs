//! What changes acceptance and isn't compared is told as unread, never dropped.

#![allow(clippy::unwrap_used)]

use tokenscope::api::{About, import};

#[test]
fn what_is_not_compared_is_told() {
    #[rustfmt::skip]
    let rows = [
        ("jose", "await jwtVerify(t, createRemoteJWKSet(new URL('https://a.example/keys')), { audience: 'x', crit: {} });", vec!["crit"]),
        ("JwtBearer", "services.AddJwtBearer(o => { o.Authority = \"https://a.example/\"; o.TokenValidationParameters = new TokenValidationParameters { ValidAudience = \"x\", TokenDecryptionKey = key, IssuerValidator = (a, b, c) => a }; });", vec!["TokenDecryptionKey", "IssuerValidator"]),
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

/// What the real library could accept or refuse a token for, and this program can't tell.
#[test]
fn what_decides_unseen_is_told_with_what_it_decides() {
    use About::{Audience, Claims, Issuer, Key, Lifetime};
    let jose = |options: &str| {
        format!(
            "await jwtVerify(t, createRemoteJWKSet(new URL('https://a.example/keys')), {options});"
        )
    };
    let verify = |rest: &str| {
        let client = "const c = require('jwks-rsa')({ jwksUri: 'https://a.example/keys' });";
        format!("{client} const jwt = require('jsonwebtoken'); jwt.verify(t, keyOf, {rest});")
    };
    let decode = |rest: &str| {
        format!(
            "import jwt\nc = jwt.PyJWKClient('https://a.example/keys')\njwt.decode(t, key, {rest})"
        )
    };
    let go = |rest: &str| {
        format!("p, err := oidc.NewProvider(ctx, \"https://a.example\")\nv := p.Verifier({rest})")
    };
    #[rustfmt::skip]
    let rows = [
        ("variable in a list", jose("{ issuer: 'i', audience: ['a', process.env.B] }"), vec![Audience]),
        ("placeholder in a list", jose("{ issuer: ['i', 'https://<tenant>/'], audience: 'a' }"), vec![Issuer]),
        ("pattern", verify("{ issuer: 'i', audience: /orders/ }"), vec![Audience]),
        ("pattern in a list", verify("{ issuer: 'i', audience: ['a', /orders/] }"), vec![Audience]),
        ("options from elsewhere", jose("options"), vec![Issuer, Audience, Claims]),
        ("spread at the end", jose("{ issuer: 'i', audience: 'a', ...more }"), vec![Claims]),
        ("spread in a list", jose("{ issuer: [...issuers], audience: 'a' }"), vec![Issuer]),
        ("no key set here", "await jwtVerify(t, keysOf(t), { issuer: 'i', audience: 'a' });".to_owned(), vec![Key]),
        ("key from elsewhere", "const jwt = require('jsonwebtoken'); jwt.verify(t, key, { issuer: 'i', audience: 'a' });".to_owned(), vec![Key]),
        ("another moment", jose("{ issuer: 'i', audience: 'a', currentDate: fixed }"), vec![Lifetime]),
        ("age by code", verify("{ issuer: 'i', audience: 'a', maxAge: ages[kind] }"), vec![Lifetime]),
        ("claims by code", jose("{ issuer: 'i', audience: 'a', requiredClaims: asked() }"), vec![Claims]),
        ("switch by code", decode("audience='a', issuer='i', options={'verify_aud': not DEBUG}"), vec![Audience]),
        ("keywords from elsewhere", decode("audience='a', **more"), vec![Issuer, Claims]),
        ("configuration from elsewhere", go("config"), vec![Audience, Claims]),
        ("claims looked at", "const { payload } = await jwtVerify(t, createRemoteJWKSet(new URL('https://a.example/keys')), { issuer: 'i', audience: 'a' });\nif (payload.azp !== 'b') throw 1;".to_owned(), vec![Claims]),
        ("claims in Python", "import jwt\nc = jwt.PyJWKClient('https://a.example/keys')\nclaims = jwt.decode(t, c.key(t), issuer='i', audience='a')\nif 'b' not in claims['scp']: raise X".to_owned(), vec![Claims]),
        ("only whether there are claims", "const claims = await jwtVerify(t, createRemoteJWKSet(new URL('https://a.example/keys')), { issuer: 'i', audience: 'a' });\nif (!claims) throw 1;".to_owned(), vec![]),
        ("nothing open", jose("{ issuer: 'i', audience: 'a', currentDate: new Date() }"), vec![]),
        ("default beside a variable", jose("{ issuer: process.env.I ?? 'i', audience: process.env.A || 'a' }"), vec![]),
    ];
    for (name, text, expected) in rows {
        let api = import(name, &text).unwrap();
        for about in [Audience, Issuer, Key, Lifetime, Claims] {
            let told = api.reading.undecided(about).count() > 0;
            let unread = &api.reading.unread;
            assert_eq!(
                told,
                expected.contains(&about),
                "{name}: {about:?} in {unread:?}"
            );
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
