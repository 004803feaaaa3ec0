//! F-33: the token is of another B2C policy than the API reads.

use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::issuer::{Platform, metadata_facts};

pub(super) static RULE: Rule = Rule {
    id: "b2c-policy-mismatch",
    section: "F-33",
    step: Step::Issuer,
    cause: Cause::Issuer,
    line: "The token is of another B2C policy (user flow) than the API reads",
    reference: "https://learn.microsoft.com/en-us/troubleshoot/entra/entra-id/app-integration/troubleshoot-error-idx10501-aspnet-b2c",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let of_b2c = facts.platform() == Some(Platform::B2c) && facts.jwt().is_some();
    let Some(authority) = facts.authority.filter(|_| of_b2c) else {
        return Outcome::NotApplicable;
    };
    let Some(policy) = authority.policy.as_deref() else {
        let headline = "The token names no policy (neither tfp nor acr), so the metadata address \
                        that lists its key can't be told.";
        return Outcome::NotChecked(Finding::new(headline));
    };
    let configured = facts
        .api
        .metadata
        .as_deref()
        .and_then(|m| metadata_facts(m).policy);
    let Some(configured) = configured else {
        return Outcome::NotApplicable;
    };
    if configured.eq_ignore_ascii_case(policy) {
        let headline = format!("Token and API are both of policy {policy}.");
        return Outcome::Passed(Finding::new(headline).compare("tfp", configured, policy));
    }
    let headline = format!(
        "The token is of policy {policy}, but your API reads the metadata of {configured}."
    );
    let mut finding = Finding::new(headline)
        .compare("tfp", configured.clone(), policy)
        .value("policy", policy)
        .value("configured", configured);
    if let Some(own) = facts.own_address() {
        finding = finding.value("metadata", own.metadata.clone());
    }
    if facts.genuine() {
        finding = finding.note(
            "The policy's own metadata verifies the token. Policies may share a key: where they \
             do, an API that doesn't look at tfp accepts it all the same.",
        );
    }
    Outcome::Failed(finding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::Case;

    fn metadata(policy: &str) -> String {
        format!(
            "https://contoso.b2clogin.com/contoso.onmicrosoft.com/{policy}/v2.0/.well-known/openid-configuration"
        )
    }

    #[test]
    fn another_policy_fails_and_case_does_not_matter() {
        let other = Case::b2c().metadata(&metadata("B2C_1A_signup"));
        assert!(
            other
                .expect(&RULE, OutcomeKind::Failed)
                .contains("b2c_1a_signup")
        );
        Case::b2c()
            .metadata(&metadata("B2C_1_SUSI"))
            .expect(&RULE, OutcomeKind::Passed);
        Case::b2c().expect(&RULE, OutcomeKind::NotApplicable);
        Case::entra()
            .metadata(&metadata("b2c_1_x"))
            .expect(&RULE, OutcomeKind::NotApplicable);
    }

    #[test]
    fn a_token_without_policy_is_said_to_lack_it() {
        let mut case = Case::b2c();
        case.authority.policy = None;
        case.expect(&RULE, OutcomeKind::NotChecked);
    }
}
