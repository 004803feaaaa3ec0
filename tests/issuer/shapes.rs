//! Every shape of an issuer (rules C-3), and the platform that follows from it.

use serde_json::{Value, json};
use tokenscope::issuer::{Cloud, Platform, Shape, policy_like};

use super::{fill, resolved};

/// Name, issuer, other claims, and what follows.
type Row = (
    &'static str,
    &'static str,
    Value,
    Shape,
    Platform,
    Option<Cloud>,
);

#[test]
fn every_shape_is_told() {
    use Platform::{Adfs, B2c, EntraV1, EntraV2, ExternalId, Other, Personal};
    let none = || json!({});
    let tid = || json!({"tid": super::T});
    let tfp = || json!({"tfp": "B2C_1_susi"});
    #[rustfmt::skip]
    let rows: Vec<Row> = vec![
        ("C3.1", "https://sts.windows.net/{T}/", none(), Shape::StsV1, EntraV1, Some(Cloud::Public)),
        ("C3.2", "https://sts.chinacloudapi.cn/{T}/", none(), Shape::StsV1, EntraV1, Some(Cloud::China)),
        ("C3.3", "https://sts.microsoftonline.de/{T}/", none(), Shape::StsV1, EntraV1, Some(Cloud::Germany)),
        ("C3.4", "https://sts.windows-ppe.net/{T}/", none(), Shape::StsV1, EntraV1, None),
        ("C3.5", "https://login.microsoftonline.com/{T}/v2.0", none(), Shape::LoginV2, EntraV2, Some(Cloud::Public)),
        ("C3.6", "https://login.microsoftonline.us/{T}/v2.0", none(), Shape::LoginV2, EntraV2, Some(Cloud::UsGov)),
        ("C3.7", "https://login.partner.microsoftonline.cn/{T}/v2.0", none(), Shape::LoginV2, EntraV2, Some(Cloud::China)),
        ("C3.8 de", "https://login.microsoftonline.de/{T}/v2.0", none(), Shape::LoginV2, EntraV2, Some(Cloud::Germany)),
        ("C3.8 Bleu", "https://login.sovcloud-identity.fr/{T}/v2.0", none(), Shape::LoginV2, EntraV2, Some(Cloud::Bleu)),
        ("C3.8 Delos", "https://login.sovcloud-identity.de/{T}/v2.0", none(), Shape::LoginV2, EntraV2, Some(Cloud::Delos)),
        ("C3.8 Singapore", "https://login.sovcloud-identity.sg/{T}/v2.0", none(), Shape::LoginV2, EntraV2, Some(Cloud::GovSg)),
        ("C3.9", "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0", none(), Shape::PersonalV2, Personal, Some(Cloud::Public)),
        ("C3.10 B2C", "https://login.microsoftonline.com/{T}/v2.0/", none(), Shape::LoginV2Slash, B2c, Some(Cloud::Public)),
        ("C3.10 with tid", "https://login.microsoftonline.com/{T}/v2.0/", tid(), Shape::LoginV2Slash, EntraV2, Some(Cloud::Public)),
        ("C3.10 with tid and tfp", "https://login.microsoftonline.com/{T}/v2.0/", json!({"tid": super::T, "tfp": "b2c_1_a"}), Shape::LoginV2Slash, B2c, Some(Cloud::Public)),
        ("/te/", "https://login.microsoftonline.com/te/{T}/b2c_1_susi/v2.0/", none(), Shape::B2c, B2c, Some(Cloud::Public)),
        ("C3.11", "https://contoso.b2clogin.com/{T}/v2.0/", tfp(), Shape::B2c, B2c, Some(Cloud::Public)),
        ("C3.11 China", "https://contoso.b2clogin.cn/{T}/v2.0/", tfp(), Shape::B2c, B2c, Some(Cloud::China)),
        ("C3.11 US", "https://contoso.b2clogin.us/{T}/v2.0/", tfp(), Shape::B2c, B2c, Some(Cloud::UsGov)),
        ("C3.12", "https://contoso.b2clogin.com/tfp/{T}/b2c_1_susi/v2.0/", none(), Shape::B2cTfp, B2c, Some(Cloud::Public)),
        ("C3.13 by tfp", "https://login.contoso.com/{T}/v2.0/", tfp(), Shape::B2c, B2c, None),
        ("C3.13 by acr", "https://login.contoso.com/{T}/v2.0/", json!({"acr": "b2c_1a_signin"}), Shape::B2c, B2c, None),
        ("C3.13 /tfp/", "https://login.contoso.com/tfp/{T}/b2c_1a_signin/v2.0/", none(), Shape::B2cTfp, B2c, None),
        ("custom domain, nothing tells B2C", "https://login.contoso.com/{T}/v2.0/", json!({"acr": "1"}), Shape::OtherHttps, Other, None),
        ("C3.14", "https://{T}.ciamlogin.com/{T}/v2.0", none(), Shape::Ciam, ExternalId, Some(Cloud::Public)),
        ("C3.14 by name", "https://contoso.ciamlogin.com/{T}/v2.0/", none(), Shape::Ciam, ExternalId, Some(Cloud::Public)),
        ("C3.14 US", "https://{T}.ciamlogin.us/{T}/v2.0", none(), Shape::Ciam, ExternalId, Some(Cloud::UsGov)),
        ("C3.15", "https://fs.contoso.com/adfs", none(), Shape::Adfs, Adfs, None),
        ("C3.15 access token", "http://fs.contoso.com/adfs/services/trust", none(), Shape::Adfs, Adfs, None),
        ("C3.15 access token, https", "https://fs.contoso.com/adfs/services/trust", none(), Shape::Adfs, Adfs, None),
        ("C3.15 port", "https://fs.contoso.com:444/adfs", none(), Shape::Adfs, Adfs, None),
        ("C3.16 v1", "https://sts.windows.net/{T}/{A}", none(), Shape::WithApplication, EntraV1, Some(Cloud::Public)),
        ("C3.16 v1, slash", "https://sts.windows.net/{T}/{A}/", none(), Shape::WithApplication, EntraV1, Some(Cloud::Public)),
        ("C3.16 v2", "https://login.microsoftonline.com/{T}/v2.0/{A}", none(), Shape::WithApplication, EntraV2, Some(Cloud::Public)),
        ("C3.17 {tenantid}", "https://login.microsoftonline.com/{tenantid}/v2.0", none(), Shape::Template, EntraV2, Some(Cloud::Public)),
        ("C3.17 {tenant}", "https://sts.windows.net/{tenant}/", none(), Shape::Template, EntraV1, Some(Cloud::Public)),
        ("C3.17 common", "https://login.microsoftonline.com/common/v2.0", none(), Shape::Template, EntraV2, Some(Cloud::Public)),
        ("C3.17 organizations", "https://login.microsoftonline.com/organizations/v2.0", none(), Shape::Template, EntraV2, Some(Cloud::Public)),
        ("C3.17 elsewhere", "https://idp.example/{tenantid}/v2.0", none(), Shape::Template, Other, None),
        ("common elsewhere is a word", "https://idp.example/common", none(), Shape::OtherHttps, Other, None),
        ("no tenant", "https://sts.windows.net/", none(), Shape::Template, EntraV1, Some(Cloud::Public)),
        ("domain", "https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0", none(), Shape::LoginV2, EntraV2, Some(Cloud::Public)),
        ("alias", "https://login.windows.net/{T}/v2.0", none(), Shape::LoginV2, EntraV2, Some(Cloud::Public)),
        ("regional", "https://westus2.login.microsoft.com/{T}/v2.0", none(), Shape::LoginV2, EntraV2, Some(Cloud::Public)),
        ("ver decides where the form doesn't", "https://login.microsoftonline.com/{T}/", json!({"ver": "2.0"}), Shape::OtherHttps, EntraV2, Some(Cloud::Public)),
        ("personal account by tid", "https://login.microsoftonline.com/consumers/v2.0", json!({"tid": "9188040d-6c67-4c5b-b112-36a304b66dad"}), Shape::Template, Personal, Some(Cloud::Public)),
        ("another provider", "https://accounts.google.com", none(), Shape::OtherHttps, Other, None),
        ("look-alike", "https://evil-b2clogin.com/{T}/v2.0/", none(), Shape::OtherHttps, Other, None),
        ("http", "http://login.microsoftonline.com/{T}/v2.0", none(), Shape::NotUrl, Other, None),
        ("http /adfs", "http://fs.contoso.com/adfs", none(), Shape::NotUrl, Other, None),
        ("user name", "https://login.microsoftonline.com@evil.net/{T}/v2.0", none(), Shape::NotUrl, Other, None),
        ("words", "contoso", none(), Shape::NotUrl, Other, None),
        ("empty", "", none(), Shape::Missing, Other, None),
    ];
    for (name, issuer, mut claims, shape, platform, cloud) in rows {
        claims["iss"] = Value::String(fill(issuer));
        let authority = resolved(&claims);
        assert_eq!(authority.shape, shape, "{name}: shape");
        assert_eq!(authority.platform, platform, "{name}: platform");
        assert_eq!(authority.cloud, cloud, "{name}: cloud");
    }
    let missing = resolved(&json!({"sub": "x"}));
    assert_eq!(missing.shape, Shape::Missing);
    assert!(missing.addresses.is_empty() && missing.notes.is_empty());
}

