//! What is no token, what is too long, what deceives; and what may not be asked.

use egui_kittest::kittest::Queryable as _;
use serde_json::json;

use crate::common::{SigningKey, TENANT};
use crate::desk::{click, notice, paste, shows, usual, verdict, window};
use crate::pasting::{good, token};

#[test]
fn text_without_a_token_is_named_and_everything_stays() {
    let rows = [
        (
            "prose",
            "Good morning, this is no token.",
            "There is no token",
        ),
        (
            "an error",
            "IDX10503: Signature validation failed. The token's kid is: 'x'.",
            "error",
        ),
        ("broken JSON", "{\"keys\": [", "There is no token"),
        (
            "nothing but noise",
            "\u{0}\u{1}\u{fffd}",
            "There is no token",
        ),
    ];
    for (name, text, words) in rows {
        let mut window = window(usual("entra-v2"));
        paste(&mut window, &good());
        let before = verdict(&window);
        paste(&mut window, text);
        assert!(
            notice(&window).contains(words),
            "{name}: {}",
            notice(&window)
        );
        // An error joins what is known about the API, so it may change the words.
        if name != "an error" {
            assert_eq!(verdict(&window), before, "{name}");
        }
        click(&mut window, "Dismiss");
        assert_eq!(notice(&window), "", "{name}");
        // An error opens the API's tab, where it is told about.
        click(&mut window, "Claims");
        assert!(shows(&window, TENANT), "{name}: the claims are gone");
    }
}

#[test]
fn in_the_empty_window_a_text_without_a_token_is_named_too() {
    let mut window = window(usual("entra-v2"));
    paste(&mut window, "Good morning");
    assert!(
        notice(&window).contains("There is no token"),
        "{}",
        notice(&window)
    );
    assert_eq!(verdict(&window), "");
    assert!(shows(&window, "Paste from clipboard"));
}

#[test]
fn a_token_in_a_megabyte_of_log_is_found() {
    let mut window = window(usual("entra-v2"));
    let line = "2026-11-21T09:59:00Z GET /orders 401 in 12 ms\n".repeat(12_000);
    paste(
        &mut window,
        &format!("{line}authorization: Bearer {}\n{line}", good()),
    );
    assert!(shows(&window, "Access token"));
    assert!(!verdict(&window).contains("Failed"), "{}", verdict(&window));
    paste(&mut window, &line.repeat(2));
    assert!(
        notice(&window).contains("There is no token"),
        "{}",
        notice(&window)
    );
    assert!(shows(&window, "Access token"), "the last token stays");
}

#[test]
fn deceiving_characters_are_written_out_and_copied_as_they_are() {
    let claims =
        json!({ "name": "adm\u{202e}nim", "roles": ["a\u{200b}b"], "\u{5d0}x": "\u{5d0}y" });
    let mut window = window(usual("entra-v2"));
    paste(
        &mut window,
        &token("entra-v2", &json!({}), &claims, SigningKey::entra()),
    );
    click(&mut window, r"adm\u{202E}nim");
    assert_eq!(window.state().copied, ["adm\u{202e}nim"]);
    for words in [r"a\u{200B}b", r"\u{05D0}x", r"\u{05D0}y"] {
        assert!(shows(&window, words), "{words}");
    }
    assert!(!shows(&window, "\u{202e}"), "nothing deceives");
    assert!(shows(&window, "invisible or direction-changing characters"));
}

#[test]
fn offline_asks_nothing_and_live_makes_up_for_it() {
    let mut window = window(usual("entra-v2"));
    click(&mut window, "Offline");
    paste(&mut window, &good());
    assert!(window.state().asked.is_empty());
    assert!(shows(&window, "no request left this computer"));
    assert!(
        verdict(&window).starts_with("Verdict: Not checked."),
        "{}",
        verdict(&window)
    );
    click(&mut window, "Live");
    assert!(!window.state().asked.is_empty());
    assert!(
        !verdict(&window).starts_with("Verdict: Not checked."),
        "{}",
        verdict(&window)
    );
}

#[test]
fn another_host_is_asked_after_a_click() {
    let mut window = window(usual("foreign"));
    paste(
        &mut window,
        &token("foreign", &json!({}), &json!({}), SigningKey::foreign()),
    );
    let to_it = |asked: &[String]| {
        asked
            .iter()
            .any(|url| url.starts_with("https://idp.example/"))
    };
    assert!(!to_it(&window.state().asked), "{:?}", window.state().asked);
    click(&mut window, "Authority");
    click(&mut window, "Allow idp.example");
    assert!(to_it(&window.state().asked), "{:?}", window.state().asked);
    click(&mut window, "Keys");
    window.get_by_label("verifies with this key");
}

#[test]
fn a_window_at_rest_draws_nothing_more() {
    let mut window = window(usual("entra-v2"));
    assert!(window.try_run().is_ok(), "empty");
    paste(&mut window, &good());
    let steps = window.try_run().expect("it comes to rest");
    assert!(steps <= 2, "{steps} frames with nothing to do");
    window.get_by_label("Token text").focus();
    window.run();
    assert!(window.try_run().is_ok(), "with a cursor");
}
