//! Keys that only earlier answers list.

use std::sync::Arc;

use jiff::Timestamp;

use super::*;
use crate::documents::{Content, Document, Documents, History, Origin};
use crate::issuer::{Address, HostTrust};
use crate::keys::sources::read_sources;

const KEYS: &str = "https://h/k";

fn address() -> Address {
    Address {
        label: "tenant, v2.0".to_owned(),
        purpose: Purpose::Own,
        metadata: "https://h/m".to_owned(),
        keys: KEYS.to_owned(),
        federation: None,
        trust: HostTrust::Microsoft,
        why: String::new(),
    }
}

/// An answer of that hour that lists keys of these names; `None` has no date.
fn answer(hour: Option<i8>, kids: &[&str]) -> Document {
    let keys: Vec<_> = kids
        .iter()
        .map(|kid| serde_json::json!({ "kty": "RSA", "kid": kid, "n": "wQ", "e": "AQAB" }))
        .collect();
    Document {
        url: KEYS.to_owned(),
        fetched: hour.map(at),
        date: None,
        origin: Origin::Saved,
        content: Content::Json(serde_json::json!({ "keys": keys })),
    }
}

fn at(hour: i8) -> Timestamp {
    format!("2026-11-21T{hour:02}:00:00Z").parse().unwrap()
}

fn table_of(answers: impl IntoIterator<Item = Document>) -> KeyTable {
    let mut documents = Documents::default();
    documents.extend(answers);
    let kid = names(r#"{"kid":"old"}"#);
    build(read_sources(&[address()], &documents), &kid, None)
}

#[test]
fn a_key_of_earlier_answers_is_remembered_and_never_counted_as_listed() {
    let table = table_of([
        answer(Some(8), &["old", "new"]),
        answer(Some(9), &["old"]),
        answer(Some(12), &["new"]),
    ]);
    let rows: Vec<_> = table
        .keys
        .iter()
        .map(|k| (k.kid.as_deref().unwrap(), k.is_remembered(), k.seen.clone()))
        .collect();
    let seen = |first, last| Seen {
        first: Some(at(first)),
        last: Some(at(last)),
        at: vec![0],
        times: vec![2],
    };
    let expected = [("old", true, seen(8, 9)), ("new", false, seen(8, 12))];
    assert_eq!(rows, expected, "the token's key first");
    assert_eq!(table.share(&table.keys[0], 0), (2, 3), "in 2 of 3 answers");
    assert_eq!(table.sources[0].listed, 1, "the newest answer alone counts");
    assert_eq!(table.matching().count(), 1);
    assert_eq!(table.matching_now().count(), 0);
    let old = &table.keys[0];
    assert_eq!(table.sources_of(old).count(), 0);
    assert_eq!(table.seen_by(old).count(), 1);
}

#[test]
fn what_tells_nothing_remembers_nothing() {
    let failed = |hour| Document {
        content: Content::Failed {
            status: None,
            reason: "timed out".to_owned(),
        },
        ..answer(Some(hour), &[])
    };
    let page = Document {
        content: Content::Text("<html/>".to_owned()),
        ..answer(Some(8), &[])
    };
    let other = Document {
        url: "https://elsewhere/k".to_owned(),
        origin: Origin::Live,
        ..answer(Some(8), &["old"])
    };
    let table = table_of([failed(7), page, other, answer(Some(12), &["new"])]);
    assert_eq!(table.keys.len(), 1);
    // A failed refresh hides nothing, so nothing is gone.
    let table = table_of([answer(Some(8), &["old"]), failed(12)]);
    assert!(!table.keys[0].is_remembered());
}

#[test]
fn answers_without_a_date_are_remembered_too() {
    let table = table_of([answer(None, &["old"]), answer(Some(12), &["new"])]);
    let old = &table.keys[0];
    assert!(old.is_remembered());
    assert_eq!((old.seen.first, old.seen.last), (None, None));
}

#[test]
fn what_is_remembered_without_its_document_is_remembered_too() {
    let mut history = History::default();
    for (hour, kids) in [(1, &["old"][..]), (2, &["old", "new"]), (3, &["new"])] {
        assert!(history.learn(&answer(Some(hour), kids)));
    }
    let history = Arc::new(history);
    let rows = [
        ("beside a newer answer", vec![answer(Some(12), &["new"])], 1),
        ("alone", Vec::new(), 0),
    ];
    for (name, answers, answers_at_hand) in rows {
        let mut documents = Documents::default();
        documents.extend(answers);
        documents.remember(Arc::clone(&history));
        let kid = names(r#"{"kid":"old"}"#);
        let table = build(read_sources(&[address()], &documents), &kid, None);
        let old = &table.keys[0];
        assert!(old.is_remembered(), "{name}");
        assert_eq!(
            (old.seen.first, old.seen.last),
            (Some(at(1)), Some(at(2))),
            "{name}"
        );
        assert_eq!(table.share(old, 0), (0, answers_at_hand), "{name}");
        assert_eq!(table.sources[0].only_past, answers_at_hand == 0, "{name}");
        let new = &table.keys[1];
        assert_eq!(new.is_remembered(), answers_at_hand == 0, "{name}");
        assert_eq!(
            new.seen.first,
            Some(at(2)),
            "{name}: since when it was seen"
        );
    }
}
