//! What was asked and what left this computer.

use egui::{Align, Label, Layout, Popup, PopupAnchor, RectAlign, RichText, Ui};

use super::marks::{self, Mark};
use super::requests_ui::requests_ui;
use super::shown::plain;
use super::theme::{Palette, SMALL, small};
use super::watch_ui::watch_ui;
use super::{when, widgets};
use crate::app::{Action, Model};
use crate::documents::AddressState;
use crate::net::ATTEMPTS;

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

/// "Key abc… isn't in these answers; asking again in 2 s (2 of 3)", while that is so.
pub fn again_words(model: &Model) -> Option<String> {
    let again = model.network.again.as_ref()?;
    let what = match &again.kid {
        Some(kid) => format!("Key {} isn't in these answers", super::shown::short(kid)),
        None => "A watched key isn't in these answers".to_owned(),
    };
    Some(format!(
        "{what}; asking again in {} s ({} of {ATTEMPTS})",
        seconds_until_again(model)?,
        again.attempt,
    ))
}

/// The whole seconds until addresses are asked again by themselves.
pub(super) fn seconds_until_again(model: &Model) -> Option<u128> {
    let again = model.network.again.as_ref()?;
    let left = again.at.duration_since(model.clock).as_millis();
    Some(u128::try_from(left).unwrap_or_default().div_ceil(1000))
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
        // Above the bar rather than above the button, where it would not fit.
        let bar = PopupAnchor::ParentRect(ui.max_rect());
        Popup::menu(&response)
            .anchor(bar)
            .align(RectAlign::TOP_START)
            .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
            .show(|ui| requests_ui(ui, model, actions));
        widgets::at_right(ui, |ui| {
            watch_ui(ui, model, actions);
            if let Some(title) = model.title.as_deref().filter(|_| !busy(model)) {
                let title = plain(title);
                ui.add(Label::new(small(ui, title.as_ref())).truncate());
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                doing_ui(ui, model);
            });
        });
    });
}

fn busy(model: &Model) -> bool {
    !model.network.asking.is_empty() || model.network.again.is_some()
}

/// What is being asked, or about to be.
fn doing_ui(ui: &mut Ui, model: &Model) {
    let palette = Palette::of(ui);
    if let Some(asking) = asking_words(model) {
        marks::mark_ui(ui, Mark::Busy, palette.accent, "Asking");
        ui.add(Label::new(small(ui, asking)).selectable(false).truncate());
    } else if let Some(again) = again_words(model) {
        marks::mark_ui(ui, Mark::Ring, palette.accent, "Waiting");
        let words = plain(&again);
        ui.add(
            Label::new(small(ui, words.as_ref()))
                .selectable(false)
                .truncate(),
        );
    }
}
