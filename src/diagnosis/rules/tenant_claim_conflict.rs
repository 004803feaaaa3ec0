//! F-12: the token contradicts itself about its tenant.

use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::issuer::{Family, MetadataFacts, issuer_facts, metadata_facts};
use crate::token::Token;

pub(super) static RULE: Rule = Rule {
    id: "tenant-claim-conflict",
    section: "F-12",
    step: Step::Issuer,
    cause: Cause::Issuer,
    line: "Claim tid and the tenant in the issuer differ: no authentic token has that",
    reference: "https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    // B2C policies may carry the tenant of the user's home directory in tid.
    let applies = matches!(facts.family(), Some(Family::Entra | Family::ExternalId));
    let Some(token) = facts.jwt().filter(|_| applies) else {
        return Outcome::NotApplicable;
    };
    if token.claims().repeated().contains(&"tid") {
        let headline = "The token has claim tid more than once: no authentic token does.";
        return Outcome::Failed(
            Finding::new(headline)
                .compare("tid", "once", "more than once")
                .value("conflict", "claim tid more than once"),
        );
    }
    if token.claims().get("tid").is_none() {
        return missing(facts, token);
    }
    let issuer = token.issuer().map(issuer_facts);
    let in_issuer = issuer.as_ref().and_then(MetadataFacts::tenant_id);
    let (Some(tid), Some(in_issuer)) = (token.claim("tid"), in_issuer) else {
        return Outcome::NotApplicable;
    };
    if tid.eq_ignore_ascii_case(in_issuer) {
        let headline = "Claim tid and the issuer name the same tenant.";
        return Outcome::Passed(Finding::new(headline).compare("tid", in_issuer, tid));
    }
    let headline = format!(
        "Claim tid says tenant {tid}, the issuer says {in_issuer}: the token was changed or made \
         by hand."
    );
    Outcome::Failed(
        Finding::new(headline)
            .compare("tid", in_issuer, tid)
            .value("conflict", "two different tenants"),
    )
}

/// Without the claim, the template in the issuer of `common` and `organizations` can't be filled
/// (rules C6.1).
fn missing(facts: &Facts<'_>, token: &Token) -> Outcome {
    let names_tenant = token
        .issuer()
        .is_some_and(|iss| issuer_facts(iss).tenant_id().is_some());
    let templated = |m: &&str| metadata_facts(m).is_multi_tenant();
    // A key set names no issuer.
    let metadata = facts.api.metadata.as_deref();
    let assumed = || facts.api_metadata().filter(|_| facts.api_place().is_none());
    let reads = metadata.or_else(assumed).filter(templated);
    let template = names_tenant && (facts.api.issuers.is_empty() || facts.api.issuer_from_metadata);
    let Some(reads) = reads.filter(|_| template && !facts.api.unchecked.issuer) else {
        return Outcome::NotApplicable;
    };
    let whose = if facts.api.metadata.is_some() {
        "your API's metadata"
    } else {
        "the default metadata"
    };
    let headline = format!(
        "The token has no claim tid, and the issuer in {whose} is a template that needs it."
    );
    let mut finding = Finding::new(headline)
        .compare("tid", "the tenant's id", "missing")
        .value("template", reads);
    if let Some(own) = facts.own_address() {
        finding = finding.value("own", own.metadata.clone());
    }
    Outcome::Warning(finding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{Case, TENANT};

    #[test]
    fn only_a_different_tid_fails() {
        let other = "aa00d1fa-5269-4e1c-b06d-30868371d2c5";
        let headline = Case::entra()
            .claim("tid", other)
            .expect(&RULE, OutcomeKind::Failed);
        assert!(
            headline.contains(other) && headline.contains(TENANT),
            "{headline}"
        );
        Case::entra().expect(&RULE, OutcomeKind::Passed);
        let upper = TENANT.to_ascii_uppercase();
        Case::entra()
            .claim("tid", upper)
            .expect(&RULE, OutcomeKind::Passed);
        Case::entra()
            .without("tid")
            .expect(&RULE, OutcomeKind::Warning);
        let issuer = format!("https://login.microsoftonline.com/{TENANT}/v2.0");
        Case::entra()
            .without("tid")
            .issuer(&issuer)
            .expect(&RULE, OutcomeKind::NotApplicable);
    }

    #[test]
    fn a_b2c_token_may_carry_the_home_tenant() {
        Case::b2c()
            .claim("tid", "other")
            .expect(&RULE, OutcomeKind::NotApplicable);
    }
}
