//! The menu for keys over time: watching the addresses, and the key history on disk.

use egui::{Label, RichText, Ui};

use super::shown::plain;
use super::theme::{Palette, SMALL, small};
use super::widgets;
use super::{top_bar, when};
use crate::app::{Action, Every, Model};

/// "Watch", or what the watch does.
pub fn watch_words(model: &Model) -> String {
    let Some(watch) = &model.network.watch else {
        return "Watch".to_owned();
    };
    if watch.next > model.clock {
        let next = when::local(watch.next, model.clock, &model.zone);
        format!("Watching, next look {next}")
    } else {
        "Watching, looking now".to_owned()
    }
}

pub(super) fn watch_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let words = RichText::new(watch_words(model)).size(SMALL);
    widgets::small_menu_ui(ui, words, |ui| {
        ui.set_max_width(420.0);
        ui.label(small(
            ui,
            "Look at this token's addresses again by itself, and tell which keys come and go.",
        ));
        let chosen = model.network.watch.as_ref().map(|watch| watch.every);
        if top_bar::choice_ui(ui, chosen.is_none(), "Don't watch") {
            actions.push(Action::Watch(None));
            ui.close();
        }
        let possible = model.inspection.is_some() && !model.network.consent.offline;
        ui.add_enabled_ui(possible, |ui| {
            for every in Every::ALL {
                let name = format!("Watch {}", every.title());
                if top_bar::choice_ui(ui, chosen == Some(every), &name) {
                    actions.push(Action::Watch(Some(every)));
                    ui.close();
                }
            }
        });
        if !possible {
            let words = if model.network.consent.offline {
                "Not while offline."
            } else {
                "There is no token whose addresses could be watched."
            };
            ui.label(small(ui, words));
        }
        history_ui(ui, model, actions);
    });
}

/// The switch of the key history, with what is kept and where.
fn history_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let Some(folder) = &model.history.folder else {
        return;
    };
    ui.separator();
    let mut on = model.history.on;
    let clicked = ui.scope(|ui| {
        // A menu takes all frames off: the box would be seen only while it is ticked.
        let line = egui::Stroke::new(1.0, Palette::of(ui).muted);
        ui.visuals_mut().widgets.inactive.bg_stroke = line;
        let name = "Keep a key history on this computer";
        ui.checkbox(&mut on, name).clicked()
    });
    if clicked.inner {
        actions.push(Action::KeepHistory(on));
    }
    let kept = if model.history.on { "is" } else { "would be" };
    let words = format!(
        "Which public keys the addresses listed, and when; never a token. It {kept} kept in {}.",
        plain(folder)
    );
    ui.add(Label::new(small(ui, words)).wrap());
    if ui.button("Delete the key history").clicked() {
        actions.push(Action::ForgetHistory);
        ui.close();
    }
}
