//! The timeline of keys: the address, zoom, hints, rows, facts.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokenscope::app::Action;
use tokenscope::documents::{Documents, examples};
use tokenscope::ui::Tab;
use tokenscope::ui::timeline_panel::TimelinePanel;

use crate::common::SigningKey;
use crate::desk::{Window, click, paste, shows, usual, window};
use crate::pasting::{good, saml};

/// The key that signed the example's token.
const OLD: &str = "LMDfL0Fyqm9NCLBqfx03SpoHkdg";
/// The key that is listed all the time.
const STEADY: &str = "Duh36IkVKflFyF9laoPU1ueH6h8";

fn rollover() -> Window {
    let mut window = window(Documents::default());
    let example = examples::find("rollover").unwrap();
    window.state_mut().act(Action::Example(example.name));
    window.state_mut().state.tab = Tab::Timeline;
    window.run();
    window
}

/// The rows in their order, as they are read aloud.
fn rows(window: &Window) -> Vec<String> {
    let rows = window.query_all_by_role(Role::ListBoxOption);
    rows.filter_map(|row| row.accesskit_node().label())
        // The checklist's steps are rows too.
        .filter(|name| name.contains("First seen") || name.contains("listed"))
        .filter(|name| !name.contains(": Failed."))
        .collect()
}

fn row_of(window: &Window, kid: &str) -> String {
    let rows = rows(window);
    let row = rows.iter().find(|row| row.starts_with(kid));
    row.unwrap_or_else(|| panic!("{kid} is not among {rows:#?}"))
        .clone()
}

#[test]
fn rows_tell_their_facts_and_the_tokens_key_comes_first() {
    let window = rollover();
    let rows = rows(&window);
    assert_eq!(rows.len(), 5, "{rows:#?}");
    assert_eq!(
        rows[0],
        format!(
            "{OLD}, the token's key. Microsoft Entra ID, public cloud. First seen 2026-09-22 \
             08:44. Last seen 2026-11-12 17:45, not in the newest answer. 2 gaps: answers in \
             between that don't list it. Certificate 2026-08-27 to 2031-08-27: not how long it \
             is used"
        )
    );
    assert!(
        rows[1].contains("in the newest answer"),
        "latest seen first"
    );
    assert!(rows[4].contains("Last seen 2026-10-08"), "{}", rows[4]);
    assert!(row_of(&window, STEADY).contains("No gaps"));
    assert!(rows.iter().all(|row| !row.contains("valid until")));
    assert!(shows(&window, "12 answers, 2026-09-22 to 2026-11-21"));
    assert!(shows(&window, "The order of keys means nothing."));
}

#[test]
fn the_address_with_the_most_answers_comes_first_then_the_tokens_own() {
    let places = |window: &Window| -> Vec<(String, usize)> {
        let panel = TimelinePanel::of(&window.state().model);
        let places = panel.places.iter();
        places
            .map(|place| (place.label.clone(), place.answers.len()))
            .collect()
    };
    let both = |own, common| {
        let places = [("tenant, v2.0", own), ("common, v2.0", common)];
        places.map(|(label, count)| (label.to_owned(), count))
    };
    assert_eq!(places(&rollover()), both(12, 4), "the most answers");
    let mut window = window(usual("entra-v2"));
    paste(&mut window, &good());
    assert_eq!(places(&window)[0], both(1, 1)[0], "of as many its own");
}

#[test]
fn another_address_has_its_own_answers() {
    let mut window = rollover();
    click(&mut window, "Address: tenant, v2.0");
    click(
        &mut window,
        "common, v2.0 · 4 answers, 2026-10-02 to 2026-11-21",
    );
    assert!(shows(&window, "4 answers, 2026-10-02 to 2026-11-21"));
    assert!(
        rows(&window)
            .iter()
            .any(|row| row.contains("personal Microsoft accounts"))
    );
    let own = row_of(&window, OLD);
    assert!(own.contains("First seen 2026-10-02 15:08"), "{own}");
}

