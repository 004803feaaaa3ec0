//! What can be done: paste, open, examples; live or offline, refresh, save, looks.

use egui::{Atom, Button, Label, RichText, Role, ThemePreference, Ui, Vec2, WidgetInfo, vec2};

use super::marks::{self, Mark};
use super::theme::{MARK, STRONG};
use super::{keyboard, widgets};
use crate::app::{Action, Model, Theme};
use crate::documents::{Redaction, examples};

/// Below this width the program's name gives its place to the buttons.
const NAME_NEEDS: f32 = 760.0;

pub(super) fn top_bar_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    // In a very narrow window the bar is scrolled rather than cut.
    let least = 590.0;
    let width = ui.available_width();
    if width < least {
        egui::ScrollArea::horizontal()
            .id_salt("top bar")
            .show(ui, |ui| {
                ui.set_min_width(least);
                bar_ui(ui, least, model, actions);
            });
    } else {
        bar_ui(ui, width, model, actions);
    }
}

fn bar_ui(ui: &mut Ui, width: f32, model: &Model, actions: &mut Vec<Action>) {
    widgets::tall_row_ui(ui, ui.available_height(), |ui| {
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
        let wide = width >= NAME_NEEDS;
        ui.spacing_mut().item_spacing.x = if wide { 6.0 } else { 3.0 };
        ui.spacing_mut().button_padding.x = if wide { 8.0 } else { 6.0 };
        if wide {
            let name = RichText::new("tokenscope").size(STRONG);
            ui.add(Label::new(name).selectable(false));
            ui.add_space(8.0);
        }
        sources_ui(ui, actions);
        widgets::at_right(ui, |ui| {
            looks_ui(ui, actions);
            save_ui(ui, model, actions);
            network_ui(ui, model, actions);
        });
    });
}

fn sources_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    let paste = ui.button("Paste");
    if paste
        .on_hover_text(keyboard::hint(
            ui,
            "Inspect what is on the clipboard",
            keyboard::PASTE,
        ))
        .clicked()
    {
        actions.push(Action::PasteFromClipboard);
    }
    let open = ui.button("Open…");
    let what = "A token, a log, a HAR, a saved inspection, keys, configuration";
    if open
        .on_hover_text(keyboard::hint(ui, what, keyboard::OPEN))
        .clicked()
    {
        actions.push(Action::OpenDialog);
    }
    widgets::menu_ui(ui, "Examples", |ui| {
        ui.set_max_width(420.0);
        let height = (ui.ctx().content_rect().height() - 80.0).max(80.0);
        egui::ScrollArea::vertical()
            .max_height(height)
            .show(ui, |ui| examples_ui(ui, actions));
    });
}

fn examples_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    for example in examples::ALL {
        if ui.button(example.line).clicked() {
            actions.push(Action::Example(example.name));
            ui.close();
        }
    }
}

fn looks_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    for (text, name, steps) in [("A+", "Larger text", 1), ("A−", "Smaller text", -1)] {
        let response = ui.add(Button::new(text).min_size(vec2(30.0, 0.0)));
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
        if response.on_hover_text(name).clicked() {
            actions.push(Action::Zoom(steps));
        }
    }
    widgets::menu_ui(ui, "Theme", |ui| {
        let chosen = ui.ctx().options(|options| options.theme_preference);
        for (theme, preference, name) in [
            (Theme::System, ThemePreference::System, "As the system"),
            (Theme::Dark, ThemePreference::Dark, "Dark"),
            (Theme::Light, ThemePreference::Light, "Light"),
        ] {
            if choice_ui(ui, chosen == preference, name) {
                actions.push(Action::SetTheme(theme));
                ui.close();
            }
        }
    });
}

/// One choice of a menu, with a tick where it is the chosen one. Whether it was clicked.
pub(super) fn choice_ui(ui: &mut Ui, chosen: bool, name: &str) -> bool {
    let tick = if chosen {
        marks::atom(Mark::Tick, MARK)
    } else {
        Atom::paint(Vec2::splat(MARK), |_, _| {})
    };
    let response = ui.add(Button::new((tick, name)));
    response.widget_info(|| WidgetInfo::selected(Role::MenuItemRadio, true, chosen, name));
    response.clicked()
}

fn save_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    ui.add_enabled_ui(model.inspection.is_some(), |ui| {
        widgets::menu_ui(ui, "Save…", |ui| {
            for (redaction, name, hint) in [
                (
                    Redaction::Redact,
                    "Without signatures and personal data",
                    keyboard::hint(ui, "For a ticket or a colleague", keyboard::SAVE),
                ),
                (
                    Redaction::Keep,
                    "Everything, with the tokens",
                    "Whoever has the file can use the tokens until they expire".to_owned(),
                ),
            ] {
                if ui.button(name).on_hover_text(hint).clicked() {
                    actions.push(Action::Save(redaction));
                }
            }
        });
    });
}

fn network_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let asking = keyboard::asking(model);
    let offline = model.network.consent.offline;
    let (text, hint, action) = if asking {
        ("Cancel", "Stop asking (Escape)".to_owned(), Action::Cancel)
    } else {
        let hint = keyboard::hint(ui, "Ask all addresses again", keyboard::REFRESH);
        ("Refresh", hint, Action::Refresh)
    };
    let enabled = asking || keyboard::may_refresh(model);
    let button = Button::new(text).min_size(vec2(66.0, 0.0));
    let response = ui.add_enabled(enabled, button);
    // Worked out only where somebody looks.
    let looked_at = response.hovered() && !asking;
    let rest = looked_at.then(|| model.rest()).flatten();
    let response = match rest {
        Some(rest) => response.on_hover_text(format!("Every address was {}", rest.words())),
        None => response.on_hover_text(hint),
    };
    let hint = if offline {
        "Not while offline"
    } else {
        "There is no token to ask for"
    };
    if response.on_disabled_hover_text(hint).clicked() {
        actions.push(action);
    }
    // Laid out from the right: the last one stands first.
    let choices = [(true, "Offline"), (false, "Live")];
    if let Some(offline) = widgets::segments_ui(ui, offline, &choices) {
        actions.push(Action::SetOffline(offline));
    }
}