#[test]
fn what_is_odd_is_noted() {
    let b2c = json!({"tfp": "b2c_1_a"});
    #[rustfmt::skip]
    let rows: Vec<(&str, &str, Value, Option<&str>)> = vec![
        ("v1", "https://sts.windows.net/{T}/", json!({"ver": "1.0", "tid": super::T}), None),
        ("v1 without slash", "https://sts.windows.net/{T}", json!({}), Some("ends with a slash; this one doesn't")),
        ("v2", "https://login.microsoftonline.com/{T}/v2.0", json!({"ver": "2.0", "tid": super::T}), None),
        ("v2 with slash", "https://login.microsoftonline.com/{T}/v2.0/", json!({"tid": super::T}), Some("doesn't end with a slash")),
        ("B2C", "https://contoso.b2clogin.com/{T}/v2.0/", b2c.clone(), None),
        ("B2C version is always 1.0", "https://contoso.b2clogin.com/{T}/v2.0/", json!({"tfp": "b2c_1_a", "ver": "1.0"}), None),
        ("B2C without slash", "https://contoso.b2clogin.com/{T}/v2.0", b2c, Some("B2C ends with a slash")),
        ("B2C without policy", "https://contoso.b2clogin.com/{T}/v2.0/", json!({}), Some("doesn't name its B2C policy")),
        ("External ID", "https://{T}.ciamlogin.com/{T}/v2.0", json!({}), None),
        ("External ID by name", "https://contoso.ciamlogin.com/{T}/v2.0", json!({}), Some("likely the tenant's GUID")),
        ("tid of another tenant", "https://login.microsoftonline.com/{T}/v2.0", json!({"tid": "aa00d1fa-0000-4000-8000-000000000000"}), Some("names the tenant aa00d1fa")),
        ("tid in capitals is the same tenant", "https://login.microsoftonline.com/{T}/v2.0", json!({"tid": super::T.to_uppercase()}), None),
        ("ver against the issuer", "https://sts.windows.net/{T}/", json!({"ver": "2.0"}), Some("In tokens of Entra ID both agree")),
        ("template", "https://login.microsoftonline.com/{tenantid}/v2.0", json!({}), Some("has {tenantid} where")),
        ("domain", "https://login.microsoftonline.com/contoso.com/v2.0", json!({}), Some("by the domain contoso.com")),
        ("/te/", "https://login.microsoftonline.com/te/{T}/b2c_1_a/v2.0/", json!({}), Some("/te/")),
        ("alias", "https://login.windows.net/{T}/v2.0", json!({}), Some("answers for login.microsoftonline.com")),
        ("test environment", "https://sts.windows-ppe.net/{T}/", json!({}), Some("test environment")),
        ("closed cloud", "https://login.microsoftonline.de/{T}/v2.0", json!({}), Some("closed on 2021-10-29")),
        ("inferred cloud", "https://login.sovcloud-identity.fr/{T}/v2.0", json!({}), Some("inferred")),
        ("application", "https://sts.windows.net/{T}/{A}", json!({}), Some("application's id")),
        ("user name", "https://login.microsoftonline.com@evil.net/x", json!({}), Some("the host is evil.net")),
        ("http", "http://idp.example/x", json!({}), Some("only AD FS")),
        ("empty", "", json!({}), Some("is empty")),
    ];
    for (name, issuer, mut claims, expected) in rows {
        claims["iss"] = Value::String(fill(issuer));
        let notes = resolved(&claims).notes;
        match expected {
            None => assert_eq!(notes, [""; 0], "{name}"),
            Some(words) => assert!(
                notes.iter().any(|note| note.contains(words)),
                "{name}: {notes:?}"
            ),
        }
    }
    let number = resolved(&json!({"iss": 5}));
    assert_eq!(number.notes, ["Claim iss is not a string."]);
}

#[test]
fn policies_look_like_policies() {
    #[rustfmt::skip]
    let rows = [
        ("user flow", "B2C_1_susi", true),
        ("custom policy", "b2c_1a_sign.in-x_1", true),
        ("mixed case", "b2C_1A_X", true),
        ("no name", "b2c_1_", false),
        ("other number", "b2c_2_susi", false),
        ("space", "b2c_1_su si", false),
        ("slash", "b2c_1_a/b", false),
        ("acr of version 1 tokens", "1", false),
        ("something before", "xb2c_1_a", false),
        ("nothing", "", false),
    ];
    for (name, text, expected) in rows {
        assert_eq!(policy_like(text), expected, "{name}");
    }
}
