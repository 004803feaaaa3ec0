//! Header and claims as rows: name, value, meaning.

mod azure;
mod claims;
mod header;
mod ids;
mod lists;
mod moments;
mod parties;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::secret::shown_value;
use super::{Certainty, ClaimEntry, Token, claim_entry, encrypted_header_entry, escape_deceiving};
use crate::input::json::Object;

/// One row of a claims table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The member's name as it stands.
    pub name: String,
    /// The value as compact JSON, strings without their quotes; of a claim that is a secret of its
    /// own only its length. May hold deceiving characters: the renderer escapes them.
    pub value: String,
    /// What it means.
    pub meaning: Meaning,
}

/// What a row says about its value. Deceiving characters are escaped already.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Meaning {
    /// The value in words: "Microsoft Graph", "expired 3 h ago", "member user". Empty where the
    /// value speaks for itself.
    pub value: String,
    /// More of the same on demand: the exact time in UTC and local, each id by name; then what the
    /// claim must not be used for, and where it stands. One thing a line.
    pub detail: String,
    /// What the claim is. Empty where it is not known.
    pub claim: String,
    /// How sure that is.
    pub certainty: Option<Certainty>,
}

/// A value in words.
#[derive(Debug, Default)]
struct Words {
    value: String,
    lines: Vec<String>,
}

impl Words {
    fn of(value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            lines: Vec::new(),
        }
    }

    fn line(mut self, line: impl Into<String>) -> Self {
        self.lines.push(line.into());
        self
    }

    fn lines(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        self.lines.extend(lines);
        self
    }

    /// The same, said as no more than likely where that is all that is known.
    fn sure(mut self, certainty: Certainty) -> Self {
        if certainty != Certainty::Documented && !self.value.is_empty() {
            self.value.insert_str(0, "likely ");
        }
        self
    }
}

/// What the words for a claim may look at.
#[derive(Clone, Copy)]
struct View<'a> {
    token: &'a Token,
    now: Timestamp,
    local: &'a TimeZone,
}

/// The header's members in order of writing.
pub fn header_rows(token: &Token) -> Vec<Row> {
    let entry = |name: &str| {
        if token.segment_count() == ENCRYPTED_PARTS {
            encrypted_header_entry(name)
        } else {
            claim_entry(name, true)
        }
    };
    rows(token.header_object(), entry, |name, value| {
        header::words(token, name, value)
    })
}

/// The claims in order of writing, times told for `now` and in the zone `local`.
pub fn claim_rows(token: &Token, now: Timestamp, local: &TimeZone) -> Vec<Row> {
    let view = View { token, now, local };
    let entry = |name: &str| claim_entry(name, false);
    rows(token.claims(), entry, |name, value| {
        claims::words(view, name, value)
    })
}

/// The parts of an encrypted token (RFC 7516 §7.1).
const ENCRYPTED_PARTS: usize = 5;

fn rows(
    object: &Object,
    entry: impl Fn(&str) -> Option<&'static ClaimEntry>,
    words: impl Fn(&str, &Value) -> Words,
) -> Vec<Row> {
    let repeated = object.repeated();
    let members = object.members();
    members
        .iter()
        .map(|(name, value)| {
            let mut words = words(name, value);
            if repeated.contains(&name.as_str()) {
                let times = members.iter().filter(|(n, _)| n == name).count();
                let note =
                    format!("written {times} times: libraries differ in which one they take");
                let said = std::mem::take(&mut words.value);
                words.value = [said, note]
                    .into_iter()
                    .filter(|s| !s.is_empty())
                    .collect::<Vec<_>>()
                    .join("; ");
            }
            let value = shown(&shown_value(name, value));
            if escape_deceiving(&value).1 || escape_deceiving(name).1 {
                words.lines.insert(
                    0,
                    "It holds characters that are invisible or turn the direction of reading."
                        .to_owned(),
                );
            }
            Row {
                name: name.clone(),
                value,
                meaning: meaning(&words, entry(name)),
            }
        })
        .collect()
}

/// A value as compact JSON, strings without their quotes.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn meaning(words: &Words, entry: Option<&'static ClaimEntry>) -> Meaning {
    let mut lines: Vec<String> = words
        .lines
        .iter()
        .map(|line| escape_deceiving(line).0)
        .collect();
    if let Some(entry) = entry {
        lines.push(entry.note.clone());
        if !entry.place.is_empty() {
            lines.push(format!("Where: {}.", entry.place));
        }
    }
    lines.retain(|line| !line.is_empty());
    Meaning {
        value: escape_deceiving(&words.value).0,
        detail: lines.join("\n"),
        claim: entry.map(|e| e.meaning.clone()).unwrap_or_default(),
        certainty: entry.map(|e| e.certainty),
    }
}
