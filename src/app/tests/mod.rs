//! What the model decides, with readings made by hand.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod api;
mod outside;
mod saved;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;

use super::intake::Way;
use super::model::Shown;
use super::*;
use crate::documents::{Content, Document, Origin, Redaction, SavedInspection};
use crate::input::{Found, Kind, Reading, Whole, base64url};

const NOW: &str = "2026-11-21T10:00:00Z";

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

fn model() -> Model {
    Model::new(now(), TimeZone::UTC)
}

/// A token that nobody signed, told apart by its subject.
fn token(subject: &str) -> String {
    let part = |value: serde_json::Value| base64url::encode(value.to_string().as_bytes());
    let header = part(json!({ "typ": "JWT", "alg": "RS256", "kid": subject }));
    let claims = part(json!({
        "aud": "api://a", "iss": "https://sts.windows.net/t/", "sub": subject, "exp": 1_795_258_800
    }));
    format!(
        "{header}.{claims}.{}",
        base64url::encode(subject.as_bytes())
    )
}

fn found(text: &str, kind: Kind) -> Found {
    Found {
        text: text.to_owned(),
        kind,
        role: None,
        source: "pasted text".to_owned(),
        at: "line 1".to_owned(),
        request_url: None,
        noise: Vec::new(),
        damage: Vec::new(),
        remark: (kind == Kind::Other).then(|| "this is a GUID".to_owned()),
    }
}

fn reading(whole: Whole, found: Vec<Found>) -> Reading {
    Reading {
        whole,
        found,
        remark: None,
    }
}

fn jws(subject: &str) -> Reading {
    reading(Whole::Text, vec![found(&token(subject), Kind::Jws)])
}

/// A model that shows the token of "a".
fn shown() -> Model {
    let mut model = model();
    model.take(Way::Pasted, "pasted text", token("a"), jws("a"), now());
    model
}

fn notice(model: &Model) -> (Option<NoticeKind>, &str) {
    model
        .notice
        .as_ref()
        .map_or((None, ""), |n| (Some(n.kind), n.text.as_str()))
}

fn document(url: &str, origin: Origin, text: &str) -> Document {
    Document {
        url: url.to_owned(),
        fetched: Some(now()),
        date: None,
        origin,
        content: Content::Text(text.to_owned()),
    }
}

fn record() -> SavedInspection {
    SavedInspection {
        title: Some("A case".to_owned()),
        at: Some("2026-01-01T00:00:00Z".parse().unwrap()),
        tokens: vec![token("a"), token("b")],
        documents: vec![document("https://example.com/keys", Origin::Saved, "saved")],
        error: Some("IDX10503".to_owned()),
        unknown: std::iter::once(("note".to_owned(), json!("kept"))).collect(),
        ..SavedInspection::default()
    }
}

#[test]
fn a_text_without_a_token_leaves_what_is_shown() {
    let other = || reading(Whole::Guid, vec![found("x", Kind::Other)]);
    let remark = Reading {
        remark: Some("The file is cut at byte 12.".to_owned()),
        ..reading(Whole::Text, Vec::new())
    };
    let rows = [
        (
            "pasted",
            Way::Pasted,
            other(),
            "There is no token in what was pasted. This is a GUID. The last token stays.",
        ),
        (
            "a file",
            Way::Opened,
            remark,
            "There is no token in a.txt. The file is cut at byte 12. The last token stays.",
        ),
        (
            "typed",
            Way::Typed,
            other(),
            "The text in the box has no token; showing the last one. This is a GUID.",
        ),
        (
            "nothing at all",
            Way::Pasted,
            reading(Whole::Empty, Vec::new()),
            "There is no token in what was pasted. The last token stays.",
        ),
    ];
    for (name, way, reading, expected) in rows {
        let mut model = shown();
        let effects = model.take(way, "a.txt", "x".to_owned(), reading, now());
        assert_eq!(
            notice(&model),
            (Some(NoticeKind::Problem), expected),
            "{name}"
        );
        assert!(effects.is_empty(), "{name}");
        assert_eq!(model.text, token("a"), "{name}: the text");
        assert_eq!(model.found.len(), 1, "{name}: the tokens");
        let inspected = &model.inspection.as_ref().unwrap().found.text;
        assert_eq!(*inspected, token("a"), "{name}: the inspection");
    }
}

#[test]
fn typing_keeps_the_text_in_the_box() {
    let mut model = shown();
    model.apply(Action::Edit("no token".to_owned()), now());
    assert_eq!(model.text, "no token");
    assert!(model.inspection.is_some());
    assert!(
        notice(&model)
            .1
            .starts_with("The text in the box has no token; showing the last one.")
    );
    let saved = model.to_saved(Redaction::Keep);
    assert_eq!(
        saved.tokens,
        [token("a")],
        "what is shown is saved, not what is in the box"
    );
}

#[test]
fn the_first_signed_token_is_shown() {
    use Kind::{DamagedJwt, Jws, OpaqueToken, RefreshToken};
    let rows: [(&str, &[Kind], usize); 4] = [
        ("the only one", &[Jws], 0),
        (
            "a signed one after others",
            &[RefreshToken, DamagedJwt, Jws, Jws],
            2,
        ),
        ("none is signed", &[OpaqueToken, RefreshToken], 0),
        ("signed first", &[Jws, OpaqueToken], 0),
    ];
    for (name, kinds, expected) in rows {
        let mut model = model();
        let tokens = kinds.iter().enumerate();
        let tokens = tokens
            .map(|(i, kind)| found(&token(&i.to_string()), *kind))
            .collect();
        model.take(
            Way::Pasted,
            "pasted text",
            "t".into(),
            reading(Whole::Har, tokens),
            now(),
        );
        assert_eq!(model.selected, expected, "{name}");
        assert_eq!(model.whole, Whole::Har, "{name}");
        assert!(model.notice.is_none(), "{name}");
    }
}

#[test]
fn selecting_shows_another_token() {
    let mut model = model();
    let both = vec![found(&token("a"), Kind::Jws), found(&token("b"), Kind::Jws)];
    model.take(
        Way::Pasted,
        "pasted text",
        "t".into(),
        reading(Whole::Text, both),
        now(),
    );
    for (name, index, expected) in [
        ("the second", 1, "b"),
        ("outside", 9, "b"),
        ("back", 0, "a"),
    ] {
        model.apply(Action::Select(index), now());
        assert_eq!(
            model.inspection.as_ref().unwrap().found.text,
            token(expected),
            "{name}"
        );
    }
}

#[test]
fn files_that_are_opened_together_stand_side_by_side() {
    let mut model = shown();
    model.apply(Action::Open(vec!["b.txt".into(), "c.txt".into()]), now());
    for name in ["b", "c", "c"] {
        model.take(Way::Opened, name, token(name), jws(name), now());
    }
    let texts: Vec<&str> = model.found.iter().map(|f| f.text.as_str()).collect();
    assert_eq!(texts, [token("b"), token("c")]);
    assert_eq!(model.selected, 0);
    model.take(Way::Pasted, "pasted text", token("d"), jws("d"), now());
    assert_eq!(model.found.len(), 1, "a paste replaces them");
}

#[test]
fn a_long_text_leaves_only_its_tokens_in_the_box() {
    let mut model = model();
    let log = "x".repeat(1024 * 1024 + 1);
    model.take(Way::Opened, "big.log", log, jws("a"), now());
    assert_eq!(model.text, token("a"));
}
