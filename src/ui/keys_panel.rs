//! The matrix of keys: a row a key, a column a place that lists keys.

use jiff::Timestamp;
use jiff::tz::TimeZone;

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
    /// For each column whether it lists this key.
    pub listed: Vec<bool>,
    /// "RSA 2048".
    pub kind: String,
    /// Whose key it is, and of a key that no newest answer lists when it was last seen.
    pub role: String,
    /// Whether it answers to the token's kid.
    pub matches: bool,
    /// Whether the signature verifies with it.
    pub verifies: bool,
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

/// One line of a key's details.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detail {
    /// What it is.
    pub name: &'static str,
    /// The value.
    pub value: String,
    /// Whether it came from a document, so that it is shown as it stands and can be copied.
    pub verbatim: bool,
}

/// The columns, in the order in which the places were asked.
pub fn columns(inspection: &Inspection, zone: &TimeZone) -> Vec<Column> {
    let sources = inspection.keys.sources.iter();
    sources
        .map(|source| {
            let mut lines = vec![source.label.clone(), source.url.clone()];
            lines.push(source_words(source.kind, source.listed));
            lines.extend(source.faults.iter().cloned());
            Column {
                label: source.label.clone(),
                when: when_words(source.fetched, inspection.at, zone),
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
        listed: (0..columns)
            .map(|column| key.listed_at.contains(&column))
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

/// The kind of all keys, where they have but one: a column would tell nothing.
pub fn one_kind(inspection: &Inspection) -> Option<String> {
    let mut kinds = inspection.keys.keys.iter().map(|key| key.public.title());
    let first = kinds.next()?;
    kinds.all(|kind| kind == first).then_some(first)
}

/// Of a key that only earlier answers list: when it was last seen.
fn remembered(key: &Key) -> Option<String> {
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

fn trial(inspection: &Inspection, index: usize) -> Option<&TrialResult> {
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

/// Everything that is known about a key.
pub fn details(inspection: &Inspection, index: usize) -> Vec<Detail> {
    let Some(key) = inspection.keys.keys.get(index) else {
        return Vec::new();
    };
    let mut details = Details(Vec::new());
    let prints = &key.thumbprints;
    details.words("signature", &trial_words(trial(inspection, index)));
    details.verbatim("kid", key.kid.as_deref());
    details.words("key", &kind_words(key));
    details.words("whose", &key.role.title());
    details.verbatim("SHA-1, hex", prints.sha1_hex.as_deref());
    details.verbatim("x5t", prints.x5t.as_deref());
    details.verbatim("x5t#S256", prints.x5t_s256.as_deref());
    details.verbatim("RFC 7638", prints.jwk.as_deref());
    details.verbatim("key issuer", key.issuer.as_deref());
    details.verbatim("key cloud", key.cloud_instance_name.as_deref());
    if let Some(certificate) = &key.certificate {
        details.verbatim("subject", Some(&certificate.subject));
        details.verbatim("signed by", Some(&certificate.issuer));
        let (from, to) = (
            when::day(certificate.not_before),
            when::day(certificate.not_after),
        );
        details.words("dates", &format!("{from} to {to}; not the life of the key"));
    }
    for fault in &key.faults {
        details.words("fault", &fault_words(fault));
    }
    for source in inspection.keys.sources_of(key) {
        details.verbatim("listed at", Some(&source.url));
    }
    if let Some(seen) = remembered(key) {
        let words = format!("{seen}; none of the newest answers lists it");
        details.words("remembered", &words);
        for source in inspection.keys.seen_by(key) {
            details.verbatim("was at", Some(&source.url));
        }
    }
    details.0
}

struct Details(Vec<Detail>);

impl Details {
    fn words(&mut self, name: &'static str, words: &str) {
        if !words.is_empty() {
            self.0.push(Detail {
                name,
                value: words.to_owned(),
                verbatim: false,
            });
        }
    }

    fn verbatim(&mut self, name: &'static str, value: Option<&str>) {
        if let Some(value) = value {
            self.0.push(Detail {
                name,
                value: value.to_owned(),
                verbatim: true,
            });
        }
    }
}

fn kind_words(key: &Key) -> String {
    let parts = [
        Some(key.public.title()).filter(|t| !t.is_empty()),
        key.use_.as_ref().map(|u| format!("use {u}")),
        key.alg.clone(),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}

fn trial_words(result: Option<&TrialResult>) -> String {
    match result {
        Some(TrialResult::Verified) => "verifies with this key".to_owned(),
        Some(TrialResult::VerifiedAfterNonceTransform) => {
            "verifies with this key after the nonce was hashed".to_owned()
        }
        Some(TrialResult::OtherContent { digest }) => {
            format!("made by this key ({digest}), but over other content")
        }
        Some(TrialResult::NotThisKey) => "not made by this key".to_owned(),
        Some(TrialResult::NotTried(why)) => format!("not tried: {why}"),
        None => String::new(),
    }
}

fn fault_words(fault: &crate::keys::KeyFault) -> String {
    use crate::keys::KeyFault::{
        CertificateOfAnotherKey, CertificateUnreadable, NotForSigning, ThumbprintMismatch, Unusable,
    };
    match fault {
        CertificateOfAnotherKey => "The certificate belongs to another key.".to_owned(),
        ThumbprintMismatch { expected } => {
            format!("The name isn't the certificate's thumbprint, which is {expected}.")
        }
        CertificateUnreadable(why) | Unusable(why) => why.clone(),
        NotForSigning(use_) => format!("It is published for \"{use_}\", not for signatures."),
    }
}
