//! One open entry of the checklist: why, evidence, what to do, reference.

use egui::text::LayoutJob;
use egui::{Align, Color32, Label, Layout, RichText, Sense, Ui};

use super::compare::{Piece, compare};
use super::marks::{self, Mark};
use super::prose;
use super::shown::{Shown, plain};
use super::theme::{CORNER, Palette, SMALL, STEP, small};
use super::widgets;
use crate::app::Action;
use crate::diagnosis::{Entry, Evidence};

/// The width of "expected" and "actual".
const SIDE: f32 = 58.0;

/// Draws an open entry; `to_fix` brings what to do into view.
pub(super) fn entry_ui(ui: &mut Ui, entry: &Entry, to_fix: bool, actions: &mut Vec<Action>) {
    let margin = egui::Margin {
        left: 12,
        right: 12,
        top: 0,
        bottom: 12,
    };
    egui::Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = STEP;
        for paragraph in paragraphs(&entry.explanation) {
            ui.add(Label::new(prose::job(ui, paragraph)).wrap());
        }
        evidence_ui(ui, &entry.evidence, actions);
        remedies_ui(ui, &entry.remedies, to_fix, actions);
        reference_ui(ui, entry.reference);
    });
}

fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n\n").map(str::trim).filter(|p| !p.is_empty())
}

/// The heading of a part of an entry.
fn part_ui(ui: &mut Ui, title: &str) -> egui::Response {
    ui.add_space(STEP);
    ui.label(small(ui, title))
}

fn evidence_ui(ui: &mut Ui, evidence: &[Evidence], actions: &mut Vec<Action>) {
    if evidence.is_empty() {
        return;
    }
    part_ui(ui, "Evidence");
    let palette = Palette::of(ui);
    for (index, fact) in evidence.iter().enumerate() {
        ui.push_id(index, |ui| {
            egui::Frame::new()
                .fill(palette.raised)
                .corner_radius(CORNER)
                .inner_margin(egui::Margin::symmetric(8, 6))
                .show(ui, |ui| {
                    ui.set_min_width(ui.available_width());
                    ui.spacing_mut().item_spacing.y = 2.0;
                    fact_ui(ui, fact, actions);
                });
        });
    }
}

/// A fact. Expected stands above actual, letter over letter.
fn fact_ui(ui: &mut Ui, fact: &Evidence, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui);
    let name = plain(&fact.name);
    ui.label(RichText::new(name.as_ref()).size(SMALL));
    let actual = Shown::of(&fact.actual);
    if fact.expected.is_empty() {
        let whole = Piece {
            text: actual.text.into_owned(),
            differs: false,
        };
        text_ui(ui, &[whole], palette.failed, &fact.actual, actions);
        if actual.deceives {
            deceives_ui(ui);
        }
        return;
    }
    let expected = Shown::of(&fact.expected);
    let (left, right) = compare(&expected.text, &actual.text);
    side_ui(
        ui,
        "expected",
        &left,
        palette.passed,
        &fact.expected,
        actions,
    );
    side_ui(ui, "actual", &right, palette.failed, &fact.actual, actions);
    if expected.deceives || actual.deceives {
        deceives_ui(ui);
    }
}

fn deceives_ui(ui: &mut Ui) {
    ui.horizontal(|ui| {
        let color = Palette::of(ui).warning;
        marks::mark_ui(ui, Mark::Triangle, color, widgets::DECEIVES);
        ui.add(Label::new(small(ui, widgets::DECEIVES)).wrap());
    });
}

fn side_ui(
    ui: &mut Ui,
    name: &str,
    pieces: &[Piece],
    color: Color32,
    value: &str,
    actions: &mut Vec<Action>,
) {
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(egui::vec2(SIDE, 16.0), Sense::hover());
        let text = small(ui, name);
        widgets::place_ui(ui, rect, Layout::left_to_right(Align::Center), |ui| {
            ui.add(Label::new(text).selectable(false));
        });
        if value.is_empty() {
            ui.label(small(ui, "nothing"));
        } else {
            text_ui(ui, pieces, color, value, actions);
        }
    });
}

/// A value in pieces, what differs on a ground of that colour; a click copies it.
fn text_ui(ui: &mut Ui, pieces: &[Piece], color: Color32, value: &str, actions: &mut Vec<Action>) {
    let job = pieces_job(pieces, Palette::of(ui), color);
    let text = Label::new(job).wrap().selectable(false);
    let response = ui.add(text.sense(Sense::click()));
    let response = response.on_hover_cursor(egui::CursorIcon::Copy);
    if response.clicked() {
        actions.push(Action::Copy(value.to_owned()));
    }
    response.on_hover_text("Click to copy");
}

pub(super) fn pieces_job(pieces: &[Piece], palette: &Palette, color: Color32) -> LayoutJob {
    let mut job = LayoutJob::default();
    // Addresses and ids break anywhere, so that expected and actual stay letter over letter.
    job.wrap.break_anywhere = !pieces.iter().any(|piece| piece.text.contains(' '));
    for piece in pieces {
        let ground = if piece.differs {
            palette.raised.lerp_to_gamma(color, 0.30)
        } else {
            Color32::TRANSPARENT
        };
        widgets::append_mono(&mut job, &piece.text, palette.text, ground);
    }
    job
}

fn remedies_ui(ui: &mut Ui, remedies: &[String], reveal: bool, actions: &mut Vec<Action>) {
    if remedies.is_empty() {
        return;
    }
    let title = part_ui(ui, "What to do");
    if reveal {
        title.scroll_to_me(Some(Align::Min));
    }
    for (index, remedy) in remedies.iter().enumerate() {
        ui.push_id(index, |ui| {
            ui.horizontal_top(|ui| {
                let number = RichText::new(format!("{}.", index + 1)).color(Palette::of(ui).accent);
                ui.add(Label::new(number).selectable(false).extend());
                ui.vertical(|ui| remedy_ui(ui, remedy, actions));
            });
        });
    }
}

fn remedy_ui(ui: &mut Ui, remedy: &str, actions: &mut Vec<Action>) {
    for paragraph in paragraphs(remedy) {
        ui.add(Label::new(prose::job(ui, paragraph)).wrap());
    }
    for value in prose::copyable(remedy) {
        ui.push_id(value, |ui| {
            widgets::row_ui(ui, |ui| {
                let shown = plain(value.lines().next().unwrap_or_default());
                widgets::copy_button_ui(ui, actions, value, &format!("Copy {shown}"));
                let text = RichText::new(shown.as_ref()).font(super::theme::mono());
                let text = text.color(Palette::of(ui).muted);
                widgets::copyable_ui(ui, actions, text, value, Sense::CLICK);
            });
        });
    }
}

fn reference_ui(ui: &mut Ui, reference: &str) {
    if reference.is_empty() {
        return;
    }
    part_ui(ui, "Reference");
    if reference.starts_with("https://") {
        let host = reference.trim_start_matches("https://");
        let text = RichText::new(host).size(SMALL);
        ui.scope(|ui| {
            ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
            ui.hyperlink_to(text, reference).on_hover_text(reference);
        });
    } else {
        ui.add(Label::new(RichText::new(reference).size(SMALL)).wrap());
    }
}
