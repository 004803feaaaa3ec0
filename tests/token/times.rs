//! Times: what is one, and how it is told.

use jiff::Timestamp;
use tokenscope::token::{Claim, relative, span, utc};

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap()
}

#[test]
fn numeric_dates() {
    const MILLIS: &str = "looks like milliseconds; it has to be seconds";
    const LARGE: &str = "is too large to be a time in seconds";
    const NEGATIVE: &str = "is negative: a moment before 1970";
    const TEXT: &str = "is text that is not a whole number of seconds";
    for (row, json, expected) in [
        ("integer", "1500000000", Ok(1_500_000_000)),
        ("zero", "0", Ok(0)),
        ("minus zero", "-0", Ok(0)),
        ("integer as text", r#""1500000000""#, Ok(1_500_000_000)),
        ("fraction is cut off", "1500000000.99", Ok(1_500_000_000)),
        ("exponent", "1.5e9", Ok(1_500_000_000)),
        ("tiny", "1e-400", Ok(0)),
        ("largest seconds", "100000000000", Ok(100_000_000_000)),
        ("just above", "100000000001", Err(MILLIS)),
        ("milliseconds", "1500000000000", Err(MILLIS)),
        ("milliseconds as text", r#""1500000000000""#, Err(MILLIS)),
        ("milliseconds as float", "1.5e12", Err(MILLIS)),
        ("microseconds", "1500000000000000", Err(LARGE)),
        ("largest i64", "9223372036854775807", Err(LARGE)),
        ("beyond u64", "99999999999999999999999999", Err(LARGE)),
        (
            "beyond u64 as text",
            r#""99999999999999999999999999""#,
            Err(LARGE),
        ),
        ("beyond f64", "1e400", Err(LARGE)),
        ("negative", "-1", Err(NEGATIVE)),
        ("negative as text", r#""-1""#, Err(NEGATIVE)),
        ("negative fraction", "-0.5", Err(NEGATIVE)),
        ("beyond negative f64", "-1e400", Err(NEGATIVE)),
        (
            "far negative as text",
            r#""-99999999999999999999999999""#,
            Err(NEGATIVE),
        ),
        ("empty text", r#""""#, Err(TEXT)),
        ("minus alone", r#""-""#, Err(TEXT)),
        ("plus", r#""+1500000000""#, Err(TEXT)),
        ("white space", r#"" 1500000000""#, Err(TEXT)),
        ("fraction as text", r#""1500000000.5""#, Err(TEXT)),
        ("date", r#""2026-11-21T10:00:00Z""#, Err(TEXT)),
        ("other digits", r#""١٥""#, Err(TEXT)),
        ("true", "true", Err("is true or false, not a number")),
        ("null", "null", Err("is null, not a number")),
        ("list", "[1500000000]", Err("is a list, not a number")),
        ("object", "{}", Err("is an object, not a number")),
    ] {
        let token = super::claims(&format!(r#"{{"exp":{json}}}"#));
        let read = match token.time("exp") {
            Claim::Present(at) => Ok(at.as_second()),
            Claim::Malformed { why, .. } => Err(why),
            Claim::Missing => Err("missing"),
        };
        assert_eq!(read, expected, "{row}");
        assert_eq!(token.time("nbf"), Claim::Missing, "{row}");
    }
}

#[test]
fn distances() {
    const MIN: i64 = 60;
    const H: i64 = 3_600;
    const DAY: i64 = 86_400;
    for (row, ahead, expected) in [
        ("now", 0, "now"),
        ("one second", -1, "1 s ago"),
        ("just under a minute", 59, "in 59 s"),
        ("a minute", MIN, "in 1 min"),
        ("minutes are cut off", 12 * MIN + 59, "in 12 min"),
        ("hours", -3 * H, "3 h ago"),
        ("hours are cut off", -(4 * H - 1), "3 h ago"),
        ("a day", -DAY, "1 day ago"),
        ("days", -2 * DAY, "2 days ago"),
        ("ten days", 10 * DAY, "in 10 days"),
        ("59 days", -59 * DAY, "59 days ago"),
        ("two months", -61 * DAY, "2 months ago"),
        ("months", -153 * DAY, "5 months ago"),
        ("two years", -731 * DAY, "2 years ago"),
        ("years", 3_653 * DAY, "in 10 years"),
    ] {
        let now = at(1_800_000_000);
        assert_eq!(relative(at(1_800_000_000 + ahead), now), expected, "{row}");
    }
    let all = relative(Timestamp::MAX, Timestamp::MIN);
    assert!(all.starts_with("in 19"), "{all}");
}

#[test]
fn lengths() {
    for (seconds, expected) in [
        (0, "0 s"),
        (45, "45 s"),
        (3_900, "1 h 5 min"),
        (3_600, "1 h"),
        (4_500, "1 h 15 min"),
        (86_700, "24 h 5 min"),
        (3 * 86_400, "3 days"),
        (3 * 86_400 + 7_200, "3 days 2 h"),
        (u64::MAX, "213503982334601 days 7 h"),
    ] {
        assert_eq!(span(seconds), expected, "{seconds}");
    }
}

#[test]
fn utc_is_spelled_out() {
    assert_eq!(utc(at(1_795_255_200)), "2026-11-21 10:00:00 UTC");
}
