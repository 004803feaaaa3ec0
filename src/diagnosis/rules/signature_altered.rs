//! F-60: the signature doesn't hold (rules E-5, E-9).

use super::audience_unconfirmed::foreign;
use crate::diagnosis::suspicious::own_keys;
use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::input::Kind;
use crate::issuer::Family;
use crate::keys::Key;
use crate::signature::{SignatureOutcome, TrialResult};
use crate::token::Token;

pub(super) static RULE: Rule = Rule {
    id: "signature-altered",
    section: "F-60",
    step: Step::Signature,
    cause: Cause::Signature,
    line: "The signature doesn't hold: changed content, or another key",
    reference: "https://www.rfc-editor.org/rfc/rfc7515#section-5.2",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    let Some(token) = facts.signed() else {
        return damaged(facts);
    };
    match facts.signature.outcome {
        SignatureOutcome::Verified | SignatureOutcome::VerifiedAfterNonceTransform => {
            Outcome::Passed(Finding::new("Nothing was changed after signing."))
        }
        SignatureOutcome::Altered => {
            Outcome::Failed(forensics(facts, token, altered(facts, token)))
        }
        SignatureOutcome::WrongKey => {
            Outcome::Failed(forensics(facts, token, wrong_key(facts, token)))
        }
        SignatureOutcome::NoKey => Outcome::NotChecked(Finding::new(
            "Whether something was changed can't be told: no key that was read signed this token.",
        )),
        SignatureOutcome::NotChecked => Outcome::NotChecked(Finding::new(
            facts
                .signature
                .reason
                .clone()
                .unwrap_or_else(|| "The signature was not checked.".to_owned()),
        )),
    }
}

fn damaged(facts: &Facts<'_>) -> Outcome {
    if facts.found.kind == Kind::DamagedJwt && facts.jwt().is_some() {
        let headline = "The token is not whole, so its signature can't be checked.";
        return Outcome::NotChecked(Finding::new(headline));
    }
    Outcome::NotApplicable
}

fn altered(facts: &Facts<'_>, token: &Token) -> Finding {
    let maker = facts.key().and_then(|key| key.kid.as_deref());
    let kid = maker.or(token.kid()).unwrap_or("of the issuer");
    let headline = format!(
        "Key {kid} made this signature, but over other content: header or payload were changed \
         after signing."
    );
    Finding::new(headline)
        .compare("Signature", "over this content", "over other content")
        .value("what", "the content was changed after signing")
}

fn wrong_key(facts: &Facts<'_>, token: &Token) -> Finding {
    let kid = token.kid().unwrap_or("of the token");
    let finding = Finding::new(match maker(facts) {
        Some(name) => format!(
            "The signature was not made with key {kid}, which the header names, but with key \
             {name}."
        ),
        None => format!(
            "The signature doesn't fit key {kid}, which the header names: another key made it, or \
             the signature itself was changed."
        ),
    });
    finding
        .compare("Signature", format!("by {kid}"), "by another key")
        .value(
            "what",
            "another key made the signature, or the signature itself was changed",
        )
}

/// The name of the known key that made the signature.
fn maker<'a>(facts: &Facts<'a>) -> Option<&'a str> {
    let made = |result: &TrialResult| {
        matches!(
            result,
            TrialResult::Verified
                | TrialResult::VerifiedAfterNonceTransform
                | TrialResult::OtherContent { .. }
        )
    };
    let trial = facts.signature.trials.iter().find(|t| made(&t.result))?;
    let key: &Key = facts.keys.keys.get(trial.key)?;
    key.kid.as_deref().filter(|_| !key.matches_kid)
}

/// What the token itself shows about how it was changed (rules E-9, E-10).
fn forensics(facts: &Facts<'_>, token: &Token, finding: Finding) -> Finding {
    let mut finding = finding;
    if foreign(facts) {
        finding = finding.note(
            "The token is for somebody else than your API: that comes first, and Microsoft's own \
             APIs use formats whose signatures plain checks refuse.",
        );
    }
    if let Some(reason) = &facts.signature.reason {
        finding = finding.note(reason.clone());
    }
    for (name, part) in [("header", token.header()), ("payload", token.payload())] {
        if spaced(&part.json) {
            finding = finding.note(format!(
                "The {name} holds white space between its members, which Microsoft's tokens \
                 don't: it was likely decoded, edited and encoded again."
            ));
        }
        let repeated = part.object.repeated();
        if !repeated.is_empty() {
            finding = finding.note(format!(
                "The {name} holds {} more than once.",
                crate::diagnosis::words::list(&repeated)
            ));
        }
    }
    if let Some(note) = own_keys(token) {
        finding = finding.note(note);
    }
    if facts.family() == Some(Family::B2c) {
        finding = finding.note(
            "B2C's custom policies may name their keys freely, so another key under the same name \
             is possible there.",
        );
    }
    finding
}

/// Whether JSON has white space outside of strings.
fn spaced(json: &str) -> bool {
    let (mut in_string, mut escaped) = (false, false);
    for c in json.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            c if c.is_whitespace() && !in_string => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{Case, KID};
    use crate::issuer::Purpose;
    use crate::keys::KeyRole;
    use crate::signature::Trial;

    fn case(outcome: SignatureOutcome) -> Case {
        Case::entra()
            .read(&Purpose::Own)
            .key(KID, KeyRole::EntraPublic, &[Purpose::Own])
            .outcome(outcome, Some(0))
    }

    #[test]
    fn the_words_tell_changed_content_from_another_key() {
        let altered = case(SignatureOutcome::Altered).expect(&RULE, OutcomeKind::Failed);
        assert!(altered.contains("over other content"), "{altered}");
        let wrong = case(SignatureOutcome::WrongKey).expect(&RULE, OutcomeKind::Failed);
        assert!(
            wrong.contains("the signature itself was changed"),
            "{wrong}"
        );
    }

    #[test]
    fn the_key_that_made_it_is_named() {
        let mut case = case(SignatureOutcome::WrongKey).key("other", KeyRole::EntraPublic, &[]);
        case.signature.trials = vec![Trial {
            key: 1,
            result: TrialResult::Verified,
        }];
        assert!(
            case.expect(&RULE, OutcomeKind::Failed)
                .contains("with key other")
        );
    }

    #[test]
    fn without_a_key_nothing_is_called_altered() {
        case(SignatureOutcome::NoKey).expect(&RULE, OutcomeKind::NotChecked);
        case(SignatureOutcome::NotChecked).expect(&RULE, OutcomeKind::NotChecked);
        case(SignatureOutcome::Verified).expect(&RULE, OutcomeKind::Passed);
        let mut cut = case(SignatureOutcome::NotChecked);
        cut.kind = Kind::DamagedJwt;
        cut.expect(&RULE, OutcomeKind::NotChecked);
    }

    #[test]
    fn white_space_outside_of_strings_is_seen() {
        let rows = [
            (r#"{"a":"b c"}"#, false),
            (r#"{"a": 1}"#, true),
            (r#"{"a":"\" "}"#, false),
        ];
        for (json, expected) in rows {
            assert_eq!(spaced(json), expected, "{json}");
        }
    }
}
