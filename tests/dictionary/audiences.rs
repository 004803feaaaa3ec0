//! Every spelling of an audience, and the cloud that it tells.

use tokenscope::token::{Certainty, is_graph, resource, resource_cloud_hint};
use toml::Value;

use super::{RESOURCES, rows};

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
