//! The matrix of keys: a row a key, a column a place that lists keys.

use jiff::Timestamp;
use jiff::tz::TimeZone;

pub use super::keys_details::{Detail, details};
use super::when;
use crate::diagnosis::Inspection;
use crate::keys::{Key, SourceKind};
use crate::signature::TrialResult;

/// A place that lists keys: one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its short name.
    pub label: String,
    /// When it was last fetched, or where it came from.
    pub when: String,
    /// Whether nothing but the key history is known of it.
    pub past: bool,
    /// All that is known of it, one line each: its name and address, what it is, its faults.
    pub lines: Vec<String>,
}

/// A key: one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// Tells it from all others, whatever its place in the table.
    pub id: String,
    /// The name it is published under.
    pub kid: String,
    /// What each column says of this key.
    pub cells: Vec<Cell>,
    /// "RSA 2048".
    pub kind: String,
    /// Whose key it is, and of a key that no newest answer lists when it was last seen.
    pub role: String,
    /// Whether it answers to the token's kid.
    pub matches: bool,
    /// Whether the signature verifies with it.
    pub verifies: bool,
}

/// What one place says of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// What its newest answer says.
    pub listing: Listing,
    /// In how many of its answers at hand the key stands, and how many there are.
    pub share: (usize, usize),
}

/// Whether a place lists a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listing {
    /// Its newest answer lists it.
    Now,
    /// An earlier answer listed it, the newest doesn't.
    Earlier,
    /// No answer that is known lists it.
    Never,
}

impl Cell {
    /// "in 2 of 3 answers"; nothing where a single answer, or none, is at hand.
    pub fn share_words(&self) -> Option<String> {
        let (times, answers) = self.share;
        (answers > 1).then(|| format!("in {times} of {answers} answers"))
    }

    /// "listed, in 2 of 3 answers".
    pub fn words(&self) -> String {
        let listing = match self.listing {
            Listing::Now => "listed",
            Listing::Earlier => "listed earlier, not in the newest answer",
            Listing::Never => "not listed",
        };
        match self.share_words() {
            Some(share) => format!("{listing}, {share}"),
            None => listing.to_owned(),
        }
    }
}

/// What stands pinned above the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pinned {
    /// The token names no key.
    NoKid,
    /// The token's kid, which no column lists.
    Missing(String),
    /// The first keys of the table, that many, answer to the token's kid.
    Keys(usize),
}

/// What is said of a place of which nothing but the history is known.
pub(super) const ONLY_PAST: &str = "Remembered from the key history, not asked now";

/// The columns, in the order in which the places were asked.
pub fn columns(inspection: &Inspection, zone: &TimeZone) -> Vec<Column> {
    let sources = inspection.keys.sources.iter();
    sources
        .map(|source| {
            let mut lines = vec![source.label.clone(), source.url.clone()];
            lines.push(if source.only_past {
                ONLY_PAST.to_owned()
            } else {
                source_words(source.kind, source.listed)
            });
            if source.answers > 1 {
                lines.push(format!("{} answers at hand", source.answers));
            }
            lines.extend(source.faults.iter().cloned());
            Column {
                label: source.label.clone(),
                when: if source.only_past {
                    "history".to_owned()
                } else {
                    when_words(source.fetched, inspection.at, zone)
                },
                past: source.only_past,
                lines,
            }
        })
        .collect()
}

fn when_words(fetched: Option<Timestamp>, today: Timestamp, zone: &TimeZone) -> String {
    fetched.map_or_else(|| "file".to_owned(), |at| when::local(at, today, zone))
}

fn source_words(kind: SourceKind, listed: usize) -> String {
    let what = match kind {
        SourceKind::Jwks => "Key set",
        SourceKind::Federation => "Federation metadata",
        SourceKind::Certificate => "Certificate file",
    };
    let keys = if listed == 1 {
        "1 key".to_owned()
    } else {
        format!("{listed} keys")
    };
    format!("{what} with {keys}")
}

