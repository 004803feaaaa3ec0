//! F-27: nobody said which audience the API expects.

use crate::diagnosis::audience::in_words;
use crate::diagnosis::limits::audience_untold;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::input::Role;
use crate::token::{is_graph, resource};

pub(super) static RULE: Rule = Rule {
    id: "audience-unconfirmed",
    section: "F-27",
    step: Step::Audience,
    cause: Cause::Audience,
    line: "Whether the audience is the API's can only be told by whoever runs it",
    reference: "https://learn.microsoft.com/en-us/entra/identity-platform/access-token-claims-reference",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(token) = facts.jwt().filter(|_| !foreign(facts)) else {
        return Outcome::NotApplicable;
    };
    let (expected, actual) = (&facts.api.audiences, token.audiences());
    if facts.api.unchecked.audience {
        let aud = in_words(&actual);
        let headline = "Your API doesn't check the audience: it lets in tokens that were made for \
                        any other API of the same issuer.";
        return Outcome::Warning(
            Finding::new(headline)
                .compare("aud", "your API's own", aud.clone())
                .value("unchecked", aud),
        );
    }
    if let Some(same) = actual.iter().find(|a| expected.iter().any(|e| e == *a)) {
        return Outcome::Passed(
            Finding::new(format!("The audience {same} is one that your API accepts."))
                .compare("aud", *same, *same),
        );
    }
    if !expected.is_empty() || audience_untold(facts, token) {
        return Outcome::NotApplicable;
    }
    let aud = in_words(&actual);
    let headline = if actual.is_empty() {
        "The token names no audience: does your API ask for one?".to_owned()
    } else {
        format!("The audience is {aud}: is that your API?")
    };
    Outcome::Warning(
        Finding::new(headline)
            .fact("aud", aud.clone())
            .value("aud", aud),
    )
}

/// Whether an earlier rule already says that the token is for somebody else: Microsoft Graph,
/// another Microsoft API, or the app that signed a user in.
pub(super) fn foreign(facts: &Facts<'_>) -> bool {
    let microsoft = facts.token.is_some_and(|token| {
        let audiences = token.audiences();
        audiences.iter().any(|a| {
            let accepted = facts.api.audiences.iter().any(|e| e == a);
            is_graph(a) || (resource(a).is_some() && !accepted)
        })
    });
    microsoft || facts.role.role == Role::IdToken
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{API, Case};

    #[test]
    fn an_unknown_api_is_asked_for() {
        assert!(
            Case::entra()
                .expect(&RULE, OutcomeKind::Warning)
                .contains(API)
        );
        Case::entra()
            .without("aud")
            .expect(&RULE, OutcomeKind::Warning);
    }

    #[test]
    fn an_equal_audience_passes() {
        Case::entra()
            .audience(API)
            .expect(&RULE, OutcomeKind::Passed);
        let array = serde_json::json!(["api://first", API]);
        Case::entra()
            .claim("aud", array)
            .audience(API)
            .expect(&RULE, OutcomeKind::Passed);
    }

    #[test]
    fn other_rules_speak_for_other_audiences() {
        Case::entra()
            .audience("api://other")
            .expect(&RULE, OutcomeKind::NotApplicable);
        Case::entra()
            .claim("aud", "https://graph.microsoft.com/")
            .expect(&RULE, OutcomeKind::NotApplicable);
    }
}
