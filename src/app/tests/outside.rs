//! What is asked of the outside, what comes back, and what is forgotten.

use super::*;
use crate::net::Exchange;

#[test]
fn late_answers_hide_nothing() {
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
    assert!(!model.network.asking.contains(url));
    assert!(model.documents.latest_failure(url).is_some());
}

fn request(url: &str) -> Exchange {
    Exchange {
        url: url.to_owned(),
        at: now(),
        status: Some(200),
        bytes: 1,
        took: std::time::Duration::from_millis(1),
        failure: None,
    }
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
    model.note_requests(vec![request("https://a")]);
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
        (
            "selection",
            Action::PasteSelection,
            vec![Effect::ReadSelection],
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

/// A log with an error and a token gives both; the error goes with its text, one that was given stays.
#[test]
fn errors_beside_tokens_are_theirs() {
    let token = token("someone");
    let log = format!("Bearer {token}\nIDX10223: Lifetime validation failed.\n");
    let mut model = model();
    model.apply(Action::Paste(log.clone()), now());
    assert!(
        model
            .error
            .as_deref()
            .is_some_and(|e| e.contains("IDX10223"))
    );
    assert!(model.error.as_deref().is_some_and(|e| !e.contains(&token)));
    assert!(model.inspection.as_ref().is_some_and(|i| i.error.is_some()));
    model.apply(Action::Paste(token.clone()), now());
    assert_eq!(model.error, None, "it went with its text");
    model.apply(Action::Paste("jwt expired".to_owned()), now());
    assert_eq!(model.error.as_deref(), Some("jwt expired"));
    model.apply(Action::Paste(log), now());
    assert_eq!(model.error.as_deref(), Some("jwt expired"), "it was given");
}

#[test]
fn an_error_alone_says_what_it_means() {
    let mut model = model();
    model.apply(
        Action::Paste("IDX10223: Lifetime validation failed.".to_owned()),
        now(),
    );
    let narrowed = model.narrowed().unwrap();
    assert_eq!(narrowed.causes[0].rule, "expired");
    let notice = model.notice.as_ref().unwrap();
    assert!(
        format!("{notice:?}").contains("time was over"),
        "{notice:?}"
    );
    model.apply(Action::Paste(token("someone")), now());
    assert_eq!(model.narrowed(), None);
}
