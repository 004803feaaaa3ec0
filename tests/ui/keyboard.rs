//! Keys and the middle mouse button → actions.

use egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::Queryable as _;
use tokenscope::app::{Action, Model, Notice, NoticeKind};
use tokenscope::documents::Redaction;

use super::fixture;
use super::scene::{Window, click, shows, sized, window};

fn press(window: &mut Window, modifiers: Modifiers, key: Key) -> Vec<Action> {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(4);
    std::mem::take(&mut window.state_mut().actions)
}

fn middle_click(window: &mut Window, at: Pos2) -> Vec<Action> {
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
    std::mem::take(&mut window.state_mut().actions)
}

/// A name, what is shown, the keys, what they ask for.
type Row = (&'static str, fn() -> Model, Modifiers, Key, Option<Action>);

fn noticed() -> Model {
    let mut model = fixture::failing();
    model.notice = Some(Notice {
        kind: NoticeKind::Info,
        text: "Copied.".to_owned(),
    });
    model
}

fn asking() -> Model {
    let mut model = fixture::failing();
    let url = "https://login.microsoftonline.com/common/discovery/v2.0/keys";
    model.network.asking.insert(url.to_owned());
    model
}

fn offline() -> Model {
    let mut model = fixture::failing();
    model.network.consent.offline = true;
    model
}

#[test]
fn keys_ask_for_what_buttons_ask_for() {
    let (none, command) = (Modifiers::NONE, Modifiers::COMMAND);
    let redacted = || Some(Action::Save(Redaction::Redact));
    let rows: [Row; 12] = [
        (
            "open",
            fixture::failing,
            command,
            Key::O,
            Some(Action::OpenDialog),
        ),
        (
            "open at first",
            fixture::empty,
            command,
            Key::O,
            Some(Action::OpenDialog),
        ),
        ("save", fixture::failing, command, Key::S, redacted()),
        ("nothing to save", fixture::empty, command, Key::S, None),
        (
            "refresh",
            fixture::failing,
            none,
            Key::F5,
            Some(Action::Refresh),
        ),
        (
            "reload",
            fixture::failing,
            command,
            Key::R,
            Some(Action::Refresh),
        ),
        ("refresh offline", offline, none, Key::F5, None),
        ("refresh while asking", asking, none, Key::F5, None),
        ("nothing to refresh", fixture::empty, none, Key::F5, None),
        (
            "dismiss",
            noticed,
            none,
            Key::Escape,
            Some(Action::DismissNotice),
        ),
        ("cancel", asking, none, Key::Escape, Some(Action::Cancel)),
        (
            "nothing in front",
            fixture::failing,
            none,
            Key::Escape,
            None,
        ),
    ];
    for (name, model, modifiers, key, expected) in rows {
        // What is being asked turns a mark, which never comes to rest.
        let mut model = model();
        let asking = std::mem::take(&mut model.network.asking);
        let mut window = window(model);
        window.state_mut().model.network.asking = asking;
        let asked = press(&mut window, modifiers, key);
        assert_eq!(asked, Vec::from_iter(expected), "{name}");
    }
}

#[test]
fn escape_closes_a_menu_before_it_takes_the_notice_away() {
    let mut window = window(noticed());
    click(&mut window, "Theme");
    assert!(shows(&window, "As the system"));
    assert_eq!(press(&mut window, Modifiers::NONE, Key::Escape), []);
    assert!(!shows(&window, "As the system"));
    let asked = press(&mut window, Modifiers::NONE, Key::Escape);
    assert_eq!(asked, [Action::DismissNotice]);
}

#[test]
fn tabs_have_numbers() {
    let mut window = window(fixture::failing());
    let rows = [
        (Key::Num2, "Microsoft Entra ID, version 1"),
        (Key::Num3, "2BB980D9CF50F5C435A4BB5396EAFDB35E6F1D38"),
        (Key::Num1, "203.0.113.7"),
    ];
    for (key, words) in rows {
        press(&mut window, Modifiers::COMMAND, key);
        assert!(shows(&window, words), "{key:?}: {words}");
    }
    press(&mut window, Modifiers::COMMAND, Key::Num7);
    assert!(shows(&window, "203.0.113.7"), "there are fewer tabs");
}

/// A name, what is shown, where the click falls, whether it pastes.
type Place = (&'static str, fn() -> Model, Pos2, bool);

fn long() -> Model {
    let mut model = fixture::failing();
    model.text = "a log line without any token in it\n".repeat(2000);
    model
}

#[test]
fn a_middle_click_inspects_what_is_selected_elsewhere() {
    let rows: [Place; 6] = [
        ("the box", fixture::failing, Pos2::new(100.0, 300.0), true),
        ("a long text", long, Pos2::new(100.0, 300.0), true),
        (
            "the claims",
            fixture::failing,
            Pos2::new(600.0, 400.0),
            false,
        ),
        (
            "the top bar",
            fixture::failing,
            Pos2::new(600.0, 20.0),
            false,
        ),
        ("the zone", fixture::empty, Pos2::new(600.0, 200.0), true),
        (
            "beside the zone",
            fixture::empty,
            Pos2::new(60.0, 400.0),
            true,
        ),
    ];
    for (name, model, at, pastes) in rows {
        let mut window = sized(model(), 1280.0, 800.0);
        let expected: &[Action] = if pastes {
            &[Action::PasteSelection]
        } else {
            &[]
        };
        assert_eq!(middle_click(&mut window, at), expected, "{name}");
    }
}

#[test]
fn hints_name_their_keys() {
    let mut window = window(fixture::failing());
    for (button, keys) in [("Open…", "O)"), ("Refresh", "(F5)"), ("Paste", "V)")] {
        window.get_by_label(button).hover();
        window.run();
        assert!(shows(&window, keys), "{button}: {keys}");
    }
}
