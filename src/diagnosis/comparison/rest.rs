//! Time, age and time left.

use jiff::{SignedDuration, Timestamp};

use super::origin::Said;
use super::switch::Check;
use super::{Likeness, Line, Subject};
use crate::diagnosis::Facts;
use crate::diagnosis::limits::{self, Age};
use crate::diagnosis::tolerance::{Tolerance, tolerance};
use crate::token::{Claim, relative, span, utc};

/// A token that is refused by no more than this passes with a library that overlooks more (F-30).
const NEAR: i64 = 300;

/// `nbf` and `exp` with the library's own tolerance.
pub(super) fn time(facts: &Facts<'_>) -> Option<Line> {
    let token = facts.jwt()?;
    let (nbf, exp) = (token.time("nbf"), token.time("exp"));
    let tolerance = tolerance(facts.api);
    let line = Line::new(
        Subject::Time,
        vec![moment(facts.now, tolerance.as_ref())],
        span_of(&nbf, &exp),
    );
    let line = line.said(match &tolerance {
        Some(t) => facts
            .api
            .clock_skew
            .map_or(Said::Default(t.certain), Said::Tolerance),
        None => Said::Assumed,
    });
    if facts.api.unchecked.lifetime {
        let line = line
            .likeness(Likeness::Unchecked)
            .said(Said::Off(Check::Lifetime));
        return Some(line.note("Your API doesn't check lifetimes."));
    }
    if matches!(nbf, Claim::Malformed { .. }) || matches!(exp, Claim::Malformed { .. }) {
        return Some(
            line.likeness(Likeness::Different)
                .note("A time in the token is no number of seconds."),
        );
    }
    let Some(exp) = exp.present() else {
        return Some(line.note("The token names no time at which it expires."));
    };
    let late = facts.now.duration_since(*exp);
    let early = nbf.present().map(|nbf| nbf.duration_since(facts.now));
    Some(judged(line, late, early, tolerance.as_ref()))
}

/// `late` is how long after `exp` it is, `early` how long before `nbf`; negative within.
fn judged(
    line: Line,
    late: SignedDuration,
    early: Option<SignedDuration>,
    tolerance: Option<&Tolerance>,
) -> Line {
    let early = early.map_or(i64::MIN, |early| early.as_secs());
    // On the second of exp it is over (RFC 7519 §4.1.4), on that of nbf it has begun.
    let late = late.as_secs().saturating_add(1);
    let off = late.max(early);
    if off <= 0 {
        return line.likeness(Likeness::Equal);
    }
    let (before, after) = tolerance.map_or((0, 0), |t| (t.before, t.after));
    if late <= after && early <= before {
        let which = if late > 0 { "over" } else { "yet to come" };
        return line.likeness(Likeness::Equal).note(format!(
            "Its time is {which}, but by less than the tolerance."
        ));
    }
    if off <= NEAR {
        return line.likeness(Likeness::Near).note(
            "It is off by less than the 5 minutes that Microsoft's .NET libraries overlook.",
        );
    }
    line.likeness(Likeness::Different)
}

fn moment(now: Timestamp, tolerance: Option<&Tolerance>) -> String {
    let around = |seconds: i64| span(u64::try_from(seconds).unwrap_or_default());
    match tolerance {
        Some(t) if t.before == t.after && t.after > 0 => {
            format!("{}, give or take {}", utc(now), around(t.after))
        }
        Some(t) if t.before != t.after => format!(
            "{}, {} before nbf and {} after exp overlooked",
            utc(now),
            around(t.before),
            around(t.after)
        ),
        _ => utc(now),
    }
}

fn span_of(nbf: &Claim<Timestamp>, exp: &Claim<Timestamp>) -> Option<String> {
    match (nbf.present(), exp.present()) {
        (Some(nbf), Some(exp)) => Some(format!("{} to {}", utc(*nbf), utc(*exp))),
        (None, Some(exp)) => Some(format!("until {}", utc(*exp))),
        (Some(nbf), None) => Some(format!("from {}", utc(*nbf))),
        (None, None) => None,
    }
}

/// The token's age beside the greatest that the API accepts.
pub(super) fn age(facts: &Facts<'_>) -> Option<Line> {
    let token = facts.jwt()?;
    let (max, age) = limits::age(facts, token)?;
    let (likeness, actual) = match age {
        Age::Within(iat) => (Likeness::Equal, Some(iat)),
        Age::Over(iat) => (Likeness::Different, Some(iat)),
        Age::Untold => (Likeness::Different, None),
    };
    let actual = actual.map(|iat| format!("issued {} ({})", relative(iat, facts.now), utc(iat)));
    let expected = vec![format!("no older than {}", span(u64::from(max)))];
    let line = Line::new(Subject::Age, expected, actual)
        .likeness(likeness)
        .said(Said::Named(&["age"]));
    Some(match age {
        Age::Untold => line.note("The token doesn't tell when it was issued (iat)."),
        _ => line,
    })
}

/// The time that the token has left beside the longest that the API accepts.
pub(super) fn remaining(facts: &Facts<'_>) -> Option<Line> {
    let (max, left, over) = limits::remaining(facts, facts.jwt()?)?;
    let left = span(u64::try_from(left.as_secs()).unwrap_or_default());
    let expected = vec![format!("no more than {} left", span(u64::from(max)))];
    let line = Line::new(Subject::Remaining, expected, Some(format!("{left} left")));
    let line = line.likeness(if over {
        Likeness::Different
    } else {
        Likeness::Equal
    });
    Some(line.said(Said::Named(&["maxlifetime", "maximumexpiration"])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tolerance_decides_on_both_sides() {
        let tolerance = |before, after| Tolerance {
            before,
            after,
            whose: "x".to_owned(),
            certain: true,
        };
        let rows = [
            ("in time", -10, -10, None, Likeness::Equal),
            ("on the second of exp", 0, -10, None, Likeness::Near),
            ("on the second of nbf", -10, 0, None, Likeness::Equal),
            ("five minutes over", 299, -900, None, Likeness::Near),
            ("later", 300, -900, None, Likeness::Different),
            ("overlooked", 299, -900, Some((300, 300)), Likeness::Equal),
            ("no more", 300, -900, Some((300, 300)), Likeness::Different),
            ("early", -900, 60, Some((60, 0)), Likeness::Equal),
            ("too early", -900, 61, Some((60, 0)), Likeness::Near),
        ];
        for (name, late, early, around, expected) in rows {
            let around = around.map(|(before, after)| tolerance(before, after));
            let line = judged(
                Line::new(Subject::Time, Vec::new(), None),
                SignedDuration::from_secs(late),
                Some(SignedDuration::from_secs(early)),
                around.as_ref(),
            );
            assert_eq!(line.likeness, expected, "{name}");
        }
    }
}
