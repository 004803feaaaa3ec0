//! F-05: a signed HTTP request around the access token.

use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::input::Kind;

pub(super) static RULE: Rule = Rule {
    id: "pop-envelope",
    section: "F-05",
    step: Step::Shape,
    cause: Cause::Shape,
    line: "A signed HTTP request (proof of possession) around an access token",
    reference: "https://www.rfc-editor.org/rfc/rfc7800#section-3",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(token) = facts
        .token
        .filter(|_| facts.found.kind == Kind::PopEnvelope)
    else {
        return Outcome::NotApplicable;
    };
    let headline = "This is a signed HTTP request around an access token: the client's own key \
                    signed it, so no published key can verify it.";
    let mut finding = Finding::new(headline).compare("typ", "JWT", "pop");
    for (name, meaning) in [("m", "method"), ("u", "host"), ("p", "path")] {
        if let Some(value) = token.claim(name) {
            finding = finding.fact(format!("{name} ({meaning})"), value);
        }
    }
    Outcome::Failed(finding.note("The access token is inside, in claim at: inspect that one."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::Case;

    #[test]
    fn the_envelope_is_told_from_the_token() {
        let mut case = Case::entra()
            .header("typ", "pop")
            .claim("at", "eyJ")
            .claim("m", "GET");
        case.kind = Kind::PopEnvelope;
        case.expect(&RULE, OutcomeKind::Failed);
        Case::entra().expect(&RULE, OutcomeKind::NotApplicable);
    }
}
