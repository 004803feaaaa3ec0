//! Signed requests and the tokens that are bound to their keys.

use serde_json::{Map, Value, json};
use tokenscope::input::{Kind, Role};

use crate::common::{SigningKey, Template, sign, template};
use crate::{alone, assert_says, certificate_file, inspect, known, said};

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => panic!("an object"),
    }
}

/// An access token that is bound to this.
fn bound(cnf: &Value) -> String {
    let Template {
        header, mut claims, ..
    } = template("entra-v2");
    if !cnf.is_null() {
        claims.insert("cnf".to_owned(), cnf.clone());
    }
    sign(&header, &claims, SigningKey::entra())
}

/// An envelope around a token, carrying the key of `carried`, signed by `signer`.
fn envelope(inner: &str, carried: &SigningKey, signer: &SigningKey, age: i64) -> String {
    let (n, e) = carried.numbers();
    let header = object(json!({ "typ": "pop", "alg": "RS256", "kid": carried.kid() }));
    let claims = object(json!({
        "at": inner, "ts": crate::common::tokens::at(-age), "m": "GET", "u": "api.contoso.com",
        "p": "/items", "nonce": "1", "cnf": { "jwk": { "kty": "RSA", "n": n, "e": e } },
    }));
    sign(&header, &claims, signer)
}

/// A client's key: one without a certificate, which goes by its RFC 7638 thumbprint.
fn client() -> &'static SigningKey {
    SigningKey::foreign()
}

#[test]
fn an_envelope_is_unwrapped_and_its_key_compared() {
    let own = json!({ "kid": client().kid() });
    let other = json!({ "kid": SigningKey::b2c().kid() });
    let twice = (client(), client());
    #[rustfmt::skip]
    let rows = [
        ("it holds", &own, twice, 60, &["is the one that the token inside is bound to, and it made", "made by cnf.jwk | made by cnf.jwk", "m (method):  | GET", "u (host):  | api.contoso.com", "p (path):  | /items", "scheme PoP"][..], &["older than"][..]),
        ("an old one", &own, twice, 900, &["older than the five minutes"][..], &[][..]),
        ("bound to another key", &other, twice, 60, &["bound to another key than the envelope's"][..], &["and it made"][..]),
        ("bound to nothing", &Value::Null, twice, 60, &["bound to no key", "| none"][..], &["and it made"][..]),
        ("signed by another key", &own, (client(), SigningKey::b2c()), 60, &["was not made by it over this content"][..], &["and it made"][..]),
    ];
    for (name, cnf, (carried, signer), age, wanted, unwanted) in rows {
        let inner = bound(cnf);
        let text = format!(
            "Authorization: PoP {}",
            envelope(&inner, carried, signer, age)
        );
        let all = alone(&text);
        let [outer, inside] = all.as_slice() else {
            panic!("{name}: {} found", all.len());
        };
        assert_eq!(outer.found.kind, Kind::PopEnvelope, "{name}");
        assert_eq!(outer.verdict.rule, "pop-envelope", "{name}");
        let (outcome, words) = said(outer, "pop-envelope");
        assert_eq!(outcome, "failed", "{name}");
        assert_says(name, &words, wanted, unwanted);
        assert_says(name, &words, &["header Authorization, claim at"], &[]);

        assert_eq!(inside.found.text, inner, "{name}");
        assert_eq!(inside.found.at, "header Authorization, claim at", "{name}");
        assert_eq!(inside.role.role, Role::AccessToken, "{name}");
    }
}

#[test]
fn a_bound_token_says_whether_its_envelope_is_there() {
    let own = json!({ "kid": client().kid() });
    let mtls = json!({ "x5t#S256": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8" });
    let good = envelope(&bound(&own), client(), client(), 60);
    let forged = envelope(&bound(&own), client(), SigningKey::b2c(), 60);
    for (name, text, index, outcome, words) in [
        ("alone", bound(&own), 0, "warning", "scheme PoP"),
        ("in its envelope", good, 1, "passed", "proves possession"),
        ("in a forged one", forged, 1, "warning", "doesn't prove"),
        (
            "bound to a certificate",
            bound(&mtls),
            0,
            "warning",
            "TLS certificate",
        ),
        ("in hex too", bound(&mtls), 0, "warning", "000102030405"),
        (
            "bound to nothing",
            bound(&Value::Null),
            0,
            "not-applicable",
            "",
        ),
    ] {
        let (is, told) = said(&alone(&text)[index], "pop-envelope");
        assert_eq!(is, outcome, "{name}: {told}");
        assert_says(name, &told, &[words], &[]);
    }
}

#[test]
fn the_certificate_of_a_bound_token_is_known_when_it_was_loaded() {
    let key = SigningKey::custom_app();
    let der = key.certificate().expect("a certificate");
    let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, der);
    let name = tokenscope::input::base64url::encode(hash.as_ref());
    let text = bound(&json!({ "x5t#S256": name }));
    let documents = known([certificate_file("client.pem", key)]);
    let all = inspect(&text, &documents, &tokenscope::api::Api::default());
    let (_, words) = said(&all[0], "pop-envelope");
    assert_says("loaded", &words, &["CN=contoso token signing"], &[]);
    let (_, words) = said(&alone(&text)[0], "pop-envelope");
    assert_says("not loaded", &words, &[], &["CN=contoso"]);
}
