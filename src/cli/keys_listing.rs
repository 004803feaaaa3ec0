//! Signing keys as a table and as JSON.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::args::ThumbprintForm;
use super::keys_command::Place;
use super::keys_earlier::{Earlier, moment};
use crate::documents::Sighting;
use crate::keys::{Key, KeyFault, KeyTable};
use crate::report::{Column, escaped, table};
use crate::token::utc;

/// The places and their keys, one row a key.
pub(super) fn text(places: &[Place], keys: &KeyTable, earlier: &Earlier) -> String {
    let mut lines: Vec<String> = Vec::new();
    for (index, source) in keys.sources.iter().enumerate() {
        let fetched = places
            .iter()
            .find(|place| place.url == source.url)
            .and_then(|place| place.fetched);
        let fetched = fetched.map(|at| format!(", {}", utc(at)));
        let count = match source.listed {
            1 => "1 key".to_owned(),
            many => format!("{many} keys"),
        };
        let fetched = fetched.unwrap_or_default();
        lines.push(format!("[{}] {}: {count}{fetched}", index + 1, source.url));
        lines.extend(source.faults.iter().map(|fault| format!("    {fault}")));
    }
    let mut lines: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
    if !keys.keys.is_empty() {
        lines.push(String::new());
        lines.extend(table(&columns(&keys.keys, earlier), None));
        lines.extend(notes(keys));
    }
    lines.extend(earlier.lines());
    lines.into_iter().map(|line| line + "\n").collect()
}

fn columns(keys: &[Key], earlier: &Earlier) -> Vec<Column> {
    let column = |title, cell: &dyn Fn(&Key) -> String| Column {
        title,
        cells: keys.iter().map(|key| escaped(&cell(key))).collect(),
        whole: true,
    };
    let mut columns = vec![
        column("kid", &|key| {
            key.kid.clone().unwrap_or_else(|| "-".to_owned())
        }),
        column("thumbprint", &|key| {
            key.thumbprints.sha1_hex.clone().unwrap_or_default()
        }),
        column("key", &|key| key.public.title()),
        column("certificate from", &|key| date(key, |c| c.not_before)),
        column("until", &|key| date(key, |c| c.not_after)),
        column("subject", &|key| {
            key.certificate
                .as_ref()
                .map(|c| c.subject.clone())
                .unwrap_or_default()
        }),
        column("where", &|key| {
            let places = key.listed_at.iter().map(|index| format!("[{}]", index + 1));
            places.collect::<Vec<_>>().concat()
        }),
    ];
    if !earlier.listed.is_empty() {
        columns.insert(3, seen("first seen", keys, earlier, |seen| seen.first));
        columns.insert(4, seen("last seen", keys, earlier, |seen| seen.last));
    }
    columns
}

/// A column of moments that the key history knows.
fn seen(
    title: &'static str,
    keys: &[Key],
    earlier: &Earlier,
    which: impl Fn(&Sighting) -> Timestamp,
) -> Column {
    let cell = |index| earlier.listed.get(&index).map(|seen| moment(which(seen)));
    Column {
        title,
        cells: (0..keys.len())
            .map(|i| cell(i).unwrap_or_default())
            .collect(),
        whole: true,
    }
}

fn date(key: &Key, which: impl Fn(&crate::keys::Certificate) -> jiff::Timestamp) -> String {
    let date = key.certificate.as_ref().map(which);
    date.map(|at| at.strftime("%Y-%m-%d").to_string())
        .unwrap_or_default()
}

/// What a reader could take wrongly, and what is wrong with single keys.
fn notes(table: &KeyTable) -> Vec<String> {
    let (keys, mut notes) = (&table.keys, Vec::new());
    for key in keys {
        for fault in key.faults.iter().filter(|f| !told(table, key, f)) {
            let kid = key.kid.as_deref().unwrap_or("without a kid");
            notes.push(escaped(&format!("Key {kid}: {}.", words(fault))));
        }
    }
    if keys.iter().any(|key| key.certificate.is_some()) {
        notes.push(
            "The dates are the certificates', not how long a key is used: that usually ends earlier."
                .to_owned(),
        );
    }
    if !notes.is_empty() {
        notes.insert(0, String::new());
    }
    notes
}

