//! F-33: the token is of another B2C policy than the API reads.

use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::issuer::{Family, Platform, metadata_facts};

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
    let place = facts
        .api_place()
        .map(|place| (place, metadata_facts(place)));
    let in_place = place.as_ref().and_then(|(_, told)| told.policy.clone());
    let by_itself = || facts.api.policy.as_deref().map(str::to_ascii_lowercase);
    let Some(configured) = in_place.or_else(by_itself) else {
        return match place {
            Some((address, told)) => without_policy(facts, told.family, address, policy),
            None => Outcome::NotApplicable,
        };
    };
    if configured.eq_ignore_ascii_case(policy) {
        let headline = format!("Token and API are both of policy {policy}.");
        return Outcome::Passed(Finding::new(headline).compare("tfp", configured, policy));
    }
    another_policy(facts, policy, &configured)
}

fn another_policy(facts: &Facts<'_>, policy: &str, configured: &str) -> Outcome {
    // Policies may share a key: then an API that doesn't look at tfp accepts the token.
    let shared = configured_lists_key(facts);
    let headline = if shared {
        format!(
            "The token is of policy {policy}, your API reads the metadata of {configured}, which \
             shares its key."
        )
    } else {
        format!("The token is of policy {policy}, but your API reads the metadata of {configured}.")
    };
    let finding = Finding::new(headline)
        .compare("tfp", configured, policy)
        .value("policy", policy)
        .value("configured", configured)
        .value("other", configured);
    let finding = with_own(facts, finding);
    if shared {
        return Outcome::Warning(
            finding.note("An API that doesn't look at tfp or acr accepts it all the same."),
        );
    }
    Outcome::Failed(if facts.genuine() {
        finding.note("The policy's own metadata verifies the token.")
    } else {
        finding
    })
}

fn configured_lists_key(facts: &Facts<'_>) -> bool {
    let key = facts.signing_key().filter(|_| facts.genuine());
    let configured = facts.configured_address();
    key.zip(configured).is_some_and(|(key, (index, _))| {
        facts.keys.sources_of(key).any(|s| s.address == Some(index))
    })
}

/// B2C has no metadata without a policy: such an address answers 404. A custom domain's address may
/// lead anywhere.
fn without_policy(facts: &Facts<'_>, family: Family, metadata: &str, policy: &str) -> Outcome {
    if family != Family::B2c || configured_lists_key(facts) {
        return Outcome::NotApplicable;
    }
    let headline = format!(
        "Your API's metadata address names no policy; the token is of {policy}, and B2C publishes \
         keys for each policy only."
    );
    let finding = Finding::new(headline)
        .compare("Metadata", format!("an address with {policy}"), metadata)
        .value("policy", policy)
        .value("configured", "an address without one");
    Outcome::Failed(with_own(facts, finding))
}

fn with_own(facts: &Facts<'_>, finding: Finding) -> Finding {
    match facts.own_address() {
        Some(own) => finding.value("metadata", own.metadata.clone()),
        None => finding,
    }
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
