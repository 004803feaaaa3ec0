//! Tabs, steps, remedies, several tokens, examples.

use egui::{Event, Modifiers, PointerButton};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use serde_json::json;
use tokenscope::app::Action;
use tokenscope::documents::Documents;
use tokenscope::documents::examples;

use crate::common::tokens::at;
use crate::common::{API, SigningKey, TENANT};
use crate::desk::{Desk, Window, build, click, paste, shows, usual, verdict, window};
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

/// How many texts on screen hold these words.
fn count(window: &Window, words: &str) -> usize {
    window.query_all_by_label_contains(words).count()
}

#[test]
fn a_text_that_is_cut_is_told_whole_once() {
    let rows = [
        (
            "saml-app",
            "Authority",
            "The audience is application 5b0c7f3e",
        ),
        ("saml-app", "Authority", "The app has SAML single sign-on"),
    ];
    for (name, tab, words) in rows {
        let builder = Harness::builder().with_size([800.0, 700.0]);
        let mut window = build(builder, Desk::new(Documents::default()));
        window.state_mut().act(Action::Example(name));
        window.run();
        click(&mut window, tab);
        let before = count(&window, words);
        let node = window.query_all_by_label_contains(words).next();
        node.unwrap().hover();
        for _ in 0..6 {
            window.step();
        }
        window.run();
        assert_eq!(count(&window, words), before + 1, "{tab}: {words}");
    }
}

#[test]
fn a_middle_click_inspects_the_selection() {
    let mut window = window(usual("entra-v2"));
    window.state_mut().selection = Some(good());
    let at = egui::pos2(640.0, 200.0);
    window.event(Event::PointerMoved(at));
    for pressed in [true, false] {
        window.event(Event::PointerButton {
            pos: at,
            button: PointerButton::Middle,
            pressed,
            modifiers: Modifiers::NONE,
        });
    }
    window.run();
    assert!(
        verdict(&window).starts_with("Verdict: Passed"),
        "{}",
        verdict(&window)
    );
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
