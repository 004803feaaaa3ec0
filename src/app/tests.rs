//! What the model decides, with readings made by hand.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

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

fn document(url: &str, origin: Origin, text: &str) -> Document {
    Document {
        url: url.to_owned(),
        fetched: Some(now()),
        origin,
        content: Content::Text(text.to_owned()),
    }
}

#[test]
fn a_saved_inspection_brings_everything_back() {
    let mut model = shown();
    model.learn(document("https://example.com/other", Origin::Live, "live"));
    let effects = model.restore(Way::Opened, "case.json", record(), now());
    assert!(effects.is_empty(), "a record is not asked about");
    assert_eq!(model.title.as_deref(), Some("A case"));
    assert_eq!(model.error.as_deref(), Some("IDX10503"));
    assert_eq!(
        model.moment,
        Moment::Fixed("2026-01-01T00:00:00Z".parse().unwrap())
    );
    assert_eq!(model.found.len(), 2);
    assert_eq!(model.found[1].at, "/tokens/1");
    assert_eq!(
        model.documents.len(),
        1,
        "other documents would change the verdict"
    );
    assert_eq!(model.tick(now()), None, "its moment is fixed");
    let again = model.to_saved(Redaction::Keep);
    assert_eq!(again.tokens, record().tokens);
    assert_eq!(again.unknown, record().unknown);
    assert_eq!((again.title, again.at), (record().title, record().at));
}

#[test]
fn another_token_leaves_a_saved_inspection_behind() {
    let rows = [
        ("another token", "z", true),
        ("the same one, edited", "a", false),
    ];
    for (name, subject, leaves) in rows {
        let mut model = model();
        model.restore(Way::Opened, "case.json", record(), now());
        let mut edited = token(subject);
        edited.push('x');
        let read = reading(Whole::Text, vec![found(&edited, Kind::Jws)]);
        model.take(Way::Typed, "pasted text", edited.clone(), read, now());
        assert_eq!(model.title.is_none(), leaves, "{name}: title");
        assert_eq!(model.error.is_none(), leaves, "{name}: error");
        assert_eq!(model.documents.is_empty(), leaves, "{name}: documents");
        assert_eq!(
            matches!(model.moment, Moment::Now(_)),
            leaves,
            "{name}: moment"
        );
        assert_eq!(model.kept.shown == Shown::Token, leaves, "{name}: asking");
        assert_eq!(
            model.to_saved(Redaction::Keep).tokens,
            [edited],
            "{name}: saved"
        );
    }
}

#[test]
fn a_saved_inspection_without_a_token_is_evidence() {
    let mut model = shown();
    let saved = SavedInspection {
        tokens: Vec::new(),
        ..record()
    };
    model.restore(Way::Opened, "case.json", saved, now());
    assert_eq!(model.found.len(), 1);
    assert_eq!(model.documents.len(), 1);
    let expected = "Added 1 document, the API's error from case.json.";
    assert_eq!(notice(&model), (Some(NoticeKind::Info), expected));
}

#[test]
fn answers_are_logged_and_late_ones_hide_nothing() {
    let mut model = shown();
    let url = "https://login.microsoftonline.com/t/keys";
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    let answer = |fetched: &str, text: &str| Document {
        fetched: Some(at(fetched)),
        ..document(url, Origin::Live, text)
    };
    model.network.asking.insert(url.to_owned());
    model.arrive(vec![answer("2026-11-21T10:00:05Z", "new")], now());
    model.arrive(vec![answer("2026-11-21T10:00:01Z", "late")], now());
    let failed = Document {
        content: Content::Failed {
            status: Some(503),
            reason: "answered 503".to_owned(),
        },
        ..answer("2026-11-21T10:00:09Z", "")
    };
    model.arrive(vec![failed], now());
    let latest = model.documents.latest(url).unwrap();
    assert_eq!(latest.content, Content::Text("new".to_owned()));
    assert!(model.network.asking.is_empty());
    let outcomes: Vec<&str> = model
        .network
        .log
        .iter()
        .map(|l| l.outcome.as_str())
        .collect();
    assert_eq!(outcomes, ["answered", "answered", "answered 503"]);
}

