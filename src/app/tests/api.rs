//! What is known about the API: read, said by hand, kept, forgotten.

use super::*;
use crate::api::is_configuration;
use crate::api::{Api, ApiError, Permissions, Reading as ApiReading, Stack, Unread};

/// What a reader makes of a configuration.
fn read(name: &str) -> Api {
    Api {
        audiences: vec!["api://a".to_owned(), "a".to_owned()],
        metadata: Some("https://login.example/.well-known/openid-configuration".to_owned()),
        stack: Some(Stack::Spring),
        source: Some(name.to_owned()),
        text: Some("issuer-uri: https://login.example".to_owned()),
        ..Api::default()
    }
}

#[test]
fn what_was_read_is_told_and_used() {
    let one_unread = |mut api: Api| {
        api.reading.unread.push(Unread {
            line: Some(3),
            name: "x".to_owned(),
            reason: "is a number".to_owned(),
            about: None,
        });
        api
    };
    let stack_alone = Api {
        stack: Some(Stack::Quarkus),
        source: Some("application.properties".to_owned()),
        ..Api::default()
    };
    let rows = [
        (
            "beside a token",
            shown(),
            read("application.yml"),
            "Read application.yml, Spring Security resource server: 2 audiences and a metadata address.",
        ),
        (
            "before any token",
            model(),
            read("application.yml"),
            "Read application.yml, Spring Security resource server: 2 audiences and a metadata \
             address. Now paste the token.",
        ),
        (
            "not all understood",
            shown(),
            one_unread(read("application.yml")),
            "Read application.yml, Spring Security resource server: 2 audiences and a metadata \
             address. One setting was not understood.",
        ),
        (
            "nothing but the stack",
            shown(),
            stack_alone,
            "Read application.properties, Quarkus OIDC: the stack Quarkus OIDC.",
        ),
    ];
    for (name, mut model, api, expected) in rows {
        let (text, arrivals, revision) = (model.text.clone(), model.arrivals, model.revision);
        model.take_read(Ok(api.clone()));
        assert_eq!(notice(&model), (Some(NoticeKind::Info), expected), "{name}");
        assert_eq!(model.api, api, "{name}");
        let judged = model.inspection.as_ref().map(|i| &i.api);
        assert!(judged.is_none_or(|judged| *judged == api), "{name}: judged");
        assert_eq!(model.text, text, "{name}: the token stays");
        assert_eq!(model.arrivals, arrivals + 1, "{name}");
        assert!(model.revision > revision, "{name}");
    }
}

#[test]
fn what_can_not_be_read_loses_nothing() {
    let errors = [
        (
            ApiError::NotRecognised {
                name: "the pasted text".to_owned(),
            },
            "The pasted text is no configuration that this program knows. It knows \
             appsettings.json, web.config, application.yml, policies of API Management, the \
             settings of gateways, and start-up code.",
        ),
        (
            ApiError::Malformed {
                name: "appsettings.json".to_owned(),
                language: "JSON",
                reason: "a comma is missing at line 4, column 7".to_owned(),
            },
            "appsettings.json is not well-formed JSON: a comma is missing at line 4, column 7.",
        ),
    ];
    for (error, expected) in errors {
        let mut model = shown();
        model.take_read(Ok(read("application.yml")));
        let (api, arrivals) = (model.api.clone(), model.arrivals);
        let effects = model.take_read(Err(error));
        assert!(effects.is_empty(), "{expected}");
        let told = format!("{expected} What is known about the API stays as it is.");
        assert_eq!(notice(&model), (Some(NoticeKind::Problem), told.as_str()));
        assert_eq!((model.api, model.arrivals), (api, arrivals), "{expected}");
        assert_eq!(model.found.len(), 1, "{expected}");
    }
}

#[test]
fn a_configuration_is_told_from_a_token() {
    let secret = found("0.AVQA-secret", Kind::RefreshToken);
    let rows = [
        ("plain", reading(Whole::Configuration, vec![]), false, true),
        (
            "with a secret that looks like a token",
            reading(Whole::Configuration, vec![secret]),
            false,
            true,
        ),
        (
            "with a token",
            reading(Whole::Configuration, vec![found(&token("a"), Kind::Jws)]),
            true,
            false,
        ),
        ("any text", reading(Whole::Text, vec![]), false, false),
        (
            "any text, asked for",
            reading(Whole::Text, vec![]),
            true,
            true,
        ),
        ("keys, asked for", reading(Whole::Jwks, vec![]), true, false),
        ("an error", reading(Whole::ErrorText, vec![]), true, false),
    ];
    for (name, reading, wanted, expected) in rows {
        assert_eq!(
            is_configuration("text", &reading, wanted),
            expected,
            "{name}"
        );
    }
}

