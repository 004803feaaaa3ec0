//! From paste to verdict.

use egui_kittest::kittest::Queryable as _;
use serde_json::{Map, Value, json};
use tokenscope::documents::Documents;

use crate::common::tokens::at;
use crate::common::{API, SigningKey, documents, sign, sign_with_nonce, template};
use crate::desk::{click, paste, shows, usual, verdict, window};

/// A signed token of a template with other members.
pub(crate) fn token(name: &str, header: &Value, claims: &Value, key: &SigningKey) -> String {
    let mut template = template(name);
    let extend = |members: &mut Map<String, Value>, more: &Value| {
        members.extend(more.as_object().cloned().unwrap_or_default());
    };
    extend(&mut template.header, header);
    extend(&mut template.claims, claims);
    if template.header.contains_key("nonce") {
        sign_with_nonce(&template.header, &template.claims, key)
    } else {
        sign(&template.header, &template.claims, key)
    }
}

/// A token of version 2 that nothing is wrong with.
pub(crate) fn good() -> String {
    token("entra-v2", &json!({}), &json!({}), SigningKey::entra())
}

/// A token signed with the SAML certificate of its application, and where that is listed.
pub(crate) fn saml() -> (String, Documents) {
    let key = SigningKey::saml_app();
    let text = token("entra-v2", &json!({ "kid": key.kid() }), &json!({}), key);
    let shared: &[&str] = &["entra", "entra-other"];
    let places = [("own", shared), ("common", shared), ("app", &["saml-app"])];
    (text, documents(places))
}

fn altered() -> String {
    let good = good();
    let parts: Vec<&str> = good.split('.').collect();
    let mut claims = template("entra-v2").claims;
    claims.insert("roles".to_owned(), json!(["Admin"]));
    let payload = crate::common::tokens::part(&claims);
    format!("{}.{payload}.{}", parts[0], parts[2])
}

#[test]
fn a_pasted_token_leads_to_its_verdict() {
    let entra = SigningKey::entra();
    let nothing = json!({});
    let (saml, saml_places) = saml();
    let nonce = json!({ "nonce": "q3mZP0xkV8eTn5sYw1cJ7hLr2uBdGfA9oKiXzQvNbEs" });
    let expired = json!({ "exp": at(-7200) });
    let rows = [
        (
            "expired",
            token("entra-v2", &nothing, &expired, entra),
            usual("entra-v2"),
            "expired",
            "Verdict: Failed. The token expired 2 h ago",
        ),
        (
            "for Graph",
            token("graph", &nonce, &nothing, entra),
            usual("graph"),
            "graph-audience",
            "Verdict: Failed. This is a genuine Microsoft Graph token",
        ),
        (
            "altered",
            altered(),
            usual("entra-v2"),
            "signature-altered",
            "made this signature, but over other content",
        ),
        (
            "SAML certificate",
            saml,
            saml_places,
            "saml-app-key",
            "Verdict: Failed. The SAML certificate of application 6e74172b…",
        ),
        (
            "nobody answers",
            good(),
            Documents::default(),
            "metadata-unreachable",
            "Verdict: ",
        ),
    ];
    for (name, text, network, rule, words) in rows {
        let mut window = window(network);
        assert_eq!(verdict(&window), "", "{name}: before");
        paste(&mut window, &text);
        let shown = &window.state().model.inspection;
        let verdict_rule = shown.as_ref().map(|i| i.verdict.rule);
        assert_eq!(verdict_rule, Some(rule), "{name}: {}", verdict(&window));
        assert!(
            verdict(&window).contains(words),
            "{name}: {}",
            verdict(&window)
        );
        assert!(shows(&window, "What to do"), "{name}: nothing to do");
    }
}

#[test]
fn a_good_token_is_not_said_to_be_bad() {
    let mut window = window(usual("entra-v2"));
    paste(&mut window, &format!("Authorization: Bearer {}", good()));
    assert!(
        verdict(&window).starts_with("Verdict: "),
        "{}",
        verdict(&window)
    );
    assert!(!verdict(&window).contains("Failed"), "{}", verdict(&window));
    assert!(shows(&window, "The scheme in front of it was taken off"));
    let asked = &window.state().asked;
    let hosts = asked
        .iter()
        .filter(|url| !url.starts_with("https://login.microsoftonline.com/"));
    assert_eq!(hosts.count(), 0, "{asked:?}");
    let requests = format!("{} requests left this computer", asked.len());
    window.get_by_label(&requests);
}

#[test]
fn a_token_can_be_typed_into_the_box() {
    let mut window = window(usual("entra-v2"));
    window.get_by_label("Token text").focus();
    window.run();
    window.get_by_label("Token text").type_text(&good());
    window.run();
    assert!(shows(&window, "Access token"));
    assert!(!verdict(&window).contains("Failed"), "{}", verdict(&window));
    assert!(!window.state().asked.is_empty());
}

#[test]
fn a_better_token_takes_the_place_of_a_bad_one() {
    let mut window = window(usual("entra-v2"));
    paste(&mut window, &altered());
    assert!(verdict(&window).contains("Failed"), "{}", verdict(&window));
    paste(&mut window, &good());
    assert!(!verdict(&window).contains("Failed"), "{}", verdict(&window));
    click(&mut window, "Clear");
    assert_eq!(verdict(&window), "");
    assert!(!shows(&window, API), "nothing of it stays on screen");
    assert!(shows(&window, "Paste from clipboard"));
}

#[test]
fn metadata_of_a_place_that_is_not_asked_changes_nothing_by_itself() {
    let mut window = window(usual("entra-v2"));
    paste(&mut window, &good());
    let before = verdict(&window);
    paste(
        &mut window,
        &json!({ "keys": [SigningKey::b2c().jwk()] }).to_string(),
    );
    assert_eq!(verdict(&window), before);
    assert!(shows(&window, "Added 1 key"));
    click(&mut window, "Keys");
    assert!(shows(&window, &SigningKey::b2c().kid()));
}
