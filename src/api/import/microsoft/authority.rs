//! What follows from an authority: the metadata address and the issuers (rules C-3, C-8).

use crate::issuer::{
    Cloud, Family, MetadataFacts, PERSONAL_TENANT, host_of, metadata_address, metadata_facts,
};

/// The place of a tenant's ID in the issuers of metadata for many tenants.
const TEMPLATE: &str = "{tenantid}";

/// An authority with `/v2.0` at its end, as Microsoft.Identity.Web has it (rules C-8). External ID's
/// may stop after the host; the tenant is added then.
pub(super) fn as_version_2(authority: &str) -> String {
    let (path, query) = match authority.split_once('?') {
        Some((path, query)) => (path, format!("?{query}")),
        None => (authority, String::new()),
    };
    let path = path.trim_end_matches('/');
    let facts = metadata_facts(path);
    if facts.family == Family::ExternalId && facts.tenant.is_none() {
        let name = host_of(path).and_then(|host| Some(host.split_once('.')?.0.to_owned()));
        return format!(
            "{path}/{}.onmicrosoft.com/v2.0{query}",
            name.unwrap_or_default()
        );
    }
    if path.to_ascii_lowercase().ends_with("/v2.0") {
        format!("{path}{query}")
    } else {
        format!("{path}/v2.0{query}")
    }
}

/// The metadata of an authority with its tenant: `{instance}/{tenant}`, however many slashes.
pub(super) fn joined(instance: &str, rest: &str) -> String {
    format!("{}/{rest}", instance.trim_end_matches('/'))
}

/// The metadata address of an authority.
pub(super) fn metadata_of(authority: &str) -> Option<String> {
    metadata_address(authority)
}

/// The issuers of both versions that a library accepts which tells Entra ID's apart by tenant alone,
/// as Microsoft.Identity.Web does: those of the tenant, or their templates where the authority is one
/// for many tenants. Empty where only the metadata tells: B2C, a tenant's domain, other providers.
pub(in super::super) fn issuers_of(authority: &str) -> Vec<String> {
    let facts = metadata_facts(authority);
    let Some(tenant) = tenant_in_issuers(&facts) else {
        return Vec::new();
    };
    match facts.family {
        Family::ExternalId => vec![format!("https://{tenant}.ciamlogin.com/{tenant}/v2.0")],
        Family::Entra => {
            let cloud = facts.cloud.unwrap_or(Cloud::Public);
            let version_2 = format!("https://{}/{tenant}/v2.0", cloud.authority_host());
            let personal = tenant == PERSONAL_TENANT;
            let version_1 = version_1_host(cloud).filter(|_| !personal);
            let version_1 = version_1.map(|host| format!("https://{host}/{tenant}/"));
            std::iter::once(version_2).chain(version_1).collect()
        }
        _ => Vec::new(),
    }
}

/// The issuer that an authority's metadata names, where it is known without reading it: that of its
/// tenant and version.
pub(in crate::api::import) fn named_in_metadata(metadata: &str) -> Vec<String> {
    let facts = metadata_facts(metadata);
    if facts.family != Family::Entra || facts.is_multi_tenant() {
        return Vec::new();
    }
    let same_version = |issuer: &String| metadata_facts(issuer).version == facts.version;
    issuers_of(metadata)
        .into_iter()
        .filter(same_version)
        .collect()
}

/// The tenant as it stands in issuers: its ID in lower case, or the template.
fn tenant_in_issuers(facts: &MetadataFacts) -> Option<String> {
    let consumers = |t: &str| t.eq_ignore_ascii_case("consumers");
    if facts.is_multi_tenant() {
        Some(TEMPLATE.to_owned())
    } else if facts.tenant.as_deref().is_some_and(consumers) {
        Some(PERSONAL_TENANT.to_owned())
    } else {
        facts.tenant_id().map(str::to_ascii_lowercase)
    }
}

/// The host of a cloud's version 1 issuers (rules C-2): the US Government cloud shares the public one.
fn version_1_host(cloud: Cloud) -> Option<&'static str> {
    match cloud {
        Cloud::Public | Cloud::UsGov => Some("sts.windows.net"),
        Cloud::China => Some("sts.chinacloudapi.cn"),
        Cloud::Germany => Some("sts.microsoftonline.de"),
        Cloud::Bleu | Cloud::Delos | Cloud::GovSg => None,
    }
}

/// Whether a text is an address that can be asked.
pub(super) fn is_address(text: &str) -> bool {
    host_of(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authorities_lead_to_issuers() {
        const T: &str = "e21bbca2-1b75-4dea-9e34-d3d95d2ec661";
        let own = |host: &str| format!("https://{host}/{T}/v2.0");
        let rows = [
            (
                "one tenant",
                own("login.microsoftonline.com"),
                vec![
                    own("login.microsoftonline.com"),
                    format!("https://sts.windows.net/{T}/"),
                ],
            ),
            (
                "alias and case",
                format!("https://login.windows.net/{}", T.to_ascii_uppercase()),
                vec![
                    own("login.microsoftonline.com"),
                    format!("https://sts.windows.net/{T}/"),
                ],
            ),
            (
                "US Government",
                own("login.microsoftonline.us"),
                vec![
                    own("login.microsoftonline.us"),
                    format!("https://sts.windows.net/{T}/"),
                ],
            ),
            (
                "China",
                own("login.chinacloudapi.cn"),
                vec![
                    own("login.partner.microsoftonline.cn"),
                    format!("https://sts.chinacloudapi.cn/{T}/"),
                ],
            ),
            (
                "any tenant",
                "https://login.microsoftonline.com/organizations/v2.0".to_owned(),
                vec![
                    "https://login.microsoftonline.com/{tenantid}/v2.0".to_owned(),
                    "https://sts.windows.net/{tenantid}/".to_owned(),
                ],
            ),
            (
                "personal accounts",
                "https://login.microsoftonline.com/consumers".to_owned(),
                vec![format!(
                    "https://login.microsoftonline.com/{PERSONAL_TENANT}/v2.0"
                )],
            ),
            (
                "domain",
                "https://login.microsoftonline.com/contoso.com/v2.0".to_owned(),
                vec![],
            ),
            (
                "B2C",
                format!("https://contoso.b2clogin.com/{T}/B2C_1_susi/v2.0"),
                vec![],
            ),
            (
                "External ID",
                format!("https://contoso.ciamlogin.com/{T}/v2.0"),
                vec![format!("https://{T}.ciamlogin.com/{T}/v2.0")],
            ),
            ("AD FS", "https://fs.contoso.com/adfs".to_owned(), vec![]),
            ("no address", "nonsense".to_owned(), vec![]),
        ];
        for (name, authority, issuers) in rows {
            assert_eq!(issuers_of(&authority), issuers, "{name}");
        }
    }

    #[test]
    fn authorities_get_their_version() {
        let rows = [
            ("https://a.example/t", "https://a.example/t/v2.0"),
            ("https://a.example/t/", "https://a.example/t/v2.0"),
            ("https://a.example/t/v2.0/", "https://a.example/t/v2.0"),
            (
                "https://a.example/t?appid=x",
                "https://a.example/t/v2.0?appid=x",
            ),
            (
                "https://contoso.ciamlogin.com/",
                "https://contoso.ciamlogin.com/contoso.onmicrosoft.com/v2.0",
            ),
        ];
        for (authority, expected) in rows {
            assert_eq!(as_version_2(authority), expected, "{authority}");
        }
    }
}
