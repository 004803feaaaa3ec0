//! Times: seconds since 1970 → UTC and "3 h ago". The moment to judge by is always an argument.

use jiff::Timestamp;
use serde_json::Value;

use super::Claim;

/// Reads a `NumericDate` (RFC 7519 §2).
pub(crate) fn numeric_date(value: Option<&Value>) -> Claim<Timestamp> {
    let _ = value;
    Claim::Missing
}

/// A moment as `2026-11-21 10:00:00 UTC`.
pub fn utc(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// How far a moment lies from `now`: "3 h ago", "in 12 min", "now".
pub fn relative(at: Timestamp, now: Timestamp) -> String {
    let _ = (at, now);
    String::new()
}
