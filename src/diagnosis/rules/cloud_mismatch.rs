//! F-11: the token is from another cloud than the API trusts.

use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::issuer::{Cloud, Purpose, issuer_facts};
use crate::keys::Source;

pub(super) static RULE: Rule = Rule {
    id: "cloud-mismatch",
    section: "F-11",
    step: Step::Issuer,
    cause: Cause::Issuer,
    line: "The token is from another Microsoft cloud than the API trusts",
    reference: "https://learn.microsoft.com/en-us/entra/identity-platform/authentication-national-cloud",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(authority) = facts.authority.filter(|_| facts.jwt().is_some()) else {
        return Outcome::NotApplicable;
    };
    let (Some(token), Some((api, from))) = (authority.cloud, configured(facts)) else {
        return Outcome::NotApplicable;
    };
    if token == api {
        let headline = format!("Token and API are both of the {}.", token.title());
        return Outcome::Passed(Finding::new(headline));
    }
    let headline = format!(
        "The token is from the {}, but your API trusts the {}.",
        token.title(),
        api.title()
    );
    let mut finding = Finding::new(headline)
        .compare("Cloud", api.title(), token.title())
        .fact("Configured", from)
        .value("cloud", token.title())
        .value("host", token.authority_host());
    if let Some(own) = facts.own_address() {
        finding = finding.value("metadata", own.metadata.clone());
    }
    if !authority.cloud_reason.is_empty() {
        finding = finding.note(authority.cloud_reason.clone());
    }
    weighed(facts, finding)
}

/// How sure the difference is, and what it comes to.
fn weighed(facts: &Facts<'_>, mut finding: Finding) -> Outcome {
    if listed_at_api(facts) {
        finding = finding.note(
            "The keys that your API reads hold this token's key all the same: what refuses the token \
             is the issuer, where it is checked.",
        );
    }
    if certain(facts) {
        Outcome::Failed(finding)
    } else {
        Outcome::Warning(finding.note(
            "Version 1 tokens of the public and of the US Government cloud carry the same issuer, \
             so this is an inference.",
        ))
    }
}

/// The issuer tells the cloud, or the keys of that cloud verify the token.
fn certain(facts: &Facts<'_>) -> bool {
    let issuer = facts.authority.and_then(|a| a.issuer.as_deref());
    // The public lists hold keys of the US Government too (rules C2.5): an API that finds the key
    // there may accept the token.
    let proven = facts.genuine()
        && facts.signing_key().is_some_and(|key| {
            facts.keys.listed_for(key, |p| *p == Purpose::Own)
                || facts.keys.listed_for(key, |p| *p == Purpose::OtherCloud)
                    && !listed_at_api(facts)
        });
    issuer.is_some_and(|iss| issuer_facts(iss).cloud.is_some()) || proven
}

/// Whether the place that the API reads lists the token's key.
fn listed_at_api(facts: &Facts<'_>) -> bool {
    let Some((index, _)) = facts.configured_address() else {
        return false;
    };
    facts.signing_key().is_some_and(|key| {
        let mut sources = facts.keys.sources_of(key);
        sources.any(|s: &Source| s.address == Some(index))
    })
}

/// The cloud that the configuration names, and where.
pub(in crate::diagnosis) fn configured(facts: &Facts<'_>) -> Option<(Cloud, String)> {
    let api = facts.api;
    let places = api.keys_address.iter().chain(&api.metadata);
    // Issuers that nobody compares keep no token out.
    let issuers = api.issuers.iter().filter(|_| !api.unchecked.issuer);
    places.chain(issuers).find_map(|address| {
        // The host of version 1 issuers serves two clouds and tells none (rules C2.3).
        Some((issuer_facts(address.trim()).cloud?, address.clone()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{Case, TENANT};

    fn gov() -> String {
        format!("https://login.microsoftonline.us/{TENANT}/v2.0/.well-known/openid-configuration")
    }

    #[test]
    fn another_cloud_fails_and_the_same_passes() {
        let headline = Case::entra()
            .metadata(&gov())
            .expect(&RULE, OutcomeKind::Failed);
        assert!(headline.contains("US Government"), "{headline}");
        let same = crate::diagnosis::testing::default_metadata();
        Case::entra()
            .metadata(&same)
            .expect(&RULE, OutcomeKind::Passed);
        Case::entra().expect(&RULE, OutcomeKind::NotApplicable);
    }

    #[test]
    fn an_issuer_of_two_clouds_only_warns() {
        let case = Case::entra().claim("iss", format!("https://sts.windows.net/{TENANT}/"));
        case.metadata(&gov()).expect(&RULE, OutcomeKind::Warning);
    }
}
