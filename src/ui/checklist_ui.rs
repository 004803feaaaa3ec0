//! The checklist on screen. The seven steps always stay in sight; below them the entries of one
//! step, one of them open.

use egui::emath::GuiRounding as _;
use egui::{
    Align, Color32, Key, Label, Layout, Modifiers, Rect, Response, RichText, Role, ScrollArea,
    Sense, Ui, WidgetInfo, vec2,
};

use super::checklist_panel::{self, StepLine};
use super::entry_ui;
use super::marks::{self, Mark};
use super::shown::{plain, short};
use super::state::{Open, Reveal, UiState};
use super::theme::{BODY, CORNER, MARK, Palette, ROW, SMALL, STEP, small};
use super::widgets;
use crate::app::{Action, Model};
use crate::diagnosis::{Entry, OutcomeKind, Step};

/// Next and Previous: their keys together with Alt, and whether they lead forward. The outermost
/// one comes first.
const WAYS: [(&str, Key, bool); 2] = [
    ("Next", Key::ArrowDown, true),
    ("Previous", Key::ArrowUp, false),
];

/// The width of a step's name.
const NAME: f32 = 74.0;
/// Below this height the steps are scrolled together with the entries.
const LOW: f32 = 380.0;

pub(super) fn checklist_ui(
    ui: &mut Ui,
    model: &Model,
    state: &mut UiState,
    actions: &mut Vec<Action>,
) {
    let Some(inspection) = &model.inspection else {
        return;
    };
    let steps = checklist_panel::steps(inspection);
    let verdict = inspection.verdict.rule;
    let open = checklist_panel::open_entry(&steps, &state.checklist, verdict);
    let opened = open.map(|(_, rule)| rule);
    heading_ui(ui, &steps, opened, state);
    ui.add_space(STEP);
    let area = ScrollArea::vertical().auto_shrink(false);
    let state = &mut state.checklist;
    if ui.available_height() < LOW {
        area.id_salt("checklist").show(ui, |ui| {
            steps_ui(ui, &steps, open, state);
            entries_ui(ui, &steps, open, state, actions);
        });
    } else {
        steps_ui(ui, &steps, open, state);
        area.id_salt("entries")
            .show(ui, |ui| entries_ui(ui, &steps, open, state, actions));
    }
}

fn heading_ui(
    ui: &mut Ui,
    steps: &[StepLine<'_>],
    open: Option<&'static str>,
    state: &mut UiState,
) {
    widgets::row_ui(ui, |ui| {
        // In a narrow window the tab says so already.
        if !state.narrow {
            widgets::section_ui(ui, "Checklist");
        }
        widgets::at_right(ui, |ui| {
            for (name, key, forward) in WAYS {
                let to = open.and_then(|open| checklist_panel::neighbour(steps, open, forward));
                let pressed = ui.input_mut(|i| i.consume_key(Modifiers::ALT, key));
                let button = ui.add_enabled_ui(to.is_some(), |ui| widgets::small_button(ui, name));
                let hint = format!("Alt+{}", key.name());
                let clicked = button.inner.on_hover_text(hint).clicked();
                if let Some(to) = to.filter(|_| clicked || pressed) {
                    state.checklist.show(to, Reveal::Headline);
                }
            }
            if let Some(position) = open.and_then(|o| checklist_panel::position(steps, o)) {
                ui.label(small(ui, position));
            }
        });
    });
}

fn steps_ui(
    ui: &mut Ui,
    steps: &[StepLine<'_>],
    open: Option<(Step, &'static str)>,
    state: &mut Open,
) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for line in steps {
            let selected = open.is_some_and(|(step, _)| step == line.step);
            let clicked = ui.push_id(line.step, |ui| step_ui(ui, line, selected));
            if let Some(leading) = line.entries.first().filter(|_| clicked.inner && !selected) {
                state.show(leading.rule, Reveal::Headline);
            }
        }
    });
    ui.add_space(STEP);
}

/// A step: mark, name, one line of finding. Whether it was clicked.
fn step_ui(ui: &mut Ui, line: &StepLine<'_>, selected: bool) -> bool {
    let palette = Palette::of(ui);
    let can_open = !line.entries.is_empty();
    let sense = if can_open {
        Sense::click()
    } else {
        Sense::hover()
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), sense);
    let finding = short(line.finding);
    let word = marks::word(line.outcome);
    let name = format!("{}: {word}. {finding}", line.step.title());
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, selected, &name));
    ground_ui(ui, &response, selected);
    let grave = matches!(line.outcome, OutcomeKind::Failed | OutcomeKind::Warning);
    let color = if grave || selected {
        palette.text
    } else {
        palette.muted
    };
    inside_ui(ui, rect, |ui| {
        paint_outcome(ui, line.outcome);
        let width = vec2(NAME, ui.available_height());
        ui.allocate_ui_with_layout(width, *ui.layout(), |ui| {
            ui.set_min_size(width);
            ui.add(Label::new(line.step.title()).selectable(false));
        });
        let text = RichText::new(finding.as_ref()).size(SMALL).color(color);
        let label = Label::new(text).selectable(false);
        ui.add(label.show_tooltip_when_elided(false));
    });
    response
        .on_hover_text(plain(line.finding).as_ref())
        .clicked()
}

