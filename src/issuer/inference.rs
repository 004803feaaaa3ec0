//! Which cloud a version 1 token of `sts.windows.net` is of: that host stands in the issuers of the
//! public and of the US Government cloud (rules C2.3).

use serde_json::Value;

use super::Cloud;
use super::place::Place;
use crate::token::Token;

/// Domains that only serve the US Government cloud. A customer's own `.us` domain tells nothing.
const US_GOV_DOMAINS: [&str; 8] = [
    "microsoft.us",
    "usgovcloudapi.net",
    "azure.us",
    "microsoftonline.us",
    "onmicrosoft.us",
    "office365.us",
    "sharepoint.us",
    "loganalytics.us",
];

/// The cloud and why, as a sentence; `None` where nothing in the token tells.
pub(super) fn cloud_of_v1(token: &Token) -> Option<(Cloud, String)> {
    by_audience(token)
        .or_else(|| by_region(token))
        .or_else(|| by_claim_source(token))
}

fn by_audience(token: &Token) -> Option<(Cloud, String)> {
    token.audiences().into_iter().find_map(|audience| {
        let (cloud, host) = cloud_of_resource(audience)?;
        let reason = format!(
            "Claim aud names {host}, which belongs to the {}; the issuer alone doesn't tell, because \
             sts.windows.net issues for the public and the US Government cloud.",
            cloud.title()
        );
        Some((cloud, reason))
    })
}

fn by_region(token: &Token) -> Option<(Cloud, String)> {
    // Sub-scope GCC isn't among them: that community uses the public endpoints (rules C2.2).
    let told = [
        ("tenant_region_scope", ["USGOV", "USG"].as_slice()),
        ("tenant_region_sub_scope", ["DOD", "DODCON"].as_slice()),
    ];
    told.into_iter().find_map(|(name, values)| {
        let value = token.claim(name)?;
        let known = values.iter().find(|v| v.eq_ignore_ascii_case(value))?;
        let reason = format!(
            "Claim {name} is {known}: likely the US Government cloud. The issuer alone doesn't \
             tell, because sts.windows.net issues for the public cloud too."
        );
        Some((Cloud::UsGov, reason))
    })
}

fn by_claim_source(token: &Token) -> Option<(Cloud, String)> {
    let Some(Value::Object(sources)) = token.claims().get("_claim_sources") else {
        return None;
    };
    sources.values().find_map(|source| {
        let endpoint = source.get("endpoint")?.as_str()?;
        let (cloud, host) = cloud_of_resource(endpoint)?;
        let reason = format!(
            "Claim _claim_sources points at {host}, which belongs to the {}; the issuer alone \
             doesn't tell, because sts.windows.net issues for the public and the US Government \
             cloud.",
            cloud.title()
        );
        Some((cloud, reason))
    })
}

/// The cloud of a resource's URI by its host. Only the two clouds that share the issuer host count.
fn cloud_of_resource(uri: &str) -> Option<(Cloud, String)> {
    let host = Place::parse(uri).ok()?.host;
    let us_gov = US_GOV_DOMAINS.iter().any(|domain| {
        host.strip_suffix(domain)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    });
    if us_gov {
        return Some((Cloud::UsGov, host));
    }
    let cloud = Cloud::of_graph_host(&host)?;
    matches!(cloud, Cloud::Public | Cloud::UsGov).then_some((cloud, host))
}
