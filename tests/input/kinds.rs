//! Compact tokens and their relatives, told apart.

use serde_json::json;
use tokenscope::input::{Kind, Role};

use crate::make::{bytes, claims, healthy, part, paste, token};

#[test]
fn compact_tokens_are_told_apart() {
    let rs256 = json!({"alg": "RS256", "typ": "JWT"});
    let hs256 = json!({"alg": "HS256"});
    let app = "22222222-2222-2222-2222-222222222222";
    let assertion = json!({"iss": app, "sub": app, "jti": "1", "exp": 1, "aud": "https://login.microsoftonline.com/common/oauth2/v2.0/token"});
    let jwe = format!(
        "{}..{}.{}.{}",
        part(&json!({"alg": "dir", "enc": "A128CBC-HS256"})),
        bytes(16, 1),
        bytes(64, 2),
        bytes(16, 3)
    );
    for (name, text, kind, words) in [
        ("signed", healthy(), Kind::Jws, ""),
        (
            "another issuer's",
            token(
                &rs256,
                &json!({"iss": "https://a.auth0.com/", "sub": "x", "aud": "y"}),
                256,
            ),
            Kind::Jws,
            "",
        ),
        (
            "no header members but claims",
            token(&json!({"b64": true}), &claims("x"), 10),
            Kind::Jws,
            "",
        ),
        ("encrypted, key agreed on", jwe, Kind::Jwe, ""),
        (
            "unsecured",
            format!("{}.{}.", part(&json!({"alg": "NoNe"})), part(&claims("x"))),
            Kind::UnsecuredJwt,
            "",
        ),
        (
            "signature taken away",
            format!("{}.{}.", part(&rs256), part(&claims("x"))),
            Kind::UnsecuredJwt,
            "took the signature away",
        ),
        (
            "unsecured with a signature",
            token(&json!({"alg": "none"}), &claims("x"), 20),
            Kind::UnsecuredJwt,
            "proves nothing",
        ),
        (
            "PoP",
            token(
                &json!({"alg": "RS256", "typ": "pop"}),
                &json!({"at": "x", "ts": 1}),
                256,
            ),
            Kind::PopEnvelope,
            "inside",
        ),
        (
            "pop without a token",
            token(
                &json!({"alg": "RS256", "typ": "pop"}),
                &json!({"iss": "x"}),
                256,
            ),
            Kind::Jws,
            "",
        ),
        (
            "client assertion",
            token(&json!({"alg": "PS256", "x5t#S256": "x"}), &assertion, 256),
            Kind::ClientAssertion,
            "client assertion",
        ),
        (
            "device cookie",
            token(
                &hs256,
                &json!({"refresh_token": "x", "is_primary": "true", "request_nonce": "y"}),
                32,
            ),
            Kind::ClientAssertion,
            "secret",
        ),
        (
            "App Service session",
            token(
                &hs256,
                &json!({"iss": "https://a.azurewebsites.net/", "aud": "https://a.azurewebsites.net", "sub": "x"}),
                32,
            ),
            Kind::ClientAssertion,
            "App Service",
        ),
        (
            "workload identity",
            token(
                &rs256,
                &json!({"iss": "https://token.actions.githubusercontent.com", "sub": "repo:x", "aud": "api://AzureADTokenExchange"}),
                256,
            ),
            Kind::ClientAssertion,
            "exchange",
        ),
        (
            "managed identity for exchange",
            token(
                &rs256,
                &json!({"iss": "https://login.microsoftonline.com/x/v2.0", "sub": "x", "aud": "api://AzureADTokenExchange"}),
                256,
            ),
            Kind::Jws,
            "",
        ),
    ] {
        let reading = paste(&text);
        let found = reading.found.first().unwrap();
        assert_eq!(found.kind, kind, "{name}: {found:?}");
        assert_eq!(found.damage, [], "{name}");
        let remark = found.remark.clone().unwrap_or_default();
        assert_eq!(words.is_empty(), remark.is_empty(), "{name}: {remark}");
        assert!(remark.contains(words), "{name}: {remark}");
    }
}

#[test]
fn the_token_inside_an_envelope_is_listed_too() {
    let inner = healthy();
    let envelope = token(
        &json!({"alg": "RS256", "typ": "PoP"}),
        &json!({"at": inner, "ts": 1, "m": "GET"}),
        256,
    );
    let reading = paste(&format!("Authorization: PoP {envelope}"));
    let kinds: Vec<Kind> = reading.found.iter().map(|f| f.kind).collect();
    assert_eq!(kinds, [Kind::PopEnvelope, Kind::Jws]);
    assert!(reading.found[1].text == inner);
    assert_eq!(reading.found[1].role, Some(Role::AccessToken));
    assert_eq!(reading.found[1].at, "header Authorization, claim at");
}

#[test]
fn debug_output_leaves_tokens_out() {
    let token = healthy();
    let shown = format!("{:?}", paste(&token));
    assert!(!shown.contains(&token[..20]));
}
