//! The window comes to rest: at every size, with long texts, with many keys, while asking.

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use tokenscope::app::Action;
use tokenscope::input::Kind;
use tokenscope::ui::{self, Tab, UiState};

use super::fixture;
use super::places;
use super::scene::{Scene, Window, click, shows, sized, window};

#[test]
fn while_asking_there_is_cancel_and_a_mark_that_turns() {
    let mut model = fixture::failing();
    let url = model.inspection.as_ref().unwrap().addresses[2]
        .address
        .metadata
        .clone();
    model.network.asking.insert(url);
    let scene = Scene {
        model,
        state: UiState::default(),
        actions: Vec::new(),
    };
    let mut window: Window = Harness::builder()
        .with_size([1280.0, 1200.0])
        .with_context_setup(ui::set_up)
        .build_ui_state(
            |ui, scene: &mut Scene| {
                let asked = ui::show(ui, &scene.model, &mut scene.state);
                scene.actions.extend(asked);
            },
            scene,
        );
    window.state_mut().state.tab = Tab::Authority;
    window.run_steps(4);
    assert_eq!(
        window.query_all_by_label("Asking").count(),
        2,
        "the card and the status bar"
    );
    assert!(shows(&window, "asking 1 address…"));
    window.get_by_label("Cancel").click();
    window.run_steps(4);
    assert_eq!(window.state().actions, [Action::Cancel]);
}

#[test]
fn a_megabyte_is_shown_in_rows() {
    let mut model = fixture::failing();
    model.text = format!(
        "first row\n{}",
        "a log line without any token in it\n".repeat(30_000)
    );
    assert!(model.text.len() > 1_000_000);
    let mut window = window(model);
    assert!(shows(&window, "first row"));
    assert!(
        window.query_by_label("Token text").is_none(),
        "nothing to edit"
    );
    let rows = window.query_all_by_label_contains("a log line").count();
    assert!((1..200).contains(&rows), "only what is in view: {rows}");
    assert_eq!(click(&mut window, "Replace"), [Action::PasteFromClipboard]);
    assert_eq!(click(&mut window, "Clear"), [Action::Clear]);
}

#[test]
fn a_thousand_keys_are_drawn_as_far_as_they_are_seen() {
    let mut model = fixture::failing();
    let keys = &mut model.inspection.as_mut().unwrap().keys.keys;
    keys.extend((0..1000).map(|n| places::key(&format!("many-{n}"), &[0], false)));
    let mut window = window(model);
    click(&mut window, "Keys");
    let rows = window.query_all_by_label_contains("many-").count();
    assert!((1..120).contains(&rows), "{rows}");
}

#[test]
fn a_hovering_file_changes_nothing_but_the_picture() {
    let mut window = window(fixture::failing());
    window.input_mut().hovered_files = vec![egui::HoveredFile::default()];
    window.run_steps(2);
    assert!(window.state().actions.is_empty());
}

#[test]
fn every_size_settles_with_all_tabs() {
    use egui::Theme::{Dark, Light};
    let sizes = [
        (1280.0, 800.0, Dark),
        (900.0, 600.0, Light),
        (640.0, 400.0, Dark),
        (320.0, 240.0, Light),
        (2560.0, 1440.0, Dark),
    ];
    for (width, height, theme) in sizes {
        let mut window = sized(fixture::three_found(), width, height);
        window.ctx.set_theme(theme);
        for tab in [
            Tab::Claims,
            Tab::Authority,
            Tab::Keys,
            Tab::Timeline,
            Tab::Api,
            Tab::Token,
            Tab::Checklist,
        ] {
            window.state_mut().state.tab = tab;
            window.run();
            let asked = &window.state().actions;
            assert!(asked.is_empty(), "{width} × {height}, {tab:?}");
        }
    }
}

#[test]
fn the_verdict_never_moves_what_is_below_it() {
    let mut window = window(fixture::failing());
    let place = |window: &Window| window.get_by_label("Checklist").rect();
    let before = place(&window);
    for headline in ["Short.", "A long headline. ".repeat(30).as_str(), ""] {
        let inspection = window.state_mut().model.inspection.as_mut().unwrap();
        inspection.verdict.headline = headline.to_owned();
        window.run();
        assert_eq!(place(&window), before, "{} characters", headline.len());
    }
}

#[test]
fn hints_settle_wherever_the_pointer_rests() {
    let mut window = window(fixture::failing());
    for (x, y) in [
        (60.0, 22.0),
        (300.0, 75.0),
        (420.0, 400.0),
        (700.0, 400.0),
        (1000.0, 250.0),
        (100.0, 786.0),
    ] {
        window.hover_at(egui::pos2(x, y));
        window.run();
    }
    assert!(window.state().actions.is_empty());
}

#[test]
fn what_has_no_parts_still_has_a_window() {
    let mut model = fixture::failing();
    let mut found = fixture::found("EwBgA8l6BAAU-sealed", Kind::OpaqueToken);
    found.remark = Some("A sealed token of a personal account.".to_owned());
    let mut inspection = fixture::inspection(found.clone());
    inspection.authority = None;
    inspection.addresses.clear();
    inspection.keys = tokenscope::keys::KeyTable::default();
    inspection.signature.key = None;
    model.inspection = Some(inspection);
    model.found = vec![found];
    let mut window = window(model);
    assert!(shows(&window, "A sealed token of a personal account."));
    for tab in ["Authority", "Keys", "Claims"] {
        click(&mut window, tab);
    }
}

#[test]
fn sides_become_tabs_where_there_is_no_room_for_them() {
    let rows = [
        (
            1280.0,
            vec!["Claims", "Authority", "Keys", "Timeline", "API"],
        ),
        (
            900.0,
            vec!["Claims", "Authority", "Keys", "Timeline", "API", "Token"],
        ),
        (
            640.0,
            vec![
                "Checklist",
                "Token",
                "Claims",
                "Authority",
                "Keys",
                "Timeline",
                "API",
            ],
        ),
    ];
    for (width, expected) in rows {
        let mut window = sized(fixture::failing(), width, 700.0);
        let tabs: Vec<String> = window
            .query_all_by_role(egui::accesskit::Role::Tab)
            .filter_map(|tab| tab.accesskit_node().label())
            .collect();
        assert_eq!(tabs, expected, "{width}");
        if expected.contains(&"Token") {
            click(&mut window, "Token");
        }
        window.get_by_label("Token text");
    }
}
