//! What was read from the configuration, what was not understood, and what is assumed.

use egui::text::LayoutJob;
use egui::{FontId, Label, RichText, TextFormat, Ui};

use super::api_ui::fold_ui;
use super::api_view::ApiView;
use super::marks::{self, Mark};
use super::shown::plain;
use super::theme::{CORNER, MARK, Palette, SMALL, STEP, mono, small};
use super::widgets;
use crate::api::{About, Api, Reading, Setting, Unread};

/// The width of a line's number.
const LINE: f32 = 34.0;
/// The height of a setting's row.
const ROW: f32 = 20.0;

pub(super) fn reading_ui(ui: &mut Ui, api: &Api, view: &mut ApiView) {
    let reading = &api.reading;
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
            let count = unread_count(&reading.unread);
            if fold_ui(ui, "Not understood", &count, &mut view.open.unread) {
                // What may decide is told before what doesn't matter.
                let (decide, others): (Vec<_>, Vec<_>) = reading
                    .unread
                    .iter()
                    .partition(|unread| unread.about.is_some());
                for unread in decide.into_iter().chain(others) {
                    unread_ui(ui, unread);
                }
            }
        }
        // Why it doesn't start stands at the top already.
        let told = |note: &&String| api.fails_to_start.as_ref() != Some(*note);
        for note in reading.notes.iter().filter(told) {
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
fn cell_ui(ui: &mut Ui, width: f32, text: RichText) {
    let size = egui::vec2(width, ROW);
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(size, layout, |ui| {
        ui.set_min_size(size);
        ui.add(Label::new(text).truncate());
    });
}

fn settings_ui(ui: &mut Ui, settings: &[Setting]) {
    let width = ui.available_width() - LINE - 6.0 * STEP;
    let (name, value) = ((width * 0.36).floor(), (width * 0.40).floor());
    for setting in settings {
        widgets::tall_row_ui(ui, ROW, |ui| {
            number_ui(ui, Some(setting.line));
            let (shown, color) = (plain(&setting.name), Palette::of(ui).text);
            cell_ui(ui, name, RichText::new(shown.as_ref()).font(mono()));
            let shown = plain(&setting.value);
            let text = RichText::new(shown.as_ref()).font(mono()).color(color);
            cell_ui(ui, value, text);
            let shown = plain(&setting.meaning);
            let text = small(ui, shown.as_ref());
            ui.add(Label::new(text).truncate());
        });
    }
}

/// Something that was not understood. Its line grows with its words: they tell what is left to check.
fn unread_ui(ui: &mut Ui, unread: &Unread) {
    let palette = Palette::of(ui);
    let (mark, color, name) = if unread.about.is_some() {
        (Mark::Triangle, palette.warning, "Not checked")
    } else {
        (Mark::Dash, palette.not_checked, "Not understood")
    };
    ui.horizontal_top(|ui| {
        number_ui(ui, unread.line);
        let size = egui::vec2(MARK, ROW);
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        ui.allocate_ui_with_layout(size, layout, |ui| marks::mark_ui(ui, mark, color, name));
        ui.vertical(|ui| {
            ui.add_space(3.0);
            ui.add(Label::new(unread_job(palette, unread)).wrap());
            ui.add_space(3.0);
        });
    });
}

/// Its name and why it was not understood; where it may decide, what.
fn unread_job(palette: &Palette, unread: &Unread) -> LayoutJob {
    let words = |color| TextFormat::simple(FontId::proportional(SMALL), color);
    let mut job = LayoutJob::default();
    let name = TextFormat::simple(mono(), palette.text);
    job.append(&plain(&unread.name), 0.0, name);
    let reason = format!(" {}", plain(unread.reason.trim_end_matches('.')));
    job.append(&reason, 0.0, words(palette.muted));
    if let Some(about) = unread.about {
        let decides = format!(". Not checked: {}.", may_decide(about));
        job.append(&decides, 0.0, words(palette.text));
    }
    job
}

/// What a setting that was not understood may decide.
fn may_decide(about: About) -> &'static str {
    match about {
        About::Audience => "it may decide which audiences are accepted",
        About::Issuer => "it may decide which issuers are accepted",
        About::Key => "it may decide which keys are used",
        About::Algorithm => "it may decide which algorithms are accepted",
        About::Lifetime => "it may decide how the token's times are judged",
        About::Claims => "it may refuse the token for what is in it or missing",
    }
}

/// "3 settings, 1 of them may decide".
fn unread_count(unread: &[Unread]) -> String {
    let all = counted(unread.len());
    let decide = unread.iter().filter(|unread| unread.about.is_some());
    match (decide.count(), unread.len()) {
        (0, _) => all,
        (decide, many) if decide == many => format!("{all} that may decide"),
        (decide, _) => format!("{all}, {decide} of them may decide"),
    }
}

/// Why the API does not even start with this configuration: nothing else matters before that.
pub(super) fn fails_ui(ui: &mut Ui, api: &Api) {
    let Some(sentence) = &api.fails_to_start else {
        return;
    };
    let palette = Palette::of(ui);
    let frame = egui::Frame::new()
        .fill(palette.tinted(palette.failed))
        .corner_radius(CORNER)
        .inner_margin(egui::Margin::symmetric(10, 8));
    frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.horizontal_top(|ui| {
            marks::mark_ui(ui, Mark::Cross, palette.failed, "Failed");
            ui.vertical(|ui| {
                ui.add(Label::new("The API accepts no token with this configuration").wrap());
                ui.add(Label::new(small(ui, plain(sentence))).wrap());
            });
        });
    });
    ui.add_space(STEP);
}