fn entries_ui(
    ui: &mut Ui,
    steps: &[StepLine<'_>],
    open: Option<(Step, &'static str)>,
    state: &mut Open,
    actions: &mut Vec<Action>,
) {
    let Some((step, rule)) = open else {
        return;
    };
    let reveal = std::mem::take(&mut state.reveal);
    ui.spacing_mut().item_spacing.y = STEP;
    for entry in steps
        .iter()
        .filter(|s| s.step == step)
        .flat_map(|s| &s.entries)
    {
        ui.push_id(entry.rule, |ui| {
            if entry.rule == rule {
                opened_ui(ui, entry, reveal, actions);
            } else if entry_line_ui(ui, entry, false).clicked() {
                state.chosen = Some(entry.rule);
            }
        });
    }
    ui.add_space(4.0 * STEP);
}

/// The open entry: a thin frame holds its headline and all that is said of it together.
fn opened_ui(ui: &mut Ui, entry: &Entry, reveal: Option<Reveal>, actions: &mut Vec<Action>) {
    let line = egui::Stroke::new(1.0, Palette::of(ui).line);
    let frame = egui::Frame::new().stroke(line).corner_radius(CORNER);
    frame.show(ui, |ui| {
        ui.add_space(STEP);
        let headline = entry_line_ui(ui, entry, true);
        if reveal == Some(Reveal::Headline) {
            headline.scroll_to_me(Some(Align::Min));
        }
        entry_ui::entry_ui(ui, entry, reveal == Some(Reveal::Fix), actions);
    });
}

/// An entry's headline: whole where it is open, one line where it is folded.
fn entry_line_ui(ui: &mut Ui, entry: &Entry, is_open: bool) -> Response {
    let palette = Palette::of(ui);
    let (headline, full) = (short(&entry.headline), plain(&entry.headline));
    let grave = matches!(entry.outcome, OutcomeKind::Failed | OutcomeKind::Warning);
    let color = if grave || is_open {
        palette.text
    } else {
        palette.muted
    };
    let (rows, size) = if is_open {
        (usize::MAX, BODY)
    } else {
        (1, SMALL)
    };
    let indent = 6.0 + MARK + 8.0;
    let width = ui.available_width();
    let inside = width - indent - 6.0;
    let galley = widgets::galley_of(ui, &headline, size, color, inside, rows);
    let height = (galley.size().y + 8.0).max(ROW).round();
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::click());
    let name = format!("{}: {headline}", marks::word(entry.outcome));
    let role = Role::DisclosureTriangle;
    response.widget_info(|| WidgetInfo::selected(role, true, is_open, &name));
    ground_ui(ui, &response, false);
    inside_ui(ui, rect, |ui| paint_outcome(ui, entry.outcome));
    let at = rect.left_center() + vec2(indent, -galley.size().y / 2.0);
    let elided = galley.elided || headline != full;
    ui.painter().galley(at.round_ui(), galley, color);
    if elided {
        response.on_hover_text(full.as_ref())
    } else {
        response
    }
}

fn ground_ui(ui: &Ui, response: &Response, selected: bool) {
    let palette = Palette::of(ui);
    let fill = match (
        selected,
        response.hovered() && response.sense.senses_click(),
    ) {
        (true, _) => palette.selection(),
        (false, true) => palette.raised,
        (false, false) => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(response.rect, CORNER, fill);
    widgets::focus_ring(ui, response);
}

/// A mark without a name of its own: the line that it stands in is read as a whole.
fn paint_outcome(ui: &mut Ui, outcome: OutcomeKind) {
    let (rect, _) = ui.allocate_exact_size(vec2(MARK, MARK), Sense::hover());
    let color = Palette::of(ui).outcome(outcome);
    marks::paint(ui.painter(), rect, Mark::of(outcome), color, 0.0);
}

fn inside_ui(ui: &mut Ui, rect: Rect, contents: impl FnOnce(&mut Ui)) {
    let inside = rect.shrink2(vec2(6.0, 0.0));
    widgets::place_ui(ui, inside, Layout::left_to_right(Align::Center), contents);
}
