//! Encrypted tokens and client assertions: which certificate is theirs.

use serde_json::json;
use tokenscope::api::Api;
use tokenscope::documents::Documents;
use tokenscope::input::base64url;

use crate::common::{SigningKey, Template, sign, template};
use crate::{assert_says, certificate_file, inspect, known, said};

fn encrypted(header: &serde_json::Value) -> String {
    let part = |bytes: &[u8]| base64url::encode(bytes);
    format!(
        "{}.{}.{}.{}.{}",
        part(header.to_string().as_bytes()),
        part(&[1; 256]),
        part(&[2; 12]),
        part(&[3; 300]),
        part(&[4; 16])
    )
}

#[test]
fn an_encrypted_token_names_the_applications_certificate() {
    let key = SigningKey::custom_app();
    let hex = tokenscope::keys::hex_of_x5t(&key.kid()).unwrap();
    let full = json!({ "alg": "RSA-OAEP", "enc": "A256GCM", "kid": key.kid(), "typ": "JWT" });
    let by_hex = json!({ "alg": "RSA-OAEP", "enc": "A256GCM", "kid": hex });
    let named = json!({ "alg": "RSA-OAEP", "enc": "A256GCM", "kid": "my-key" });
    let own = || known([certificate_file("own.pem", key)]);
    let other = || known([certificate_file("other.pem", SigningKey::saml_app())]);
    let matches = "matches CN=contoso token signing";
    #[rustfmt::skip]
    let rows = [
        ("alone", &full, Documents::default(), &["the application's own certificate", &hex, "RSA-OAEP", "A256GCM"][..], &[matches][..]),
        ("its certificate loaded", &full, own(), &[matches][..], &["the one of the header"][..]),
        ("named in hex", &by_hex, own(), &[matches, &hex][..], &[][..]),
        ("another loaded", &full, other(), &["the one of the header | CN=Microsoft Azure Federated SSO Certificate"][..], &[matches][..]),
        ("a name that is no thumbprint", &named, own(), &["my-key"][..], &[matches, "Thumbprint of the certificate", "certutil"][..]),
    ];
    for (name, header, documents, wanted, unwanted) in rows {
        let all = inspect(&encrypted(header), &documents, &Api::default());
        let (outcome, words) = said(&all[0], "encrypted-token");
        assert_eq!(outcome, "failed", "{name}");
        assert_says(name, &words, wanted, unwanted);
    }
    let Template { header, claims, .. } = template("entra-v2");
    let plain = sign(&header, &claims, SigningKey::entra());
    let all = inspect(&plain, &own(), &Api::default());
    assert_eq!(said(&all[0], "encrypted-token").0, "not-applicable");
}

#[test]
fn a_client_assertion_is_verified_with_its_certificate() {
    let Template { header, claims, .. } = template("client-assertion");
    let key = SigningKey::custom_app();
    let own = || known([certificate_file("own.pem", key)]);
    let other = || known([certificate_file("other.pem", SigningKey::saml_app())]);
    let verified = "verified | verified by CN=contoso token signing (own.pem)";
    let hex = tokenscope::keys::hex_of_x5t(&key.kid()).unwrap();
    #[rustfmt::skip]
    let rows = [
        ("alone", key, Documents::default(), &["client assertion", &hex][..], &[verified, "Loaded certificate"][..]),
        ("its certificate loaded", key, own(), &[verified, "matches CN=contoso token signing"][..], &[][..]),
        ("another loaded", key, other(), &["made by none of the known keys", "the one of the header | CN=Microsoft Azure Federated"][..], &[verified][..]),
        ("signed by another key", SigningKey::saml_app(), own(), &["made by another key"][..], &[verified][..]),
    ];
    for (name, signer, documents, wanted, unwanted) in rows {
        let token = sign(&header, &claims, signer);
        let text = format!("client_assertion={token}");
        let all = inspect(&text, &documents, &Api::default());
        let (outcome, words) = said(&all[0], "foreign-jwt-kind");
        assert_eq!(outcome, "failed", "{name}");
        assert_says(name, &words, wanted, unwanted);
    }
}
