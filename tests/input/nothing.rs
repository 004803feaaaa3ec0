//! Texts that hold no token say what they are instead, and never make one up.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use tokenscope::input::{Kind, Whole};

use crate::make::{healthy, only, paste};

#[test]
fn texts_without_a_token_say_what_they_are() {
    for (name, text, whole, words) in [
        (
            "key set",
            json!({"keys": [{"kty": "RSA"}, {"kty": "RSA"}]}).to_string(),
            Whole::Jwks,
            "This is a key set with 2 keys, not a token.",
        ),
        (
            "metadata",
            json!({"issuer": "https://i", "jwks_uri": "https://i/k"}).to_string(),
            Whole::Metadata,
            "OpenID metadata",
        ),
        (
            "error answer",
            json!({"error": "invalid_grant", "error_description": "AADSTS70008: expired"})
                .to_string(),
            Whole::TokenError,
            "AADSTS70008",
        ),
        (
            "GUID",
            "00000003-0000-0000-c000-000000000000".to_owned(),
            Whole::Guid,
            "This is a GUID",
        ),
        (
            "GUID in quotes",
            "\"00000003-0000-0000-c000-000000000000\"".to_owned(),
            Whole::Guid,
            "This is a GUID",
        ),
        (
            "thumbprint",
            "34:64:C5:BD:D2:BE:7F:2B:61:12:E2:F0:8E:9C:00:24:E3:3D:9F:E0".to_owned(),
            Whole::Thumbprint,
            "SHA-1",
        ),
        (
            "error",
            "IDX10503: Signature validation failed. The token's kid is: 'x'".to_owned(),
            Whole::ErrorText,
            "IDX10503",
        ),
        (
            "challenge",
            "WWW-Authenticate: Bearer error=\"invalid_token\"".to_owned(),
            Whole::ErrorText,
            "invalid_token",
        ),
        (
            "jsonwebtoken",
            "JsonWebTokenError: invalid signature\n    at x.js:1".to_owned(),
            Whole::ErrorText,
            "error text",
        ),
        (
            "PyJWT",
            "jwt.exceptions.InvalidAudienceError: Audience doesn't match".to_owned(),
            Whole::ErrorText,
            "error text",
        ),
        (
            "jose",
            "JWKSNoMatchingKey: no applicable key found in the JSON Web Key Set".to_owned(),
            Whole::ErrorText,
            "error text",
        ),
        (
            "settings",
            json!({"AzureAd": {"TenantId": "x"}}).to_string(),
            Whole::Configuration,
            "appsettings.json",
        ),
        (
            "settings with comments",
            "{ // ours\n \"AzureAd\": {} }".to_owned(),
            Whole::Configuration,
            "appsettings.json",
        ),
        (
            "policy",
            "<policies><inbound><validate-jwt header-name=\"Authorization\"/></inbound></policies>"
                .to_owned(),
            Whole::Configuration,
            "API Management",
        ),
        (
            "certificate",
            "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n".to_owned(),
            Whole::Certificate,
            "certificate",
        ),
        (
            "federation metadata",
            "<?xml version=\"1.0\"?>\n<EntityDescriptor entityID=\"x\"/>".to_owned(),
            Whole::FederationMetadata,
            "federation metadata",
        ),
        (
            "cURL",
            "curl https://api.example/ -H 'Accept: x'".to_owned(),
            Whole::Curl,
            "cURL",
        ),
        (
            "archive",
            json!({"log": {"entries": []}}).to_string(),
            Whole::Har,
            "HTTP archive",
        ),
        (
            "JSON",
            json!({"a": [1]}).to_string(),
            Whole::Json,
            "without a token",
        ),
        (
            "JSON cut",
            "{\"a\": \"b".to_owned(),
            Whole::Text,
            "line 1, column 8",
        ),
        (
            "flattened",
            json!({"protected": "eyJh", "payload": "eyJh", "signature": "x"}).to_string(),
            Whole::Json,
            "compact",
        ),
        (
            "base64",
            format!("{}=", "Q".repeat(213)),
            Whole::Text,
            "Not recognised: 214 characters, no dots, only base64 characters.",
        ),
        (
            "prose",
            "My eyes hurt. I see eyJ everywhere; www.eyes.example too.".to_owned(),
            Whole::Text,
            "Not recognised",
        ),
        (
            "dotted name",
            "com.example.app".to_owned(),
            Whole::Text,
            "2 dots",
        ),
    ] {
        let reading = paste(&text);
        assert_eq!(reading.whole, whole, "{name}: {reading:?}");
        let found = only(name, reading.clone());
        assert_eq!(found.kind, Kind::Other, "{name}: {found:?}");
        assert!(
            found.remark.clone().unwrap_or_default().contains(words),
            "{name}: {:?}",
            found.remark
        );
        assert_eq!(reading.remark, found.remark, "{name}");
    }
}

#[test]
fn certificates_in_base64_are_told() {
    let pair = rcgen::generate_simple_self_signed(["signing.example".to_owned()]).unwrap();
    let reading = paste(&STANDARD.encode(pair.cert.der()));
    assert_eq!(reading.whole, Whole::Certificate);
    let reading = paste(&pair.cert.pem());
    assert_eq!(reading.whole, Whole::Certificate);
    let key = STANDARD.encode(pair.signing_key.serialize_der());
    assert_eq!(paste(&key).whole, Whole::Text);
}

#[test]
fn empty_texts_hold_nothing() {
    for text in ["", " ", "\n\t\r\n", "\u{feff}", "\u{200b} \u{a0}"] {
        let reading = paste(text);
        assert_eq!(
            (reading.whole, reading.found.len()),
            (Whole::Empty, 0),
            "{text:?}"
        );
    }
}

#[test]
fn prose_gives_no_false_tokens() {
    let token = healthy();
    let reading = paste(&format!(
        "eyJ is how they start. eyes.open.wide eyJa.b.c eyAm.what.I_am ewoks.are.small ewok.a.b \
         eyJoYSI6MX0.nothing.here (eyJ0eXAi) Bearer eyJ… Bearer eyJ... 0.A code=5 Bearer authentication is used.\n{token}"
    ));
    assert_eq!(reading.found.len(), 1, "{reading:?}");
    assert_eq!(reading.found[0].at, "line 2");
}