#[test]
fn the_pointer_is_told_what_the_row_knows_and_what_the_answer_said() {
    let mut window = rollover();
    let row = row_of(&window, STEADY);
    let rect = window.get_by_label(&row).rect();
    window.hover_at(rect.left_center() + vec2(40.0, 0.0));
    window.run();
    window.get_by_label("First seen 2026-09-22 08:44");
    window.get_by_label("Last seen 2026-11-21 09:58, in the newest answer");
    window.get_by_label("Certificate 2026-09-10 to 2031-09-10: not how long it is used");
    // Along the token's key, every answer tells whether it lists it.
    let rect = window.get_by_label(&row_of(&window, OLD)).rect();
    let mut told = std::collections::BTreeSet::new();
    for step in 0..140u8 {
        let x = egui::lerp(rect.x_range(), f32::from(step) / 140.0);
        window.hover_at(egui::pos2(x, rect.center().y));
        window.run_steps(4);
        let hints = window.query_all_by_label_contains("The answer of ");
        told.extend(hints.filter_map(|hint| hint.accesskit_node().value()));
    }
    assert!(
        told.contains("The answer of 2026-11-05 12:30: listed"),
        "{told:#?}"
    );
    let lacks = "The answer of 2026-11-10 09:14: not in this answer";
    assert!(told.contains(lacks), "{told:#?}");
    let count = told
        .iter()
        .filter(|words| words.ends_with(": listed"))
        .count();
    assert_eq!((count, told.len()), (8, 12), "{told:#?}");
}

/// What is in view, in hours.
fn hours(window: &Window) -> i64 {
    let (from, to) = in_view(window);
    i64::from(from.until((jiff::Unit::Hour, to)).unwrap().get_hours())
}

fn in_view(window: &Window) -> (jiff::civil::DateTime, jiff::civil::DateTime) {
    let mut axis = window.query_all_by_label_contains("In view: ");
    let words = axis.next().unwrap().accesskit_node().label().unwrap();
    let words = words.strip_prefix("In view: ").unwrap();
    let (from, rest) = words.split_once(" to ").unwrap();
    let (to, _) = rest.split_once(". ").unwrap();
    (from.parse().unwrap(), to.parse().unwrap())
}

#[test]
fn zoom_in_out_and_fit() {
    let mut window = rollover();
    let whole = hours(&window);
    click(&mut window, "Zoom in");
    let half = hours(&window);
    assert!(half < whole && half > 0, "{half} of {whole}");
    click(&mut window, "Zoom out");
    assert_eq!(hours(&window), whole);
    click(&mut window, "Zoom in");
    click(&mut window, "Zoom in");
    click(&mut window, "Fit");
    assert_eq!(hours(&window), whole);
    let rect = window.get_by_label(&row_of(&window, OLD)).rect();
    window.hover_at(rect.center());
    window.run();
    window.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, 200.0),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Wheel,
        modifiers: Modifiers::COMMAND,
    });
    window.run();
    assert!(hours(&window) < whole, "the wheel with Ctrl");
}

#[test]
fn the_pointer_moves_what_is_in_view() {
    let mut window = rollover();
    click(&mut window, "Zoom in");
    let before = in_view(&window).0;
    let rect = window.get_by_label(&row_of(&window, OLD)).rect();
    let middle = rect.center() + vec2(60.0, 0.0);
    window.drag_at(middle);
    window.run();
    window.hover_at(middle - vec2(100.0, 0.0));
    window.run();
    window.drop_at(middle - vec2(100.0, 0.0));
    window.run();
    window.hover_at(middle);
    window.run();
    let dragged = in_view(&window).0;
    assert!(dragged > before, "later days came into view");
    window.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(60.0, 0.0),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    });
    window.run();
    assert!(in_view(&window).0 < dragged, "and earlier ones again");
}

