//! The menu for keys over time: watching the addresses, and the key history on disk.

use egui::{Label, RichText, Ui};

use super::shown::plain;
use super::theme::{SMALL, small};
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
        ui.set_max_width(400.0);
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
    if ui
        .checkbox(&mut on, "Keep a key history on this computer")
        .clicked()
    {
        actions.push(Action::KeepHistory(on));
    }
    let words = format!(
        "Which public keys the addresses listed, and when; never a token. It is kept in {}.",
        plain(folder)
    );
    ui.add(Label::new(small(ui, words)).wrap());
    if ui.button("Delete the key history").clicked() {
        actions.push(Action::ForgetHistory);
        ui.close();
    }
}
