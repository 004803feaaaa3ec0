//! F-58: the header names no key.

use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};

pub(super) static RULE: Rule = Rule {
    id: "kid-missing",
    section: "F-58",
    step: Step::Key,
    cause: Cause::Key,
    line: "The header names no key (kid)",
    reference: "https://www.rfc-editor.org/rfc/rfc7515#section-4.1.4",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(token) = facts.signed() else {
        return Outcome::NotApplicable;
    };
    if let Some(kid) = token.kid() {
        let finding = Finding::new(format!("The header names its key: {kid}."));
        return Outcome::Passed(finding.fact("kid", kid));
    }
    let headline = match token.x5t() {
        Some(x5t) => format!("The header has no kid; x5t names the certificate {x5t} instead."),
        None => "The header has no kid, so a verifier must try every key.".to_owned(),
    };
    let mut finding = Finding::new(headline).compare("kid", "the name of a key", "missing");
    if let Some(x5t) = token.x5t() {
        finding = finding.fact("x5t", x5t);
    }
    if facts.genuine() {
        finding = finding.note("One of the published keys does verify the signature.");
    }
    Outcome::Warning(finding.note(
        "Tokens of Microsoft's platforms always have a kid: without one, the header was likely \
         rebuilt, or somebody else issued the token.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{Case, KID};

    #[test]
    fn a_missing_kid_warns() {
        Case::entra()
            .without("kid")
            .expect(&RULE, OutcomeKind::Warning);
        let x5t = Case::entra().without("kid").header("x5t", KID);
        assert!(x5t.expect(&RULE, OutcomeKind::Warning).contains(KID));
        Case::entra().expect(&RULE, OutcomeKind::Passed);
        let unsigned = Case::entra().without("kid").header("alg", "none");
        unsigned.expect(&RULE, OutcomeKind::NotApplicable);
    }
}
