//! Clicks → actions.

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use tokenscope::app::{Action, Notice, NoticeKind, Theme};
use tokenscope::documents::Redaction;
use tokenscope::input::Kind;
use tokenscope::ui::{self, UiState};

use super::fixture::{self, KID};
use super::places;
use super::scene::{Scene, Window, click, shows, sized, window};

#[test]
fn buttons_ask_for_what_they_say() {
    let rows: [(&str, &[&str], Action); 13] = [
        ("paste", &["Paste"], Action::PasteFromClipboard),
        ("open", &["Open…"], Action::OpenDialog),
        ("offline", &["Offline"], Action::SetOffline(true)),
        ("refresh", &["Refresh"], Action::Refresh),
        ("larger", &["Larger text"], Action::Zoom(1)),
        ("smaller", &["Smaller text"], Action::Zoom(-1)),
        ("light", &["Theme", "Light"], Action::SetTheme(Theme::Light)),
        ("dark", &["Theme", "Dark"], Action::SetTheme(Theme::Dark)),
        (
            "system",
            &["Theme", "As the system"],
            Action::SetTheme(Theme::System),
        ),
        (
            "save all",
            &["Save…", "Everything, with the tokens"],
            Action::Save(Redaction::Keep),
        ),
        (
            "save redacted",
            &["Save…", "Without signatures and personal data"],
            Action::Save(Redaction::Redact),
        ),
        ("clear", &["Clear"], Action::Clear),
        (
            "allow a host",
            &["Authority", "Allow idp.contoso.example"],
            Action::AllowHost("idp.contoso.example".to_owned()),
        ),
    ];
    let mut window = sized(fixture::failing(), 1280.0, 1200.0);
    for (name, path, expected) in rows {
        let mut asked = Vec::new();
        for label in path {
            asked = click(&mut window, label);
        }
        assert_eq!(asked, [expected], "{name}");
    }
}

#[test]
fn offline_the_switch_leads_back_and_nothing_can_be_refreshed() {
    let mut model = fixture::failing();
    model.network.consent.offline = true;
    let mut window = window(model);
    assert_eq!(click(&mut window, "Refresh"), []);
    assert_eq!(click(&mut window, "Offline"), [], "it is offline already");
    assert_eq!(click(&mut window, "Live"), [Action::SetOffline(false)]);
    assert!(shows(&window, "Offline: nothing is asked"));
}

#[test]
fn the_verdict_is_a_region_with_its_outcome_in_words() {
    let window = window(fixture::failing());
    window.get_by_label(
        "Verdict: Failed. This token is for Microsoft Graph. Only Graph can check its signature.",
    );
}

#[test]
fn tabs_switch() {
    let mut window = window(fixture::failing());
    assert!(shows(&window, "Microsoft Graph"));
    click(&mut window, "Authority");
    assert!(shows(&window, "Microsoft Entra ID, version 1"));
    click(&mut window, "Keys");
    assert!(shows(&window, "2BB980D9CF50F5C435A4BB5396EAFDB35E6F1D38"));
    click(&mut window, "Claims");
    assert!(shows(&window, "203.0.113.7"));
}

#[test]
fn a_click_on_a_value_copies_it() {
    let mut window = window(fixture::failing());
    assert_eq!(
        click(&mut window, "203.0.113.7"),
        [Action::Copy("203.0.113.7".to_owned())]
    );
    assert_eq!(
        click(&mut window, "ipaddr"),
        [Action::Copy("ipaddr".to_owned())]
    );
    click(&mut window, "Keys");
    let print = "2BB980D9CF50F5C435A4BB5396EAFDB35E6F1D38";
    assert_eq!(click(&mut window, print), [Action::Copy(print.to_owned())]);
}

#[test]
fn the_menu_of_a_value_copies_it_too() {
    let mut window = window(fixture::failing());
    window.get_by_label("203.0.113.7").click_secondary();
    window.run();
    assert_eq!(
        click(&mut window, "Copy"),
        [Action::Copy("203.0.113.7".to_owned())]
    );
}

