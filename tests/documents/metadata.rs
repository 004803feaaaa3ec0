//! Provider metadata.

use serde_json::{Value, json};
use tokenscope::documents::{DocumentError, Metadata};

const TENANT: &str = "e21bbca2-1b75-4dea-9e34-d3d95d2ec661";

#[test]
fn members_are_read() {
    let metadata = Metadata::read(
        "u",
        &json!({
            "issuer": "https://login.microsoftonline.com/{tenantid}/v2.0",
            "jwks_uri": "https://login.microsoftonline.com/common/discovery/v2.0/keys",
            "id_token_signing_alg_values_supported": ["RS256", 5, "PS256"],
            "access_token_issuer": "http://fs.contoso.com/adfs/services/trust",
            "cloud_instance_name": "microsoftonline.com",
            "tenant_region_scope": null,
            "tenant_region_sub_scope": 7
        }),
    )
    .unwrap();
    assert_eq!(metadata.algorithms, ["RS256", "PS256"]);
    assert_eq!(
        metadata.access_token_issuer.as_deref(),
        Some("http://fs.contoso.com/adfs/services/trust")
    );
    assert_eq!(
        metadata.cloud_instance_name.as_deref(),
        Some("microsoftonline.com")
    );
    assert_eq!(metadata.tenant_region_scope, None);
    assert_eq!(metadata.tenant_region_sub_scope, None);
    assert!(metadata.is_template());
}

#[test]
fn what_is_wrong_is_named() {
    #[rustfmt::skip]
    let rows: Vec<(&str, Value, &str, &str)> = vec![
        ("array", json!([]), "the document", "is not a JSON object"),
        ("no issuer", json!({"jwks_uri": "x"}), "/issuer", "is missing"),
        ("null issuer", json!({"issuer": null, "jwks_uri": "x"}), "/issuer", "is missing"),
        ("number", json!({"issuer": 5, "jwks_uri": "x"}), "/issuer", "is not a string"),
        ("empty", json!({"issuer": "", "jwks_uri": "x"}), "/issuer", "is empty"),
        ("no keys", json!({"issuer": "x"}), "/jwks_uri", "is missing"),
        ("a key set", json!({"keys": []}), "/issuer", "is missing"),
    ];
    for (name, value, member, problem) in rows {
        let expected = DocumentError::Member {
            what: "u".to_owned(),
            member: member.to_owned(),
            problem: problem.to_owned(),
        };
        assert_eq!(Metadata::read("u", &value), Err(expected), "{name}");
    }
}

#[test]
fn templates_are_filled() {
    #[rustfmt::skip]
    let rows = [
        ("{tenantid}", "https://sts.windows.net/{tenantid}/", Some(TENANT), "https://sts.windows.net/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/"),
        ("{tenant}", "https://sts.windows.net/{tenant}/", Some(TENANT), "https://sts.windows.net/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/"),
        ("no tenant", "https://sts.windows.net/{tenantid}/", None, "https://sts.windows.net/{tenantid}/"),
        ("no template", "https://idp.example", Some(TENANT), "https://idp.example"),
    ];
    for (name, issuer, tenant, expected) in rows {
        let metadata = Metadata::read("u", &json!({"issuer": issuer, "jwks_uri": "x"})).unwrap();
        assert_eq!(metadata.issuer_for(tenant), expected, "{name}");
    }
}
