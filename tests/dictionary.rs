//! The dictionaries: every file parses, nothing stands twice, nothing was forgotten, and every
//! spelling of an audience is known.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

use std::collections::BTreeSet;

use tokenscope::token::{
    Certainty, application, claim_entry, is_graph, resource, resource_cloud_hint, role_template,
    tenant_name,
};
use toml::{Table, Value};

const CLAIMS: &str = include_str!("../assets/dictionary/claims.toml");
const HEADER: &str = include_str!("../assets/dictionary/header.toml");
const RESOURCES: &str = include_str!("../assets/dictionary/resources.toml");
const APPLICATIONS: &str = include_str!("../assets/dictionary/applications.toml");
const TENANTS: &str = include_str!("../assets/dictionary/tenants.toml");
const ROLES: &str = include_str!("../assets/dictionary/roles.toml");
const VALUES: &str = include_str!("../assets/dictionary/values.toml");

fn rows(text: &str, table: &str) -> Vec<Table> {
    let file: Table = text
        .parse()
        .unwrap_or_else(|error| panic!("{table}: {error}"));
    let rows = file[table].as_array().expect("an array of tables");
    rows.iter()
        .map(|row| row.as_table().expect("a table").clone())
        .collect()
}

fn column(rows: &[Table], name: &str) -> Vec<String> {
    rows.iter()
        .map(|row| match row.get(name) {
            Some(Value::String(text)) => text.clone(),
            other => panic!("{name} is {other:?} in {row:?}"),
        })
        .collect()
}

/// How many rows the reference has, so that none is forgotten, and how many stand beyond it.
#[test]
fn every_row_of_the_reference_is_there() {
    for (file, text, table, reference, beyond) in [
        ("header", HEADER, "member", 14, 3),
        ("claims", CLAIMS, "claim", 120, 13),
        ("resources", RESOURCES, "resource", 47, 0),
        ("applications", APPLICATIONS, "application", 22, 0),
        ("tenants", TENANTS, "tenant", 3, 0),
        ("roles", ROLES, "role", 45, 0),
    ] {
        assert_eq!(rows(text, table).len(), reference + beyond, "{file}");
    }
}

#[test]
fn every_name_of_the_reference_has_an_entry() {
    for (section, header, count, names) in [
        (
            "B-1",
            true,
            14,
            "typ alg kid x5t x5t#S256 nonce x5c jwk jku x5u crit enc zip cty",
        ),
        (
            "B-2",
            false,
            42,
            "aud iss iat nbf exp tid oid sub ver appid azp appidacr azpacr acr amr acrs scp roles wids groups \
             hasgroups _claim_names _claim_sources idp idtyp name preferred_username unique_name upn email \
             verified_primary_email verified_secondary_email xms_edov family_name given_name nonce at_hash \
             c_hash sid auth_time login_hint jti",
        ),
        (
            "B-3",
            false,
            25,
            "aio rh uti puid altsecid ipaddr onprem_sid in_corp ctry tenant_ctry tenant_region_scope \
             tenant_region_sub_scope xms_pl xms_tpl xms_pdl ztdid fwd vnet pwd_exp pwd_url acct deviceid platf \
             controls signin_state",
        ),
        (
            "B-4",
            false,
            32,
            "xms_cc xms_ssm xms_cae xms_st xms_tcdt xms_tdbr xms_idrel xms_tnt_fct xms_sub_fct xms_act_fct \
             xms_par_app_azp xms_spcu xms_ftd xms_rd xms_acd xms_pftexp xms_mirid xms_az_rid xms_az_nwperimid \
             cnf at ts m u p q h b act actortoken nameid trustedfordelegation",
        ),
        (
            "B-5",
            false,
            21,
            "tfp emails idp_access_token newUser extension_X extn.X xms_x trustFrameworkPolicy isForgotPassword \
             isFirstX city country jobTitle postalCode state streetAddress apptype authmethod mfa_auth_time ctx \
             insidecorporatenetwork",
        ),
    ] {
        let names: Vec<&str> = names.split_whitespace().collect();
        assert_eq!(names.len(), count, "{section}");
        for name in names {
            let entry = claim_entry(name, header).unwrap_or_else(|| panic!("{section}: {name}"));
            assert!(
                entry.meaning.ends_with(['.', ')']),
                "{name}: {}",
                entry.meaning
            );
            assert!(!entry.place.is_empty(), "{name} has no place");
        }
    }
}