#[test]
fn json_is_one_click_away_and_can_be_copied() {
    let mut window = window(fixture::failing());
    click(&mut window, "JSON");
    assert!(shows(&window, "\"ipaddr\": \"203.0.113.7\","));
    assert_eq!(
        click(&mut window, "Copy header"),
        [Action::Copy(fixture::graph_header().to_string())]
    );
    click(&mut window, "Table");
    window.get_by_label("ipaddr");
}

#[test]
fn the_verdicts_entry_is_open_by_itself() {
    let window = window(fixture::failing());
    assert!(shows(&window, "The token's audience is Microsoft Graph."));
    assert!(shows(&window, "api://8d1f5c1e-3f51-4f0c-9c0e-2a8f6d3b7e44"));
    assert!(shows(&window, "What to do"));
}

#[test]
fn next_and_previous_walk_the_checklist() {
    let mut window = window(fixture::failing());
    window.get_by_label("3 of 10");
    click(&mut window, "Next");
    window.get_by_label("4 of 10");
    assert!(shows(
        &window,
        "Nothing tells which audiences your API accepts. This paragraph"
    ));
    click(&mut window, "Previous");
    click(&mut window, "Previous");
    window.get_by_label("2 of 10");
    assert!(shows(
        &window,
        "Nothing but a scheme stood around it. This paragraph"
    ));
    click(&mut window, "Previous");
    click(&mut window, "Previous");
    window.get_by_label("1 of 10");
    window.key_press_modifiers(Modifiers::ALT, Key::ArrowDown);
    window.run();
    window.get_by_label("2 of 10");
}

#[test]
fn the_verdicts_button_leads_back_to_its_entry() {
    for (name, width) in [("wide", 1280.0), ("narrow", 640.0)] {
        let mut window = sized(fixture::failing(), width, 700.0);
        if width > ui::NARROW {
            click(&mut window, "Next");
            assert!(
                !shows(&window, "The token's audience is Microsoft Graph."),
                "{name}"
            );
        }
        click(&mut window, "Show fix");
        assert!(
            shows(&window, "The token's audience is Microsoft Graph."),
            "{name}"
        );
    }
}

#[test]
fn a_step_opens_its_entries() {
    let mut window = window(fixture::failing());
    click(&mut window, "Time: Failed. It expired 3 h ago.");
    assert!(shows(&window, "It expired 3 h ago. This paragraph"));
    click(
        &mut window,
        "Issuer: Passed. The issuer is Microsoft Entra ID, version 1.",
    );
    assert!(!shows(&window, "It expired 3 h ago. This paragraph"));
    click(&mut window, "Passed: Issuer and tid name the same tenant.");
    assert!(shows(
        &window,
        "Issuer and tid name the same tenant. This paragraph"
    ));
    assert!(!shows(
        &window,
        "The issuer is Microsoft Entra ID, version 1. This paragraph"
    ));
}

#[test]
fn a_remedys_code_is_copied() {
    let mut window = sized(fixture::failing(), 1280.0, 1300.0);
    let scope = "api://8d1f5c1e-3f51-4f0c-9c0e-2a8f6d3b7e44/.default";
    assert_eq!(
        click(&mut window, &format!("Copy {scope}")),
        [Action::Copy(scope.to_owned())]
    );
}

#[test]
fn found_tokens_are_selected() {
    let mut window = window(fixture::three_found());
    window.get_by_label("2 of 3");
    let refresh = "3. Refresh token, trace.har, entry 1, response body /refresh_token";
    assert_eq!(click(&mut window, refresh), [Action::Select(2)]);
}

#[test]
fn another_token_opens_its_own_verdict() {
    let mut window = window(fixture::failing());
    click(&mut window, "Next");
    let other = fixture::token_text(
        &serde_json::json!({"alg": "none"}),
        &fixture::graph_claims(),
    );
    let inspection = fixture::inspection(fixture::found(&other, Kind::Jws));
    window.state_mut().model.inspection = Some(inspection);
    window.run();
    window.get_by_label("3 of 10");
}

