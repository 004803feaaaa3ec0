//! F-15: the API accepts the tokens of every tenant.

use crate::diagnosis::issuers::{compares_literally, leaves_templates};
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::issuer::{Family, MetadataFacts, metadata_facts};

pub(super) static RULE: Rule = Rule {
    id: "any-tenant-accepted",
    section: "F-15",
    step: Step::Issuer,
    cause: Cause::Issuer,
    line: "The API's settings let the tokens of every tenant in",
    reference: "https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens#multitenant-applications",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let of_entra = facts.family() == Some(Family::Entra) && facts.jwt().is_some();
    let Some(place) = facts.api.metadata.as_deref().or(facts.api_place()) else {
        return Outcome::NotApplicable;
    };
    let told = metadata_facts(place);
    if told.family != Family::Entra || !of_entra {
        return Outcome::NotApplicable;
    }
    if untold(facts, &told) {
        return Outcome::NotApplicable;
    }
    let Some(lead) = open_to_all(facts, &told) else {
        let headline = "The API's settings name the tenants it accepts.";
        return Outcome::Passed(Finding::new(headline));
    };
    let tenant = facts.authority.and_then(|a| a.tenant.clone());
    let headline = format!("{lead}: unless its code checks the tenant, it lets every tenant in.");
    let mut finding =
        Finding::new(headline).compare("Metadata", "one of a tenant, or a list of issuers", place);
    if told.is_multi_tenant() {
        finding = finding.value("name", told.tenant.unwrap_or_default());
    } else {
        finding = finding.value("place", place);
    }
    if let Some(tenant) = tenant {
        finding = finding.value("tenant", tenant);
    }
    Outcome::Warning(finding)
}

/// Whether nothing was said about issuers, or the template of all tenants is compared as it stands, so
/// that it lets nobody in: another rule says so.
fn untold(facts: &Facts<'_>, place: &MetadataFacts) -> bool {
    let api = facts.api;
    if api.unchecked.issuer {
        return false;
    }
    if !api.issuers.is_empty() {
        let stands_for_all = |issuer: &String| metadata_facts(issuer).is_multi_tenant();
        return compares_literally(api) && api.issuers.iter().all(stands_for_all);
    }
    let typed = api.metadata.is_none() && api.stack.is_none();
    typed || leaves_templates(api) && place.is_multi_tenant()
}

/// How the settings let every tenant in, as the beginning of a sentence. Entra's keys sign for all
/// tenants, so that nothing but the issuer tells one from another.
fn open_to_all(facts: &Facts<'_>, place: &MetadataFacts) -> Option<String> {
    let api = facts.api;
    let name = place.tenant.as_deref().unwrap_or_default();
    if api.unchecked.issuer {
        return Some(
            "Your API doesn't check the issuer, and Entra ID's keys sign for all tenants"
                .to_owned(),
        );
    }
    let any = |issuer: &String| metadata_facts(issuer).is_multi_tenant();
    if api.issuers.iter().any(any) && !compares_literally(api) {
        let multi = place.is_multi_tenant() || api.metadata.is_none();
        return multi.then(|| {
            format!(
                "Your API reads the {name} metadata and lists an issuer that stands for all tenants"
            )
        });
    }
    if api.metadata.is_none() {
        return api
            .issuers
            .is_empty()
            .then(|| "Your API reads a key set of Entra ID and lists no issuers".to_owned());
    }
    let open = api.issuers.is_empty() || api.issuer_from_metadata;
    // Compared as it stands, the template lets nobody in.
    let open = open && !leaves_templates(api);
    (open && place.is_multi_tenant()).then(|| {
        let also = if api.issuers.is_empty() {
            "lists no issuers"
        } else {
            "accepts the issuer that it names beside those that are listed"
        };
        format!("Your API reads the {name} metadata and {also}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{Case, TENANT, default_metadata};

    #[test]
    fn common_without_issuers_lets_everyone_in() {
        let case = Case::entra().metadata(&default_metadata());
        case.expect(&RULE, OutcomeKind::Warning);
        let own = format!("https://login.microsoftonline.com/{TENANT}/v2.0");
        let listed = Case::entra().metadata(&default_metadata()).issuer(&own);
        listed.expect(&RULE, OutcomeKind::Passed);
    }

    #[test]
    fn one_tenant_or_an_unknown_api_is_quiet() {
        let own = format!("https://login.microsoftonline.com/{TENANT}/v2.0/.well-known/x");
        Case::entra()
            .metadata(&own)
            .expect(&RULE, OutcomeKind::Passed);
        Case::entra().expect(&RULE, OutcomeKind::NotApplicable);
    }
}
