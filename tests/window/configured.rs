//! A token beside what its API is configured to accept.

use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use serde_json::json;
use tokenscope::ui::Tab;

use crate::common::TENANT;
use crate::desk::{Window, click, notice, paste, shows, usual, verdict, window};
use crate::pasting::good;

fn rule(window: &Window) -> &'static str {
    let shown = window.state().model.inspection.as_ref();
    shown.map_or("nothing", |i| i.verdict.rule)
}

fn fill(window: &mut Window, field: &str, text: &str) {
    let field = |window: &Window| {
        window
            .get_by_role_and_label(Role::MultilineTextInput, field)
            .focus();
    };
    field(window);
    window.run();
    window.event(egui::Event::Paste(text.to_owned()));
    window.run();
}

#[test]
fn another_audience_by_hand_changes_the_verdict() {
    let mut window = window(usual("entra-v2"));
    paste(&mut window, &good());
    let before = verdict(&window);
    assert!(!before.contains("Failed"), "{before}");
    click(&mut window, "API");
    fill(&mut window, "Audiences", "api://billing");
    click(&mut window, "Apply");
    assert_eq!(rule(&window), "audience-mismatch", "{}", verdict(&window));
    assert_eq!(notice(&window), "Taken by hand: 1 audience.");
    assert!(shows(&window, "by hand"), "where it comes from");
    click(&mut window, "Forget");
    assert_eq!(verdict(&window), before);
}

#[test]
fn an_api_dropped_beside_a_token_changes_the_verdict_and_opens_its_tab() {
    let mut window = window(usual("entra-v2"));
    paste(&mut window, &good());
    let token = window.state().model.text.clone();
    let evidence = json!({ "tokenscope": 1, "api": { "audiences": ["api://billing"] } });
    paste(&mut window, &evidence.to_string());
    assert_eq!(rule(&window), "audience-mismatch", "{}", verdict(&window));
    assert_eq!(window.state().state.tab, Tab::Api);
    assert_eq!(window.state().model.text, token, "the token stays");
}

#[test]
fn a_pasted_configuration_changes_the_verdict() {
    let text = json!({ "AzureAd": {
        "Instance": "https://login.microsoftonline.com/",
        "TenantId": TENANT,
        "ClientId": "99999999-5e4f-4a6b-8c7d-9e0f1a2b3c4d",
    }})
    .to_string();
    let mut window = window(usual("entra-v2"));
    paste(&mut window, &good());
    paste(&mut window, &text);
    assert!(verdict(&window).contains("Failed"), "{}", verdict(&window));
    assert_eq!(window.state().state.tab, Tab::Api);
    assert!(shows(&window, "AzureAd:ClientId"), "where it comes from");
    paste(&mut window, &good());
    assert_eq!(rule(&window), "audience-mismatch", "the next token too");
}

#[test]
fn an_error_is_told_about_where_it_is_pasted() {
    let mut window = window(usual("entra-v2"));
    paste(&mut window, &good());
    click(&mut window, "API");
    let error = "IDX10214: Audience validation failed. Audiences: 'api://a'.";
    fill(&mut window, "Error your API gave", error);
    assert_eq!(window.state().model.error.as_deref(), Some(error));
    click(&mut window, "Forget error");
    assert_eq!(window.state().model.error, None);
    // Pasted anywhere else it opens the tab by itself.
    click(&mut window, "Claims");
    paste(&mut window, error);
    assert_eq!(window.state().state.tab, Tab::Api);
    assert_eq!(window.state().model.error.as_deref(), Some(error));
}
