//! Every kind of input is recognised and explained: what was pasted, and what to do with it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]
#![expect(clippy::too_many_lines, reason = "a table of rows")]

mod common;

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use common::places::fetched;
use common::{API, CLIENT, SigningKey, TENANT, Template, now, sign, template};
use serde_json::json;
use tokenscope::api::Api;
use tokenscope::diagnosis::{Inputs, inspect};
use tokenscope::documents::{Consent, Content, Document, Documents, Origin};
use tokenscope::input::{Reading, Whole, read};

const XML: &str = r#"<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"><Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1"/></samlp:Response>"#;

/// A token of a template, with claims and header members beside or in place of its own.
fn token(name: &str, header: &serde_json::Value, claims: &serde_json::Value) -> String {
    let Template {
        header: mut head,
        claims: mut body,
        key,
        ..
    } = template(name);
    for (into, from) in [(&mut head, header), (&mut body, claims)] {
        for (name, value) in from.as_object().into_iter().flatten() {
            into.insert(name.clone(), value.clone());
        }
    }
    sign(&head, &body, SigningKey::named(key))
}

/// What is said: of the text as a whole, and of the first thing found in it.
fn said(reading: &Reading) -> String {
    let mut words = reading.remark.clone().unwrap_or_default();
    let (documents, api) = (Documents::default(), Api::default());
    let consent = Consent {
        offline: true,
        ..Consent::default()
    };
    for found in &reading.found {
        let inputs = Inputs {
            documents: &documents,
            api: &api,
            error: None,
            companions: &reading.found,
            consent: &consent,
            now: now(),
        };
        let inspection = inspect(found, &inputs);
        let verdict = &inspection.verdict;
        write!(
            words,
            "
{}: {}",
            verdict.rule, verdict.headline
        )
        .unwrap();
        for entry in &inspection.checklist {
            let remedies = entry.remedies.join(" ");
            write!(words, "\n{} {remedies}", entry.explanation).unwrap();
        }
    }
    words
}

