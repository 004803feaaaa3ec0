//! F-06: a JWT that Entra did not issue for an API.

use crate::diagnosis::words::{list, short};
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::input::Kind;

pub(super) static RULE: Rule = Rule {
    id: "foreign-jwt-kind",
    section: "F-06",
    step: Step::Shape,
    cause: Cause::Shape,
    line: "A JWT that a client signed to prove itself, or another that no API accepts",
    reference: "https://learn.microsoft.com/en-us/entra/identity-platform/certificate-credentials",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(token) = facts
        .token
        .filter(|_| facts.found.kind == Kind::ClientAssertion)
    else {
        return Outcome::NotApplicable;
    };
    let headline = facts.found.remark.clone().unwrap_or_else(|| {
        "This JWT was signed by a client to prove itself; it is no token for an API.".to_owned()
    });
    let mut finding = Finding::new(headline);
    for name in ["iss", "sub"] {
        if let Some(value) = token.claim(name) {
            finding = finding.fact(name, short(value, 120));
        }
    }
    let audiences = token.audiences();
    if !audiences.is_empty() {
        finding = finding.compare("aud", "your API", short(&list(&audiences), 200));
    }
    if let Some(x5t) = token.header_object().text("x5t#S256").or(token.x5t()) {
        finding = finding.fact("Certificate", x5t).value("thumbprint", x5t);
    }
    Outcome::Failed(finding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::Case;

    #[test]
    fn an_assertion_is_no_token_for_an_api() {
        let mut case = Case::entra();
        case.kind = Kind::ClientAssertion;
        assert!(case.expect(&RULE, OutcomeKind::Failed).contains("client"));
        Case::entra().expect(&RULE, OutcomeKind::NotApplicable);
    }
}