#[test]
fn what_was_asked_for_as_a_configuration_is_told_of_as_one() {
    let rows = [
        (
            Action::PasteConfiguration,
            Effect::ReadClipboard,
            "The pasted text is no configuration",
        ),
        (
            Action::PasteFromClipboard,
            Effect::ReadClipboard,
            "There is no token in what was pasted",
        ),
        (
            Action::OpenConfiguration,
            Effect::OpenDialog,
            "The pasted text is no configuration",
        ),
        (
            Action::OpenDialog,
            Effect::OpenDialog,
            "There is no token in what was pasted",
        ),
    ];
    for (action, effect, expected) in rows {
        let mut model = shown();
        assert_eq!(model.apply(action.clone(), now()), [effect], "{action:?}");
        model.apply(Action::Paste("just words".to_owned()), now());
        assert!(
            notice(&model).1.starts_with(expected),
            "{action:?}: {:?}",
            model.notice
        );
        model.apply(Action::Paste("just words".to_owned()), now());
        let next = notice(&model).1.to_owned();
        assert!(
            next.starts_with("There is no token"),
            "{action:?}, again: {next}"
        );
        model.apply(action, now());
        let token = format!("{}{}", token("b"), "A".repeat(340));
        model.apply(Action::Paste(token.clone()), now());
        assert_eq!(model.text, token, "a token is one all the same");
        assert!(model.found.iter().all(|found| found.text == token));
    }
}

#[test]
fn what_is_said_by_hand_is_used_and_forgotten() {
    let mut model = shown();
    model.apply(Action::SetApi(Box::default()), now());
    assert!(
        notice(&model).1.starts_with("Nothing was filled in"),
        "{:?}",
        model.notice
    );
    let mut api = Api::by_hand(["api://a".to_owned()], [], None);
    api.permissions = Permissions::named(["Orders.Read".to_owned()]);
    model.apply(Action::SetApi(Box::new(api.clone())), now());
    assert_eq!(
        notice(&model).1,
        "Taken by hand: 1 audience and 1 permission."
    );
    assert_eq!(model.inspection.as_ref().map(|i| &i.api), Some(&api));
    model.apply(Action::SetApi(Box::new(api)), now());
    assert_eq!(notice(&model).1, "Nothing was changed.");
    model.apply(Action::ForgetApi, now());
    assert_eq!(notice(&model).1, "What the API accepts is forgotten.");
    assert_eq!(
        model.inspection.as_ref().map(|i| &i.api),
        Some(&Api::default())
    );
    model.notice = None;
    model.apply(Action::ForgetApi, now());
    assert_eq!(model.notice, None, "nothing to forget");
}

#[test]
fn an_error_is_kept_as_it_was_typed() {
    let mut model = shown();
    model.apply(Action::SetError("IDX10503: \n".to_owned()), now());
    assert_eq!(model.error.as_deref(), Some("IDX10503: \n"));
    let said = model.inspection.as_ref().map(|i| i.error.is_some());
    assert_eq!(said, Some(true));
    let revision = model.revision;
    model.apply(Action::SetError("IDX10503: \n".to_owned()), now());
    assert_eq!(model.revision, revision, "the same again");
    model.apply(Action::SetError("  ".to_owned()), now());
    assert_eq!(model.error, None, "blank");
    model.apply(Action::SetError("IDX10503".to_owned()), now());
    model.apply(Action::ForgetError, now());
    let said = model.inspection.as_ref().map(|i| i.error.is_some());
    assert_eq!((model.error, said), (None, Some(false)));
}

#[test]
fn an_api_survives_the_next_token_unless_a_saved_inspection_brought_it() {
    let given = read("application.yml");
    let saved = || SavedInspection {
        api: Api::by_hand(["api://saved".to_owned()], [], None).write(),
        ..record()
    };
    let next = |model: &mut Model| {
        model.take(Way::Pasted, "pasted text", token("z"), jws("z"), now());
    };
    let mut model = shown();
    model.take_read(Ok(given.clone()));
    next(&mut model);
    assert_eq!(model.api, given, "of a configuration");

    model.restore(Way::Opened, "case.json", saved(), now());
    assert_eq!(model.api.audiences, ["api://saved"], "restored");
    next(&mut model);
    assert_eq!(
        (&model.api, &model.error),
        (&Api::default(), &None),
        "of a saved inspection"
    );

    model.restore(Way::Opened, "case.json", saved(), now());
    model.take_read(Ok(given.clone()));
    next(&mut model);
    assert_eq!(
        model.api, given,
        "of a configuration beside a saved inspection"
    );
    assert_eq!(model.error, None);
}

#[test]
fn saving_and_restoring_keeps_what_is_known() {
    let mut model = shown();
    let mut api = read("application.yml");
    api.issuers = vec!["https://login.example/".to_owned()];
    api.permissions = Permissions::named(["Orders.Read".to_owned()]);
    model.take_read(Ok(api.clone()));
    model.apply(Action::SetError("IDX10503".to_owned()), now());
    let saved = model.to_saved(Redaction::Keep);
    let mut other = self::model();
    other.restore(Way::Opened, "case.json", saved, now());
    // Where no reader knows the text, a note says so; what was saved stands.
    let restored = Api {
        reading: ApiReading::default(),
        ..other.api.clone()
    };
    assert_eq!(restored, api);
    assert_eq!(other.error.as_deref(), Some("IDX10503"));
    assert_eq!(other.arrivals, 0, "the tab that was open stays open");
    let again = other.to_saved(Redaction::Keep);
    assert_eq!(again.api, model.to_saved(Redaction::Keep).api);
}

#[test]
fn an_unknown_stack_is_kept() {
    let value = json!({ "audiences": ["a"], "stack": "of-tomorrow" });
    let api = Api::read(&value).unwrap();
    assert_eq!((api.stack, api.write()), (None, Some(value)));
}
