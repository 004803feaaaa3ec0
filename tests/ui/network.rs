//! What left this computer, asking again, watching, the key history: said and driven by name.

use std::time::Duration;

use jiff::SignedDuration;
use tokenscope::app::{Action, Again, Every, KeyHistory, Model, Notice, NoticeKind};
use tokenscope::documents::{Request, RequestKind};
use tokenscope::net::Exchange;
use tokenscope::ui::{Tab, authority_panel, requests_panel, status_bar, watch_ui};

use super::fixture;
use super::scene::{click, shows, sized, window};

fn exchange(url: &str, status: Option<u16>, failure: Option<&str>) -> Exchange {
    Exchange {
        url: url.to_owned(),
        at: fixture::now(),
        status,
        bytes: 15_234,
        took: Duration::from_millis(90),
        failure: failure.map(str::to_owned),
    }
}

const URL: &str = "https://login.microsoftonline.com/common/discovery/keys";

#[test]
fn the_requests_are_listed_on_demand() {
    let mut model = fixture::failing();
    model.network.log = vec![
        exchange(URL, Some(500), Some("answered 500")),
        exchange(URL, Some(200), None),
        exchange(
            "https://sts.contoso.com/keys",
            None,
            Some("connection refused"),
        ),
    ];
    let text = requests_panel::text(&model.network.log);
    let mut window = window(model);
    click(&mut window, "3 requests left this computer");
    for words in [
        "answered 500",
        "200",
        "connection refused",
        "15.2 kB",
        "90 ms",
        URL,
    ] {
        assert!(shows(&window, words), "{words}");
    }
    assert_eq!(
        click(&mut window, "https://sts.contoso.com/keys"),
        [Action::Copy("https://sts.contoso.com/keys".to_owned())]
    );
    assert_eq!(click(&mut window, "Copy the list"), [Action::Copy(text)]);
}

#[test]
fn where_nothing_left_it_is_said() {
    let mut window = window(fixture::failing());
    click(&mut window, "no request left this computer");
    assert!(shows(
        &window,
        "Nothing left this computer. A token itself never does."
    ));
}

#[test]
fn a_very_long_list_is_shown_in_the_smallest_window() {
    let mut model = fixture::failing();
    let many = (0..5000).map(|i| exchange(&format!("{URL}?appid={i}"), Some(200), None));
    model.network.log = many.collect();
    let mut window = sized(model, 720.0, 480.0);
    click(&mut window, "5000 requests left this computer");
    assert!(shows(&window, "?appid=4999"), "the newest first");
}

/// A model that is about to ask the token's own key set again.
fn waiting() -> Model {
    let mut model = fixture::failing();
    let address = &model.inspection.as_ref().unwrap().addresses[0].address;
    let url = authority_panel::cards(&model)[0].keys.clone();
    assert!(!address.keys.is_empty());
    model.network.again = Some(Again {
        requests: vec![Request {
            url,
            kind: RequestKind::Keys,
        }],
        kid: Some(fixture::KID.to_owned()),
        attempt: 2,
        at: model.clock + SignedDuration::from_secs(2),
    });
    model
}

#[test]
fn waiting_is_said_calmly_and_can_be_cancelled() {
    let model = waiting();
    let words = status_bar::again_words(&model).unwrap();
    assert!(
        words.ends_with("isn't in these answers; asking again in 2 s (2 of 3)"),
        "{words}"
    );
    let cards = authority_panel::cards(&model);
    assert!(
        cards[0].words.ends_with("; asked again in 2 s (2 of 3)"),
        "{}",
        cards[0].words
    );
    assert!(
        cards[1..]
            .iter()
            .all(|card| !card.words.contains("asked again"))
    );
    let mut window = window(model);
    assert!(shows(&window, "asking again in 2 s (2 of 3)"));
    assert_eq!(click(&mut window, "Cancel"), [Action::Cancel]);
    window.state_mut().state.tab = Tab::Authority;
    window.run();
    assert!(shows(&window, "; asked again in 2 s (2 of 3)"));
}

#[test]
fn a_watch_is_begun_and_ended_in_its_menu() {
    let mut window = window(fixture::failing());
    for (every, name) in [
        (Every::FiveMinutes, "Watch every 5 min"),
        (Every::QuarterHour, "Watch every 15 min"),
        (Every::Hour, "Watch every hour"),
    ] {
        click(&mut window, "Watch");
        assert_eq!(click(&mut window, name), [Action::Watch(Some(every))]);
    }
    let now = fixture::now();
    let model = &mut window.state_mut().model;
    model.apply(Action::SetOffline(false), now);
    model.apply(Action::Watch(Some(Every::Hour)), now);
    let watch = model.network.watch.as_mut().expect("it watches");
    watch.next = now + SignedDuration::from_hours(1);
    let words = watch_ui::watch_words(model);
    assert_eq!(words, "Watching, next look 13:05:00");
    window.run();
    click(&mut window, &words);
    assert_eq!(click(&mut window, "Don't watch"), [Action::Watch(None)]);
}

#[test]
fn the_key_history_is_switched_where_it_says_what_is_kept() {
    let mut model = fixture::failing();
    model.history = KeyHistory {
        folder: Some("/home/somebody/tokenscope".to_owned()),
        on: false,
    };
    let mut window = window(model);
    click(&mut window, "Watch");
    assert!(shows(
        &window,
        "never a token. It would be kept in /home/somebody/tokenscope."
    ));
    let name = "Keep a key history on this computer";
    assert_eq!(click(&mut window, name), [Action::KeepHistory(true)]);
    window.state_mut().model.history.on = true;
    window.run();
    if !shows(&window, name) {
        click(&mut window, "Watch");
    }
    assert!(shows(&window, "It is kept in /home/somebody/tokenscope."));
    assert_eq!(click(&mut window, name), [Action::KeepHistory(false)]);
    if !shows(&window, "Delete the key history") {
        click(&mut window, "Watch");
    }
    assert_eq!(
        click(&mut window, "Delete the key history"),
        [Action::ForgetHistory]
    );
}

#[test]
fn without_a_place_no_history_is_offered() {
    let mut window = window(fixture::failing());
    click(&mut window, "Watch");
    assert!(!shows(&window, "key history"));
}

#[test]
fn changes_of_keys_are_told_as_a_notice() {
    let mut model = fixture::failing();
    model.notice = Some(Notice {
        kind: NoticeKind::Info,
        text: format!("1 key added (abc), 1 removed (def) at {URL}."),
    });
    assert!(shows(
        &window(model),
        "1 key added (abc), 1 removed (def) at"
    ));
}
