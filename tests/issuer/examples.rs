//! The worked examples (rules C-7): metadata and key-set addresses, exactly.

use serde_json::{Value, json};
use tokenscope::issuer::{Hints, expected_keys, resolve};

use super::{API, T, fill, resolved, token};

/// Name, metadata, keys.
const EXAMPLES: [(&str, &str, &str); 5] = [
    (
        "S0-1",
        "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration",
        "https://login.microsoftonline.com/common/discovery/v2.0/keys",
    ),
    (
        "S0-2",
        "https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/v2.0/.well-known/openid-configuration",
        "https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/discovery/v2.0/keys",
    ),
    (
        "S0-3",
        "https://login.microsoftonline.us/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/v2.0/.well-known/openid-configuration",
        "https://login.microsoftonline.us/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/discovery/v2.0/keys",
    ),
    (
        "S0-4",
        "https://login.microsoftonline.us/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/v2.0/.well-known/openid-configuration?appid=06051593-1954-4e1f-a75f-7e5de243aeff",
        "https://login.microsoftonline.us/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/discovery/v2.0/keys?appid=06051593-1954-4e1f-a75f-7e5de243aeff",
    ),
    (
        "S0-5",
        "https://contosob2c.b2clogin.com/contosob2c.onmicrosoft.com/b2c_1_susi/v2.0/.well-known/openid-configuration",
        "https://contosob2c.b2clogin.com/contosob2c.onmicrosoft.com/b2c_1_susi/discovery/v2.0/keys",
    ),
];

#[test]
fn the_five_examples_come_out_of_their_tokens() {
    let public = format!("https://login.microsoftonline.com/{T}/v2.0");
    let gov = format!("https://login.microsoftonline.us/{T}/v2.0");
    let b2c = "https://contosob2c.b2clogin.com/tfp/contosob2c.onmicrosoft.com/B2C_1_susi/v2.0/";
    let issuers = [&public, &public, &gov, &gov, b2c];
    for ((name, metadata, keys), issuer) in EXAMPLES.into_iter().zip(issuers) {
        let authority = resolved(&json!({"iss": issuer, "aud": API}));
        let address = authority
            .addresses
            .iter()
            .find(|a| a.metadata == metadata)
            .unwrap_or_else(|| panic!("{name}: {metadata} is not listed"));
        assert_eq!(address.keys, keys, "{name}");
        if name == "S0-1" {
            assert_eq!(authority.default_metadata, metadata, "{name}");
        }
    }
}

#[test]
fn a_given_name_leads_to_the_named_b2c_address() {
    let claims = json!({
        "iss": format!("https://contosob2c.b2clogin.com/{T}/v2.0/"), "tfp": "B2C_1_susi"
    });
    let hints = Hints {
        tenant_name: Some("contosob2c".to_owned()),
        ..Hints::default()
    };
    let authority = resolve(&token(&claims), &hints);
    let (_, metadata, keys) = EXAMPLES[4];
    assert!(
        authority
            .addresses
            .iter()
            .any(|a| a.metadata == metadata && a.keys == keys),
        "{:?}",
        super::metadata_of(&authority)
    );
}

