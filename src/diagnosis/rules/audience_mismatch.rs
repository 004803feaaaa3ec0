//! F-24: the token is for another API.

use super::audience_near_miss::near_miss;
use super::audience_unconfirmed::foreign;
use crate::diagnosis::audience::{in_words, scope_for};
use crate::diagnosis::words::list;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};

pub(super) static RULE: Rule = Rule {
    id: "audience-mismatch",
    section: "F-24",
    step: Step::Audience,
    cause: Cause::Audience,
    line: "The token is for another API",
    reference: "https://learn.microsoft.com/en-us/entra/identity-platform/access-tokens",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(token) = facts.jwt().filter(|_| !foreign(facts)) else {
        return Outcome::NotApplicable;
    };
    let (expected, actual) = (&facts.api.audiences, token.audiences());
    if expected.is_empty() || actual.iter().any(|a| expected.iter().any(|e| e == a)) {
        return Outcome::NotApplicable;
    }
    if near_miss(facts, token).is_some() {
        return Outcome::NotApplicable;
    }
    let aud = in_words(&actual);
    let whom = if actual.is_empty() {
        "nobody in particular"
    } else {
        aud.as_str()
    };
    let headline = if actual.is_empty() {
        "The token names no audience, and your API asks for one.".to_owned()
    } else {
        format!("The token is for another API: aud is {aud}.")
    };
    let finding = Finding::new(headline)
        .compare("aud", list(expected), aud.clone())
        .value("aud", whom)
        .value("expected", list(expected))
        .value("scope", scope_for(expected).unwrap_or_default());
    Outcome::Failed(if actual.is_empty() {
        finding
    } else {
        finding.value("other", aud)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{API, Case};

    #[test]
    fn only_a_known_and_different_audience_fails() {
        Case::entra()
            .audience("api://other")
            .expect(&RULE, OutcomeKind::Failed);
        Case::entra()
            .without("aud")
            .audience(API)
            .expect(&RULE, OutcomeKind::Failed);
        Case::entra()
            .audience(API)
            .expect(&RULE, OutcomeKind::NotApplicable);
        Case::entra()
            .audience(&format!("api://{API}"))
            .expect(&RULE, OutcomeKind::NotApplicable);
        Case::entra().expect(&RULE, OutcomeKind::NotApplicable);
    }

    #[test]
    fn a_graph_token_is_explained_by_its_own_rule() {
        Case::entra()
            .claim("aud", "https://graph.microsoft.com")
            .audience(API)
            .expect(&RULE, OutcomeKind::NotApplicable);
    }
}
