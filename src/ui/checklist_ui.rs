//! The checklist on screen: steps, their entries, and the way through them.

use egui::emath::GuiRounding as _;
use egui::{Align, Label, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::checklist_panel::{self, StepLine};
use super::entry_ui;
use super::marks::{self, Mark};
use super::shown::plain;
use super::state::{Open, UiState};
use super::theme::{CORNER, MARK, Palette, ROW, STEP, small};
use super::widgets;
use crate::app::{Action, Model};
use crate::diagnosis::{Entry, OutcomeKind};

/// The width of a step's name.
const NAME: f32 = 74.0;

pub(super) fn checklist_ui(
    ui: &mut Ui,
    model: &Model,
    state: &mut UiState,
    actions: &mut Vec<Action>,
) {
    let Some(inspection) = &model.inspection else {
        return;
    };
    let verdict = inspection.verdict.rule;
    let steps = checklist_panel::steps(inspection);
    let open = &mut state.checklist;
    heading_ui(ui, &steps, open, verdict, state.narrow);
    ui.add_space(STEP);
    ui.spacing_mut().item_spacing.y = 2.0;
    ScrollArea::vertical()
        .id_salt("checklist")
        .auto_shrink(false)
        .show(ui, |ui| {
            for line in &steps {
                ui.push_id(line.step, |ui| step_ui(ui, line, open, verdict, actions));
            }
            ui.add_space(4.0 * STEP);
        });
}

fn heading_ui(
    ui: &mut Ui,
    steps: &[StepLine<'_>],
    open: &mut Open,
    verdict: &'static str,
    narrow: bool,
) {
    let rule = open.rule(verdict);
    widgets::row_ui(ui, |ui| {
        // In a narrow window the tab says so already.
        if !narrow {
            widgets::section_ui(ui, "Checklist");
        }
        widgets::at_right(ui, |ui| {
            for (name, forward) in [("Next", true), ("Previous", false)] {
                let to = checklist_panel::neighbour(steps, rule, verdict, forward);
                let clicked = ui.add_enabled_ui(to.is_some(), |ui| widgets::small_button(ui, name));
                if let Some(to) = to.filter(|_| clicked.inner.clicked()) {
                    turn_to(steps, open, to);
                }
            }
            if let Some(position) = checklist_panel::position(steps, rule) {
                ui.label(small(ui, position));
            }
        });
    });
}

/// Opens an entry, with its step unfolded.
fn turn_to(steps: &[StepLine<'_>], open: &mut Open, rule: &'static str) {
    open.show(rule);
    for line in steps {
        if line.entries.iter().any(|e| e.rule == rule) {
            open.turned.remove(&line.step);
        }
    }
}

fn step_ui(
    ui: &mut Ui,
    line: &StepLine<'_>,
    open: &mut Open,
    verdict: &'static str,
    actions: &mut Vec<Action>,
) {
    let is_open = checklist_panel::is_open(line, open, verdict);
    if step_line_ui(ui, line, is_open) {
        fold(line, open, is_open, verdict);
    }
    if !is_open {
        return;
    }
    let single = line.entries.len() == 1;
    for entry in &line.entries {
        let entry_open = open.rule(verdict) == Some(entry.rule);
        ui.push_id(entry.rule, |ui| {
            if !single && entry_line_ui(ui, entry, entry_open) {
                open.chosen = Some((!entry_open).then_some(entry.rule));
                // The step stays unfolded although its open entry closed.
                if entry_open {
                    open.turned.insert(line.step);
                } else {
                    open.turned.remove(&line.step);
                }
            }
            if entry_open {
                let reveal = open.reveal.take_if(|rule| *rule == entry.rule).is_some();
                entry_ui::entry_ui(ui, entry, single, reveal, actions);
            }
        });
    }
    ui.add_space(STEP);
}

/// Folds or unfolds a step. A step with one entry opens that entry at once.
fn fold(line: &StepLine<'_>, open: &mut Open, is_open: bool, verdict: &'static str) {
    let rule = open.rule(verdict);
    let holds_open = line.entries.iter().any(|e| Some(e.rule) == rule);
    match line.entries.as_slice() {
        [only] if !is_open => {
            open.chosen = Some(Some(only.rule));
            open.turned.remove(&line.step);
        }
        [_] => {
            open.chosen = Some(None);
            open.turned.remove(&line.step);
        }
        // Unfolded exactly if this differs from whether the open entry is here.
        _ if holds_open == is_open => {
            open.turned.insert(line.step);
        }
        _ => {
            open.turned.remove(&line.step);
        }
    }
}

/// A step: mark, name, one line of finding. Whether it was clicked.
fn step_line_ui(ui: &mut Ui, line: &StepLine<'_>, is_open: bool) -> bool {
    let palette = Palette::of(ui);
    let can_open = !line.entries.is_empty();
    let sense = if can_open {
        Sense::click()
    } else {
        Sense::hover()
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW + STEP), sense);
    let finding = plain(line.finding);
    let name = format!(
        "{}: {}. {finding}",
        line.step.title(),
        marks::word(line.outcome)
    );
    let role = if can_open {
        Role::DisclosureTriangle
    } else {
        Role::Label
    };
    response.widget_info(|| WidgetInfo::selected(role, true, is_open, &name));
    if response.hovered() && can_open {
        ui.painter().rect_filled(rect, CORNER, palette.raised);
    }
    widgets::focus_ring(ui, &response);
    let color = if line.outcome == OutcomeKind::Failed {
        palette.text
    } else {
        palette.muted
    };
    inside_ui(ui, rect, 6.0, |ui| {
        paint_outcome(ui, line.outcome);
        let width = vec2(NAME, ui.available_height());
        ui.allocate_ui_with_layout(width, *ui.layout(), |ui| {
            ui.set_min_size(width);
            ui.add(Label::new(RichText::new(line.step.title())).selectable(false));
        });
        if !is_open {
            let text = RichText::new(finding.as_ref())
                .size(super::theme::SMALL)
                .color(color);
            ui.add(
                Label::new(text)
                    .selectable(false)
                    .show_tooltip_when_elided(false),
            );
        }
    });
    let clicked = response.clicked();
    if !is_open {
        response.on_hover_text(finding.as_ref());
    }
    clicked
}

/// One of several entries of a step. Whether it was clicked.
fn entry_line_ui(ui: &mut Ui, entry: &Entry, is_open: bool) -> bool {
    let palette = Palette::of(ui);
    let headline = plain(&entry.headline);
    let grave = matches!(entry.outcome, OutcomeKind::Failed | OutcomeKind::Warning);
    let color = if grave || is_open {
        palette.text
    } else {
        palette.muted
    };
    // Open, it is read to its end; folded, it is one line.
    let rows = if is_open { usize::MAX } else { 1 };
    let indent = 26.0 + MARK + 8.0;
    let galley = widgets::galley(
        ui,
        &headline,
        color,
        ui.available_width() - indent - 6.0,
        rows,
    );
    let height = (galley.size().y + 8.0).max(ROW).round();
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let name = format!("{}: {headline}", marks::word(entry.outcome));
    response.widget_info(|| WidgetInfo::selected(Role::DisclosureTriangle, true, is_open, &name));
    if response.hovered() {
        ui.painter().rect_filled(rect, CORNER, palette.raised);
    }
    widgets::focus_ring(ui, &response);
    inside_ui(ui, rect, 26.0, |ui| {
        paint_outcome(ui, entry.outcome);
    });
    let at = rect.left_center() + vec2(indent, (-galley.size().y / 2.0).round());
    let elided = galley.elided;
    ui.painter().galley(at.round_ui(), galley, color);
    let clicked = response.clicked();
    if elided {
        response.on_hover_text(headline.as_ref());
    }
    clicked
}

/// A mark without a name of its own: the line that it stands in is read as a whole.
fn paint_outcome(ui: &mut Ui, outcome: OutcomeKind) {
    let (rect, _) = ui.allocate_exact_size(vec2(MARK, MARK), Sense::hover());
    let color = Palette::of(ui).outcome(outcome);
    marks::paint(ui.painter(), rect, Mark::of(outcome), color, 0.0);
}

fn inside_ui(ui: &mut Ui, rect: egui::Rect, indent: f32, contents: impl FnOnce(&mut Ui)) {
    let rect = rect
        .with_min_x(rect.left() + indent)
        .with_max_x(rect.right() - 6.0);
    let layout = egui::Layout::left_to_right(Align::Center);
    widgets::place_ui(ui, rect, layout, contents);
}
