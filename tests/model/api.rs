//! What the API accepts: from a configuration, by hand, asked about, kept.

use tokenscope::api::{Api, Stack};

use super::*;

const APPSETTINGS: &str = r#"{
  "AzureAd": {
    "Instance": "https://login.microsoftonline.com/",
    "TenantId": "3f1c0a52-7d1e-4f0b-9a53-0b6f8a1d2c3e",
    "ClientId": "6a2b1c3d-5e4f-4a6b-8c7d-9e0f1a2b3c4d",
    "ClientSecret": "Xy8Q~not-a-real-secret-at-all"
  }
}"#;

fn rule(model: &Model) -> &'static str {
    model.inspection.as_ref().unwrap().verdict.rule
}

#[test]
fn another_audience_by_hand_changes_the_verdict_and_back() {
    let issuer = Issuer::new("own");
    let (mut model, _) = shown(&issuer, 3600);
    let before = rule(&model);
    let other = Api::by_hand(["api://billing".to_owned()], [], None);
    model.apply(Action::SetApi(Box::new(other)), now());
    assert_eq!(rule(&model), "audience-mismatch");
    model.apply(Action::ForgetApi, now());
    assert_eq!(rule(&model), before);
}

#[test]
fn another_metadata_address_is_asked() {
    let issuer = Issuer::new("own");
    let (mut model, mut network) = shown(&issuer, 3600);
    let url = format!(
        "https://login.microsoftonline.com/{TENANT}/v2.0/.well-known/openid-configuration\
         ?appid=77777777-2222-4333-8444-555555555555"
    );
    assert!(!network.asked.contains(&url));
    let api = Api::by_hand([AUDIENCE.to_owned()], [], Some(url.clone()));
    let effects = model.apply(Action::SetApi(Box::new(api.clone())), now());
    network.answer(&mut model, effects, now());
    assert!(network.asked.contains(&url), "{:?}", network.asked);
    let asked = network.asked.len();
    let again = model.apply(
        Action::SetApi(Box::new(Api {
            stack: Some(Stack::Jose),
            ..api
        })),
        now(),
    );
    network.answer(&mut model, again, now());
    assert_eq!(
        network.asked.len(),
        asked,
        "asked twice: {:?}",
        network.asked
    );
}

#[test]
fn an_api_by_hand_is_saved_and_brought_back() {
    let issuer = Issuer::new("own");
    let (mut model, _) = shown(&issuer, 3600);
    let api = Api {
        stack: Some(Stack::Spring),
        source: Some("by hand".to_owned()),
        ..Api::by_hand(
            [AUDIENCE.to_owned()],
            ["https://x.example".to_owned()],
            None,
        )
    };
    model.apply(Action::SetApi(Box::new(api.clone())), now());
    model.apply(
        Action::SetError("IDX10205: Issuer validation failed".to_owned()),
        now(),
    );
    let saved = model.apply(Action::Save(Redaction::Keep), now());
    let [Effect::SaveDialog { text, .. }] = saved.as_slice() else {
        panic!("{saved:?}");
    };
    let mut other = self::model();
    let read = Action::FileRead("case.tokenscope.json".to_owned(), text.clone().into());
    other.apply(read, now());
    assert_eq!(other.api, api);
    assert_eq!(other.error, model.error);
    assert_eq!(rule(&other), rule(&model));
}

#[test]
fn a_configuration_alone_waits_for_its_token() {
    let evidence = json!({ "tokenscope": 1, "api": { "audiences": ["api://billing"] } });
    let mut model = model();
    model.apply(Action::Paste(evidence.to_string()), now());
    assert!(model.inspection.is_none());
    assert_eq!(model.api.audiences, ["api://billing"]);
    let issuer = Issuer::new("own");
    let mut network = Network::of(&issuer);
    let effects = model.apply(Action::Paste(issuer.token(3600)), now());
    network.answer(&mut model, effects, now());
    assert_eq!(rule(&model), "audience-mismatch");
}

#[test]
fn a_configuration_never_takes_the_token_away() {
    // Every way, before and after the token, whatever can be read from it.
    let issuer = Issuer::new("own");
    let rows = [
        ("pasted", Action::Paste(APPSETTINGS.to_owned())),
        (
            "opened",
            Action::FileRead("appsettings.json".to_owned(), APPSETTINGS.into()),
        ),
        (
            "broken",
            Action::FileRead(
                "appsettings.json".to_owned(),
                APPSETTINGS.replace("\",", "\"").into(),
            ),
        ),
        ("pasted into the box", Action::Edit(APPSETTINGS.to_owned())),
    ];
    for (name, action) in rows {
        let (mut model, _) = shown(&issuer, 3600);
        let token = shown_text(&model).to_owned();
        model.apply(action, now());
        assert_eq!(shown_text(&model), token, "{name}");
        assert!(model.notice.is_some(), "{name}");
        assert!(
            !notice(&model).1.contains("Xy8Q"),
            "{name}: {:?}",
            model.notice
        );
    }
}

#[test]
fn a_configuration_is_read_and_brought_back_with_its_reading() {
    let issuer = Issuer::new("own");
    let (mut model, _) = shown(&issuer, 3600);
    let token = model.text.clone();
    model.apply(Action::Edit(APPSETTINGS.to_owned()), now());
    assert_eq!(model.text, token, "the box keeps the token");
    let read = Action::FileRead("appsettings.json".to_owned(), APPSETTINGS.into());
    model.apply(read, now());
    assert_eq!(
        notice(&model).0,
        Some(NoticeKind::Info),
        "{:?}",
        model.notice
    );
    assert_eq!(model.api.source.as_deref(), Some("appsettings.json"));
    assert!(!model.api.reading.settings.is_empty());
    let saved = model.apply(Action::Save(Redaction::Keep), now());
    let [Effect::SaveDialog { text, .. }] = saved.as_slice() else {
        panic!("{saved:?}");
    };
    assert!(!text.contains("Xy8Q"), "the secret is saved");
    let mut other = self::model();
    other.apply(
        Action::FileRead("case.tokenscope.json".to_owned(), text.clone().into()),
        now(),
    );
    assert_eq!(other.api, model.api);
}