#[test]
fn key_addresses_are_predicted() {
    for (name, metadata, keys) in EXAMPLES {
        assert_eq!(expected_keys(metadata).as_deref(), Some(keys), "{name}");
    }
    #[rustfmt::skip]
    let rows = [
        ("v1 tenant", "https://login.microsoftonline.com/{T}/.well-known/openid-configuration", Some("https://login.microsoftonline.com/common/discovery/keys")),
        ("v1 common", "https://login.microsoftonline.com/common/.well-known/openid-configuration", Some("https://login.microsoftonline.com/common/discovery/keys")),
        ("v1 ?appid=", "https://login.microsoftonline.com/{T}/.well-known/openid-configuration?appid={A}", Some("https://login.microsoftonline.com/{T}/discovery/keys?appid={A}")),
        ("v1 ?appId=", "https://login.microsoftonline.com/{T}/.well-known/openid-configuration?appId={A}", Some("https://login.microsoftonline.com/{T}/discovery/keys?appId={A}")),
        ("consumers", "https://login.microsoftonline.com/consumers/v2.0/.well-known/openid-configuration", Some("https://login.microsoftonline.com/consumers/discovery/v2.0/keys")),
        ("B2C /tfp/", "https://contoso.b2clogin.com/tfp/{T}/b2c_1_a/v2.0/.well-known/openid-configuration", Some("https://contoso.b2clogin.com/tfp/{T}/b2c_1_a/discovery/v2.0/keys")),
        ("B2C ?p=", "https://contoso.b2clogin.com/{T}/v2.0/.well-known/openid-configuration?p=b2c_1_a", Some("https://contoso.b2clogin.com/{T}/discovery/v2.0/keys?p=b2c_1_a")),
        ("B2C custom domain", "https://login.contoso.com/{T}/b2c_1a_a/v2.0/.well-known/openid-configuration", Some("https://login.contoso.com/{T}/b2c_1a_a/discovery/v2.0/keys")),
        ("External ID", "https://{T}.ciamlogin.com/{T}/v2.0/.well-known/openid-configuration", Some("https://{T}.ciamlogin.com/{T}/discovery/v2.0/keys")),
        ("AD FS", "https://fs.contoso.com/adfs/.well-known/openid-configuration", Some("https://fs.contoso.com/adfs/discovery/keys")),
        ("AD FS, port", "https://fs.contoso.com:444/adfs/.well-known/openid-configuration", Some("https://fs.contoso.com:444/adfs/discovery/keys")),
        ("another provider", "https://accounts.google.com/.well-known/openid-configuration", None),
        ("another provider with v2.0", "https://idp.example/x/v2.0/.well-known/openid-configuration", None),
        ("not metadata", "https://login.microsoftonline.com/common/discovery/v2.0/keys", None),
        ("words", "openid-configuration", None),
    ];
    for (name, metadata, keys) in rows {
        assert_eq!(expected_keys(&fill(metadata)), keys.map(fill), "{name}");
    }
}

#[test]
fn the_first_address_and_federation_metadata() {
    #[rustfmt::skip]
    let rows: Vec<(&str, Value, &str, Option<&str>)> = vec![
        (
            "v1",
            json!({"iss": "https://sts.windows.net/{T}/", "ver": "1.0"}),
            "https://login.microsoftonline.com/{T}/.well-known/openid-configuration",
            Some("https://login.microsoftonline.com/{T}/FederationMetadata/2007-06/FederationMetadata.xml"),
        ),
        (
            "v1, US Graph",
            json!({"iss": "https://sts.windows.net/{T}/", "ver": "1.0", "aud": "https://graph.microsoft.us"}),
            "https://login.microsoftonline.us/{T}/.well-known/openid-configuration",
            Some("https://login.microsoftonline.us/{T}/FederationMetadata/2007-06/FederationMetadata.xml"),
        ),
        (
            "v1 China",
            json!({"iss": "https://sts.chinacloudapi.cn/{T}/"}),
            "https://login.partner.microsoftonline.cn/{T}/.well-known/openid-configuration",
            Some("https://login.partner.microsoftonline.cn/{T}/FederationMetadata/2007-06/FederationMetadata.xml"),
        ),
        (
            "personal account",
            json!({"iss": "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0"}),
            "https://login.microsoftonline.com/consumers/v2.0/.well-known/openid-configuration",
            None,
        ),
        (
            "B2C",
            json!({"iss": "https://contoso.b2clogin.com/{T}/v2.0/", "tfp": "B2C_1_susi"}),
            "https://contoso.b2clogin.com/{T}/b2c_1_susi/v2.0/.well-known/openid-configuration",
            None,
        ),
        (
            "B2C custom domain",
            json!({"iss": "https://login.contoso.com/tfp/{T}/b2c_1a_signin/v2.0/"}),
            "https://login.contoso.com/{T}/b2c_1a_signin/v2.0/.well-known/openid-configuration",
            None,
        ),
        (
            "External ID",
            json!({"iss": "https://{T}.ciamlogin.com/{T}/v2.0"}),
            "https://{T}.ciamlogin.com/{T}/v2.0/.well-known/openid-configuration",
            None,
        ),
        (
            "AD FS",
            json!({"iss": "https://fs.contoso.com/adfs"}),
            "https://fs.contoso.com/adfs/.well-known/openid-configuration",
            Some("https://fs.contoso.com/FederationMetadata/2007-06/FederationMetadata.xml"),
        ),
    ];
    for (name, claims, metadata, federation) in rows {
        let claims: Value = serde_json::from_str(&fill(&claims.to_string())).unwrap();
        let authority = resolved(&claims);
        let first = &authority.addresses[0];
        assert_eq!(first.metadata, fill(metadata), "{name}");
        assert_eq!(first.federation, federation.map(fill), "{name}");
    }
}
