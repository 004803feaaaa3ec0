//! F-02: a personal account's access token for a Microsoft API is sealed.

use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::input::{Found, Kind};

pub(super) static RULE: Rule = Rule {
    id: "sealed-personal-account-token",
    section: "F-02",
    step: Step::Shape,
    cause: Cause::Shape,
    line: "A personal account's access token for a Microsoft API: a sealed ticket, not a JWT",
    reference: "https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    if !is_sealed(facts.found) {
        return Outcome::NotApplicable;
    }
    let headline = "This is likely a personal Microsoft account's access token for a Microsoft \
                    API: a sealed ticket that no other API can read.";
    Outcome::Failed(
        Finding::new(headline)
            .compare(
                "Shape",
                "a JWT for your API",
                "a sealed ticket without dots",
            )
            .note(
                "Libraries report it as “JWT is not well formed, there are no dots”, Microsoft \
                 Graph as “CompactToken parsing failed”.",
            ),
    )
}

/// Whether it has the look of such a ticket: no dots, `EwA` to `EwD` in front (seen in practice, not
/// documented).
pub(super) fn is_sealed(found: &Found) -> bool {
    let starts = ["EwA", "EwB", "EwC", "EwD"];
    found.kind == Kind::OpaqueToken && starts.iter().any(|s| found.text.starts_with(s))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::Case;

    #[test]
    fn a_sealed_ticket_is_likely_a_personal_account() {
        let case = Case::opaque(Kind::OpaqueToken, "EwBwA8l6BAAU", "Sealed.");
        assert!(case.expect(&RULE, OutcomeKind::Failed).contains("likely"));
    }

    #[test]
    fn other_sealed_tokens_are_not_meant() {
        let case = Case::opaque(Kind::OpaqueToken, "AQABAAAAAA", "Sealed.");
        case.expect(&RULE, OutcomeKind::NotApplicable);
        Case::entra().expect(&RULE, OutcomeKind::NotApplicable);
    }
}
