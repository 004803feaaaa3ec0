//! What the key addresses answered over time.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    clippy::string_slice,
    clippy::type_complexity
)]
#![allow(missing_docs, reason = "a test")]

use std::path::Path;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tokenscope::documents::{Content, Document, Documents, History, Origin};
use tokenscope::keys::{KeyTable, timeline};

const URL: &str = "https://login.microsoftonline.com/common/discovery/v2.0/keys";

fn at(minute: i64) -> Timestamp {
    let start: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
    start + SignedDuration::from_mins(minute)
}

fn key(kid: &str) -> Value {
    json!({ "kty": "RSA", "kid": kid, "e": "AQAB", "n": format!("u{kid}AAAA") })
}

fn answer(minute: i64, kids: &[&str]) -> Document {
    let keys: Vec<Value> = kids.iter().map(|kid| key(kid)).collect();
    Document {
        url: URL.to_owned(),
        fetched: Some(at(minute)),
        date: None,
        origin: Origin::Live,
        content: Content::Json(json!({ "keys": keys })),
    }
}

fn history(answers: &[(i64, &[&str])]) -> History {
    let mut history = History::default();
    for (minute, kids) in answers {
        assert!(history.learn(&answer(*minute, kids)));
    }
    history
}

/// The answers as minutes and kids.
fn told(history: &History) -> Vec<(i64, Vec<String>)> {
    let place = history.place(URL).unwrap();
    let kids = |answer| {
        let mut kids: Vec<String> = place
            .listed_in(answer)
            .iter()
            .map(|key| key["kid"].as_str().unwrap().to_owned())
            .collect();
        kids.sort();
        kids
    };
    place
        .answers
        .iter()
        .map(|a| ((a.at.as_second() - at(0).as_second()) / 60, kids(a)))
        .collect()
}

