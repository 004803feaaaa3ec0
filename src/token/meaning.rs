//! Header and claims as rows: name, value, meaning.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Certainty, Token};

/// One row of a claims table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The member's name as it stands.
    pub name: String,
    /// The value as compact JSON, strings without their quotes. May hold deceiving characters: the
    /// renderer escapes them.
    pub value: String,
    /// What it means.
    pub meaning: Meaning,
}

/// What a row says about its value.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Meaning {
    /// The value in words: "Microsoft Graph", "expired 3 h ago", "member user". Empty where the
    /// value speaks for itself.
    pub value: String,
    /// More of the same on demand: the exact time in UTC and local, each id by name.
    pub detail: String,
    /// What the claim is. Empty where it is not known.
    pub claim: String,
    /// How sure that is.
    pub certainty: Option<Certainty>,
}

/// The header's members in order of writing.
pub fn header_rows(token: &Token) -> Vec<Row> {
    let _ = token;
    Vec::new()
}

/// The claims in order of writing, times told for `now` and in the zone `local`.
pub fn claim_rows(token: &Token, now: Timestamp, local: &TimeZone) -> Vec<Row> {
    let _ = (token, now, local);
    Vec::new()
}
