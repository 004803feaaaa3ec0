//! F-16: the token is from another tenant than the API accepts.

use crate::diagnosis::issuers::takes_metadata;
use crate::diagnosis::words::list;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::issuer::{
    Authority, Family, MetadataFacts, PERSONAL_TENANT, issuer_facts, metadata_facts,
};
use crate::token::tenant_name;

pub(super) static RULE: Rule = Rule {
    id: "tenant-mismatch",
    section: "F-16",
    step: Step::Issuer,
    cause: Cause::Issuer,
    line: "The token is from another tenant than the API accepts",
    reference: "https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(authority) = facts.authority.filter(|_| facts.jwt().is_some()) else {
        return Outcome::NotApplicable;
    };
    let issuer = authority.issuer.as_deref().map(issuer_facts);
    let in_issuer = issuer.as_ref().and_then(MetadataFacts::tenant_id);
    let tenant = in_issuer.or(authority.tenant.as_deref());
    let (Some(tenant), Some(family)) = (tenant, facts.family()) else {
        return Outcome::NotApplicable;
    };
    let (accepted, unresolved) = accepted(facts, family);
    if accepted.iter().any(|a| a.eq_ignore_ascii_case(tenant)) {
        return Outcome::Passed(Finding::new(
            "The token is from a tenant that your API accepts.",
        ));
    }
    if let Some(name) = unresolved {
        let headline = format!(
            "Your API names its tenant {name}; without that tenant's metadata it can't be told \
             whether it is {tenant}."
        );
        return Outcome::NotChecked(Finding::new(headline));
    }
    if accepted.is_empty() {
        return Outcome::NotApplicable;
    }
    Outcome::Failed(mismatch(authority, tenant, &accepted))
}

fn mismatch(authority: &Authority, tenant: &str, accepted: &[String]) -> Finding {
    let named = named(tenant);
    let headline = format!("The token is from tenant {named}, which your API doesn't accept.");
    let host = authority.cloud.map(|c| c.authority_host().to_owned());
    let expected = accepted.first().cloned().unwrap_or_default();
    let finding = Finding::new(headline)
        .compare("Tenant", list(accepted), named)
        .value("tenant", tenant)
        .value("expected", expected)
        .value("host", host.unwrap_or_default());
    if tenant.eq_ignore_ascii_case(PERSONAL_TENANT) {
        return finding.note("The user signed in with a personal Microsoft account.");
    }
    finding
}

/// The tenants that the configuration names for this family, and a domain name that stands for one
/// but is not resolved.
pub(in crate::diagnosis) fn accepted(
    facts: &Facts<'_>,
    family: Family,
) -> (Vec<String>, Option<String>) {
    let (mut tenants, mut unresolved) = (Vec::new(), None);
    for place in places(facts, family) {
        match (place.tenant_id(), place.tenant.as_deref()) {
            _ if place.is_multi_tenant() => return (Vec::new(), None),
            (Some(id), _) => tenants.push(id.to_ascii_lowercase()),
            (None, Some(name)) if name.eq_ignore_ascii_case("consumers") => {
                tenants.push(PERSONAL_TENANT.to_owned());
            }
            (None, Some(name)) => match resolved(facts) {
                Some(id) => tenants.push(id),
                None => unresolved = Some(name.to_owned()),
            },
            (None, None) => {}
        }
    }
    tenants.sort_unstable();
    tenants.dedup();
    (tenants, unresolved)
}

/// The places of this family that the configuration names.
fn places(facts: &Facts<'_>, family: Family) -> Vec<MetadataFacts> {
    let of = |texts: &[String]| -> Vec<MetadataFacts> {
        texts.iter().map(|t| metadata_facts(t)).collect()
    };
    let api = facts.api;
    let mut places = of(&api.issuers);
    if takes_metadata(api) {
        places.extend(of(api.metadata.as_slice()));
    }
    if places.is_empty()
        && api.keys_address.is_none()
        && let Some(tenant) = &api.tenant
    {
        places.push(by_name(tenant, family));
    }
    places.retain(|place| place.family == family);
    places
}

/// The domain name that the configuration has in place of a tenant's ID, and the ID, where metadata
/// that was read tells it.
pub(in crate::diagnosis) fn by_domain(
    facts: &Facts<'_>,
    family: Family,
) -> Option<(String, String)> {
    let id = resolved(facts)?;
    let mut places = places(facts, family).into_iter();
    let named = places.find(|p| {
        let name = p.tenant.as_deref();
        let name = name.filter(|n| !n.eq_ignore_ascii_case("consumers"));
        p.tenant_id().is_none() && !p.is_multi_tenant() && name.is_some()
    })?;
    Some((named.tenant?, id))
}

/// A tenant that is configured by itself.
fn by_name(tenant: &str, family: Family) -> MetadataFacts {
    MetadataFacts {
        family,
        ..metadata_facts(&format!("https://login.microsoftonline.com/{tenant}/v2.0"))
    }
}

/// The tenant's id in the issuer of the metadata that the API is configured with.
fn resolved(facts: &Facts<'_>) -> Option<String> {
    let (index, _) = facts.configured_metadata()?;
    let sources = facts.keys.sources.iter();
    sources
        .filter(|s| s.address == Some(index))
        .filter_map(|s| s.metadata_issuer.as_deref())
        .find_map(|issuer| {
            metadata_facts(issuer)
                .tenant_id()
                .map(str::to_ascii_lowercase)
        })
}

fn named(tenant: &str) -> String {
    match tenant_name(tenant) {
        Some(name) => format!("{tenant} ({name})"),
        None => tenant.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{Case, TENANT, default_metadata};
    use crate::issuer::Purpose;

    const OTHER: &str = "aa00d1fa-5269-4e1c-b06d-30868371d2c5";

    fn metadata(tenant: &str) -> String {
        format!("https://login.microsoftonline.com/{tenant}/v2.0/.well-known/openid-configuration")
    }

    #[test]
    fn another_tenant_fails() {
        let headline = Case::entra()
            .metadata(&metadata(OTHER))
            .expect(&RULE, OutcomeKind::Failed);
        assert!(headline.contains(TENANT), "{headline}");
        let issuer = format!("https://login.microsoftonline.com/{OTHER}/v2.0");
        Case::entra()
            .issuer(&issuer)
            .expect(&RULE, OutcomeKind::Failed);
    }

    #[test]
    fn the_same_common_and_unknown_are_quiet() {
        Case::entra()
            .metadata(&metadata(TENANT))
            .expect(&RULE, OutcomeKind::Passed);
        Case::entra()
            .metadata(&default_metadata())
            .expect(&RULE, OutcomeKind::NotApplicable);
        Case::entra().expect(&RULE, OutcomeKind::NotApplicable);
    }

    #[test]
    fn a_domain_name_is_resolved_by_its_metadata() {
        let domain = || Case::entra().metadata(&metadata("contoso.onmicrosoft.com"));
        domain().expect(&RULE, OutcomeKind::NotChecked);
        let told = |tenant: &str| {
            let mut case = domain().read(&Purpose::Configured);
            let issuer = format!("https://login.microsoftonline.com/{tenant}/v2.0");
            case.keys
                .sources
                .iter_mut()
                .for_each(|s| s.metadata_issuer = Some(issuer.clone()));
            case
        };
        told(TENANT).expect(&RULE, OutcomeKind::Passed);
        told(OTHER).expect(&RULE, OutcomeKind::Failed);
    }
}
