//! The ordered addresses of every platform (rules C-5), exactly.

use serde_json::{Value, json};
use tokenscope::issuer::{Hints, HostTrust, Purpose, resolve};

use super::{API, CLIENT, T, fill, metadata_of, resolved, token};

const OTHER: &str = "aa00d1fa-0000-4000-8000-000000000000";

/// A line of a list: label, purpose, metadata without `https://` and without the document's name.
type Line = (&'static str, Purpose, &'static str);

/// Writes a list out, for comparing whole lists at once.
fn lines(authority: &tokenscope::issuer::Authority) -> Vec<String> {
    authority
        .addresses
        .iter()
        .map(|a| format!("{} | {:?} | {}", a.label, a.purpose, a.metadata))
        .collect()
}

fn written(list: &[Line]) -> Vec<String> {
    list.iter()
        .map(|(label, purpose, place)| {
            let (path, query) = place
                .split_once('?')
                .map_or((*place, String::new()), |(p, q)| (p, format!("?{q}")));
            let url = format!("https://{path}/.well-known/openid-configuration{query}");
            format!("{label} | {purpose:?} | {}", fill(&url))
        })
        .collect()
}

fn app(id: &str) -> Purpose {
    Purpose::Application(id.to_owned())
}

/// Name, claims, hints, the whole list.
type Row = (&'static str, Value, Hints, Vec<Line>);

fn check(rows: Vec<Row>) {
    for (name, claims, hints, expected) in rows {
        let claims: Value = serde_json::from_str(&fill(&claims.to_string())).unwrap();
        let authority = resolve(&token(&claims), &hints);
        assert_eq!(lines(&authority), written(&expected), "{name}");
    }
}

fn named() -> Hints {
    Hints {
        tenant_name: Some("contoso".to_owned()),
        ..Hints::default()
    }
}

#[test]
fn version_2_lists() {
    use Purpose::{Common, OtherVersion, Own};
    #[rustfmt::skip]
    let rows: Vec<Row> = vec![
        ("version 2", json!({"iss": "https://login.microsoftonline.com/{T}/v2.0", "ver": "2.0", "tid": T, "aud": API, "azp": CLIENT}), Hints::default(), vec![
            ("tenant, v2.0", Own, "login.microsoftonline.com/{T}/v2.0"),
            ("tenant, v2.0, ?appid=", app(API), "login.microsoftonline.com/{T}/v2.0?appid={A}"),
            ("tenant, v2.0, ?appid= (client)", app(CLIENT), "login.microsoftonline.com/{T}/v2.0?appid={C}"),
            ("common, v2.0", Common, "login.microsoftonline.com/common/v2.0"),
            ("tenant, v1.0", OtherVersion, "login.microsoftonline.com/{T}"),
        ]),
        ("version 2, API and client are one", json!({"iss": "https://login.microsoftonline.us/{T}/v2.0", "aud": API, "azp": API}), Hints::default(), vec![
            ("tenant, v2.0", Own, "login.microsoftonline.us/{T}/v2.0"),
            ("tenant, v2.0, ?appid=", app(API), "login.microsoftonline.us/{T}/v2.0?appid={A}"),
            ("common, v2.0", Common, "login.microsoftonline.us/common/v2.0"),
            ("tenant, v1.0", OtherVersion, "login.microsoftonline.us/{T}"),
        ]),
        ("version 2, two tenants", json!({"iss": "https://login.microsoftonline.com/{T}/v2.0", "tid": OTHER, "aud": "https://api.contoso.com"}), Hints::default(), vec![
            ("tenant, v2.0", Own, "login.microsoftonline.com/{T}/v2.0"),
            ("tenant of tid, v2.0", Own, "login.microsoftonline.com/aa00d1fa-0000-4000-8000-000000000000/v2.0"),
            ("common, v2.0", Common, "login.microsoftonline.com/common/v2.0"),
            ("tenant, v1.0", OtherVersion, "login.microsoftonline.com/{T}"),
        ]),
        ("template with tid", json!({"iss": "https://login.microsoftonline.com/{tenantid}/v2.0", "tid": T}), Hints::default(), vec![
            ("tenant, v2.0", Own, "login.microsoftonline.com/{T}/v2.0"),
            ("common, v2.0", Common, "login.microsoftonline.com/common/v2.0"),
            ("tenant, v1.0", OtherVersion, "login.microsoftonline.com/{T}"),
        ]),
        ("template without tid", json!({"iss": "https://login.microsoftonline.com/common/v2.0"}), Hints::default(), vec![
            ("common, v2.0", Common, "login.microsoftonline.com/common/v2.0"),
        ]),
        ("domain", json!({"iss": "https://login.microsoftonline.com/contoso.com/v2.0"}), Hints::default(), vec![
            ("tenant, v2.0", Own, "login.microsoftonline.com/contoso.com/v2.0"),
            ("common, v2.0", Common, "login.microsoftonline.com/common/v2.0"),
            ("tenant, v1.0", OtherVersion, "login.microsoftonline.com/contoso.com"),
        ]),
        ("personal account", json!({"iss": "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0", "aud": API}), Hints::default(), vec![
            ("consumers, v2.0", Own, "login.microsoftonline.com/consumers/v2.0"),
            ("tenant, v2.0", Own, "login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0"),
            ("tenant, v2.0, ?appid=", app(API), "login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0?appid={A}"),
            ("common, v2.0", Common, "login.microsoftonline.com/common/v2.0"),
        ]),
    ];
    check(rows);
}

#[test]
fn version_1_lists() {
    use Purpose::{Common, OtherCloud, OtherVersion, Own};
    #[rustfmt::skip]
    let rows: Vec<Row> = vec![
        ("version 1, cloud told", json!({"iss": "https://sts.chinacloudapi.cn/{T}/", "ver": "1.0", "aud": "api://{A}", "appid": CLIENT}), Hints::default(), vec![
            ("tenant, v1.0", Own, "login.partner.microsoftonline.cn/{T}"),
            ("tenant, v1.0, ?appid=", app(API), "login.partner.microsoftonline.cn/{T}?appid={A}"),
            ("tenant, v1.0, ?appid= (client)", app(CLIENT), "login.partner.microsoftonline.cn/{T}?appid={C}"),
            ("tenant, v2.0", OtherVersion, "login.partner.microsoftonline.cn/{T}/v2.0"),
            ("tenant, v2.0, ?appid=", app(API), "login.partner.microsoftonline.cn/{T}/v2.0?appid={A}"),
            ("tenant, v2.0, ?appid= (client)", app(CLIENT), "login.partner.microsoftonline.cn/{T}/v2.0?appid={C}"),
            ("common, v1.0", Common, "login.partner.microsoftonline.cn/common"),
            ("common, v2.0", Common, "login.partner.microsoftonline.cn/common/v2.0"),
        ]),
        ("version 1, cloud open", json!({"iss": "https://sts.windows.net/{T}/", "ver": "1.0", "aud": API}), Hints::default(), vec![
            ("tenant, v1.0", Own, "login.microsoftonline.com/{T}"),
            ("tenant, v1.0, ?appid=", app(API), "login.microsoftonline.com/{T}?appid={A}"),
            ("tenant, v2.0", OtherVersion, "login.microsoftonline.com/{T}/v2.0"),
            ("tenant, v2.0, ?appid=", app(API), "login.microsoftonline.com/{T}/v2.0?appid={A}"),
            ("common, v1.0", Common, "login.microsoftonline.com/common"),
            ("common, v2.0", Common, "login.microsoftonline.com/common/v2.0"),
            ("tenant, v1.0, US Government", OtherCloud, "login.microsoftonline.us/{T}"),
            ("tenant, v1.0, ?appid=, US Government", app(API), "login.microsoftonline.us/{T}?appid={A}"),
            ("tenant, v2.0, US Government", OtherCloud, "login.microsoftonline.us/{T}/v2.0"),
            ("tenant, v2.0, ?appid=, US Government", app(API), "login.microsoftonline.us/{T}/v2.0?appid={A}"),
        ]),
        ("version 1, US Government", json!({"iss": "https://sts.windows.net/{T}/", "aud": "https://graph.microsoft.us/"}), Hints::default(), vec![
            ("tenant, v1.0", Own, "login.microsoftonline.us/{T}"),
            ("tenant, v2.0", OtherVersion, "login.microsoftonline.us/{T}/v2.0"),
            ("common, v1.0", Common, "login.microsoftonline.us/common"),
            ("common, v2.0", Common, "login.microsoftonline.us/common/v2.0"),
        ]),
        ("version 1 with an application after it", json!({"iss": "https://sts.windows.net/{T}/{A}", "aud": "https://graph.microsoft.com"}), Hints::default(), vec![
            ("tenant, v1.0", Own, "login.microsoftonline.com/{T}"),
            ("tenant, v2.0", OtherVersion, "login.microsoftonline.com/{T}/v2.0"),
            ("common, v1.0", Common, "login.microsoftonline.com/common"),
            ("common, v2.0", Common, "login.microsoftonline.com/common/v2.0"),
        ]),
        ("test environment", json!({"iss": "https://sts.windows-ppe.net/{T}/"}), Hints::default(), vec![
            ("tenant, v1.0", Own, "login.windows-ppe.net/{T}"),
            ("tenant, v2.0", OtherVersion, "login.windows-ppe.net/{T}/v2.0"),
            ("common, v1.0", Common, "login.windows-ppe.net/common"),
            ("common, v2.0", Common, "login.windows-ppe.net/common/v2.0"),
        ]),
    ];
    check(rows);
}

#[test]
fn lists_of_other_families() {
    use Purpose::{OtherFamily, Own};
    #[rustfmt::skip]
    let rows: Vec<Row> = vec![
        ("B2C", json!({"iss": "https://contoso.b2clogin.com/{T}/v2.0/", "tfp": "B2C_1_SuSi", "aud": API}), Hints::default(), vec![
            ("policy", Own, "contoso.b2clogin.com/{T}/b2c_1_susi/v2.0"),
            ("policy, /tfp/", Own, "contoso.b2clogin.com/tfp/{T}/b2c_1_susi/v2.0"),
            ("policy, ?p=", Own, "contoso.b2clogin.com/{T}/v2.0?p=b2c_1_susi"),
            ("common, v2.0", OtherFamily, "login.microsoftonline.com/common/v2.0"),
        ]),
        ("B2C in China", json!({"iss": "https://contoso.b2clogin.cn/{T}/v2.0/", "acr": "b2c_1a_x"}), Hints::default(), vec![
            ("policy", Own, "contoso.b2clogin.cn/{T}/b2c_1a_x/v2.0"),
            ("policy, /tfp/", Own, "contoso.b2clogin.cn/tfp/{T}/b2c_1a_x/v2.0"),
            ("policy, ?p=", Own, "contoso.b2clogin.cn/{T}/v2.0?p=b2c_1a_x"),
            ("common, v2.0", OtherFamily, "login.partner.microsoftonline.cn/common/v2.0"),
        ]),
        ("B2C on its legacy host, name given", json!({"iss": "https://login.microsoftonline.com/{T}/v2.0/", "tfp": "b2c_1_a"}), named(), vec![
            ("policy", Own, "login.microsoftonline.com/{T}/b2c_1_a/v2.0"),
            ("policy, /tfp/", Own, "login.microsoftonline.com/tfp/{T}/b2c_1_a/v2.0"),
            ("policy, ?p=", Own, "login.microsoftonline.com/{T}/v2.0?p=b2c_1_a"),
            ("policy, contoso.b2clogin.com", Own, "contoso.b2clogin.com/contoso.onmicrosoft.com/b2c_1_a/v2.0"),
            ("common, v2.0", OtherFamily, "login.microsoftonline.com/common/v2.0"),
        ]),
        ("B2C under /te/", json!({"iss": "https://login.microsoftonline.com/te/{T}/b2c_1_a/v2.0/"}), Hints::default(), vec![
            ("policy", Own, "login.microsoftonline.com/{T}/b2c_1_a/v2.0"),
            ("policy, /tfp/", Own, "login.microsoftonline.com/tfp/{T}/b2c_1_a/v2.0"),
            ("policy, ?p=", Own, "login.microsoftonline.com/{T}/v2.0?p=b2c_1_a"),
            ("common, v2.0", OtherFamily, "login.microsoftonline.com/common/v2.0"),
        ]),
        ("B2C without policy", json!({"iss": "https://contoso.b2clogin.com/{T}/v2.0/"}), named(), vec![]),
        ("External ID", json!({"iss": "https://{T}.ciamlogin.com/{T}/v2.0", "aud": API}), named(), vec![
            ("tenant", Own, "{T}.ciamlogin.com/{T}/v2.0"),
            ("tenant by name", Own, "contoso.ciamlogin.com/{T}/v2.0"),
            ("tenant, ?appid=", app(API), "{T}.ciamlogin.com/{T}/v2.0?appid={A}"),
            ("tenant by name, ?appid=", app(API), "contoso.ciamlogin.com/{T}/v2.0?appid={A}"),
            ("tenant, Entra ID", OtherFamily, "login.microsoftonline.com/{T}/v2.0"),
            ("common, v2.0", OtherFamily, "login.microsoftonline.com/common/v2.0"),
        ]),
        ("AD FS", json!({"iss": "http://fs.contoso.com/adfs/services/trust"}), Hints::default(), vec![
            ("AD FS", Own, "fs.contoso.com/adfs"),
        ]),
        ("another provider", json!({"iss": "https://idp.example/realms/x/"}), Hints::default(), vec![
            ("issuer", Own, "idp.example/realms/x"),
        ]),
        ("not a URL", json!({"iss": "contoso"}), Hints::default(), vec![]),
        ("user name", json!({"iss": "https://login.microsoftonline.com@evil.net/{T}/v2.0"}), Hints::default(), vec![]),
    ];
    check(rows);
}

#[test]
fn policies_come_from_the_first_place_that_names_one() {
    let hint = |policy: &str| Hints {
        policy: Some(policy.to_owned()),
        ..Hints::default()
    };
    let none = Hints::default;
    let plain = "https://contoso.b2clogin.com/{T}/v2.0/";
    let tfp = "https://contoso.b2clogin.com/tfp/{T}/B2C_1_Path/v2.0/";
    #[rustfmt::skip]
    let rows: Vec<(&str, &str, Value, Hints, Option<&str>)> = vec![
        ("tfp", plain, json!({"tfp": "B2C_1_Tfp", "acr": "b2c_1_acr"}), hint("b2c_1_hint"), Some("b2c_1_tfp")),
        ("acr", plain, json!({"acr": "B2C_1_Acr"}), hint("b2c_1_hint"), Some("b2c_1_acr")),
        ("acr of another kind", plain, json!({"acr": "1"}), none(), None),
        ("path", tfp, json!({}), hint("b2c_1_hint"), Some("b2c_1_path")),
        ("tfp before path", tfp, json!({"tfp": "b2c_1_tfp"}), none(), Some("b2c_1_tfp")),
        ("hint", plain, json!({}), hint(" B2C_1_Hint "), Some("b2c_1_hint")),
        ("nothing", plain, json!({}), none(), None),
        ("a policy that could leave its place", plain, json!({"tfp": "../../evil?"}), none(), None),
        ("a number", plain, json!({"tfp": 7}), none(), None),
    ];
    for (name, issuer, mut claims, hints, expected) in rows {
        claims["iss"] = Value::String(fill(issuer));
        let authority = resolve(&token(&claims), &hints);
        assert_eq!(authority.policy.as_deref(), expected, "{name}");
        assert_eq!(authority.addresses.is_empty(), expected.is_none(), "{name}");
    }
}

#[test]
fn audiences_name_applications_in_many_spellings() {
    #[rustfmt::skip]
    let rows: Vec<(&str, Value, Vec<&str>)> = vec![
        ("GUID", json!(API), vec![API]),
        ("api://", json!(format!("api://{API}")), vec![API]),
        ("api:// with slash", json!(format!("api://{API}/")), vec![API]),
        ("api:// with tenant", json!(format!("api://{T}/{API}")), vec![API]),
        ("spn:", json!(format!("spn:{API}")), vec![API]),
        ("URI", json!("https://api.contoso.com"), vec![]),
        ("URI with a GUID", json!(format!("https://api.contoso.com/{API}")), vec![]),
        ("two", json!([API, CLIENT]), vec![API, CLIENT]),
        ("twice", json!([API, format!("api://{API}")]), vec![API]),
        ("number", json!(5), vec![]),
    ];
    for (name, audience, expected) in rows {
        let issuer = format!("https://login.microsoftonline.com/{T}/v2.0");
        let authority = resolved(&json!({"iss": issuer, "aud": audience}));
        let found: Vec<&str> = authority
            .addresses
            .iter()
            .filter_map(|a| match &a.purpose {
                Purpose::Application(id) => Some(id.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn the_configured_address_joins_once() {
    let v2 = format!("https://login.microsoftonline.com/{T}/v2.0");
    let common = "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration";
    #[rustfmt::skip]
    let rows: Vec<(&str, String, Option<usize>, Purpose, String)> = vec![
        ("another one", "https://login.microsoftonline.com/organizations/v2.0/.well-known/openid-configuration".to_owned(), Some(0), Purpose::Configured, "https://login.microsoftonline.com/organizations/v2.0/.well-known/openid-configuration".to_owned()),
        ("common", common.to_owned(), Some(1), Purpose::Common, common.to_owned()),
        ("common in other letters", " https://LOGIN.microsoftonline.com/Common/v2.0/.well-known/openid-configuration".to_owned(), Some(1), Purpose::Common, common.to_owned()),
        ("authority", v2.clone(), Some(0), Purpose::Own, format!("{v2}/.well-known/openid-configuration")),
        ("authority with slash", format!("{v2}/"), Some(0), Purpose::Own, format!("{v2}/.well-known/openid-configuration")),
        ("federation metadata of that tenant", format!("https://login.microsoftonline.com/{T}/FederationMetadata/2007-06/FederationMetadata.xml"), Some(2), Purpose::OtherVersion, format!("https://login.microsoftonline.com/{T}/.well-known/openid-configuration")),
        ("garbage", "not a url".to_owned(), Some(0), Purpose::Configured, "not a url".to_owned()),
        ("http", "http://idp.example/.well-known/openid-configuration".to_owned(), Some(0), Purpose::Configured, "http://idp.example/.well-known/openid-configuration".to_owned()),
    ];
    for (name, metadata, index, purpose, url) in rows {
        let hints = Hints {
            metadata: Some(metadata),
            ..Hints::default()
        };
        let authority = resolve(&token(&json!({"iss": v2, "tid": T})), &hints);
        assert_eq!(authority.configured, index, "{name}");
        let address = &authority.addresses[authority.configured.unwrap()];
        assert_eq!(
            (&address.purpose, &address.metadata),
            (&purpose, &url),
            "{name}"
        );
        let mut all = metadata_of(&authority);
        all.sort();
        all.dedup();
        assert_eq!(all.len(), authority.addresses.len(), "{name}: repeats");
    }
    let nothing = Hints {
        metadata: Some(" ".to_owned()),
        ..Hints::default()
    };
    assert_eq!(
        resolve(&token(&json!({"iss": v2})), &nothing).configured,
        None
    );
}

#[test]
fn only_known_hosts_are_trusted() {
    #[rustfmt::skip]
    let rows = [
        ("Entra", "https://login.microsoftonline.com/{T}/v2.0", HostTrust::Microsoft),
        ("B2C", "https://contoso.b2clogin.com/tfp/{T}/b2c_1_a/v2.0/", HostTrust::Microsoft),
        ("B2C custom domain", "https://login.contoso.com/tfp/{T}/b2c_1_a/v2.0/", HostTrust::Other),
        ("External ID", "https://{T}.ciamlogin.com/{T}/v2.0", HostTrust::Microsoft),
        ("AD FS", "https://fs.contoso.com/adfs", HostTrust::Other),
        ("B2C on another port", "https://contoso.b2clogin.com:8443/tfp/{T}/b2c_1_a/v2.0/", HostTrust::Other),
        ("another provider", "https://idp.example", HostTrust::Other),
        ("look-alike", "https://login.microsoftonline.com.evil.net/{T}/v2.0", HostTrust::Other),
    ];
    for (name, issuer, expected) in rows {
        let authority = resolved(&json!({"iss": fill(issuer)}));
        assert_eq!(authority.addresses[0].trust, expected, "{name}");
    }
}

#[test]
fn the_default_is_listed_for_entra() {
    let issuers = [
        "https://sts.windows.net/{T}/",
        "https://sts.windows.net/{tenantid}/",
        "https://login.microsoftonline.com/{T}/v2.0",
        "https://login.microsoftonline.us/{T}/v2.0",
        "https://login.partner.microsoftonline.cn/{T}/v2.0",
        "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0",
    ];
    for issuer in issuers {
        let authority = resolved(&json!({"iss": fill(issuer)}));
        assert!(
            authority
                .addresses
                .iter()
                .any(|a| a.metadata == authority.default_metadata && a.purpose == Purpose::Common),
            "{issuer}"
        );
    }
    for issuer in ["https://fs.contoso.com/adfs", "https://idp.example", "x"] {
        let authority = resolved(&json!({"iss": issuer}));
        assert_eq!(
            authority.default_metadata,
            "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration",
            "{issuer}"
        );
    }
}

#[test]
fn tenants_have_one_spelling() {
    let upper = T.to_ascii_uppercase();
    #[rustfmt::skip]
    let rows = [
        ("version 2", json!({"iss": format!("https://login.microsoftonline.com/{upper}/v2.0"), "tid": T})),
        ("version 1", json!({"iss": format!("https://sts.windows.net/{upper}/"), "tid": upper})),
        ("tid alone", json!({"iss": "https://login.microsoftonline.com/common/v2.0", "tid": upper})),
        ("B2C", json!({"iss": format!("https://contoso.b2clogin.com/{upper}/v2.0/"), "tfp": "B2C_1_A"})),
    ];
    for (name, claims) in rows {
        let authority = resolved(&claims);
        assert_eq!(authority.tenant.as_deref(), Some(T), "{name}");
        let spelled = |url: &str| url.contains(upper.as_str());
        let urls = authority
            .addresses
            .iter()
            .flat_map(|a| [&a.metadata, &a.keys]);
        let wrong: Vec<&String> = urls.filter(|url| spelled(url)).collect();
        assert!(wrong.is_empty(), "{name}: {wrong:?}");
    }
}

#[test]
fn a_cloud_is_assumed_only_where_nothing_tells() {
    let v1 = format!("https://sts.windows.net/{T}/");
    let v2 = format!("https://login.microsoftonline.com/{T}/v2.0");
    let rows = [
        ("nothing tells", json!({"iss": v1, "tid": T}), true),
        (
            "the audience tells",
            json!({"iss": v1, "tid": T, "aud": "https://graph.microsoft.us"}),
            false,
        ),
        ("version 2", json!({"iss": v2, "tid": T}), false),
    ];
    for (name, claims, expected) in rows {
        assert_eq!(resolved(&claims).cloud_is_assumed(), expected, "{name}");
    }
}