#[test]
fn names_and_ids_stand_once() {
    for (file, text, table, key) in [
        ("header", HEADER, "member", "name"),
        ("claims", CLAIMS, "claim", "name"),
        ("resources", RESOURCES, "resource", "id"),
        ("resources by name", RESOURCES, "resource", "name"),
        ("applications", APPLICATIONS, "application", "id"),
        ("tenants", TENANTS, "tenant", "id"),
        ("roles", ROLES, "role", "id"),
        ("roles by name", ROLES, "role", "name"),
    ] {
        let mut seen = BTreeSet::new();
        for value in column(&rows(text, table), key) {
            assert!(!value.is_empty(), "{file}: an empty {key}");
            assert!(seen.insert(value.clone()), "{file}: {value} stands twice");
        }
    }
}

#[test]
fn ids_are_guids_in_lower_case() {
    for (file, text, table) in [
        ("resources", RESOURCES, "resource"),
        ("applications", APPLICATIONS, "application"),
        ("tenants", TENANTS, "tenant"),
        ("roles", ROLES, "role"),
    ] {
        for id in column(&rows(text, table), "id") {
            let groups: Vec<usize> = id.split('-').map(str::len).collect();
            assert_eq!(groups, [8, 4, 4, 4, 12], "{file}: {id}");
            let lower = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f' | b'-');
            assert!(id.bytes().all(lower), "{file}: {id}");
        }
    }
}

#[test]
fn uris_stand_once_without_a_last_slash() {
    let mut seen = BTreeSet::new();
    for row in rows(RESOURCES, "resource") {
        for uri in row
            .get("uris")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let uri = uri.as_str().expect("a text");
            assert!(uri.starts_with("https://") && !uri.ends_with('/'), "{uri}");
            assert_eq!(uri, uri.to_lowercase(), "{uri}");
            assert!(seen.insert(uri.to_owned()), "{uri} stands twice");
        }
    }
}

#[test]
fn roles_are_in_order_of_name_and_the_defaults_come_last() {
    let names = column(&rows(ROLES, "role"), "name");
    let (roles, defaults) = names.split_at(names.len() - 2);
    let mut sorted = roles.to_vec();
    sorted.sort_by_key(|name| name.to_lowercase());
    assert_eq!(roles, sorted);
    for name in defaults {
        assert!(name.contains("no administrator role"), "{name}");
    }
}

#[test]
fn values_have_words() {
    let tables: Table = VALUES.parse().expect("values parse");
    for (claim, table) in &tables {
        let words = table["words"].as_table().expect("words");
        assert!(!words.is_empty(), "{claim}");
        for (value, text) in words {
            let text = text.as_str().unwrap_or_default();
            assert!(!text.is_empty() && !text.ends_with('.'), "{claim}: {value}");
        }
        let certainty = table.get("certainty").and_then(Value::as_str);
        assert!(
            matches!(certainty, None | Some("likely")),
            "{claim}: {certainty:?}"
        );
    }
    let odd = tables["xms_idrel"]["words"].as_table().expect("words");
    assert_eq!(odd.len(), 17, "every odd number from 1 to 33");
    assert!(
        odd.keys()
            .all(|n| n.parse::<u8>().is_ok_and(|n| n % 2 == 1))
    );
}

#[test]
fn entries_are_found_by_exact_name_or_beginning() {
    for (name, header, expected) in [
        ("aud", false, Some("aud")),
        ("AUD", false, None),
        ("aud", true, None),
        ("nonce", true, Some("nonce")),
        ("nonce", false, Some("nonce")),
        ("xms_cc", false, Some("xms_cc")),
        ("xms_brand_new", false, Some("xms_*")),
        ("xms_", false, None),
        ("extension_Loyalty", false, Some("extension_*")),
        ("extn.department", false, Some("extn.*")),
        ("isFirstLogin", false, Some("isFirst*")),
        ("my_claim", false, None),
        ("xms_brand_new", true, None),
        ("", false, None),
    ] {
        let found = claim_entry(name, header).map(|entry| entry.name.as_str());
        assert_eq!(found, expected, "{name}, header {header}");
    }
    let unknown = claim_entry("xms_brand_new", false).expect("restricted");
    assert_eq!(unknown.certainty, Certainty::Undocumented);
    let header = claim_entry("nonce", true).expect("header nonce");
    let payload = claim_entry("nonce", false).expect("payload nonce");
    assert_ne!(
        header.meaning, payload.meaning,
        "two different things of one name"
    );
}

const GRAPH: &str = "Microsoft Graph";
const SHAREPOINT: &str = "SharePoint Online";
const STORAGE: &str = "Azure Storage";
const DATAVERSE: &str = "Dataverse (Dynamics 365)";
const KUSTO: &str = "Azure Data Explorer (Kusto)";
const FAMILY: &str = "Microsoft first-party API";