#[test]
fn clear_forgets_the_token_and_keeps_what_was_allowed() {
    let mut model = shown();
    model.restore(Way::Opened, "case.json", record(), now());
    model.apply(Action::AllowHost(" Idp.Example.com ".to_owned()), now());
    model.apply(Action::SetTheme(Theme::Light), now());
    model
        .network
        .asking
        .insert("https://idp.example.com/keys".to_owned());
    model.arrive(vec![document("https://a", Origin::Live, "a")], now());
    let effects = model.apply(Action::Clear, now());
    assert_eq!(effects, [Effect::CancelFetches]);
    assert!(model.text.is_empty() && model.found.is_empty() && model.inspection.is_none());
    assert!(model.documents.is_empty() && model.error.is_none() && model.title.is_none());
    assert!(model.kept.originals.is_empty() && model.kept.unknown.is_empty());
    assert_eq!(model.moment, Moment::Now(now()));
    assert_eq!(model.network.consent.hosts, ["idp.example.com"]);
    assert_eq!(model.network.log.len(), 1);
    assert_eq!(model.theme, Theme::Light);
    model.arrive(vec![document("https://b", Origin::Live, "b")], now());
    assert!(
        model.documents.is_empty(),
        "an answer that was too late is dropped"
    );
}

#[test]
fn what_cannot_be_done_is_said() {
    let rows = [
        (
            "nothing to save",
            Action::Save(Redaction::Keep),
            false,
            "There is nothing to save: paste a token first.",
        ),
        (
            "nothing to ask for",
            Action::Refresh,
            false,
            "There is nothing to ask for: paste a token first.",
        ),
        (
            "offline",
            Action::Refresh,
            true,
            "Nothing was asked: you are offline. Go live and refresh again.",
        ),
        (
            "no such example",
            Action::Example("nonsense"),
            true,
            "There is no example named “nonsense”.",
        ),
        (
            "from outside",
            Action::Problem("No dialog.".to_owned()),
            true,
            "No dialog.",
        ),
    ];
    for (name, action, with_token, expected) in rows {
        let mut model = if with_token { shown() } else { model() };
        model.network.consent.offline = true;
        assert!(model.apply(action, now()).is_empty(), "{name}");
        assert_eq!(
            notice(&model),
            (Some(NoticeKind::Problem), expected),
            "{name}"
        );
    }
}

#[test]
fn effects_follow_actions() {
    let paths = vec![std::path::PathBuf::from("a.har")];
    let rows = [
        (
            "copy",
            Action::Copy("t".to_owned()),
            vec![Effect::Copy("t".to_owned())],
        ),
        (
            "clipboard",
            Action::PasteFromClipboard,
            vec![Effect::ReadClipboard],
        ),
        ("dialog", Action::OpenDialog, vec![Effect::OpenDialog]),
        (
            "files",
            Action::Open(paths.clone()),
            vec![Effect::ReadFiles(paths)],
        ),
        ("no files", Action::Open(Vec::new()), Vec::new()),
        (
            "theme",
            Action::SetTheme(Theme::Dark),
            vec![Effect::SetTheme(Theme::Dark)],
        ),
        ("zoom", Action::Zoom(-1), vec![Effect::Zoom(-1)]),
        ("nothing to cancel", Action::Cancel, Vec::new()),
        ("nothing to clear", Action::Clear, Vec::new()),
    ];
    for (name, action, expected) in rows {
        assert_eq!(model().apply(action, now()), expected, "{name}");
    }
}

#[test]
fn going_offline_ends_what_is_under_way() {
    let mut model = shown();
    model.network.asking.insert("https://a".to_owned());
    assert_eq!(
        model.apply(Action::SetOffline(true), now()),
        [Effect::CancelFetches]
    );
    assert!(model.network.asking.is_empty());
    assert!(model.apply(Action::SetOffline(true), now()).is_empty());
}

#[test]
fn nothing_secret_is_told_by_debug() {
    let secret = token("a");
    let model = shown();
    let actions = [
        Action::Paste(secret.clone()),
        Action::Edit(secret.clone()),
        Action::Copy(secret.clone()),
        Action::FileRead("a".to_owned(), secret.clone().into_bytes()),
    ];
    let effects = [
        Effect::Copy(secret.clone()),
        Effect::SaveDialog {
            name: "a".to_owned(),
            text: secret.clone(),
        },
    ];
    let told = format!("{model:?} {actions:?} {effects:?}");
    for part in secret.split('.') {
        assert!(!told.contains(part), "{told}");
    }
    assert!(
        !told.contains(&format!("{:?}", secret.as_bytes()[..8].to_vec()).replace(['[', ']'], ""))
    );
}
