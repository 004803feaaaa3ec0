//! Asking again, sparing addresses, watching: from the click to the words on screen.

use serde_json::json;
use tokenscope::app::Action;

use crate::common::SigningKey;
use crate::desk::{Window, click, notice, paste, shows, usual, verdict, window};
use crate::pasting::{good, token};

/// Whether the window is waiting to ask again.
fn waits(window: &Window) -> bool {
    shows(window, "isn't in these answers; asking again in 2 s")
}

/// The window with a token whose key is in none of the answers.
fn with_an_unknown_key() -> Window {
    let mut window = window(usual("entra-v2"));
    let header = json!({ "kid": "AAAAAAAAAAAAAAAAAAAAAAAAAAA" });
    let foreign = SigningKey::named("foreign");
    let token = token("entra-v2", &header, &json!({}), foreign);
    paste(&mut window, &token);
    window
}

#[test]
fn a_key_in_none_of_the_answers_is_looked_for_calmly() {
    let mut window = with_an_unknown_key();
    assert!(waits(&window) && shows(&window, "(2 of 3)"));
    let asked = window.state().asked.len();
    window.state_mut().wait(2);
    window.run();
    assert!(window.state().asked.len() > asked);
    assert!(shows(&window, "(3 of 3)"), "the third time is announced");
    window.state_mut().wait(2);
    window.run();
    assert!(!shows(&window, "asking again"), "three answers are enough");
    assert!(
        verdict(&window).contains("3 answers"),
        "{}",
        verdict(&window)
    );
    assert!(shows(
        &window,
        &format!("{} requests left this computer", window.state().asked.len())
    ));
}

#[test]
fn waiting_is_cancelled_by_its_button() {
    let mut window = with_an_unknown_key();
    assert!(waits(&window));
    click(&mut window, "Cancel");
    assert!(!shows(&window, "asking again"));
    let asked = window.state().asked.len();
    window.state_mut().wait(60);
    assert_eq!(window.state().asked.len(), asked);
}

#[test]
fn a_refresh_too_soon_says_when_it_may_be() {
    let mut window = window(usual("entra-v2"));
    paste(&mut window, &good());
    let before = verdict(&window);
    // Two addresses of this desk have nothing: those may be asked again at once, the others not.
    let first = window.state().asked.clone();
    click(&mut window, "Refresh");
    let again = window.state().asked[first.len()..].to_vec();
    for url in &again {
        let failed = window.state().model.documents.latest_failure(url);
        assert!(failed.is_some(), "{url} answered a moment ago");
    }
    assert_eq!(verdict(&window), before);
    if again.is_empty() {
        assert!(
            notice(&window).contains("again in 5 min"),
            "{}",
            notice(&window)
        );
    }
}

#[test]
fn a_watch_tells_its_next_look_and_what_came() {
    let mut window = window(usual("entra-v2"));
    paste(&mut window, &good());
    click(&mut window, "Watch");
    click(&mut window, "Watch every 5 min");
    assert!(shows(&window, "Watching, next look 10:05:00"));
    let asked = window.state().asked.len();
    window.state_mut().wait(299);
    assert_eq!(window.state().asked.len(), asked, "not before it is due");
    window.state_mut().wait(1);
    window.run();
    assert!(window.state().asked.len() > asked);
    window.state_mut().act(Action::SetOffline(true));
    window.run();
    assert!(shows(&window, "Watch") && !shows(&window, "Watching"));
}