/// (row, audience, API, cloud)
const AUDIENCES: &[(&str, &str, Option<&str>, Option<&str>)] = &[
    (
        "id",
        "00000003-0000-0000-c000-000000000000",
        Some(GRAPH),
        None,
    ),
    (
        "id in upper case",
        "00000003-0000-0000-C000-000000000000",
        Some(GRAPH),
        None,
    ),
    (
        "id with spn:",
        "spn:00000003-0000-0000-c000-000000000000",
        Some(GRAPH),
        None,
    ),
    (
        "id with SPN:",
        "SPN:00000003-0000-0000-c000-000000000000",
        Some(GRAPH),
        None,
    ),
    (
        "id with a slash",
        "00000003-0000-0000-c000-000000000000/",
        Some(GRAPH),
        None,
    ),
    (
        "public",
        "https://graph.microsoft.com",
        Some(GRAPH),
        Some("public"),
    ),
    (
        "public with slash",
        "https://graph.microsoft.com/",
        Some(GRAPH),
        Some("public"),
    ),
    ("two slashes", "https://graph.microsoft.com//", None, None),
    (
        "upper case host",
        "HTTPS://Graph.Microsoft.COM",
        Some(GRAPH),
        Some("public"),
    ),
    (
        "GCC High",
        "https://graph.microsoft.us",
        Some(GRAPH),
        Some("us-gov"),
    ),
    (
        "GCC High with slash",
        "https://graph.microsoft.us/",
        Some(GRAPH),
        Some("us-gov"),
    ),
    (
        "DoD",
        "https://dod-graph.microsoft.us/",
        Some(GRAPH),
        Some("us-gov"),
    ),
    (
        "China",
        "https://microsoftgraph.chinacloudapi.cn",
        Some(GRAPH),
        Some("china"),
    ),
    (
        "Germany",
        "https://graph.microsoft.de",
        Some(GRAPH),
        Some("germany"),
    ),
    ("http", "http://graph.microsoft.com", None, None),
    ("host alone", "graph.microsoft.com", None, None),
    (
        "host that begins so",
        "https://graph.microsoft.com.evil.example",
        None,
        None,
    ),
    (
        "credentials",
        "https://graph.microsoft.com@evil.example",
        None,
        None,
    ),
    ("port", "https://graph.microsoft.com:443", None, None),
    (
        "scope, not audience",
        "https://graph.microsoft.com/.default",
        None,
        None,
    ),
    ("white space", " https://graph.microsoft.com", None, None),
    (
        "Azure AD Graph, two clouds",
        "https://graph.windows.net/",
        Some("Azure AD Graph (retired)"),
        None,
    ),
    (
        "Azure AD Graph, id",
        "00000002-0000-0000-c000-000000000000",
        Some("Azure AD Graph (retired)"),
        None,
    ),
    (
        "management",
        "https://management.core.windows.net/",
        Some("Azure Resource Manager"),
        Some("public"),
    ),
    (
        "management, US",
        "https://management.usgovcloudapi.net",
        Some("Azure Resource Manager"),
        Some("us-gov"),
    ),
    (
        "path",
        "https://analysis.windows.net/powerbi/api",
        Some("Power BI"),
        Some("public"),
    ),
    (
        "path with slash",
        "https://analysis.windows.net/powerbi/api/",
        Some("Power BI"),
        Some("public"),
    ),
    (
        "path in other case",
        "https://analysis.windows.net/PowerBI/api",
        None,
        None,
    ),
    (
        "storage, all clouds",
        "https://storage.azure.com/",
        Some(STORAGE),
        None,
    ),
    (
        "storage account",
        "https://contoso.blob.core.windows.net",
        Some(STORAGE),
        Some("public"),
    ),
    (
        "storage account, China",
        "https://contoso.dfs.core.chinacloudapi.cn/",
        Some(STORAGE),
        Some("china"),
    ),
    (
        "not a storage service",
        "https://contoso.web.core.windows.net",
        None,
        None,
    ),
    (
        "account without a name",
        "https://.blob.core.windows.net",
        None,
        None,
    ),
    (
        "SharePoint host",
        "https://contoso-my.sharepoint.com",
        Some(SHAREPOINT),
        Some("public"),
    ),
    (
        "SharePoint, too deep",
        "https://a.b.sharepoint.com",
        None,
        None,
    ),
    (
        "SharePoint principal",
        "00000003-0000-0ff1-ce00-000000000000/contoso.sharepoint.com@72f988bf-86f1-41af-91ab-2d7cd011db47",
        Some(SHAREPOINT),
        Some("public"),
    ),
    (
        "SharePoint principal, US",
        "00000003-0000-0ff1-ce00-000000000000/contoso.sharepoint.us@72f988bf-86f1-41af-91ab-2d7cd011db47",
        Some(SHAREPOINT),
        Some("us-gov"),
    ),
    (
        "Dataverse",
        "https://contoso.crm.dynamics.com/",
        Some(DATAVERSE),
        Some("public"),
    ),
    (
        "Dataverse 4",
        "https://contoso.crm4.dynamics.com",
        Some(DATAVERSE),
        Some("public"),
    ),
    (
        "Dataverse with letters",
        "https://contoso.crmx.dynamics.com",
        None,
        None,
    ),
    (
        "Kusto",
        "https://kusto.kusto.windows.net",
        Some(KUSTO),
        Some("public"),
    ),
    (
        "Kusto cluster",
        "https://help.westeurope.kusto.windows.net",
        Some(KUSTO),
        Some("public"),
    ),
    (
        "vault, China",
        "https://vault.azure.cn",
        Some("Azure Key Vault"),
        Some("china"),
    ),
    (
        "unknown of the first family",
        "00000042-0000-0000-c000-000000000000",
        Some(FAMILY),
        None,
    ),
    (
        "unknown of the second family",
        "000000AB-0000-0ff1-ce00-000000000000",
        Some(FAMILY),
        None,
    ),
    (
        "near the family",
        "10000003-0000-0000-c000-000000000000",
        None,
        None,
    ),
    (
        "a customer's API",
        "api://11111111-2222-3333-4444-555555555555",
        None,
        None,
    ),
    (
        "a customer's id",
        "11111111-2222-3333-4444-555555555555",
        None,
        None,
    ),
    (
        "a customer's host",
        "https://api.contoso.us/orders",
        None,
        None,
    ),
    ("empty", "", None, None),
    ("multibyte where a prefix ends", "spné:x", None, None),
];