#[test]
fn runs_of_equal_answers_are_kept_as_their_ends() {
    type Row = (
        &'static str,
        &'static [(i64, &'static [&'static str])],
        &'static [i64],
    );
    let rows: &[Row] = &[
        ("one", &[(0, &["a"])], &[0]),
        ("two equal", &[(0, &["a"]), (1, &["a"])], &[0, 1]),
        (
            "three equal",
            &[(0, &["a"]), (1, &["a"]), (2, &["a"])],
            &[0, 2],
        ),
        (
            "many equal",
            &[
                (0, &["a"]),
                (1, &["a"]),
                (2, &["a"]),
                (3, &["a"]),
                (4, &["a"]),
            ],
            &[0, 4],
        ),
        (
            "another order is the same answer",
            &[(0, &["a", "b"]), (1, &["b", "a"]), (2, &["a", "b"])],
            &[0, 2],
        ),
        (
            "flapping",
            &[(0, &["a", "b"]), (1, &["a"]), (2, &["a", "b"]), (3, &["a"])],
            &[0, 1, 2, 3],
        ),
        (
            "late arrivals find their place",
            &[(4, &["a"]), (0, &["a"]), (2, &["a"])],
            &[0, 4],
        ),
        (
            "a late arrival breaks a run",
            &[(0, &["a"]), (4, &["a"]), (2, &["b"])],
            &[0, 2, 4],
        ),
        ("the same answer twice", &[(0, &["a"]), (0, &["a"])], &[0]),
        (
            "no keys at all is an answer",
            &[(0, &["a"]), (1, &[])],
            &[0, 1],
        ),
    ];
    for (name, answers, expected) in rows {
        let kept: Vec<i64> = told(&history(answers))
            .into_iter()
            .map(|(m, _)| m)
            .collect();
        assert_eq!(kept, *expected, "{name}");
    }
}

#[test]
fn only_dated_answers_with_keys_are_learnt() {
    let good = answer(0, &["a"]);
    let with = |change: fn(&mut Document)| {
        let mut document = good.clone();
        change(&mut document);
        document
    };
    let rows = [
        ("as it is", with(|_| {}), true),
        ("saved", with(|d| d.origin = Origin::Saved), true),
        ("a loose file", with(|d| d.origin = Origin::File), false),
        ("without a date", with(|d| d.fetched = None), false),
        (
            "a failure",
            with(|d| {
                d.content = Content::Failed {
                    status: Some(404),
                    reason: String::new(),
                }
            }),
            false,
        ),
        (
            "metadata",
            with(|d| d.content = Content::Json(json!({"issuer": "x"}))),
            false,
        ),
        (
            "other text",
            with(|d| d.content = Content::Text("hello".to_owned())),
            false,
        ),
    ];
    for (name, document, learnt) in rows {
        let mut history = History::default();
        assert_eq!(history.learn(&document), learnt, "{name}");
        assert_eq!(history.is_empty(), !learnt, "{name}");
    }
}

#[test]
fn the_file_is_read_as_it_was_written() {
    let history = history(&[(0, &["a", "b"]), (5, &["b"]), (9, &["b", "c"])]);
    let text = history.write();
    assert_eq!(History::read(&text).unwrap(), history);
    assert_eq!(
        text.matches("\"kid\":\"b\"").count(),
        1,
        "a key is written once"
    );
}

#[test]
fn broken_files_say_what_is_wrong() {
    let rows = [
        ("no JSON", "{", "the key history is not JSON"),
        ("something else", "{}", "/tokenscopeHistory is missing"),
        ("newer", r#"{"tokenscopeHistory":2}"#, "version 2"),
        (
            "no places",
            r#"{"tokenscopeHistory":1}"#,
            "/places is not a list",
        ),
        (
            "a key that isn't there",
            r#"{"tokenscopeHistory":1,"places":[{"url":"u","kind":"keys","keys":[],"answers":[["2026-01-01T00:00:00Z",[0]]]}]}"#,
            "/places/0/answers/0 is no answer",
        ),
        (
            "a moment that is none",
            r#"{"tokenscopeHistory":1,"places":[{"url":"u","kind":"keys","keys":[],"answers":[["soon",[]]]}]}"#,
            "/places/0/answers/0 is no answer",
        ),
        (
            "an unknown kind",
            r#"{"tokenscopeHistory":1,"places":[{"url":"u","kind":"x","keys":[],"answers":[]}]}"#,
            "/places/0/kind is neither",
        ),
    ];
    for (name, text, expected) in rows {
        let error = History::read(text).unwrap_err().to_string();
        assert!(error.contains(expected), "{name}: {error}");
    }
}

#[test]
fn histories_are_joined_and_become_documents_again() {
    let mut mine = history(&[(0, &["a"]), (10, &["b"])]);
    let theirs = history(&[(5, &["b", "a"]), (10, &["b"])]);
    mine.merge(&theirs);
    let expected = vec![
        (0, vec!["a".to_owned()]),
        (5, vec!["a".to_owned(), "b".to_owned()]),
        (10, vec!["b".to_owned()]),
    ];
    assert_eq!(told(&mine), expected);
    let mut documents = Documents::default();
    documents.extend(mine.documents());
    assert_eq!(
        told(&History::of(&documents)),
        expected,
        "through documents"
    );
}

#[test]
fn a_timeline_has_spans_and_gaps() {
    let history = history(&[
        (0, &["a", "b"]),
        (1, &["a"]),
        (2, &["a"]),
        (3, &["a", "b"]),
        (4, &["c", "b"]),
    ]);
    let timeline = timeline(history.place(URL).unwrap(), &KeyTable::default());
    let rows: Vec<(&str, usize, Vec<(Timestamp, Timestamp)>)> = timeline
        .rows
        .iter()
        .map(|row| {
            let spans = row.spans.iter().map(|s| (s.from, s.to));
            (row.kid.as_str(), row.gaps, spans.collect())
        })
        .collect();
    let expected = [
        ("c", 0, vec![(at(4), at(4))]),
        ("b", 2, vec![(at(0), at(0)), (at(3), at(4))]),
        ("a", 0, vec![(at(0), at(3))]),
    ];
    assert_eq!(rows, expected);
}

#[test]
fn members_that_come_and_go_make_no_other_key() {
    let mut history = history(&[(0, &["a"])]);
    let mut second = answer(1, &["a"]);
    if let Content::Json(value) = &mut second.content {
        value["keys"][0]["cloud_instance_name"] = json!("microsoftonline.com");
    }
    history.learn(&second);
    let timeline = timeline(history.place(URL).unwrap(), &KeyTable::default());
    assert_eq!(timeline.rows.len(), 1);
    assert_eq!(timeline.rows[0].spans.len(), 1);
}

#[test]
fn the_recorded_history_is_read() {
    let folder = Path::new("../shared/data/jwks/panva-entra-common");
    let Ok(entries) = std::fs::read_dir(folder) else {
        eprintln!("skipped: the recorded data is not here");
        return;
    };
    let mut history = History::default();
    let mut answers = 0;
    for entry in entries {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        // 2024-06-05T173400-bb745217.json
        let (date, time) = (&name[..10], &name[11..17]);
        let moment = format!("{date}T{}:{}:{}Z", &time[..2], &time[2..4], &time[4..]);
        let body: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let learnt = history.learn(&Document {
            url: URL.to_owned(),
            fetched: Some(moment.parse().unwrap()),
            date: None,
            origin: Origin::Saved,
            content: Content::Json(body),
        });
        assert!(learnt, "{name}");
        answers += 1;
    }
    assert!(answers > 70, "{answers} answers");
    let place = history.place(URL).unwrap();
    let timeline = timeline(place, &KeyTable::default());
    assert_eq!(timeline.rows.len(), 42, "distinct keys");
    let back = timeline.rows.iter().filter(|row| row.gaps > 0).count();
    assert_eq!(back, 20, "keys that vanish and come back in these answers");
    let mut documents = Documents::default();
    documents.remember(Arc::new(History::read(&history.write()).unwrap()));
    assert_eq!(documents.past().places().len(), 1);
}
