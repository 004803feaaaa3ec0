//! Times: seconds since 1970 → UTC and "3 h ago". The moment to judge by is always an argument.

use jiff::Timestamp;
use serde_json::{Number, Value};

use super::Claim;

/// Above this a number can't be seconds: it would be a moment after the year 5138 (rules B0.3).
const LARGEST_SECONDS: i64 = 100_000_000_000;
/// The last millisecond of the year 9999: up to here a number looks like milliseconds.
const LARGEST_MILLISECONDS: f64 = 253_402_300_799_999.0;

/// Reads a `NumericDate` (RFC 7519 §2): a number, or a whole number written as text. Fractions of a
/// second are cut off.
pub(crate) fn numeric_date(value: Option<&Value>) -> Claim<Timestamp> {
    let Some(value) = value else {
        return Claim::Missing;
    };
    let read = match value {
        Value::Number(number) => of_number(number),
        Value::String(text) => of_text(text),
        Value::Null => Err("is null, not a number"),
        Value::Bool(_) => Err("is true or false, not a number"),
        Value::Array(_) => Err("is a list, not a number"),
        Value::Object(_) => Err("is an object, not a number"),
    };
    match read {
        Ok(at) => Claim::Present(at),
        Err(why) => Claim::Malformed {
            value: value.clone(),
            why,
        },
    }
}

fn of_text(text: &str) -> Result<Timestamp, &'static str> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err("is text that is not a whole number of seconds");
    }
    // Text of digits alone always is a finite or infinite f64.
    text.parse::<i64>().map_or_else(
        |_| of_float(text.parse().unwrap_or(f64::INFINITY)),
        of_seconds,
    )
}

fn of_number(number: &Number) -> Result<Timestamp, &'static str> {
    if let Some(seconds) = number.as_i64() {
        return of_seconds(seconds);
    }
    // Numbers keep their text: one that is no finite f64 is as large as "1e400".
    let huge = if number.to_string().starts_with('-') {
        f64::NEG_INFINITY
    } else {
        f64::INFINITY
    };
    of_float(number.as_f64().unwrap_or(huge))
}

fn of_seconds(seconds: i64) -> Result<Timestamp, &'static str> {
    match seconds {
        ..0 => Err("is negative: a moment before 1970"),
        0..=LARGEST_SECONDS => {
            Timestamp::from_second(seconds).map_err(|_| "is too large to be a time")
        }
        // Only compared, so that a lost last digit doesn't matter.
        #[allow(clippy::cast_precision_loss)]
        _ => Err(too_large(seconds as f64)),
    }
}

fn of_float(seconds: f64) -> Result<Timestamp, &'static str> {
    // The bounds make sure that the cut loses only the fraction.
    #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
    if seconds < 0.0 {
        Err("is negative: a moment before 1970")
    } else if seconds <= LARGEST_SECONDS as f64 {
        of_seconds(seconds.trunc() as i64)
    } else {
        Err(too_large(seconds))
    }
}

fn too_large(number: f64) -> &'static str {
    if number <= LARGEST_MILLISECONDS {
        "looks like milliseconds; it has to be seconds"
    } else {
        "is too large to be a time in seconds"
    }
}

/// A moment as `2026-11-21 10:00:00 UTC`.
pub fn utc(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// How far a moment lies from `now`, in whole units cut off: "3 h ago", "in 12 min", "now".
pub fn relative(at: Timestamp, now: Timestamp) -> String {
    let ahead = at.as_second() - now.as_second();
    let distance = match ahead.unsigned_abs() {
        0 => return "now".to_owned(),
        s @ 1..60 => format!("{s} s"),
        s @ 60..3_600 => format!("{} min", s / 60),
        s @ 3_600..86_400 => format!("{} h", s / 3_600),
        s => days(s / 86_400),
    };
    if ahead > 0 {
        format!("in {distance}")
    } else {
        format!("{distance} ago")
    }
}

/// Days, from two months on months of 30.4 days, from two years on years of 365.25 days.
fn days(days: u64) -> String {
    match days {
        1 => "1 day".to_owned(),
        0..60 => format!("{days} days"),
        60..731 => format!("{} months", days * 10 / 304),
        _ => format!("{} years", days * 100 / 36_525),
    }
}

/// A length of time: "45 s", "1 h 15 min", "3 days 2 h". Smaller units are cut off.
pub fn span(seconds: u64) -> String {
    let (large, small) = match seconds {
        0..60 => return format!("{seconds} s"),
        60..3_600 => return format!("{} min", seconds / 60),
        3_600..172_800 => (
            format!("{} h", seconds / 3_600),
            Some((seconds % 3_600 / 60, "min")),
        ),
        _ => (
            format!("{} days", seconds / 86_400),
            Some((seconds % 86_400 / 3_600, "h")),
        ),
    };
    match small {
        Some((count, unit)) if count > 0 => format!("{large} {count} {unit}"),
        _ => large,
    }
}
