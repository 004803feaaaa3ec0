//! F-15: the API accepts the tokens of every tenant.

use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::issuer::{Family, metadata_facts};

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
    let of_entra = facts.family() == Some(Family::Entra);
    let (Some(metadata), Some(_)) = (&facts.api.metadata, facts.jwt().filter(|_| of_entra)) else {
        return Outcome::NotApplicable;
    };
    let place = metadata_facts(metadata);
    if place.family != Family::Entra {
        return Outcome::NotApplicable;
    }
    let any = |issuer: &String| metadata_facts(issuer).is_multi_tenant();
    let open = facts.api.issuers.is_empty() || facts.api.issuers.iter().any(any);
    if !place.is_multi_tenant() || !open {
        let headline = "The API's settings name the tenants it accepts.";
        return Outcome::Passed(Finding::new(headline));
    }
    let name = place.tenant.unwrap_or_default();
    let issuers = if facts.api.issuers.is_empty() {
        "lists no issuers"
    } else {
        "lists an issuer that stands for all tenants"
    };
    let headline = format!(
        "Your API reads the {name} metadata and {issuers}: unless its code checks the tenant, it \
         lets every tenant in."
    );
    let tenant = facts.authority.and_then(|a| a.tenant.clone());
    let mut finding = Finding::new(headline)
        .compare(
            "Metadata",
            "one of a tenant, or a list of issuers",
            metadata.clone(),
        )
        .value("name", name);
    if let Some(tenant) = tenant {
        finding = finding.value("tenant", tenant);
    }
    Outcome::Warning(finding)
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
