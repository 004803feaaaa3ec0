//! F-14: the key is real, but may not sign for this issuer (rules C6.2).

use crate::diagnosis::issuers::fill;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::issuer::{Family, PERSONAL_TENANT, issuer_facts};
use crate::keys::Key;

pub(super) static RULE: Rule = Rule {
    id: "key-issuer-mismatch",
    section: "F-14",
    step: Step::Key,
    cause: Cause::Key,
    line: "The key may sign only for another issuer",
    reference: "https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens#validate-the-signing-key-issuer",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let (Some(token), Some(key)) = (facts.signed(), facts.signing_key()) else {
        return Outcome::NotApplicable;
    };
    // Keys without an issuer (version 1, B2C, AD FS) skip the check (rules C6.3).
    let (Some(published), Some(issuer)) = (&key.issuer, token.issuer()) else {
        return Outcome::NotApplicable;
    };
    let tenant = tenant(facts).unwrap_or_default();
    let allowed = fill(published, &tenant);
    let shared = || shared(facts, key, &allowed, issuer, &tenant);
    if allowed == issuer || of_one_tenant(&allowed, issuer) || shared() {
        let headline = "The key may sign for the token's issuer.";
        return Outcome::Passed(Finding::new(headline).compare(
            "Issuer of the key",
            issuer,
            allowed,
        ));
    }
    let headline = format!("The key may sign only for {allowed}, not for {issuer}.");
    Outcome::Failed(
        Finding::new(headline)
            .compare("Issuer of the key", issuer, allowed.clone())
            .value("allowed", allowed)
            .value("issuer", issuer)
            .note("Microsoft's libraries refuse this as IDX40005."),
    )
}

/// Whether both are issuers of one tenant, if of different versions or with an application's id at
/// the end: Microsoft's libraries accept version 1 tokens with the keys of version 2 metadata.
fn of_one_tenant(allowed: &str, issuer: &str) -> bool {
    let (x, y) = (issuer_facts(allowed), issuer_facts(issuer));
    let families = [x.family, y.family];
    let of_entra = families
        .iter()
        .all(|f| matches!(f, Family::Entra | Family::ExternalId));
    of_entra && x.tenant_id().is_some() && x.tenant_id() == y.tenant_id()
}

/// Whether the key's issuer only names one of several places that list the key, and the token's own
/// is another of them. A personal accounts' key is never shared, wherever it is listed.
fn shared(facts: &Facts<'_>, key: &Key, allowed: &str, issuer: &str, tenant: &str) -> bool {
    let places: Vec<String> = facts
        .keys
        .seen_by(key)
        .filter_map(|s| Some(fill(s.metadata_issuer.as_deref()?, tenant)))
        .collect();
    let personal = issuer_facts(allowed).tenant_id() == Some(PERSONAL_TENANT);
    let names_allowed = places.iter().any(|place| place == allowed);
    let names_own = places
        .iter()
        .any(|place| place == issuer || of_one_tenant(place, issuer));
    !personal && names_allowed && names_own
}

fn tenant(facts: &Facts<'_>) -> Option<String> {
    let claim = facts.token.and_then(|t| t.claim("tid"));
    let authority = || facts.authority.and_then(|a| a.tenant.clone());
    claim.map(str::to_owned).or_else(authority)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing)]
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{Case, KID, TENANT};
    use crate::issuer::Purpose;
    use crate::keys::KeyRole;

    fn published(issuer: Option<&str>) -> Case {
        let mut case = Case::entra()
            .read(&Purpose::Own)
            .key(KID, KeyRole::EntraPublic, &[Purpose::Own])
            .verified();
        case.keys.keys[0].issuer = issuer.map(str::to_owned);
        case.keys.sources[0].metadata_issuer =
            Some("https://login.microsoftonline.com/{tenantid}/v2.0".to_owned());
        case
    }

    #[test]
    fn a_consumer_key_may_not_sign_for_a_company() {
        let consumers =
            "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0";
        published(Some(consumers)).expect(&RULE, OutcomeKind::Failed);
    }

    #[test]
    fn templates_and_version_1_tokens_pass() {
        let template = "https://login.microsoftonline.com/{tenantid}/v2.0";
        published(Some(template)).expect(&RULE, OutcomeKind::Passed);
        let v1 =
            published(Some(template)).claim("iss", format!("https://sts.windows.net/{TENANT}/"));
        v1.expect(&RULE, OutcomeKind::Passed);
        published(None).expect(&RULE, OutcomeKind::NotApplicable);
    }
}
