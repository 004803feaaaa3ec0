//! What was read from the configuration, what was not understood, and what is assumed.

use egui::{Label, RichText, Ui};

use super::api_ui::fold_ui;
use super::api_view::ApiView;
use super::marks::{self, Mark};
use super::shown::plain;
use super::theme::{Palette, STEP, mono, small};
use super::widgets;
use crate::api::{Reading, Setting, Unread};

/// The width of a line's number.
const LINE: f32 = 34.0;
/// The height of a setting's row.
const ROW: f32 = 20.0;

pub(super) fn reading_ui(ui: &mut Ui, reading: &Reading, view: &mut ApiView) {
    if *reading == Reading::default() {
        return;
    }
    ui.add_space(STEP);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if !reading.settings.is_empty() {
            let count = counted(reading.settings.len());
            if fold_ui(ui, "What was read", &count, &mut view.open.read) {
                settings_ui(ui, &reading.settings);
            }
        }
        if !reading.unread.is_empty() {
            let count = counted(reading.unread.len());
            if fold_ui(ui, "Not understood", &count, &mut view.open.unread) {
                for unread in &reading.unread {
                    unread_ui(ui, unread);
                }
            }
        }
        for note in &reading.notes {
            ui.add_space(STEP);
            let text = small(ui, plain(note));
            ui.add(Label::new(text).wrap());
        }
    });
}

fn counted(settings: usize) -> String {
    match settings {
        1 => "1 setting".to_owned(),
        many => format!("{many} settings"),
    }
}

fn number_ui(ui: &mut Ui, line: Option<usize>) {
    let size = egui::vec2(LINE, ROW);
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    ui.allocate_ui_with_layout(size, layout, |ui| {
        ui.set_min_size(size);
        let number = line.map(|line| line.to_string()).unwrap_or_default();
        let text = RichText::new(number).font(mono());
        let text = text.color(Palette::of(ui).muted);
        ui.add(Label::new(text).selectable(false));
    });
}

/// A cell of that width; what doesn't fit is cut, and told whole on hover.
fn cell_ui(ui: &mut Ui, width: f32, text: RichText, whole: &str) {
    let size = egui::vec2(width, ROW);
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(size, layout, |ui| {
        ui.set_min_size(size);
        ui.add(Label::new(text).truncate()).on_hover_text(whole);
    });
}

fn settings_ui(ui: &mut Ui, settings: &[Setting]) {
    let width = ui.available_width() - LINE - 6.0 * STEP;
    let (name, value) = ((width * 0.36).floor(), (width * 0.40).floor());
    for setting in settings {
        widgets::tall_row_ui(ui, ROW, |ui| {
            number_ui(ui, Some(setting.line));
            let (shown, color) = (plain(&setting.name), Palette::of(ui).text);
            cell_ui(ui, name, RichText::new(shown.as_ref()).font(mono()), &shown);
            let shown = plain(&setting.value);
            let text = RichText::new(shown.as_ref()).font(mono()).color(color);
            cell_ui(ui, value, text, &shown);
            let shown = plain(&setting.meaning);
            let text = small(ui, shown.as_ref());
            ui.add(Label::new(text).truncate());
        });
    }
}

fn unread_ui(ui: &mut Ui, unread: &Unread) {
    widgets::tall_row_ui(ui, ROW, |ui| {
        number_ui(ui, unread.line);
        let color = Palette::of(ui).warning;
        marks::mark_ui(ui, Mark::Triangle, color, "Not understood");
        let name = RichText::new(plain(&unread.name)).font(mono());
        ui.add(Label::new(name).extend());
        let reason = plain(&unread.reason);
        let text = small(ui, reason.as_ref());
        ui.add(Label::new(text).truncate())
            .on_hover_text(reason.as_ref());
    });
}
