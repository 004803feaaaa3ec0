//! F-30: the token has expired.

use jiff::{SignedDuration, Timestamp};

use crate::diagnosis::{Cause, Facts, Finding, Outcome, Rule, Step};
use crate::token::{Claim, relative, utc};

pub(super) static RULE: Rule = Rule {
    id: "expired",
    section: "F-30",
    step: Step::Time,
    cause: Cause::Time,
    line: "The token has expired",
    reference: "https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4",
    check,
};

fn check(facts: &Facts<'_>) -> Outcome {
    match facts.jwt() {
        Some(token) => judge(&token.time("exp"), facts.now, facts.genuine()),
        None => Outcome::NotApplicable,
    }
}

fn judge(exp: &Claim<Timestamp>, now: Timestamp, genuine: bool) -> Outcome {
    match exp {
        Claim::Missing => Outcome::Warning(
            Finding::new("The token has no exp, so nothing says when it ends.")
                .compare("exp", "a time", "missing")
                .value("exp", "missing")
                .note("Most libraries refuse that; .NET reports it as IDX10225."),
        ),
        Claim::Malformed { why, .. } => Outcome::Failed(
            Finding::new(format!("Claim exp {why}, so the token counts as expired."))
                .compare("exp", "seconds since 1970", "malformed")
                .value("exp", "malformed"),
        ),
        // RFC 7519 §4.1.4: not to be accepted on or after this moment.
        Claim::Present(exp) if now >= *exp => Outcome::Failed(expired(*exp, now, genuine)),
        Claim::Present(exp) => Outcome::Passed(
            Finding::new(format!("It expires {}.", relative(*exp, now))).compare(
                "exp",
                format!("after {}", utc(now)),
                utc(*exp),
            ),
        ),
    }
}

fn expired(exp: Timestamp, now: Timestamp, genuine: bool) -> Finding {
    let when = match relative(exp, now).as_str() {
        "now" => "just now".to_owned(),
        ago => ago.to_owned(),
    };
    let headline = format!("The token expired {when} ({}).", utc(exp));
    let finding = Finding::new(headline)
        .compare("exp", format!("after {}", utc(now)), utc(exp))
        .value("exp", utc(exp));
    let finding = match leeway(now.duration_since(exp)) {
        Some(note) => finding.note(note),
        None => finding,
    };
    if genuine {
        finding.note("Its signature is genuine: a real token whose time is over.")
    } else {
        finding.note("Its signature was not verified: a new token may fail for another reason.")
    }
}

/// Who still accepts a token that is out of its time by so much (F-30).
pub(super) fn leeway(off: SignedDuration) -> Option<&'static str> {
    match off.as_secs() {
        0..60 => Some(
            "That is within the leeway of .NET (5 minutes), Spring and Envoy (60 seconds), which \
             still accept it; API Management, jsonwebtoken, PyJWT and FastAPI have none.",
        ),
        60..300 => Some(
            "That is within the 5 minutes of leeway that .NET has by default, so a .NET API still \
             accepts it; Spring and Envoy allow 60 seconds, API Management, jsonwebtoken, PyJWT \
             and FastAPI none.",
        ),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnosis::OutcomeKind;
    use crate::diagnosis::testing::{Case, now};
    use serde_json::json;

    fn after(seconds: i64) -> Outcome {
        let exp = now() - SignedDuration::from_secs(seconds);
        judge(&Claim::Present(exp), now(), true)
    }

    fn notes(outcome: &Outcome) -> String {
        outcome
            .finding()
            .map(|f| f.notes.join(" "))
            .unwrap_or_default()
    }

    #[test]
    fn on_the_second_it_is_expired() {
        let rows = [
            ("a second before", -1, OutcomeKind::Passed),
            ("on the second", 0, OutcomeKind::Failed),
            ("an hour after", 3600, OutcomeKind::Failed),
        ];
        for (name, seconds, kind) in rows {
            assert_eq!(after(seconds).kind(), kind, "{name}");
        }
    }

    #[test]
    fn the_leeway_is_told_while_it_lasts() {
        let rows = [
            (0, Some("60 seconds), which")),
            (59, Some("60 seconds), which")),
            (60, Some("a .NET API still")),
            (299, Some("a .NET API still")),
            (300, None),
        ];
        for (seconds, words) in rows {
            let notes = notes(&after(seconds));
            match words {
                Some(words) => assert!(notes.contains(words), "{seconds}: {notes}"),
                None => assert!(!notes.contains(".NET"), "{seconds}: {notes}"),
            }
        }
    }

    #[test]
    fn missing_and_malformed_times_are_told_apart() {
        assert_eq!(
            judge(&Claim::Missing, now(), true).kind(),
            OutcomeKind::Warning
        );
        let odd = Claim::Malformed {
            value: json!("soon"),
            why: "is not a number",
        };
        let outcome = judge(&odd, now(), true);
        assert_eq!(outcome.kind(), OutcomeKind::Failed);
        assert!(
            outcome
                .finding()
                .is_some_and(|f| f.headline.contains("is not a number"))
        );
    }

    #[test]
    fn a_token_without_exp_warns() {
        Case::entra()
            .without("exp")
            .expect(&RULE, OutcomeKind::Warning);
    }
}
