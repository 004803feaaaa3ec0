//! F-42: the groups did not fit into the token.

use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::token::Token;

pub(super) static RULE: Rule = Rule {
    id: "groups-overage",
    section: "F-42",
    step: Step::Permissions,
    cause: Cause::Permissions,
    line: "The user's groups did not fit into the token",
    reference: "https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference#groups-overage-claim",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(token) = facts.jwt() else {
        return Outcome::NotApplicable;
    };
    let claims = token.claims();
    if let Some(groups) = claims.get("groups").and_then(|g| g.as_array()) {
        let headline = format!("The token holds the user's groups ({}).", groups.len());
        return Outcome::Passed(Finding::new(headline));
    }
    let Some(mark) = mark(token) else {
        return Outcome::NotApplicable;
    };
    let headline = "The user is in more groups than fit into the token: the list was left out.";
    Outcome::Warning(
        Finding::new(headline)
            .compare("groups", "a list", mark)
            .note(
                "A token holds up to 200 groups, a SAML token 150, the implicit flow only a few.",
            ),
    )
}

/// The claim that stands for the list.
fn mark(token: &Token) -> Option<&'static str> {
    let claims = token.claims();
    let moved = claims
        .get("_claim_names")
        .is_some_and(|names| names.get("groups").is_some());
    let left_out = claims.get("hasgroups").is_some_and(|value| {
        value.as_bool() == Some(true)
            || value
                .as_str()
                .is_some_and(|s| s.eq_ignore_ascii_case("true"))
    });
    if moved {
        Some("moved elsewhere (_claim_names)")
    } else {
        left_out.then_some("left out (hasgroups)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::Case;
    use serde_json::json;

    #[test]
    fn both_marks_warn() {
        Case::entra()
            .claim("hasgroups", true)
            .expect(&RULE, OutcomeKind::Warning);
        let names = json!({ "groups": "src1" });
        Case::entra()
            .claim("_claim_names", names)
            .expect(&RULE, OutcomeKind::Warning);
        Case::entra()
            .claim("hasgroups", false)
            .expect(&RULE, OutcomeKind::NotApplicable);
        Case::entra()
            .claim("groups", json!(["a"]))
            .expect(&RULE, OutcomeKind::Passed);
        Case::entra().expect(&RULE, OutcomeKind::NotApplicable);
    }
}