#[test]
fn rows_are_reached_by_the_keyboard() {
    let mut window = rollover();
    let all = rows(&window);
    window.get_by_label(&all[0]).focus();
    window.run();
    let focused = |window: &Window| {
        let rows = window.query_all_by_role(Role::ListBoxOption);
        let focused = rows.filter(|row| row.accesskit_node().is_focused());
        let labels: Vec<String> = focused
            .filter_map(|row| row.accesskit_node().label())
            .collect();
        labels
    };
    assert_eq!(focused(&window), all[..1]);
    for expected in [1, 2, 3, 4, 4] {
        window.key_press(Key::ArrowDown);
        window.run();
        assert_eq!(focused(&window), all[expected..=expected]);
    }
    // The facts under the chart are those of the focused row.
    let kid = all[4].split('.').next().unwrap();
    assert!(window.query_all_by_label(kid).next().is_some(), "{kid}");
    window.key_press(Key::ArrowUp);
    window.run();
    assert_eq!(focused(&window), all[3..4]);
    let whole = hours(&window);
    window.key_press(Key::Plus);
    window.run();
    assert!(hours(&window) < whole, "zoomed");
    let before = in_view(&window).0;
    window.key_press(Key::ArrowLeft);
    window.run();
    assert!(in_view(&window).0 < before, "moved");
    assert_eq!(focused(&window), all[3..4], "the row keeps the keyboard");
}

#[test]
fn a_row_leads_to_its_key() {
    let mut window = rollover();
    let row = row_of(&window, STEADY);
    click(&mut window, &row);
    click(&mut window, "Show in Keys");
    assert_eq!(window.state().state.tab, Tab::Keys);
    assert!(shows(&window, "in 12 of 12 answers"));
    window.get_by_label("2026-09-22 08:44");
}

#[test]
fn one_answer_is_no_history() {
    let mut window = window(usual("entra-v2"));
    paste(&mut window, &good());
    click(&mut window, "Timeline");
    assert!(shows(&window, "a history needs several"));
    let rows = rows(&window);
    assert!(!rows.is_empty(), "the keys are shown all the same");
    assert!(
        rows[0].contains("Listed in this answer alone"),
        "{}",
        rows[0]
    );
}

#[test]
fn a_kid_that_no_answer_lists_is_said_so() {
    let mut window = window(usual("entra-v2"));
    paste(&mut window, &saml().0);
    click(&mut window, "Timeline");
    let kid = SigningKey::saml_app().kid();
    let name = format!("{kid}, the token's key: in no answer of this address");
    window.get_by_label(&name);
}

#[test]
fn without_a_dated_answer_it_says_so() {
    let mut window = window(Documents::default());
    paste(&mut window, &good());
    click(&mut window, "Timeline");
    assert!(shows(
        &window,
        "No key address has answered with a date yet."
    ));
}

#[test]
fn the_matrix_tells_in_how_many_answers_a_key_stands() {
    let mut window = rollover();
    window.state_mut().state.tab = Tab::Keys;
    window.run();
    let own = row_of(&window, OLD);
    assert!(
        own.contains("listed nowhere, last seen 2026-11-12"),
        "{own}"
    );
    let earlier = ", earlier at: tenant, v2.0 in 8 of 12 answers; common, v2.0 in 3 of 4 answers";
    assert!(own.ends_with(earlier), "{own}");
    let steady = row_of(&window, STEADY);
    assert!(
        steady.contains("listed at: tenant, v2.0 in 12 of 12 answers"),
        "{steady}"
    );
    window.get_by_label("2026-11-12 17:45");
    window.get_by_label("tenant, v2.0: in 8 of 12 answers");
    let rect = window.get_by_label(&own).rect();
    let mut hints = Vec::new();
    for step in 0..60u8 {
        let x = egui::lerp(rect.x_range(), f32::from(step) / 60.0);
        window.hover_at(egui::pos2(x, rect.center().y));
        window.run_steps(4);
        let hint = window.query_all_by_label_contains("listed earlier, not in the newest answer");
        hints.extend(hint.filter_map(|hint| hint.accesskit_node().value()));
    }
    let expected = "common, v2.0: listed earlier, not in the newest answer, in 3 of 4 answers";
    assert!(hints.iter().any(|hint| hint == expected), "{hints:#?}");
}