/// The row of that index in the table of keys.
pub fn row(inspection: &Inspection, index: usize) -> Option<KeyRow> {
    let key = inspection.keys.keys.get(index)?;
    let columns = inspection.keys.sources.len();
    Some(KeyRow {
        id: id(key),
        kid: key.kid.clone().unwrap_or_else(|| "no kid".to_owned()),
        cells: (0..columns)
            .map(|column| cell(inspection, key, column))
            .collect(),
        kind: key.public.title(),
        role: match remembered(key) {
            Some(seen) => format!("{seen} · {}", key.role.title()),
            None => key.role.title(),
        },
        matches: key.matches_kid,
        verifies: verifies(inspection, index),
    })
}

pub(super) fn cell(inspection: &Inspection, key: &Key, column: usize) -> Cell {
    let listing = if key.listed_at.contains(&column) {
        Listing::Now
    } else if key.seen.at.binary_search(&column).is_ok() {
        Listing::Earlier
    } else {
        Listing::Never
    };
    Cell {
        listing,
        share: inspection.keys.share(key, column),
    }
}

/// Whether a place listed this key earlier and its newest answer doesn't.
pub(super) fn is_past(key: &Key) -> bool {
    let mut seen = key.seen.at.iter();
    seen.any(|column| !key.listed_at.contains(column))
}

/// The kind of all keys, where they have but one: a column would tell nothing.
pub fn one_kind(inspection: &Inspection) -> Option<String> {
    let mut keys = inspection.keys.keys.iter();
    let first = keys.next()?.public.title();
    keys.all(|key| key.public.title() == first).then_some(first)
}

/// Of a key that only earlier answers list: when it was last seen.
pub(super) fn remembered(key: &Key) -> Option<String> {
    key.is_remembered().then(|| match key.seen.last {
        Some(last) => format!("last seen {}", when::day(last)),
        None => "seen earlier".to_owned(),
    })
}

/// What tells a key from all others: its names, not its place.
pub fn id(key: &Key) -> String {
    let names = [&key.kid, &key.thumbprints.jwk, &key.thumbprints.x5t];
    let names: Vec<&str> = names
        .into_iter()
        .map(|n| n.as_deref().unwrap_or("-"))
        .collect();
    names.join(" ")
}

pub(super) fn trial(inspection: &Inspection, index: usize) -> Option<&TrialResult> {
    let trials = &inspection.signature.trials;
    trials.iter().find(|t| t.key == index).map(|t| &t.result)
}

fn verifies(inspection: &Inspection, index: usize) -> bool {
    matches!(
        trial(inspection, index),
        Some(TrialResult::Verified | TrialResult::VerifiedAfterNonceTransform)
    )
}

/// What is pinned above the rows: the keys of the token's kid, or that there are none.
pub fn pinned(inspection: &Inspection) -> Pinned {
    let keys = inspection
        .keys
        .keys
        .iter()
        .take_while(|k| k.matches_kid)
        .count();
    let kid = inspection
        .token
        .as_ref()
        .and_then(|t| t.kid().or_else(|| t.x5t()));
    match (keys, kid) {
        (0, Some(kid)) => Pinned::Missing(kid.to_owned()),
        (0, None) => Pinned::NoKid,
        // More than these few would leave no room for the others.
        (keys, _) => Pinned::Keys(keys.min(3)),
    }
}

/// The key whose details are shown: the selected one, else the one that decided the signature,
/// else the first that answers to the token's kid.
pub fn shown(inspection: &Inspection, selected: Option<&str>) -> Option<usize> {
    let keys = &inspection.keys.keys;
    let selected = selected.and_then(|selected| keys.iter().position(|key| id(key) == selected));
    selected
        .or(inspection.signature.key)
        .or_else(|| inspection.keys.matching().next().map(|(index, _)| index))
}
