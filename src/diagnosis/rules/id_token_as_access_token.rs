//! F-22: an ID token was sent to an API.

use crate::diagnosis::audience::{in_words, scope_for};
use crate::diagnosis::company::access_token_beside;
use crate::diagnosis::words::{list, short};
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step, pairings};
use crate::input::{Found, Noise, Role};
use crate::token::Token;

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
    let beside = access_token_beside(facts);
    let headline = if beside.is_some() {
        "This is an ID token, for the app that signed the user in: what an API gets is the access \
         token beside it."
    } else if named {
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
    if facts.found.noise.contains(&Noise::Scheme) {
        finding = finding.note("It was sent as a bearer token, in an Authorization header.");
    }
    Outcome::Failed(with_partners(facts, token, finding))
}

/// What was issued together with the ID token, going by its hashes of it.
fn with_partners(facts: &Facts<'_>, token: &Token, mut finding: Finding) -> Finding {
    let beside: Vec<&Found> = facts.beside().collect();
    for pairing in pairings(token, &beside) {
        let (what, send) = match pairing.claim {
            "at_hash" => ("access token", " That is the one to send to the API."),
            _ => ("code", ""),
        };
        let (claim, expected) = (pairing.claim, short(pairing.expected, 100));
        if let Some(at) = pairing.partner() {
            finding = finding
                .compare(
                    format!("Hash of the {what} beside it"),
                    &expected,
                    &expected,
                )
                .note(format!(
                    "The {what} beside it ({at}) was issued together with it: its hash is the \
                     {claim} of this ID token.{send}"
                ));
        } else {
            for (at, hash) in pairing.compared.iter().take(MOST_COMPARED) {
                finding = finding.compare(format!("Hash of the {what} in {at}"), &expected, hash);
            }
            finding = finding.note(format!(
                "The {what} beside it was not issued together with this ID token: its hash is not \
                 the {claim} that stands here. One of the two is of another sign-in, or was changed."
            ));
        }
    }
    finding
}

/// More tokens than these in one text are not listed one by one.
const MOST_COMPARED: usize = 3;

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
