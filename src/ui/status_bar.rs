//! What was asked and what left this computer.

use egui::{Label, Popup, RichText, ScrollArea, Ui};

use super::marks::{self, Mark};
use super::shown::plain;
use super::theme::{Palette, SMALL, mono, small};
use super::{when, widgets};
use crate::app::{Action, Model};
use crate::documents::AddressState;

/// "4 of 4 addresses answered, 12:04:31".
pub fn addresses_words(model: &Model) -> String {
    let Some(inspection) = &model.inspection else {
        return if model.network.consent.offline {
            "Offline: nothing is asked".to_owned()
        } else {
            "Nothing has been asked".to_owned()
        };
    };
    let count = |test: fn(&AddressState) -> bool| {
        inspection
            .addresses
            .iter()
            .filter(|a| test(&a.state))
            .count()
    };
    let answered = count(|s| matches!(s, AddressState::Fetched));
    let saved = count(|s| matches!(s, AddressState::Saved));
    let failed = count(|s| matches!(s, AddressState::Failed(_)));
    let all = inspection.addresses.len();
    let mut parts = Vec::new();
    if model.network.consent.offline {
        parts.push("Offline: nothing is asked".to_owned());
    }
    if answered > 0 || saved == 0 && !model.network.consent.offline {
        parts.push(format!(
            "{answered} of {all} addresses answered{}",
            newest(model)
        ));
    }
    if saved > 0 {
        let what = if answered > 0 { "" } else { " addresses" };
        parts.push(format!("{saved} of {all}{what} known from a saved file"));
    }
    if failed > 0 {
        parts.push(format!("{failed} failed"));
    }
    parts.join(" · ")
}

/// When the newest answer came.
fn newest(model: &Model) -> String {
    let sources = model.inspection.iter().flat_map(|i| &i.keys.sources);
    sources
        .filter_map(|s| s.fetched)
        .max()
        .map_or_else(String::new, |at| {
            format!(", {}", when::local(at, model.moment.at(), &model.zone))
        })
}

/// "8 requests left this computer".
pub fn requests_words(model: &Model) -> String {
    match model.network.log.len() {
        0 => "no request left this computer".to_owned(),
        1 => "1 request left this computer".to_owned(),
        count => format!("{count} requests left this computer"),
    }
}

/// "asking 3 addresses…", while that is so.
pub fn asking_words(model: &Model) -> Option<String> {
    match model.network.asking.len() {
        0 => None,
        1 => Some("asking 1 address…".to_owned()),
        count => Some(format!("asking {count} addresses…")),
    }
}

pub(super) fn status_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui);
    widgets::tall_row_ui(ui, ui.available_height(), |ui| {
        ui.add(
            Label::new(small(ui, addresses_words(model)))
                .selectable(false)
                .extend(),
        );
        let requests = RichText::new(requests_words(model))
            .size(SMALL)
            .color(palette.muted);
        let button = egui::Button::new(requests)
            .small()
            .frame_when_inactive(false);
        let response = ui.add(button).on_hover_text("Show every request");
        Popup::menu(&response)
            .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
            .show(|ui| log_ui(ui, model, actions));
        if let Some(asking) = asking_words(model) {
            marks::mark_ui(ui, Mark::Busy, palette.accent, "Asking");
            ui.add(Label::new(small(ui, asking)).selectable(false));
        }
        if let Some(title) = &model.title {
            widgets::at_right(ui, |ui| {
                let title = plain(title);
                ui.add(Label::new(small(ui, title.as_ref())).truncate())
                    .on_hover_text(title.as_ref());
            });
        }
    });
}

/// Every request, newest first.
fn log_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    ui.set_width(520.0_f32.min(ui.ctx().content_rect().width() - 40.0));
    if model.network.log.is_empty() {
        ui.label("Nothing left this computer. A token itself never does.");
        return;
    }
    ui.label(small(
        ui,
        "Only these addresses were asked. A token itself is never sent.",
    ));
    let rows = model.network.log.len();
    let height = 40.0;
    ScrollArea::vertical()
        .max_height(320.0)
        .show_rows(ui, height, rows, |ui, range| {
            for line in model
                .network
                .log
                .iter()
                .rev()
                .skip(range.start)
                .take(range.len())
            {
                ui.spacing_mut().item_spacing.y = 0.0;
                widgets::tall_row_ui(ui, 20.0, |ui| {
                    let text = RichText::new(plain(&line.url)).font(mono());
                    let response =
                        widgets::copyable_ui(ui, actions, text, &line.url, egui::Sense::click());
                    widgets::hover_value_ui(&response, &line.url, &[]);
                });
                let at = when::local(line.at, model.moment.at(), &model.zone);
                widgets::tall_row_ui(ui, 20.0, |ui| {
                    ui.label(small(ui, format!("{at}, {}", plain(&line.outcome))));
                });
            }
        });
}