#[test]
fn audiences_name_their_api_in_every_spelling() {
    for (row, audience, api, cloud) in AUDIENCES {
        let found = resource(audience);
        assert_eq!(found.map(|r| r.name.as_str()), *api, "{row}: {audience}");
        assert_eq!(
            resource_cloud_hint(audience),
            *cloud,
            "{row}: cloud of {audience}"
        );
        assert_eq!(is_graph(audience), *api == Some(GRAPH), "{row}: {audience}");
    }
    let family = resource("00000042-0000-0000-c000-000000000000").expect("family");
    assert_eq!(
        (family.id.as_str(), family.certainty),
        ("", Certainty::Inferred)
    );
}

#[test]
fn every_listed_uri_is_found_with_and_without_slash() {
    for row in rows(RESOURCES, "resource") {
        let name = row["name"].as_str();
        let id = row["id"].as_str().unwrap_or_default();
        assert_eq!(resource(id).map(|r| r.name.as_str()), name, "{id}");
        for uri in row
            .get("uris")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let template = uri.as_str().expect("a text");
            let uri = ["{tenant}", "{org}", "{account}", "{cluster}", "{region}"]
                .iter()
                .fold(template.to_owned(), |uri, place| {
                    uri.replace(place, "contoso")
                })
                .replace("blob|queue|table|file|dfs", "queue")
                .replace('*', "11");
            for spelled in [uri.clone(), format!("{uri}/")] {
                assert_eq!(
                    resource(&spelled).map(|r| r.name.as_str()),
                    name,
                    "{spelled}"
                );
            }
        }
    }
}

#[test]
fn ids_are_found_in_any_case() {
    let cli = application("04B07795-8DDB-461A-BBEE-02F9E1BF7B46").expect("Azure CLI");
    assert_eq!((cli.name.as_str(), cli.developer_tool), ("Azure CLI", true));
    let portal = application("c44b4083-3bb0-49c1-b47d-974e53cbdf3c").expect("portal");
    assert!(!portal.developer_tool);
    let legacy = application("1b730954-1685-4b74-9bfd-dac224a7b894").expect("legacy");
    assert_eq!(legacy.certainty, Certainty::Likely);
    assert_eq!(
        rows(APPLICATIONS, "application")
            .iter()
            .filter(|r| r.contains_key("developer_tool"))
            .count(),
        9
    );
    assert_eq!(
        role_template("62E90394-69F5-4237-9190-012177145E10"),
        Some("Global Administrator")
    );
    assert_eq!(
        tenant_name("9188040d-6c67-4c5b-b112-36a304b66dad"),
        Some("personal Microsoft accounts")
    );
    assert_eq!(tenant_name("11111111-2222-3333-4444-555555555555"), None);
}
