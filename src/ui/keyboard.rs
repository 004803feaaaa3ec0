//! The keys that work wherever the focus is: open, save, ask again, stop, the tabs.

use egui::{Key, KeyboardShortcut, Modifiers, Popup, Ui};

use super::state::{Tab, UiState};
use crate::app::{Action, Model};
use crate::documents::Redaction;

/// Inspects what is on the clipboard; the window takes this one out of the input itself.
pub(super) const PASTE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::V);
/// Opens a file.
pub(super) const OPEN: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::O);
/// Saves the inspection as it may be passed on.
pub(super) const SAVE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::S);
/// Asks all addresses again.
pub(super) const REFRESH: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::F5);
/// The same, as browsers have it.
const RELOAD: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::R);

/// The keys of the tabs from left to right, together with the command key.
const TABS: [Key; 7] = [
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Num4,
    Key::Num5,
    Key::Num6,
    Key::Num7,
];

/// What a key of the window asks for.
pub(super) fn keys(ui: &Ui, model: &Model, actions: &mut Vec<Action>) {
    let pressed = |shortcut: &KeyboardShortcut| ui.input_mut(|i| i.consume_shortcut(shortcut));
    if pressed(&OPEN) {
        actions.push(Action::OpenDialog);
    }
    if pressed(&SAVE) && model.inspection.is_some() {
        actions.push(Action::Save(Redaction::Redact));
    }
    let refresh = pressed(&REFRESH) || pressed(&RELOAD);
    if refresh && may_refresh(model) {
        actions.push(Action::Refresh);
    }
    if ui.input(|i| i.key_pressed(Key::Escape)) {
        actions.extend(escape(ui, model));
    }
}

/// Whether the addresses may be asked again.
pub(super) fn may_refresh(model: &Model) -> bool {
    !asking(model) && model.inspection.is_some() && !model.network.consent.offline
}

/// Whether something is being asked, or about to be.
pub(super) fn asking(model: &Model) -> bool {
    !model.network.asking.is_empty() || model.network.again.is_some()
}

/// Escape takes away what is in front: a menu and a text field see to that themselves, then the
/// notice goes, last the asking ends.
fn escape(ui: &Ui, model: &Model) -> Option<Action> {
    if Popup::is_any_open(ui.ctx()) || ui.ctx().text_edit_focused() {
        None
    } else if model.notice.is_some() {
        Some(Action::DismissNotice)
    } else {
        asking(model).then_some(Action::Cancel)
    }
}

/// Opens the tab whose key is pressed.
pub(super) fn tab_keys(ui: &Ui, tabs: &[Tab], state: &mut UiState) {
    for (tab, key) in tabs.iter().zip(TABS) {
        if ui.input_mut(|i| i.consume_key(Modifiers::COMMAND, key)) {
            state.tab = *tab;
        }
    }
}

/// A hint with its keys: "Ask all addresses again (F5)".
pub(super) fn hint(ui: &Ui, words: &str, shortcut: KeyboardShortcut) -> String {
    format!("{words} ({})", ui.ctx().format_shortcut(&shortcut))
}
