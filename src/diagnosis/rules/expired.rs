//! F-30: the token has expired.

use jiff::{SignedDuration, Timestamp};

use crate::api::Api;
use crate::diagnosis::limits::{self, Age};
use crate::diagnosis::tolerance::{Tolerance, tolerance};
use crate::diagnosis::{Cause, Facts, Finding, Outcome, OutcomeKind, Rule, Step};
use crate::token::{Claim, Token, relative, span, utc};

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
    let Some(token) = facts.jwt() else {
        return Outcome::NotApplicable;
    };
    let judged = judge(&token.time("exp"), facts.now, facts.genuine(), facts.api);
    if judged.kind() == OutcomeKind::Failed && !facts.api.unchecked.lifetime {
        return judged;
    }
    match too_old(facts, token).or_else(|| too_long(facts, token)) {
        Some(finding) => Outcome::Failed(finding),
        None => judged,
    }
}

/// The token is older than the API accepts, whatever `exp` says.
fn too_old(facts: &Facts<'_>, token: &Token) -> Option<Finding> {
    let (max, age) = limits::age(facts, token)?;
    let limit = span(u64::from(max));
    let (headline, actual) = match age {
        Age::Within(_) => return None,
        Age::Over(iat) => (
            format!(
                "The token was issued {} ({}), and your API accepts none that is older than \
                 {limit}.",
                relative(iat, facts.now),
                utc(iat)
            ),
            utc(iat),
        ),
        Age::Untold => (
            format!(
                "Your API accepts no token that is older than {limit}, and this one doesn't tell \
                 when it was issued (iat)."
            ),
            "missing".to_owned(),
        ),
    };
    let since = facts
        .now
        .checked_sub(SignedDuration::from_secs(i64::from(max)));
    let since = since.map_or_else(|_| limit.clone(), |since| format!("after {}", utc(since)));
    Some(
        Finding::new(headline)
            .compare("iat", since, actual.clone())
            .value("age", limit)
            .value("issued", actual),
    )
}

/// The token has more time left than the API accepts.
fn too_long(facts: &Facts<'_>, token: &Token) -> Option<Finding> {
    let (max, left, over) = limits::remaining(facts, token)?;
    if !over {
        return None;
    }
    let limit = span(u64::from(max));
    let left = span(u64::try_from(left.as_secs()).unwrap_or_default());
    let headline = format!(
        "The token holds for another {left}, and your API accepts none that holds for more than \
         {limit}."
    );
    let end = facts
        .now
        .checked_add(SignedDuration::from_secs(i64::from(max)));
    let end = end.map_or_else(|_| limit.clone(), |end| format!("until {}", utc(end)));
    let exp = token.time("exp").present().map(|exp| utc(*exp));
    Some(
        Finding::new(headline)
            .compare("exp", end, exp.unwrap_or_default())
            .value("longest", limit)
            .value("left", left),
    )
}

fn judge(exp: &Claim<Timestamp>, now: Timestamp, genuine: bool, api: &Api) -> Outcome {
    match exp {
        Claim::Missing => Outcome::Warning(
            Finding::new("The token has no exp, so nothing says when it ends.")
                .compare("exp", "a time", "missing")
                .value("exp", "missing")
                .value("end", "that moment")
                .note("Most libraries refuse that; .NET reports it as IDX10225."),
        ),
        Claim::Malformed { why, .. } => Outcome::Failed(
            Finding::new(format!("Claim exp {why}, so the token counts as expired."))
                .compare("exp", "seconds since 1970", "malformed")
                .value("exp", "malformed")
                .value("end", "that moment"),
        ),
        // RFC 7519 §4.1.4: not to be accepted on or after this moment.
        Claim::Present(exp) if now >= *exp => over(*exp, now, genuine, api),
        Claim::Present(exp) if api.unchecked.lifetime => Outcome::Warning(
            Finding::new(format!(
                "It expires {}, but your API doesn't check lifetimes: it accepts the token for \
                 ever, and so does whoever steals it.",
                relative(*exp, now)
            ))
            .fact("exp", utc(*exp))
            .value("forever", utc(*exp))
            .value("end", utc(*exp)),
        ),
        Claim::Present(exp) => Outcome::Passed(
            Finding::new(format!("It expires {}.", relative(*exp, now))).compare(
                "exp",
                format!("after {}", utc(now)),
                utc(*exp),
            ),
        ),
    }
}

/// The time is over: by less than the API's library overlooks, or by more.
fn over(exp: Timestamp, now: Timestamp, genuine: bool, api: &Api) -> Outcome {
    let tolerance = tolerance(api).filter(|_| !api.unchecked.lifetime);
    let off = now.duration_since(exp);
    match tolerance {
        Some(t) if off.as_secs() < t.after => {
            let mut finding = expired(exp, now, genuine, None);
            finding.headline = format!("{} {}", finding.headline, still_accepted(&t, t.after));
            Outcome::Warning(finding)
        }
        Some(t) => {
            let note = format!("{} {} after exp.", capitalised(&t.whose), t.allows(t.after));
            Outcome::Failed(expired(exp, now, genuine, Some(note)))
        }
        None => {
            let note = leeway(off).map(str::to_owned);
            Outcome::Failed(expired(exp, now, genuine, note))
        }
    }
}

/// Why a token out of its time is accepted, as a sentence.
pub(super) fn still_accepted(tolerance: &Tolerance, seconds: i64) -> String {
    let whose = capitalised(&tolerance.whose);
    format!(
        "{whose} {}, so it is still accepted.",
        tolerance.allows(seconds)
    )
}

/// "your API's configuration" at the beginning of a sentence; names of libraries stay as they are.
pub(super) fn capitalised(whose: &str) -> String {
    match whose.strip_prefix("your ") {
        Some(rest) => format!("Your {rest}"),
        None => whose.to_owned(),
    }
}

fn expired(exp: Timestamp, now: Timestamp, genuine: bool, note: Option<String>) -> Finding {
    let when = match relative(exp, now).as_str() {
        "now" => "just now".to_owned(),
        ago => ago.to_owned(),
    };
    let headline = format!("The token expired {when} ({}).", utc(exp));
    let finding = Finding::new(headline)
        .compare("exp", format!("after {}", utc(now)), utc(exp))
        .value("exp", utc(exp))
        .value("end", utc(exp));
    let finding = match note {
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
    use crate::diagnosis::testing::{Case, now};
    use serde_json::json;

    fn after(seconds: i64) -> Outcome {
        let exp = now() - SignedDuration::from_secs(seconds);
        judge(&Claim::Present(exp), now(), true, &Api::default())
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
            judge(&Claim::Missing, now(), true, &Api::default()).kind(),
            OutcomeKind::Warning
        );
        let odd = Claim::Malformed {
            value: json!("soon"),
            why: "is not a number",
        };
        let outcome = judge(&odd, now(), true, &Api::default());
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
