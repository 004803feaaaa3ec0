//! Tabs, steps, remedies, several tokens, examples.

use egui_kittest::kittest::Queryable as _;
use serde_json::json;
use tokenscope::documents::Documents;
use tokenscope::documents::examples;

use crate::common::tokens::at;
use crate::common::{API, SigningKey, TENANT};
use crate::desk::{click, paste, shows, usual, verdict, window};
use crate::pasting::{good, saml, token};

#[test]
fn every_tab_tells_its_part() {
    let mut window = window(usual("entra-v2"));
    paste(&mut window, &good());
    let rows = [
        ("Claims", vec![API, "Microsoft Entra ID, version 2"]),
        ("Authority", vec![TENANT, "The token's own tenant."]),
        (
            "Keys",
            vec![
                "verifies with this key",
                "accounts.accesscontrol.windows.net",
            ],
        ),
    ];
    for (tab, words) in rows {
        click(&mut window, tab);
        for word in words {
            assert!(shows(&window, word), "{tab}: {word}");
        }
    }
    click(&mut window, "Claims");
    click(&mut window, "JSON");
    assert!(shows(&window, &format!("\"tid\": \"{TENANT}\"")));
}

#[test]
fn a_failing_step_is_opened_and_its_remedy_copied() {
    let (text, network) = saml();
    let mut window = window(network);
    paste(&mut window, &text);
    click(&mut window, "Time: Passed. It expires in 1 h.");
    assert!(!shows(&window, "What to do"), "another step is open");
    let step = "Key: Failed. The SAML certificate of application 6e74172b…";
    window.get_by_label_contains(step).click();
    window.run();
    assert!(shows(&window, "What to do"));
    let entry = window.state().model.inspection.as_ref().unwrap();
    let entry = entry
        .checklist
        .iter()
        .find(|e| e.rule == entry.verdict.rule);
    let remedies = &entry.unwrap().remedies;
    let values: Vec<&str> = remedies
        .iter()
        .flat_map(|remedy| tokenscope::ui::prose::copyable(remedy))
        .collect();
    assert!(!values.is_empty(), "nothing to copy in {remedies:?}");
    let value = values[0].to_owned();
    let name = format!("Copy {}", value.lines().next().unwrap());
    click(&mut window, &name);
    assert_eq!(window.state().copied, [value]);
}

#[test]
fn the_second_of_two_tokens_is_one_click_away() {
    let mut window = window(usual("entra-v2"));
    let late = token(
        "entra-v2",
        &json!({}),
        &json!({ "exp": at(-60) }),
        SigningKey::entra(),
    );
    paste(&mut window, &format!("first: {}\nsecond: {late}\n", good()));
    window.get_by_label("1 of 2");
    assert!(
        !verdict(&window).contains("expired"),
        "{}",
        verdict(&window)
    );
    click(&mut window, "2. Signed token (JWT), pasted text, line 2");
    window.get_by_label("2 of 2");
    assert!(
        verdict(&window).contains("The token expired"),
        "{}",
        verdict(&window)
    );
}

#[test]
fn every_example_is_a_card_that_shows_it() {
    for example in examples::ALL {
        let mut window = window(Documents::default());
        click(&mut window, &format!("Example: {}", example.line));
        let shown = verdict(&window);
        assert!(shown.starts_with("Verdict: "), "{}: {shown}", example.name);
        assert!(window.state().asked.is_empty(), "{}: asked", example.name);
        for tab in ["Authority", "Keys", "Timeline", "Claims"] {
            click(&mut window, tab);
        }
    }
}

#[test]
fn the_matrix_tells_where_the_tokens_key_is_listed() {
    let rows = [
        ("saml-app", "tenant, v2.0, ?appid="),
        ("b2c-token", "policy"),
    ];
    for (name, place) in rows {
        let mut window = window(Documents::default());
        let example = examples::find(name).unwrap();
        click(&mut window, &format!("Example: {}", example.line));
        click(&mut window, "Keys");
        let row = format!("listed at: {place}");
        let own = window.query_all_by_label_contains(", the token's key");
        let labels: Vec<String> = own.map(|node| format!("{node:?}")).collect();
        assert_eq!(labels.len(), 1, "{name}");
        let only = window.query_all_by_label_contains(&row);
        let only = only.filter(|node| format!("{node:?}").contains("the token's key"));
        assert_eq!(only.count(), 1, "{name}: {labels:?}");
        assert!(!labels[0].contains(';'), "{name}: more places: {labels:?}");
    }
}