#[test]
fn every_kind_of_input_is_recognised_and_explained() {
    let none = json!({});
    let access = token("entra-v2", &none, &none);
    let id = token("id-token", &none, &none);
    let long = |prefix: &str| format!("{prefix}{}", "Ab1xZ9".repeat(60));
    let jwt = |header: serde_json::Value, claims: serde_json::Value| {
        let part = |v: serde_json::Value| URL_SAFE_NO_PAD.encode(v.to_string());
        format!(
            "{}.{}.{}",
            part(header),
            part(claims),
            URL_SAFE_NO_PAD.encode([7; 32])
        )
    };
    let encrypted = |header: serde_json::Value| {
        let header = URL_SAFE_NO_PAD.encode(header.to_string());
        format!(
            "{header}.{}.AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA",
            URL_SAFE_NO_PAD.encode([1; 256])
        )
    };
    let jwe = encrypted(json!({"alg": "RSA-OAEP", "enc": "A256GCM", "kid": "k"}));
    let principal = STANDARD.encode(
        r#"{"auth_typ":"aad","claims":[{"typ":"name","val":"x"}],"name_typ":"n","role_typ":"r"}"#,
    );
    let device = jwt(
        json!({"alg": "HS256", "ctx": "AAAA"}),
        json!({"refresh_token": "0.A", "is_primary": "true", "request_nonce": "n"}),
    );
    let site = "https://app.azurewebsites.net/";
    let zumo = jwt(
        json!({"alg": "HS256", "typ": "JWT"}),
        json!({"iss": site, "aud": site, "sub": "1"}),
    );
    let envelope = token(
        "entra-v2",
        &json!({"typ": "pop"}),
        &json!({"at": access, "ts": 1, "u": "api.contoso.com"}),
    );
    let rows: Vec<(&str, String, Option<Whole>, &[&str])> = vec![
        ("jws", access.clone(), None, &["signature"]),
        ("jwe", jwe, None, &["encrypted-token", "private key"]),
        (
            "b2c-refresh",
            json!({"refresh_token": encrypted(json!({"kid": "c", "ver": "1.0", "zip": "Deflate", "enc": "A256GCM", "alg": "RSA-OAEP"}))}).to_string(),
            None,
            &["not-a-jwt", "refresh token"],
        ),
        (
            "msa-opaque-at",
            long("EwBwA8l6BAAU"),
            None,
            &["sealed-personal-account-token", "no dots"],
        ),
        ("aad-refresh", long("0.AXoA"), None, &["not-a-jwt", "likely a refresh token"]),
        ("aad-refresh, older", long("AQABAAAAAAD"), None, &["likely"]),
        (
            "auth-code",
            format!("https://app.contoso.com/cb?code={}", long("0.AXoA")),
            None,
            &["authorization code", "Redeem"],
        ),
        (
            "auth-code of a personal account",
            format!("code={}", long("M.C5xx_BAY.2.U.")),
            None,
            &["authorization code"],
        ),
        ("saml-xml", XML.to_owned(), None, &["SAML", "federation"]),
        ("saml-b64", STANDARD.encode(XML), None, &["SAML"]),
        (
            "saml-b64 in a form",
            format!("SAMLResponse={}", STANDARD.encode(XML).replace('+', "%2B").replace('=', "%3D")),
            None,
            &["SAML"],
        ),
        (
            "saml-oauth",
            URL_SAFE_NO_PAD.encode(r#"<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1"/>"#),
            None,
            &["SAML"],
        ),
        (
            "client-assertion",
            token("client-assertion", &none, &none),
            None,
            &["foreign-jwt-kind", "certificate"],
        ),
        (
            "fic-token",
            token("foreign", &none, &json!({"aud": "api://AzureADTokenExchange"})),
            None,
            &["foreign-jwt-kind", "Exchange it"],
        ),
        ("pop-shr", envelope, None, &["pop-envelope"]),
        (
            "prt-cookie",
            format!("x-ms-RefreshTokenCredential={device}"),
            None,
            &["foreign-jwt-kind", "can sign in as that user"],
        ),
        (
            "client-info",
            URL_SAFE_NO_PAD.encode(format!(r#"{{"uid":"{CLIENT}","utid":"{TENANT}"}}"#)),
            None,
            &["client_info"],
        ),
        (
            "easyauth-principal",
            format!("X-MS-CLIENT-PRINCIPAL: {principal}"),
            None,
            &["without any signature"],
        ),
        (
            "easyauth-me",
            json!([{"provider_name": "aad", "access_token": access, "id_token": id, "user_claims": []}]).to_string(),
            None,
            &["id-token-as-access-token"],
        ),
        ("zumo", format!("X-ZUMO-AUTH: {zumo}"), None, &["session token"]),
        (
            "token-response",
            json!({"token_type": "Bearer", "expires_in": "3599", "access_token": access, "refresh_token": long("0.AXoA"), "id_token": id}).to_string(),
            Some(Whole::TokenResponse),
            &["access token beside it"],
        ),
        (
            "token-error",
            json!({"error": "invalid_grant", "error_description": "AADSTS70008: expired", "trace_id": TENANT}).to_string(),
            Some(Whole::TokenError),
            &["no token was issued", "AADSTS70008"],
        ),
        (
            "fragment",
            format!("https://app.contoso.com/#id_token={id}&state=1"),
            None,
            &["id-token-as-access-token"],
        ),
        ("form", format!("id_token={id}&state=1"), None, &["id-token-as-access-token"]),
        (
            "curl",
            format!("curl https://api.contoso.com/ -H 'Authorization: Bearer {access}'"),
            Some(Whole::Curl),
            &["signature"],
        ),
        (
            "har",
            json!({"log": {"entries": [{"request": {"method": "GET", "url": "https://api.contoso.com/", "headers": [{"name": "Authorization", "value": format!("Bearer {id}")}]}, "response": {}}]}}).to_string(),
            Some(Whole::Har),
            &["id-token-as-access-token"],
        ),
        ("log", format!("12:00 info token={access} ok"), None, &["signature"]),
        (
            "error-text",
            "IDX10503: Signature validation failed. The token's kid is: 'x'".to_owned(),
            Some(Whole::ErrorText),
            &["IDX10503"],
        ),
        (
            "metadata-json",
            json!({"issuer": "https://i", "jwks_uri": "https://i/k"}).to_string(),
            Some(Whole::Metadata),
            &["OpenID metadata"],
        ),
        (
            "jwks",
            json!({"keys": [SigningKey::entra().jwk()]}).to_string(),
            Some(Whole::Jwks),
            &["key set"],
        ),
        (
            "fed-xml",
            r#"<?xml version="1.0"?><EntityDescriptor entityID="x"/>"#.to_owned(),
            Some(Whole::FederationMetadata),
            &["federation metadata"],
        ),
        (
            "pem",
            format!(
                "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
                STANDARD.encode(SigningKey::entra().certificate().unwrap())
            ),
            Some(Whole::Certificate),
            &["certificate"],
        ),
        (
            "cert",
            STANDARD.encode(SigningKey::entra().certificate().unwrap()),
            Some(Whole::Certificate),
            &["certificate"],
        ),
        (
            "thumbprint",
            "34:64:C5:BD:D2:BE:7F:2B:61:12:E2:F0:8E:9C:00:24:E3:3D:9F:E0".to_owned(),
            Some(Whole::Thumbprint),
            &["SHA-1"],
        ),
        (
            "thumbprint, 27 characters",
            SigningKey::entra().kid(),
            Some(Whole::Thumbprint),
            &["thumbprint"],
        ),
        (
            "config",
            json!({"AzureAd": {"TenantId": TENANT, "ClientId": API}}).to_string(),
            Some(Whole::Configuration),
            &["appsettings.json"],
        ),
        (
            "guid",
            "00000003-0000-0000-c000-000000000000".to_owned(),
            Some(Whole::Guid),
            &["GUID"],
        ),
        ("else", "hello world".to_owned(), None, &["not-a-jwt", "no token"]),
    ];
    let mut report = String::new();
    for (name, text, whole, words) in rows {
        let reading = read("walk", &text);
        let told = said(&reading);
        if whole.is_some_and(|whole| whole != reading.whole) {
            writeln!(report, "{name}: {:?}, not {whole:?}", reading.whole).unwrap();
        }
        for word in words {
            if !told.contains(word) {
                let start: String = told.chars().take(400).collect();
                writeln!(report, "{name}: nothing says {word:?} in\n{start}").unwrap();
            }
        }
    }
    assert!(report.is_empty(), "{report}");
}

/// Federation metadata that lists one certificate.
fn federation(url: &str, key: &SigningKey) -> Document {
    let certificate = STANDARD.encode(key.certificate().unwrap());
    let xml = format!(
        r#"<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://sts.windows.net/{TENANT}/"><IDPSSODescriptor><KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>{certificate}</X509Certificate></X509Data></KeyInfo></KeyDescriptor></IDPSSODescriptor></EntityDescriptor>"#
    );
    Document {
        origin: if url.contains("://") {
            Origin::Live
        } else {
            Origin::File
        },
        ..fetched(url, Content::Text(xml))
    }
}

/// Where no key set is at hand, the certificates of federation metadata check a token too: the
/// tenant's, an application's (`?appid=`), and a file that was loaded.
#[test]
fn federation_metadata_is_a_source_of_keys() {
    let of_tenant = format!(
        "https://login.microsoftonline.com/{TENANT}/FederationMetadata/2007-06/FederationMetadata.xml"
    );
    let of_application = format!("{of_tenant}?appid={API}");
    let named = |key: &SigningKey| json!({ "kid": key.kid(), "x5t": key.kid() });
    let (shared, own) = (SigningKey::entra(), SigningKey::saml_app());
    let Template {
        mut header, claims, ..
    } = template("entra-v1");
    let by_shared = sign(&header, &claims, shared);
    for (name, value) in named(own).as_object().unwrap() {
        header.insert(name.clone(), value.clone());
    }
    let by_own = sign(&header, &claims, own);
    let rows = [
        (
            "the tenant's",
            &by_shared,
            vec![federation(&of_tenant, shared)],
            "signature-verified passed",
        ),
        (
            "an application's",
            &by_own,
            vec![
                federation(&of_tenant, shared),
                federation(&of_application, own),
            ],
            "saml-app-key failed",
        ),
        (
            "a file",
            &by_shared,
            vec![federation("FederationMetadata.xml", shared)],
            "signature-verified passed",
        ),
        (
            "of another key",
            &by_own,
            vec![federation(&of_tenant, shared)],
            "key-not-found failed",
        ),
    ];
    for (name, token, list, expected) in rows {
        let mut documents = Documents::default();
        documents.extend(list);
        let reading = read("walk", token);
        let (api, consent) = (Api::default(), Consent::default());
        let inputs = Inputs {
            documents: &documents,
            api: &api,
            error: None,
            companions: &reading.found,
            consent: &consent,
            now: now(),
        };
        let verdict = inspect(&reading.found[0], &inputs).verdict;
        let is = format!("{} {}", verdict.rule, verdict.outcome.name());
        assert_eq!(is, expected, "{name}: {}", verdict.headline);
    }
}
