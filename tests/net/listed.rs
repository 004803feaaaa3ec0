//! From the server on loopback to the list in the window.

use std::sync::atomic::{AtomicUsize, Ordering};

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::json;
use tokenscope::app::{Action, Effect, Model};
use tokenscope::input::base64url;
use tokenscope::net::{Client, Session};
use tokenscope::ui::{self, UiState};

use super::loopback::{Authority, Reply, Server};
use super::{HOST, leaf, options};

const TENANT: &str = "3f1c0a52-7d1e-4f0b-9a53-0b6f8a1d2c3e";

fn token() -> String {
    let part = |value: serde_json::Value| base64url::encode(value.to_string().as_bytes());
    let header = part(json!({ "typ": "JWT", "alg": "RS256", "kid": "some-key" }));
    let claims = part(json!({
        "iss": format!("https://{HOST}/{TENANT}/v2.0"), "tid": TENANT, "ver": "2.0",
        "aud": "6a2b1c3d-5e4f-4a6b-8c7d-9e0f1a2b3c4d", "sub": "somebody",
    }));
    format!("{header}.{claims}.{}", base64url::encode(&[7; 256]))
}

/// Carries out what a model asks for, as the window does, until nothing is under way.
fn carry_out(model: &mut Model, session: &mut Session, mut effects: Vec<Effect>) {
    loop {
        for effect in effects.drain(..) {
            match effect {
                Effect::Fetch(requests) => session.start(requests, || {}),
                Effect::CancelFetches => session.cancel(),
                _ => {}
            }
        }
        let Some(document) = session.wait() else {
            return;
        };
        model.note_requests(session.exchanges());
        effects = model.arrive(vec![document], Timestamp::now());
    }
}

#[test]
fn a_second_try_stands_in_the_list_of_the_window() {
    let authority = Authority::new();
    let failures = AtomicUsize::new(1);
    let server = Server::start(&authority, &leaf(), move |path| {
        let own = path.contains(TENANT) && path.contains("openid-configuration");
        let one_left = |n: usize| n.checked_sub(1);
        if own
            && failures
                .fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_left)
                .is_ok()
        {
            return Reply::status(500);
        }
        if path.contains("/discovery/") {
            return Reply::json(r#"{"keys":[]}"#);
        }
        let keys = format!("https://{HOST}/common/discovery/v2.0/keys");
        let issuer = format!("https://{HOST}/{{tenantid}}/v2.0");
        Reply::json(&json!({ "issuer": issuer, "jwks_uri": keys }).to_string())
    });
    let client = Client::new(&options(&authority, &server)).unwrap();
    let mut session = Session::new(client);
    let mut model = Model::new(Timestamp::now(), TimeZone::UTC);
    let effects = model.apply(Action::Paste(token()), Timestamp::now());
    carry_out(&mut model, &mut session, effects);
    let log = &model.network.log;
    assert_eq!(
        log.len(),
        server.requests().len(),
        "every request: {log:#?}"
    );
    assert_eq!(log.iter().filter(|e| e.failure.is_some()).count(), 1);
    let words = format!("{} requests left this computer", log.len());
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_context_setup(ui::set_up)
        .build_ui_state(
            |ui, (model, state): &mut (Model, UiState)| {
                let actions = ui::show(ui, model, state);
                for action in actions {
                    model.apply(action, Timestamp::now());
                }
            },
            (model, UiState::default()),
        );
    window.run();
    window.get_by_label(&words).click();
    window.run();
    for shown in ["answered 500", "200", "Copy the list"] {
        assert!(window.query_all_by_label(shown).next().is_some(), "{shown}");
    }
}

#[test]
fn a_cancelled_request_is_listed_and_its_answer_never_comes() {
    let authority = Authority::new();
    let server = Server::start(&authority, &leaf(), |_| Reply::Silence);
    let client = Client::new(&options(&authority, &server)).unwrap();
    let mut session = Session::new(client.clone());
    let mut model = Model::new(Timestamp::now(), TimeZone::UTC);
    let effects = model.apply(Action::Paste(token()), Timestamp::now());
    let [Effect::Fetch(requests)] = effects.as_slice() else {
        panic!("{effects:?}");
    };
    let count = requests.len();
    session.start(requests.clone(), || {});
    while server.requests().len() < count {
        std::thread::yield_now();
    }
    for effect in model.apply(Action::Cancel, Timestamp::now()) {
        assert_eq!(effect, Effect::CancelFetches);
        session.cancel();
    }
    let mut listed = Vec::new();
    while listed.len() < count {
        listed.extend(session.exchanges());
        std::thread::yield_now();
    }
    assert!(
        listed
            .iter()
            .all(|e| e.failure.as_deref() == Some("was cancelled")),
        "{listed:?}"
    );
    assert!(session.wait().is_none(), "nothing is under way");
    assert!(model.network.asking.is_empty());
}
