//! F-01: what was pasted is no JWT at all.

use super::sealed_personal_account_token::is_sealed;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step, saml};
use crate::input::{Found, Kind};

pub(super) static RULE: Rule = Rule {
    id: "not-a-jwt",
    section: "F-01",
    step: Step::Shape,
    cause: Cause::Shape,
    line: "What was pasted is not a JWT: a refresh token, a code, SAML, or something else",
    reference: "https://www.rfc-editor.org/rfc/rfc7519#section-3",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let found = facts.found;
    let what = match found.kind {
        Kind::OpaqueToken if is_sealed(found) => return Outcome::NotApplicable,
        Kind::OpaqueToken => "a sealed token that only its own service can read",
        Kind::RefreshToken => "a refresh token",
        Kind::AuthorizationCode => "an authorization code",
        Kind::SamlAssertion => "SAML",
        Kind::Other => "something else",
        kind => return Outcome::Passed(Finding::new(shape(kind, facts))),
    };
    let finding = saml::finding(facts)
        .unwrap_or_else(|| Finding::new(headline(found, what)))
        .compare("Shape", "three parts with dots between them", what)
        .value("what", what);
    Outcome::Failed(match instead(found.kind) {
        Some(instead) => finding.value("instead", instead),
        None => finding,
    })
}

fn headline(found: &Found, what: &str) -> String {
    match (&found.remark, found.kind) {
        (Some(remark), _) => remark.clone(),
        (None, Kind::Other) => "This is not a token.".to_owned(),
        (None, _) => format!("This is not a JWT but {what}."),
    }
}

fn shape(kind: Kind, facts: &Facts<'_>) -> String {
    let parts = facts.token.map_or(0, crate::token::Token::segment_count);
    match kind {
        Kind::Jwe => "An encrypted token (JWE) in five parts.".to_owned(),
        Kind::UnsecuredJwt => "A JWT without a signature.".to_owned(),
        Kind::DamagedJwt => format!("A JWT, but not a whole one: it has {parts} parts."),
        _ => "A signed token (JWS) in three parts.".to_owned(),
    }
}

/// What to send instead, as the rest of a sentence.
fn instead(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::RefreshToken => Some(
            "Exchange the refresh token at the token endpoint and send the access_token of the answer; a refresh token goes nowhere else",
        ),
        Kind::AuthorizationCode => Some(
            "Redeem the code at the token endpoint (it works once, for about ten minutes) and send the access_token of the answer",
        ),
        Kind::SamlAssertion => Some(
            "A SAML assertion is checked with the certificates in the federation metadata; an API that expects a JWT needs an OAuth access token",
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::Case;

    #[test]
    fn what_is_no_jwt_is_named() {
        let rows = [
            (Kind::RefreshToken, "refresh token"),
            (Kind::AuthorizationCode, "authorization code"),
            (Kind::SamlAssertion, "SAML"),
            (Kind::Other, "not a token"),
        ];
        for (kind, word) in rows {
            let mut case = Case::opaque(kind, "0.AXkA", "");
            case.found.remark = None;
            let headline = case.expect(&RULE, OutcomeKind::Failed);
            assert!(headline.contains(word), "{kind:?}: {headline}");
        }
    }

    #[test]
    fn tokens_and_sealed_tickets_are_left_to_other_rules() {
        Case::entra().expect(&RULE, OutcomeKind::Passed);
        Case::opaque(Kind::OpaqueToken, "EwBwA8l6BAAU", "Sealed.")
            .expect(&RULE, OutcomeKind::NotApplicable);
    }
}
