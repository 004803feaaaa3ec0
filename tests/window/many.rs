//! Very many keys and answers: a frame lays out what is in view, and no more.

#![allow(clippy::print_stderr, reason = "tells the times that it measured")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use tokenscope::app::{Action, Model};
use tokenscope::documents::{Content, Document, History, Origin};
use tokenscope::input::base64url;
use tokenscope::ui::{self, Tab, UiState};

use crate::common::{SigningKey, TENANT, now};
use crate::pasting::good;

/// A window whose drawing is timed.
struct Timed {
    model: Model,
    state: UiState,
    /// How long each frame took.
    frames: Vec<Duration>,
}

type Window = Harness<'static, Timed>;

fn window(model: Model, tab: Tab) -> Window {
    let mut state = UiState::default();
    state.tab = tab;
    let timed = Timed {
        model,
        state,
        frames: Vec::new(),
    };
    let mut window = Harness::builder()
        .with_size([1280.0, 900.0])
        .with_max_steps(12)
        .with_context_setup(ui::set_up)
        .build_ui_state(
            |ui, timed: &mut Timed| {
                let start = Instant::now();
                let asked = ui::show(ui, &timed.model, &mut timed.state);
                timed.frames.push(start.elapsed());
                assert!(asked.is_empty(), "{} things asked for", asked.len());
            },
            timed,
        );
    window.run();
    window
}

/// Tells how long a frame takes, the pointer moving over the rows.
fn tell(window: &mut Window, what: &str) {
    window.state_mut().frames.clear();
    for step in 0..60u8 {
        window.hover_at(egui::pos2(600.0 + f32::from(step), 420.0));
        window.step();
    }
    let mut frames = window.state().frames.clone();
    frames.sort();
    let (median, longest) = (frames[frames.len() / 2], frames[frames.len() - 1]);
    eprintln!("{what}: {median:.1?} a frame in the middle, {longest:.1?} at most");
}

/// A key that nobody holds: its modulus is made of a number.
fn jwk(number: u32) -> Value {
    let mut n: Vec<u8> = (0..64u32)
        .flat_map(|word| (number * 64 + word).wrapping_mul(0x9e37_79b9).to_be_bytes())
        .collect();
    n[0] |= 0x80;
    n[255] |= 1;
    json!({
        "kty": "RSA", "use": "sig", "kid": format!("many-{number:05}"),
        "n": base64url::encode(&n), "e": "AQAB",
    })
}

fn model() -> Model {
    Model::new(now(), TimeZone::UTC)
}

fn rows(window: &Window) -> Vec<String> {
    let rows = window.query_all_by_role(Role::ListBoxOption);
    rows.filter_map(|row| row.accesskit_node().label())
        // The checklist's steps are rows too.
        .filter(|name| name.contains("RSA 2048, ") || name.contains("First seen"))
        .collect()
}

fn ten_thousand() -> Window {
    let mut model = model();
    model.network.consent.offline = true;
    // No key set is read beyond its first thousand keys.
    for set in 0..10u32 {
        let mut keys: Vec<Value> = (set * 999..(set + 1) * 999).map(jwk).collect();
        if set == 7 {
            keys.insert(500, SigningKey::entra().jwk());
        }
        model.documents.insert(Document {
            url: format!("{set}.json"),
            fetched: None,
            date: None,
            origin: Origin::File,
            content: Content::Json(json!({ "keys": keys })),
        });
    }
    let start = Instant::now();
    model.apply(Action::Paste(good()), now());
    eprintln!("9,991 keys read and tried in {:.0?}", start.elapsed());
    let keys = &model.inspection.as_ref().unwrap().keys.keys;
    assert_eq!(keys.len(), 9_991);

    window(model, Tab::Keys)
}

#[test]
fn ten_thousand_keys_are_laid_out_as_far_as_they_are_seen() {
    let mut window = ten_thousand();
    let seen = rows(&window);
    assert!((5..40).contains(&seen.len()), "{} rows", seen.len());
    assert!(seen[0].contains("the token's key"), "{}", seen[0]);
    tell(&mut window, "matrix of 9,991 keys");
    window.get_by_label("9,991 keys");
}

#[test]
fn keys_are_found_by_their_names() {
    let mut window = ten_thousand();
    window.get_by_label("Filter").rect();
    let find = |window: &mut Window, text: &str| {
        let field = || egui_kittest::kittest::by().role(Role::TextInput);
        let filter = |window: &Window| {
            window
                .query_all(field())
                .find(|node| node.accesskit_node().label().is_some_and(|l| l == "Filter"))
                .map(|node| node.rect())
        };
        assert!(filter(window).is_some(), "no field");
        for node in window.query_all(field()) {
            if node.accesskit_node().label().is_some_and(|l| l == "Filter") {
                node.focus();
            }
        }
        window.run();
        window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
        window.run();
        window.event(egui::Event::Text(text.to_owned()));
        window.run();
    };
    find(&mut window, "MANY-0123");
    let seen = rows(&window);
    assert_eq!(seen.len(), 11, "the token's key and ten more: {seen:#?}");
    assert!(seen[0].contains("the token's key"), "stays pinned");
    window.get_by_label("11 of 9,991 keys");
    find(&mut window, "nothing like it");
    assert_eq!(rows(&window).len(), 1);
    let words = "No other key has these letters in its kid or its thumbprints.";
    window.get_by_label(words);
    tell(&mut window, "matrix with a filter");
}

/// A year of an address with a hundred keys, of which each answer lacks some.
fn year() -> History {
    let first: Timestamp = now() - SignedDuration::from_hours(24 * 365);
    let keys: Vec<Value> = (0..99)
        .map(jwk)
        .chain([SigningKey::entra().jwk()])
        .collect();
    let answers: Vec<Value> = (0..3_000i64)
        .map(|answer| {
            let at = first + SignedDuration::from_mins(answer * 175);
            let lists = |key: &i64| (answer * 7 + key * 13) % 5 != 0 && (answer + key) % 90 > 20;
            let listed: Vec<i64> = (0..100).filter(lists).collect();
            json!([at.to_string(), listed])
        })
        .collect();
    let url = format!("https://login.microsoftonline.com/{TENANT}/discovery/v2.0/keys");
    let history = json!({
        "tokenscopeHistory": 1,
        "places": [{ "url": url, "kind": "keys", "keys": keys, "answers": answers }],
    });
    History::read(&history.to_string()).unwrap()
}

#[test]
fn a_year_of_a_hundred_keys_is_laid_out_as_far_as_it_is_seen() {
    let mut model = model();
    model.network.consent.offline = true;
    model.documents.remember(Arc::new(year()));
    model.apply(Action::Paste(good()), now());
    let start = Instant::now();
    let mut window = window(model, Tab::Timeline);
    eprintln!("timeline opened in {:.0?}", start.elapsed());
    let seen = rows(&window);
    assert!((10..40).contains(&seen.len()), "{} rows", seen.len());
    assert!(seen[0].contains("the token's key"), "{}", seen[0]);
    tell(&mut window, "a year of 100 keys and 3,000 answers");
    for _ in 0..6 {
        window.get_by_label("Zoom in").click();
        window.run();
    }
    tell(&mut window, "the same, zoomed in");
}