/// Whether a fault stands beneath the key's address already.
fn told(table: &KeyTable, key: &Key, fault: &KeyFault) -> bool {
    let KeyFault::Unusable(why) = fault else {
        return false;
    };
    let what = why.trim_start_matches("its member ").trim_end_matches('.');
    // Kinds of keys are named by their address in other words.
    let of_kind = why.starts_with("its key type ") || why.starts_with("it is a symmetric key");
    let mut faults = table.sources_of(key).flat_map(|source| &source.faults);
    faults.any(|fault| fault.contains(what) || of_kind && fault.contains("kty is"))
}

fn words(fault: &KeyFault) -> String {
    match fault {
        KeyFault::CertificateOfAnotherKey => {
            "its certificate is of another key than the one published beside it".to_owned()
        }
        KeyFault::ThumbprintMismatch { expected } => {
            format!("its name is not its certificate's thumbprint, {expected}")
        }
        KeyFault::CertificateUnreadable(why) => {
            let why = why.trim_end_matches('.');
            format!("its certificate can't be read: {why}")
        }
        KeyFault::Unusable(why) => format!("it can't be used: {}", why.trim_end_matches('.')),
        KeyFault::NotForSigning(purpose) => format!("it is for \"{purpose}\", not for signing"),
    }
}

/// The thumbprints alone, one a line, ready to be put where they are wanted.
pub(super) fn thumbprints(keys: &KeyTable, form: ThumbprintForm) -> String {
    let lines = keys.keys.iter().filter_map(|key| {
        let names = &key.thumbprints;
        Some(match form {
            ThumbprintForm::WebConfig => {
                format!("<add thumbprint=\"{}\" />\n", names.sha1_hex.as_ref()?)
            }
            ThumbprintForm::Graph => format!("{}\n", names.sha1_hex.as_ref()?.to_lowercase()),
            ThumbprintForm::X5t => format!("{}\n", names.x5t.as_ref()?),
        })
    });
    lines.collect()
}

/// The places and their keys as one JSON document.
pub(super) fn json(places: &[Place], keys: &KeyTable, earlier: &Earlier) -> Value {
    let addresses: Vec<Value> = places
        .iter()
        .map(|place| {
            let source = keys.sources.iter().find(|s| s.url == place.url);
            json!({
                "address": place.given,
                "url": place.url,
                "fetched": place.fetched.map(|at| at.to_string()),
                "keys_listed": source.map(|s| s.listed),
                "error": place.error,
            })
        })
        .collect();
    let listed = keys.keys.iter().enumerate();
    let listed: Vec<Value> = listed
        .map(|(index, one)| key(one, keys, earlier.listed.get(&index)))
        .collect();
    let mut listing = json!({ "tokenscope": 1, "addresses": addresses, "keys": listed });
    let gone = earlier.json();
    if !gone.is_empty()
        && let Value::Object(members) = &mut listing
    {
        members.insert("earlier".to_owned(), gone.into());
    }
    listing
}

fn key(key: &Key, keys: &KeyTable, seen: Option<&Sighting>) -> Value {
    let certificate = key.certificate.as_ref();
    let listed_at: Vec<&str> = keys.sources_of(key).map(|s| s.url.as_str()).collect();
    let faults: Vec<String> = key.faults.iter().map(words).collect();
    json!({
        "kid": key.kid,
        "thumbprint": key.thumbprints.sha1_hex,
        "x5t": key.thumbprints.x5t,
        "x5t#S256": key.thumbprints.x5t_s256,
        "jwk_thumbprint": key.thumbprints.jwk,
        "key": key.public.title(),
        "bits": key.public.bits(),
        "alg": key.alg,
        "use": key.use_,
        "issuer": key.issuer,
        "subject": certificate.map(|c| c.subject.as_str()),
        "not_before": certificate.map(|c| c.not_before.to_string()),
        "not_after": certificate.map(|c| c.not_after.to_string()),
        "listed_at": listed_at,
        "first_seen": seen.map(|seen| seen.first.to_string()),
        "last_seen": seen.map(|seen| seen.last.to_string()),
        "faults": faults,
    })
}
