//! Theme, widgets, one file a panel: borrows what it shows, returns actions.

use crate::app::{Action, Model};

/// What is only about looking: which tab is open, what is unfolded, what is selected.
#[derive(Debug, Default)]
pub struct UiState {}

/// Gives a context the fonts and styles of this program. Called once.
pub fn set_up(ctx: &egui::Context) {
    let _ = ctx;
}

/// Draws the whole window and returns what the user asked for.
#[must_use]
pub fn show(ui: &mut egui::Ui, model: &Model, state: &mut UiState) -> Vec<Action> {
    let _ = (ui, model, state);
    Vec::new()
}
