//! Clouds: their hosts, and which one a version 1 token is of (rules C-2).

use serde_json::{Value, json};
use tokenscope::issuer::Cloud;

use super::{T, resolved};

const ALL: [Cloud; 7] = [
    Cloud::Public,
    Cloud::UsGov,
    Cloud::China,
    Cloud::Germany,
    Cloud::Bleu,
    Cloud::Delos,
    Cloud::GovSg,
];

#[test]
fn every_cloud_knows_its_own_hosts() {
    for cloud in ALL {
        let name = cloud.name();
        assert_eq!(
            Cloud::of_host(cloud.authority_host()),
            Some(cloud),
            "{name}"
        );
        if let Some(graph) = cloud.graph_host() {
            assert_eq!(Cloud::of_graph_host(graph), Some(cloud), "{name}");
            assert_eq!(Cloud::of_host(graph), None, "{name}: Graph signs nobody in");
        }
    }
    #[rustfmt::skip]
    let rows = [
        ("alias", Cloud::of_host("login.windows.net"), Some(Cloud::Public)),
        ("region", Cloud::of_host("eastus.login.microsoft.com"), Some(Cloud::Public)),
        ("v1 issuer", Cloud::of_host("STS.windows.net"), Some(Cloud::Public)),
        ("China alias", Cloud::of_host("login.chinacloudapi.cn"), Some(Cloud::China)),
        ("B2C Germany", Cloud::of_host("contoso.b2clogin.de"), Some(Cloud::Germany)),
        ("test environment", Cloud::of_host("login.windows-ppe.net"), None),
        ("stranger", Cloud::of_host("login.contoso.com"), None),
        ("DoD Graph", Cloud::of_graph_host("dod-graph.microsoft.us"), Some(Cloud::UsGov)),
        ("instance", Cloud::of_instance_name("microsoftonline.us"), Some(Cloud::UsGov)),
        ("instance as host", Cloud::of_instance_name("login.microsoftonline.com"), Some(Cloud::Public)),
        ("instance, China", Cloud::of_instance_name("partner.microsoftonline.cn"), Some(Cloud::China)),
        ("no instance", Cloud::of_instance_name(""), None),
    ];
    for (name, found, expected) in rows {
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn the_cloud_of_version_1_tokens_is_inferred() {
    let groups = |host: &str| json!({"_claim_sources": {"src1": {"endpoint": format!("https://{host}/x/users/y/getMemberObjects")}}});
    #[rustfmt::skip]
    let rows: Vec<(&str, Value, Cloud, &str)> = vec![
        ("Graph, US", json!({"aud": "https://graph.microsoft.us"}), Cloud::UsGov, "graph.microsoft.us"),
        ("Graph, DoD", json!({"aud": "https://dod-graph.microsoft.us/"}), Cloud::UsGov, "dod-graph.microsoft.us"),
        ("Key Vault, US", json!({"aud": "https://vault.usgovcloudapi.net"}), Cloud::UsGov, "vault.usgovcloudapi.net"),
        ("one of two", json!({"aud": ["x", "https://management.usgovcloudapi.net/"]}), Cloud::UsGov, "management.usgovcloudapi.net"),
        ("Graph, public", json!({"aud": "https://graph.microsoft.com"}), Cloud::Public, "graph.microsoft.com"),
        ("audience before region", json!({"aud": "https://graph.microsoft.com", "tenant_region_scope": "USGov"}), Cloud::Public, "graph.microsoft.com"),
        ("region", json!({"tenant_region_scope": "USGov"}), Cloud::UsGov, "likely"),
        ("region, short", json!({"tenant_region_scope": "USG"}), Cloud::UsGov, "likely"),
        ("sub-scope", json!({"tenant_region_sub_scope": "DODCON"}), Cloud::UsGov, "likely"),
        ("claim source", groups("graph.microsoft.us"), Cloud::UsGov, "_claim_sources"),
        ("claim source of a host that serves both", groups("graph.windows.net"), Cloud::Public, "both are asked"),
        ("GCC uses the public endpoints", json!({"tenant_region_sub_scope": "GCC"}), Cloud::Public, "both are asked"),
        ("a customer's own .us domain", json!({"aud": "https://api.contoso.us"}), Cloud::Public, "both are asked"),
        ("look-alike", json!({"aud": "https://evilmicrosoft.us"}), Cloud::Public, "both are asked"),
        ("GUID", json!({"aud": "00000003-0000-0000-c000-000000000000"}), Cloud::Public, "both are asked"),
        ("nothing", json!({}), Cloud::Public, "both are asked"),
    ];
    for (name, mut claims, cloud, words) in rows {
        claims["iss"] = json!(format!("https://sts.windows.net/{T}/"));
        let authority = resolved(&claims);
        assert_eq!(authority.cloud, Some(cloud), "{name}");
        assert!(
            authority.cloud_reason.contains(words),
            "{name}: {}",
            authority.cloud_reason
        );
        let host = format!("https://{}/{T}/.well-known/", cloud.authority_host());
        assert!(authority.addresses[0].metadata.starts_with(&host), "{name}");
    }
    let china = resolved(&json!({"iss": format!("https://sts.chinacloudapi.cn/{T}/")}));
    assert_eq!(
        china.cloud_reason, "",
        "only sts.windows.net serves two clouds"
    );
}