#[test]
fn a_key_is_selected_by_its_row() {
    let mut window = window(fixture::failing());
    click(&mut window, "Keys");
    window.get_by_label("verifies with this key after the nonce was hashed");
    let row = "saml-app-key-0000000000000, ";
    window.get_by_label_contains(row).click();
    window.run();
    assert!(!shows(&window, "verifies with this key"));
    assert!(shows(&window, "jwk-saml-app-key-0000000000000"));
    // The selection follows the key, not its place.
    let keys = &mut window
        .state_mut()
        .model
        .inspection
        .as_mut()
        .unwrap()
        .keys
        .keys;
    keys.insert(1, places::key("new-one", &[0], false));
    window.state_mut().model.revision += 1;
    window.run();
    assert!(shows(&window, "jwk-saml-app-key-0000000000000"));
}

#[test]
fn a_kid_that_nobody_lists_is_said_so() {
    let mut model = fixture::failing();
    let inspection = model.inspection.as_mut().unwrap();
    inspection.keys.keys.remove(0);
    inspection.signature.key = None;
    let mut window = window(model);
    click(&mut window, "Keys");
    window.get_by_label("The token's key: no address lists it");
    window.get_by_label("listed nowhere");
    assert!(window.query_all_by_label(KID).next().is_some());
}

#[test]
fn deceiving_values_are_written_out() {
    let mut model = fixture::failing();
    model.panels.claims[0].value = "adm\u{202e}nim".to_owned();
    let mut window = window(model);
    assert_eq!(
        click(&mut window, r"adm\u{202E}nim"),
        [Action::Copy("adm\u{202e}nim".to_owned())],
        "what is copied is the value itself"
    );
    assert!(shows(
        &window,
        "This value holds invisible or direction-changing characters"
    ));
}

#[test]
fn text_is_edited_in_place() {
    let mut window = window(fixture::failing());
    window.get_by_label("Token text").focus();
    window.run();
    window.get_by_label("Token text").type_text("x");
    window.run();
    let asked = std::mem::take(&mut window.state_mut().actions);
    let text = window.state().model.text.clone();
    assert!(
        matches!(asked.as_slice(), [Action::Edit(edited)] if edited.len() == text.len() + 1),
        "one edit of one letter"
    );
}

#[test]
fn the_notice_can_be_dismissed() {
    let mut model = fixture::failing();
    model.notice = Some(Notice {
        kind: NoticeKind::Problem,
        text: "The file can't be read: permission denied. Choose another one.".to_owned(),
    });
    let mut window = window(model);
    window.get_by_label("Problem: The file can't be read: permission denied. Choose another one.");
    assert_eq!(click(&mut window, "Dismiss"), [Action::DismissNotice]);
}

#[test]
fn the_empty_window_invites() {
    let mut window = window(fixture::empty());
    assert_eq!(
        click(&mut window, "Paste from clipboard"),
        [Action::PasteFromClipboard]
    );
    assert_eq!(click(&mut window, "Open a file…"), [Action::OpenDialog]);
    window.get_by_label("Token text").focus();
    window.run();
    window.get_by_label("Token text").type_text("eyJ");
    window.run();
    assert_eq!(window.state().actions, [Action::Edit("eyJ".to_owned())]);
}

#[test]
fn an_examples_card_shows_it() {
    let mut cards: Window = Harness::builder()
        .with_size([1280.0, 800.0])
        .with_context_setup(ui::set_up)
        .build_ui_state(
            |ui, scene: &mut Scene| {
                let (model, actions) = (&scene.model, &mut scene.actions);
                ui::empty_state::empty_state_ui(ui, model, &fixture::EXAMPLES, actions);
            },
            Scene {
                model: fixture::empty(),
                state: UiState::default(),
                actions: Vec::new(),
            },
        );
    cards.run();
    let card = "Example: A Graph token that was sent to another API";
    assert_eq!(click(&mut cards, card), [Action::Example("graph-token")]);
}

#[test]
fn the_error_that_the_api_logged_is_shown() {
    let mut model = fixture::failing();
    model.error = Some("IDX10503: Signature validation failed.".to_owned());
    let mut window = window(model);
    let error = "IDX10503: Signature validation failed.";
    assert_eq!(click(&mut window, error), [Action::Copy(error.to_owned())]);
}

#[test]
fn built_in_examples_are_offered() {
    let mut window = window(fixture::empty());
    click(&mut window, "Examples");
    for example in tokenscope::documents::examples::ALL {
        assert!(shows(&window, example.line), "{}", example.name);
    }
}
