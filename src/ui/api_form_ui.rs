//! Three ways to tell what the API accepts: paste it, open it, fill it in.

use egui::{Button, Label, RichText, TextEdit, Ui, vec2};

use super::api_fix_ui::stack_combo_ui;
use super::api_view::ApiView;
use super::theme::{Palette, STEP, mono, small};
use crate::app::{Action, Model};

/// The width of the names of fields.
const NAME: f32 = 96.0;

pub(super) fn form_ui(ui: &mut Ui, model: &Model, view: &mut ApiView, actions: &mut Vec<Action>) {
    sources_ui(ui, actions);
    ui.add_space(2.0 * STEP);
    let form = &mut view.form;
    let fields: [(&str, &mut String, &str, bool); 4] = [
        (
            "Audiences",
            &mut form.audiences,
            "api://… or the application ID, one a line",
            true,
        ),
        (
            "Issuers",
            &mut form.issuers,
            "https://login.microsoftonline.com/…/v2.0, one a line",
            true,
        ),
        (
            "Metadata address",
            &mut form.metadata,
            "https://…/.well-known/openid-configuration",
            false,
        ),
        (
            "Permissions",
            &mut form.permissions,
            "scopes or app roles; one of them is enough",
            true,
        ),
    ];
    for (name, value, hint, many) in fields {
        field_ui(ui, name, value, hint, many);
    }
    ui.horizontal(|ui| {
        let label = name_ui(ui, "Stack");
        stack_combo_ui(ui, "form stack", &mut form.stack, true).labelled_by(label.id);
    });
    ui.horizontal(|ui| {
        ui.add_space(NAME + 2.0 * STEP);
        let changed = *form != view.known;
        let accent = Palette::of(ui).accent;
        let fill = Palette::of(ui).raised.lerp_to_gamma(accent, 0.28);
        let button = Button::new("Apply").min_size(vec2(72.0, 28.0));
        let button = if changed { button.fill(fill) } else { button };
        if ui.add_enabled(changed, button).clicked() {
            actions.push(Action::SetApi(Box::new(form.apply(&model.api))));
            view.open.form = false;
        }
    });
}

/// Paste, open, drop.
fn sources_ui(ui: &mut Ui, actions: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        for (name, action) in [
            ("Paste configuration", Action::PasteConfiguration),
            ("Open configuration…", Action::OpenConfiguration),
        ] {
            let button = Button::new(name).min_size(vec2(0.0, 28.0));
            if ui.add(button).clicked() {
                actions.push(action);
            }
        }
        let words = small(ui, "or drop the file anywhere in this window");
        ui.add(Label::new(words).selectable(false));
    });
}

fn name_ui(ui: &mut Ui, name: &str) -> egui::Response {
    let size = vec2(NAME, 24.0);
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(size, layout, |ui| {
        ui.set_min_size(size);
        ui.add(Label::new(small(ui, name)).selectable(false))
    })
    .inner
}

fn field_ui(ui: &mut Ui, name: &str, value: &mut String, hint: &str, many: bool) {
    let color = Palette::of(ui).muted;
    ui.horizontal_top(|ui| {
        let label = name_ui(ui, name);
        let edit = if many {
            TextEdit::multiline(value).desired_rows(1)
        } else {
            TextEdit::singleline(value)
        };
        let edit = edit
            .id_salt(name)
            .font(mono())
            .hint_text(RichText::new(hint).font(mono()).color(color))
            .background_color(Palette::of(ui).background)
            .margin(egui::Margin::symmetric(8, 4))
            .desired_width(f32::INFINITY);
        ui.add(edit).labelled_by(label.id);
    });
}
