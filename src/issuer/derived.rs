//! The issuer that metadata names, as far as its address tells (rules C-3, C-4).

use super::metadata_url::{MetadataFacts, metadata_facts};
use super::{Cloud, Family, PERSONAL_TENANT};

/// The issuer that stands in the metadata at an address, worked out from the address alone: for
/// metadata that was not read. A template is filled with `tenant`. `None` where the address doesn't
/// tell: a tenant by its domain name, B2C (whose issuer is a setting), AD FS.
pub fn issuer_by_address(metadata: &str, tenant: Option<&str>) -> Option<String> {
    let facts = metadata_facts(metadata);
    match facts.family {
        Family::Entra => of_entra(&facts, tenant),
        Family::ExternalId => {
            let id = facts.tenant_id()?;
            Some(format!("https://{id}.ciamlogin.com/{id}/v2.0"))
        }
        // OpenID Connect Discovery 1.0 §4.1: the metadata stands under the issuer.
        Family::Other => {
            let issuer = metadata.trim().split_once("/.well-known/")?.0;
            issuer.starts_with("https://").then(|| issuer.to_owned())
        }
        Family::B2c | Family::Adfs => None,
    }
}

fn of_entra(facts: &MetadataFacts, tenant: Option<&str>) -> Option<String> {
    if facts.app_id.is_some() {
        return None;
    }
    let consumers = facts.tenant.as_deref() == Some("consumers");
    let tenant = match facts.tenant_id() {
        Some(id) => id,
        None if consumers => PERSONAL_TENANT,
        None if facts.is_multi_tenant() => tenant.unwrap_or("{tenantid}"),
        None => return None,
    };
    let cloud = facts.cloud.unwrap_or(Cloud::Public);
    match facts.version? {
        1 => {
            let host = cloud.hosts().v1_issuer.unwrap_or("sts.windows.net");
            Some(format!("https://{host}/{tenant}/"))
        }
        _ => Some(format!("https://{}/{tenant}/v2.0", cloud.authority_host())),
    }
}
