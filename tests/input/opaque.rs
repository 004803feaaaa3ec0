//! Tokens without readable parts: sealed tickets, refresh tokens, codes, SAML, other services' tokens.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use tokenscope::input::{Kind, base64url};

use crate::make::{bytes, long, only, part, paste};

const XML: &str = r#"<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"><Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1"/></samlp:Response>"#;

#[test]
fn what_is_no_compact_token_is_told() {
    let info = base64url::encode(br#"{"uid":"11111111-1111-1111-1111-111111111111","utid":"2"}"#);
    let principal = STANDARD.encode(
        r#"{"auth_typ":"aad","claims":[{"typ":"name","val":"x"}],"name_typ":"n","role_typ":"r"}"#,
    );
    for (name, text, kind, words) in [
        (
            "sealed ticket",
            long("EwBwA8l6BAAU"),
            Kind::OpaqueToken,
            "personal Microsoft account",
        ),
        (
            "sealed ticket as bearer",
            format!("Authorization: Bearer {}", long("EwB4A+jv/")),
            Kind::OpaqueToken,
            "personal Microsoft account",
        ),
        (
            "opaque bearer",
            format!("Bearer {}", long("v1:").replace(':', "~")),
            Kind::OpaqueToken,
            "opaque",
        ),
        (
            "refresh token",
            long("0.AXoA"),
            Kind::RefreshToken,
            "likely",
        ),
        (
            "newer refresh token",
            long("1.AXoAabc.AgAB"),
            Kind::RefreshToken,
            "likely",
        ),
        (
            "older refresh token",
            long("AQABAAAAAAD"),
            Kind::RefreshToken,
            "likely",
        ),
        (
            "refresh token sent",
            format!("Bearer {}", long("0.AXoA")),
            Kind::RefreshToken,
            "likely",
        ),
        (
            "refresh token by name",
            format!("grant_type=refresh_token&refresh_token={}", long("xyz")),
            Kind::RefreshToken,
            "token endpoint",
        ),
        (
            "code",
            format!("https://app.example/?code={}&state=1", long("0.AXoA")),
            Kind::AuthorizationCode,
            "exchanged once",
        ),
        (
            "personal code",
            format!("code={}", long("M.C507_BAY.2.U.")),
            Kind::AuthorizationCode,
            "exchanged once",
        ),
        (
            "personal code alone",
            long("M.R3_BAY."),
            Kind::AuthorizationCode,
            "likely",
        ),
        (
            "device code",
            format!("device_code={}", long("DAQABAAEAAAD")),
            Kind::Other,
            "device code",
        ),
        ("client_info", info, Kind::Other, "client_info"),
        ("principal", principal.clone(), Kind::Other, "App Service"),
        (
            "principal header",
            format!("X-MS-CLIENT-PRINCIPAL: {principal}"),
            Kind::Other,
            "App Service",
        ),
        ("SAML", XML.to_owned(), Kind::SamlAssertion, "SAML"),
        (
            "SAML in base64",
            STANDARD.encode(XML),
            Kind::SamlAssertion,
            "SAML",
        ),
        (
            "SAML in a form",
            format!(
                "RelayState=x&SAMLResponse={}",
                STANDARD.encode(XML).replace('+', "%2B").replace('=', "%3D")
            ),
            Kind::SamlAssertion,
            "SAML",
        ),
        (
            "SAML in an HTML form",
            format!(
                "<input name=\"SAMLResponse\" value=\"{}\"/>",
                STANDARD.encode(XML)
            ),
            Kind::SamlAssertion,
            "SAML",
        ),
        (
            "SAML in a log",
            format!("10:00 got {XML} from 10.0.0.1"),
            Kind::SamlAssertion,
            "SAML",
        ),
        (
            "compressed SAML",
            format!(
                "https://app.example/acs?SAMLResponse={}%3D",
                long("fZJNT8Mw")
            ),
            Kind::SamlAssertion,
            "likely",
        ),
        (
            "SAML request",
            format!("https://login.example/saml2?SAMLRequest={}", long("fZJN")),
            Kind::Other,
            "SAML request",
        ),
        ("GitHub's", long("ghp_"), Kind::Other, "GitHub"),
        (
            "Google's",
            format!("Bearer {}", long("ya29.")),
            Kind::Other,
            "Google",
        ),
        (
            "user and password",
            "Authorization: Basic dXNlcjpwdw==".to_owned(),
            Kind::Other,
            "Basic",
        ),
    ] {
        let found = only(name, paste(&text));
        assert_eq!(found.kind, kind, "{name}: {found:?}");
        let remark = found.remark.clone().unwrap_or_default();
        assert!(remark.contains(words), "{name}: {remark}");
        assert!(
            !remark.contains("Ab1xZ9"),
            "{name}: the remark holds the token"
        );
    }
}

#[test]
fn dotted_refresh_tokens_and_codes_go_by_their_name() {
    let jwe = format!(
        "{}.{}.{}.{}.{}",
        part(&json!({"alg": "RSA-OAEP", "enc": "A256GCM"})),
        bytes(256, 1),
        bytes(12, 2),
        bytes(64, 3),
        bytes(16, 4)
    );
    for (name, text, kind) in [
        (
            "refresh token",
            format!("{{\"refresh_token\":\"{jwe}\"}}"),
            Kind::RefreshToken,
        ),
        (
            "code",
            format!("#code={jwe}&state=1"),
            Kind::AuthorizationCode,
        ),
        ("no name", jwe.clone(), Kind::Jwe),
    ] {
        assert_eq!(only(name, paste(&text)).kind, kind, "{name}");
    }
}
