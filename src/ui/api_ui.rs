//! The API's tab: what it accepts beside what the token has, its error, what each validator would
//! say, and the configuration that accepts the token.

use egui::{Label, ScrollArea, Ui};

use super::marks::Mark;
use super::state::{Reveal, UiState};
use super::theme::{STEP, muted, small};
use super::{
    api_answers_ui, api_compare_ui, api_error_ui, api_fix_ui, api_form_ui, api_read_ui, widgets,
};
use crate::app::{Action, Model};

/// What to give, where nothing is known about the API.
pub(super) const GIVE: &str =
    "Give what your API is configured to accept, and each value is set beside the token's.";

pub(super) fn api_ui(ui: &mut Ui, model: &Model, state: &mut UiState, actions: &mut Vec<Action>) {
    let Some(inspection) = &model.inspection else {
        return;
    };
    state.api.follow(model);
    let mut opened = None;
    ScrollArea::vertical()
        .id_salt("api")
        .auto_shrink(false)
        .show(ui, |ui| {
            // The floating bar must not cover the last letters.
            ui.set_max_width(ui.available_width() - 2.0 * STEP);
            configuration_ui(ui, model, state, actions, &mut opened);
            gap_ui(ui);
            api_error_ui::error_ui(ui, model, &mut state.api, actions, &mut opened);
            if !state.api.panel.answers.is_empty() {
                gap_ui(ui);
                api_answers_ui::answers_ui(ui, &mut state.api);
            }
            gap_ui(ui);
            api_fix_ui::fix_ui(ui, inspection, &mut state.api, actions);
            ui.add_space(4.0 * STEP);
        });
    if let Some(rule) = opened {
        state.show_rule(rule, Reveal::Headline);
    }
}

fn gap_ui(ui: &mut Ui) {
    ui.add_space(5.0 * STEP);
}

fn configuration_ui(
    ui: &mut Ui,
    model: &Model,
    state: &mut UiState,
    actions: &mut Vec<Action>,
    opened: &mut Option<&'static str>,
) {
    let view = &mut state.api;
    let given = view.panel.given;
    widgets::row_ui(ui, |ui| {
        widgets::section_ui(ui, "Configuration");
        widgets::at_right(ui, |ui| {
            if given {
                let forget = widgets::small_button(ui, "Forget");
                if forget
                    .on_hover_text("Forget what the API accepts")
                    .clicked()
                {
                    actions.push(Action::ForgetApi);
                }
                let name = if view.open.form { "Done" } else { "Change" };
                if widgets::small_button(ui, name).clicked() {
                    view.open.form = !view.open.form;
                }
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                let source = &view.panel.source;
                let label = Label::new(small(ui, source)).selectable(false);
                ui.add(label);
            });
        });
    });
    if !given {
        ui.add(Label::new(muted(ui, GIVE)).wrap());
        ui.add_space(STEP);
    }
    if !given || view.open.form {
        api_form_ui::form_ui(ui, model, view, actions);
    }
    if given {
        ui.add_space(STEP);
        api_read_ui::fails_ui(ui, &model.api);
        *opened = api_compare_ui::compare_ui(ui, &view.panel.rows, actions).or(*opened);
        api_read_ui::reading_ui(ui, &model.api, view);
    }
}

/// A heading that unfolds what follows. Whether that is unfolded now.
pub(super) fn fold_ui(ui: &mut Ui, title: &str, count: &str, open: &mut bool) -> bool {
    widgets::row_ui(ui, |ui| {
        let mark = if *open { Mark::Down } else { Mark::Right };
        let title_text = egui::RichText::new(title);
        let button = egui::Button::new((super::marks::atom(mark, 9.0), title_text))
            .frame_when_inactive(false);
        // The triangle stands under the marks of the table.
        ui.spacing_mut().button_padding.x = STEP;
        let response = ui.add(button);
        response.widget_info(|| {
            let role = egui::Role::DisclosureTriangle;
            egui::WidgetInfo::selected(role, true, *open, title)
        });
        if response.clicked() {
            *open = !*open;
        }
        let label = Label::new(small(ui, count)).selectable(false);
        ui.add(label.truncate());
    });
    *open
}
