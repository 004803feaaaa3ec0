//! F-17, F-18: the API expects the other token version.

use crate::api::Stack;
use crate::diagnosis::issuers::{both_versions, takes_metadata};
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::issuer::{Family, issuer_facts, metadata_facts};
use crate::token::{Token, resource};

pub(super) static RULE: Rule = Rule {
    id: "token-version-mismatch",
    section: "F-17",
    step: Step::Issuer,
    cause: Cause::Version,
    line: "The token is of the other version than the API is set up for",
    reference: "https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens#token-formats",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let of_entra = facts.family() == Some(Family::Entra);
    let Some(issuer) = facts.jwt().filter(|_| of_entra).and_then(|t| t.issuer()) else {
        return Outcome::NotApplicable;
    };
    // The API that the token is for decides its version (rules C4.1): no setting of the user's API
    // changes the tokens of Microsoft's.
    let audiences = facts.token.map(Token::audiences).unwrap_or_default();
    if audiences.iter().any(|a| resource(a).is_some()) {
        return Outcome::NotApplicable;
    }
    let Some(version) = issuer_facts(issuer).version else {
        return Outcome::NotApplicable;
    };
    if both_versions(facts.api) && expected(facts).is_some_and(|(other, _)| other != version) {
        return Outcome::Passed(Finding::new(format!(
            "A version {version} token; {} accepts the issuers of both versions.",
            facts.api.stack.map_or("your API", Stack::title)
        )));
    }
    if facts.api.issuers.iter().any(|i| i == issuer) {
        return Outcome::Passed(Finding::new(format!(
            "A version {version} token, and your API accepts its issuer."
        )));
    }
    let Some((expected, from)) = expected(facts) else {
        return unknown(version);
    };
    if expected == version {
        return Outcome::Passed(Finding::new(format!(
            "Token and API are both of version {version}."
        )));
    }
    Outcome::Failed(mismatch(facts, issuer, version, expected, from))
}

fn mismatch(facts: &Facts<'_>, issuer: &str, version: u8, expected: u8, from: String) -> Finding {
    let headline = format!(
        "This is a version {version} token, but your API is set up for version {expected}."
    );
    let mut finding = Finding::new(headline)
        .compare("Version", expected.to_string(), version.to_string())
        .compare("iss", from, issuer)
        .value("issuer", issuer)
        .value("version", version.to_string())
        .value("expected", expected.to_string());
    if facts.api.issuers.is_empty() && facts.api.stack.is_none() {
        finding = finding.note(
            "Libraries that compare the issuer with the metadata's refuse it. \
             Microsoft.Identity.Web is the exception: it accepts the issuers of both versions.",
        );
    }
    if expected == 2 {
        finding = finding.note(
            "After the switch to version 2, aud is the bare application id, appid is called azp, \
             and unique_name and upn give way to preferred_username.",
        );
    }
    finding
}

fn unknown(version: u8) -> Outcome {
    if version == 2 {
        return Outcome::NotApplicable;
    }
    Outcome::NotChecked(Finding::new(
        "This is a version 1 token; which version your API expects is not known.",
    ))
}

/// The one version that the configuration names, and where.
pub(in crate::diagnosis) fn expected(facts: &Facts<'_>) -> Option<(u8, String)> {
    let told = |address: &String| {
        let facts = metadata_facts(address);
        let version = facts.version.filter(|_| facts.family == Family::Entra)?;
        Some((version, address.clone()))
    };
    let of_metadata = facts.api.metadata.iter();
    let of_metadata = of_metadata.filter(|_| takes_metadata(facts.api));
    let all: Vec<&String> = facts.api.issuers.iter().chain(of_metadata).collect();
    let versions: Vec<(u8, String)> = all.into_iter().filter_map(told).collect();
    let first = versions.first()?;
    versions
        .iter()
        .all(|v| v.0 == first.0)
        .then(|| first.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{Case, TENANT, default_metadata};

    fn v1() -> Case {
        Case::entra().claim("iss", format!("https://sts.windows.net/{TENANT}/"))
    }

    #[test]
    fn the_other_version_fails() {
        v1().metadata(&default_metadata())
            .expect(&RULE, OutcomeKind::Failed);
        let v2 = format!("https://login.microsoftonline.com/{TENANT}/v2.0");
        v1().issuer(&v2).expect(&RULE, OutcomeKind::Failed);
        let sts = format!("https://sts.windows.net/{TENANT}/");
        Case::entra()
            .issuer(&sts)
            .expect(&RULE, OutcomeKind::Failed);
    }

    #[test]
    fn the_same_version_passes_and_an_unknown_api_is_not_blamed() {
        Case::entra()
            .metadata(&default_metadata())
            .expect(&RULE, OutcomeKind::Passed);
        v1().expect(&RULE, OutcomeKind::NotChecked);
        Case::entra().expect(&RULE, OutcomeKind::NotApplicable);
        let both = v1()
            .issuer(&format!("https://sts.windows.net/{TENANT}/"))
            .issuer(&format!("https://login.microsoftonline.com/{TENANT}/v2.0"));
        both.expect(&RULE, OutcomeKind::Passed);
        Case::b2c()
            .metadata(&default_metadata())
            .expect(&RULE, OutcomeKind::NotApplicable);
    }
}
