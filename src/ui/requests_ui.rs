//! The list of requests that left this computer.

use egui::{Label, RichText, ScrollArea, Ui};

use super::requests_panel::{self, RequestRow};
use super::shown::plain;
use super::theme::{Palette, SMALL, small};
use super::widgets;
use crate::app::{Action, Model};

/// The widths of the columns before the address, in points.
const COLUMNS: [(&str, f32); 4] = [
    ("sent", 104.0),
    ("answer", 140.0),
    ("size", 56.0),
    ("took", 60.0),
];

/// The height of a row, in points.
const HEIGHT: f32 = 22.0;

/// Every request, newest first.
pub(super) fn requests_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    ui.set_width(1000.0_f32.min(ui.ctx().content_rect().width() - 40.0));
    ui.spacing_mut().item_spacing.y = 0.0;
    let log = &model.network.log;
    if log.is_empty() {
        ui.label("Nothing left this computer. A token itself never does.");
        return;
    }
    widgets::row_ui(ui, |ui| {
        ui.label(small(
            ui,
            "Only these addresses were asked. A token itself is never sent.",
        ));
        widgets::at_right(ui, |ui| {
            // A menu takes the frames off its buttons; this one stands alone in a line of words.
            let raised = Palette::of(ui).raised;
            ui.visuals_mut().widgets.inactive.weak_bg_fill = raised;
            if widgets::small_button(ui, "Copy the list").clicked() {
                actions.push(Action::Copy(requests_panel::text(log)));
            }
        });
    });
    widgets::tall_row_ui(ui, HEIGHT, |ui| {
        for (title, width) in COLUMNS {
            widgets::key_ui(ui, title, width);
        }
        ui.label(small(ui, "address"));
    });
    ScrollArea::vertical()
        .max_height(320.0)
        .show_rows(ui, HEIGHT, log.len(), |ui, range| {
            let newest_first = log.iter().rev();
            for exchange in newest_first.skip(range.start).take(range.len()) {
                let row = RequestRow::of(exchange, model.clock, &model.zone);
                row_ui(ui, &row, actions);
            }
        });
}

fn row_ui(ui: &mut Ui, row: &RequestRow, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui);
    widgets::tall_row_ui(ui, HEIGHT, |ui| {
        let cells = [&row.at, &row.outcome, &row.size, &row.took];
        for ((title, width), text) in COLUMNS.into_iter().zip(cells) {
            let color = if row.failed && title == "answer" {
                palette.failed
            } else {
                palette.muted
            };
            cell_ui(ui, text, width, color);
        }
        let response = widgets::fitting_ui(ui, actions, &row.url, palette.text);
        widgets::hover_value_ui(&response, &row.url, &[]);
    });
}

fn cell_ui(ui: &mut Ui, text: &str, width: f32, color: egui::Color32) {
    let size = egui::vec2(width, ui.available_height());
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(size, layout, |ui| {
        ui.set_min_size(size);
        let text = plain(text);
        let words = RichText::new(text.as_ref()).size(SMALL).color(color);
        ui.add(Label::new(words).truncate());
    });
}
