//! F-22: an ID token was sent to an API.

use crate::diagnosis::audience::{in_words, scope_for};
use crate::diagnosis::words::list;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::input::Role;

pub(super) static RULE: Rule = Rule {
    id: "id-token-as-access-token",
    section: "F-22",
    step: Step::Audience,
    cause: Cause::ForeignAudience,
    line: "An ID token was sent where an access token belongs",
    reference: "https://learn.microsoft.com/en-us/entra/identity-platform/id-tokens",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(token) = facts.jwt() else {
        return Outcome::NotApplicable;
    };
    match facts.role.role {
        Role::AccessToken => return Outcome::Passed(Finding::new("It is an access token.")),
        Role::Unknown => return Outcome::NotApplicable,
        Role::IdToken => {}
    }
    let audiences = token.audiences();
    let named = facts.found.role == Some(Role::IdToken);
    let headline = if named {
        "This is an ID token: it tells an app who signed in, and no API should accept it."
    } else {
        "This looks like an ID token: it tells an app who signed in, and no API should accept it."
    };
    let mut finding = Finding::new(headline)
        .compare("Kind", "access token", "ID token")
        .value("aud", in_words(&audiences))
        .value("scope", scope_for(&facts.api.audiences).unwrap_or_default());
    if !audiences.is_empty() {
        finding = finding.compare("aud", "your API", in_words(&audiences));
    }
    if !facts.role.reasons.is_empty() {
        finding = finding.note(format!("What points to it: {}.", list(&facts.role.reasons)));
    }
    Outcome::Failed(finding)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::Case;

    #[test]
    fn only_an_id_token_fails() {
        let mut case = Case::entra();
        case.expect(&RULE, OutcomeKind::Passed);
        case.role = Role::Unknown;
        case.expect(&RULE, OutcomeKind::NotApplicable);
        case.role = Role::IdToken;
        assert!(
            case.expect(&RULE, OutcomeKind::Failed)
                .contains("looks like")
        );
        case.found.role = Some(Role::IdToken);
        assert!(
            case.expect(&RULE, OutcomeKind::Failed)
                .contains("is an ID token")
        );
    }
}
