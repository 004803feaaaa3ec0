//! Times in words: "expired 3 h ago", and the exact moment in UTC and in the local zone.

use jiff::Timestamp;
use jiff::fmt::strtime;
use serde_json::Value;

use super::{View, Words};
use crate::token::time::numeric_date;
use crate::token::{Claim, relative, span, utc};

/// Below this a `pwd_exp` is a number of seconds after `iat`, from it on a moment (rules B-3).
const SMALLEST_MOMENT: i64 = 1_000_000_000;

/// The words for a claim that is a time.
pub(super) fn words(view: View<'_>, name: &str, value: &Value) -> Words {
    let at = match numeric_date(Some(value)) {
        Claim::Present(at) => at,
        Claim::Malformed { why, .. } => return Words::of(format!("not a time: it {why}")),
        Claim::Missing => return Words::default(),
    };
    let words = Words::of(sentence(name, at, view.now)).lines(exactly(view, at));
    let words = match name {
        "exp" => words.lines(lifetime(view, at)),
        _ => words,
    };
    if value.is_string() {
        words.line("Written as text instead of a number.")
    } else {
        words
    }
}

fn sentence(name: &str, at: Timestamp, now: Timestamp) -> String {
    let when = relative(at, now);
    let past = at.as_second() <= now.as_second();
    match (name, past) {
        ("exp", true) => format!("expired {when}"),
        ("exp", false) => format!("expires {when}"),
        ("nbf", true) => format!("became valid {when}"),
        ("nbf", false) => format!("not valid yet: becomes valid {when}"),
        ("iat", true) => format!("issued {when}"),
        ("iat", false) => format!("issued in the future: {when}"),
        ("auth_time", true) => format!("signed in {when}"),
        ("mfa_auth_time", true) => format!("multifactor sign-in {when}"),
        ("xms_tcdt", true) => format!("likely tenant created {when}"),
        ("ts", true) => format!("signed {when}"),
        ("updated_at", true) => format!("changed {when}"),
        (_, true) => when,
        (_, false) => format!("in the future: {when}"),
    }
}

/// The moment in UTC, in the local zone where that differs, and how far off it is.
fn exactly(view: View<'_>, at: Timestamp) -> Vec<String> {
    let there = at.to_zoned(view.local.clone());
    let local = strtime::format("%Y-%m-%d %H:%M:%S %Z", &there).unwrap_or_default();
    let mut lines = vec![utc(at)];
    if !local.is_empty() && local != utc(at) {
        lines.push(local);
    }
    lines.push(relative(at, view.now));
    lines
}

/// How long the token lives, from `nbf` or else `iat`.
fn lifetime(view: View<'_>, expires: Timestamp) -> Option<String> {
    ["nbf", "iat"].into_iter().find_map(|name| {
        let start = *view.token.time(name).present()?;
        let seconds = u64::try_from(expires.as_second() - start.as_second()).ok()?;
        Some(format!("Lives {}, counted from {name}.", span(seconds)))
    })
}

/// `pwd_exp`, which the documentation has both as seconds after `iat` and as a moment.
pub(super) fn password_expiry(view: View<'_>, value: &Value) -> Words {
    let number = match numeric_date(Some(value)) {
        Claim::Present(at) => at,
        Claim::Malformed { why, .. } => return Words::of(format!("not a time: it {why}")),
        Claim::Missing => return Words::default(),
    };
    let (at, how) = if number.as_second() >= SMALLEST_MOMENT {
        (number, "Read as a moment.")
    } else {
        let after = u64::try_from(number.as_second()).unwrap_or_default();
        let start = view.token.time("iat").present().copied();
        let moment =
            start.and_then(|s| Timestamp::from_second(s.as_second() + number.as_second()).ok());
        let Some(moment) = moment else {
            return Words::of(format!("likely expires {} after iat", span(after)));
        };
        (moment, "Read as seconds after iat.")
    };
    let when = relative(at, view.now);
    let verb = if at <= view.now { "expired" } else { "expires" };
    Words::of(format!("password likely {verb} {when}"))
        .lines(exactly(view, at))
        .line(how)
}
