//! Documents by date: what is newest, what failed, what is history.

use jiff::Timestamp;
use serde_json::json;
use tokenscope::documents::{Content, Document, Documents, Origin};

use super::{URL, documents};

fn at(moment: Option<&str>, content: Content) -> Document {
    Document {
        url: URL.to_owned(),
        fetched: moment.map(|m| m.parse().unwrap()),
        date: None,
        origin: Origin::Live,
        content,
    }
}

fn good(number: u8) -> Content {
    Content::Json(json!(number))
}

fn bad(reason: &str) -> Content {
    Content::Failed {
        status: None,
        reason: reason.to_owned(),
    }
}

const EARLY: Option<&str> = Some("2026-11-21T09:00:00Z");
const LATE: Option<&str> = Some("2026-11-21T10:00:00Z");

#[test]
fn the_newest_answer_is_shown() {
    type Row = (
        &'static str,
        Vec<Document>,
        Option<Content>,
        Option<Content>,
    );
    #[rustfmt::skip]
    let rows: Vec<Row> = vec![
        ("nothing", vec![], None, None),
        ("in order", vec![at(EARLY, good(1)), at(LATE, good(2))], Some(good(2)), None),
        ("an older answer comes late", vec![at(LATE, good(2)), at(EARLY, good(1))], Some(good(2)), None),
        ("undated is oldest", vec![at(EARLY, good(1)), at(None, good(0))], Some(good(1)), None),
        ("a failure after a success", vec![at(EARLY, good(1)), at(LATE, bad("x"))], Some(good(1)), Some(bad("x"))),
        ("a failure before a success", vec![at(EARLY, bad("x")), at(LATE, good(1))], Some(good(1)), None),
        ("an older failure comes late", vec![at(LATE, good(1)), at(EARLY, bad("x"))], Some(good(1)), None),
        ("two failures", vec![at(LATE, bad("y")), at(EARLY, bad("x"))], Some(bad("y")), Some(bad("y"))),
        ("same moment, last one told", vec![at(EARLY, good(1)), at(EARLY, good(2))], Some(good(2)), None),
    ];
    for (name, list, latest, failure) in rows {
        let documents = documents(list);
        let content = |d: Option<&Document>| d.map(|d| d.content.clone());
        assert_eq!(content(documents.latest(URL)), latest, "{name}: latest");
        assert_eq!(
            content(documents.latest_failure(URL)),
            failure,
            "{name}: failure"
        );
        assert!(documents.latest("https://other").is_none(), "{name}: other");
    }
}

#[test]
fn history_is_kept_once_and_in_order() {
    let list = || vec![at(LATE, good(2)), at(EARLY, good(1)), at(None, good(0))];
    let mut documents = documents(list());
    documents.extend(list());
    let found: Vec<Content> = documents.history(URL).map(|d| d.content.clone()).collect();
    assert_eq!(found, [good(0), good(1), good(2)]);
    assert_eq!(documents.len(), 3, "the same file twice adds nothing");
}

#[test]
fn texts_are_json_where_they_are() {
    let rows = [
        ("object", "{\"a\":1}", Content::Json(json!({"a": 1}))),
        (
            "byte order mark",
            "\u{feff}{\"a\":1}",
            Content::Json(json!({"a": 1})),
        ),
        ("XML", "<a/>", Content::Text("<a/>".to_owned())),
        (
            "XML with a byte order mark",
            "\u{feff}<a/>",
            Content::Text("<a/>".to_owned()),
        ),
        ("cut JSON", "{\"a\":", Content::Text("{\"a\":".to_owned())),
    ];
    for (name, text, expected) in rows {
        assert_eq!(Content::of_text(text), expected, "{name}");
    }
}

/// Three answers are three moments: a minute apart, beginning at ten.
#[test]
fn runs_of_equal_answers_are_thinned_out_where_they_are_old() {
    let moment = |minute: usize| format!("2026-11-21T10:{minute:02}:00Z");
    let rows: [(&str, &[u8], usize, &[usize]); 7] = [
        ("nothing", &[], 59, &[]),
        ("one", &[1], 59, &[0]),
        ("two equal", &[1, 1], 59, &[0, 1]),
        ("five equal", &[1, 1, 1, 1, 1], 59, &[0, 4]),
        ("each another", &[1, 2, 1, 2], 59, &[0, 1, 2, 3]),
        (
            "runs",
            &[1, 1, 1, 2, 2, 2, 1, 1, 1],
            59,
            &[0, 2, 3, 5, 6, 8],
        ),
        ("new ones stay", &[1, 1, 1, 1, 1, 1], 4, &[0, 3, 4, 5]),
    ];
    for (name, answers, before, expected) in rows {
        let mut documents = Documents::default();
        for (minute, answer) in answers.iter().enumerate() {
            for url in [URL, "https://other"] {
                documents.insert(Document {
                    url: url.to_owned(),
                    fetched: Some(moment(minute).parse().unwrap()),
                    date: None,
                    origin: Origin::Live,
                    content: good(*answer),
                });
            }
        }
        documents.thin_out(moment(before).parse().unwrap());
        for url in [URL, "https://other"] {
            let kept: Vec<_> = documents.history(url).filter_map(|d| d.fetched).collect();
            let expected: Vec<Timestamp> = expected
                .iter()
                .map(|minute| moment(*minute).parse().unwrap())
                .collect();
            assert_eq!(kept, expected, "{name}");
        }
    }
}
