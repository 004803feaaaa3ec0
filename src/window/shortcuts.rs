//! The keys for the clipboard. eframe would read the clipboard while the window waits for its owner,
//! and write tokens into the histories of clipboard managers; both is done by [`super::clipboard`]
//! instead, so eframe is told to leave these keys alone.

use egui::{Event, Key, Modifiers};

/// What a key asks of the clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shortcut {
    Cut,
    Copy,
    Paste,
}

/// The shortcut that an event is, by the habits of the system that this was built for.
pub(super) fn of(event: &Event) -> Option<Shortcut> {
    let Event::Key {
        key,
        pressed: true,
        modifiers,
        ..
    } = event
    else {
        return None;
    };
    of_key(*key, *modifiers, cfg!(windows))
}

fn of_key(key: Key, modifiers: Modifiers, windows: bool) -> Option<Shortcut> {
    match key {
        Key::Cut => Some(Shortcut::Cut),
        Key::Copy => Some(Shortcut::Copy),
        Key::Paste => Some(Shortcut::Paste),
        Key::X if modifiers.command_only() => Some(Shortcut::Cut),
        Key::C if modifiers.command_only() => Some(Shortcut::Copy),
        Key::V if modifiers.command_only() => Some(Shortcut::Paste),
        Key::Delete if windows && modifiers.shift => Some(Shortcut::Cut),
        Key::Insert if windows && modifiers.ctrl => Some(Shortcut::Copy),
        Key::Insert if windows && modifiers.shift => Some(Shortcut::Paste),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_ask_what_the_system_is_used_to() {
        let (plain, control) = (Modifiers::NONE, Modifiers::CTRL | Modifiers::COMMAND);
        let both = control | Modifiers::SHIFT;
        let rows = [
            ("Ctrl+V", Key::V, control, false, Some(Shortcut::Paste)),
            ("Ctrl+C", Key::C, control, false, Some(Shortcut::Copy)),
            ("Ctrl+X", Key::X, control, false, Some(Shortcut::Cut)),
            ("V alone", Key::V, plain, false, None),
            ("Ctrl+Shift+V", Key::V, both, false, None),
            (
                "the Paste key",
                Key::Paste,
                plain,
                false,
                Some(Shortcut::Paste),
            ),
            (
                "Shift+Insert elsewhere",
                Key::Insert,
                Modifiers::SHIFT,
                false,
                None,
            ),
            (
                "Shift+Insert on Windows",
                Key::Insert,
                Modifiers::SHIFT,
                true,
                Some(Shortcut::Paste),
            ),
            (
                "Ctrl+Insert on Windows",
                Key::Insert,
                control,
                true,
                Some(Shortcut::Copy),
            ),
            (
                "Shift+Delete on Windows",
                Key::Delete,
                Modifiers::SHIFT,
                true,
                Some(Shortcut::Cut),
            ),
            ("Delete", Key::Delete, plain, true, None),
        ];
        for (name, key, modifiers, windows, expected) in rows {
            assert_eq!(of_key(key, modifiers, windows), expected, "{name}");
        }
    }

    #[test]
    fn letting_go_of_a_key_asks_nothing() {
        let event = |pressed| Event::Key {
            key: Key::V,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::COMMAND,
        };
        assert_eq!(of(&event(true)), Some(Shortcut::Paste));
        assert_eq!(of(&event(false)), None);
    }
}
