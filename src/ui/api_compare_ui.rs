//! What the API accepts beside what the token has.

use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{
    Color32, FontId, Galley, Label, Pos2, Rect, Response, Role, Sense, TextFormat, Ui, WidgetInfo,
    pos2, vec2,
};

use super::api_panel::{CompareRow, likeness_mark, likeness_word};
use super::compare::Piece;
use super::entry_ui::pieces_job;
use super::marks::{self, Mark};
use super::shown::plain;
use super::theme::{CORNER, MARK, Palette, SMALL, STEP, mono, small};
use super::widgets;
use crate::app::Action;
use crate::diagnosis::Likeness;

/// The width of a subject's name.
const SUBJECT: f32 = 78.0;
/// Where names begin: after the mark.
const INDENT: f32 = MARK + 10.0;
/// The room above and below the words of a row.
const PAD: f32 = 5.0;

/// The room between two accepted values.
const BETWEEN: f32 = 3.0;

/// The columns of a row of that width.
#[derive(Clone, Copy)]
struct Columns {
    expected: f32,
    actual: f32,
    width: f32,
}

impl Columns {
    fn of(whole: f32) -> Self {
        let gap = 3.0 * STEP;
        let start = STEP + INDENT + SUBJECT;
        // The triangle that leads to the rule stands at the right end.
        let width = ((whole - start - gap - 16.0) / 2.0).max(40.0).floor();
        Self {
            expected: start,
            actual: start + width + gap,
            width,
        }
    }
}

/// Draws the comparison; gives the rule that was clicked.
pub(super) fn compare_ui(
    ui: &mut Ui,
    rows: &[CompareRow],
    actions: &mut Vec<Action>,
) -> Option<&'static str> {
    if rows.is_empty() {
        let words = "Nothing in it can be compared with this token.";
        ui.label(small(ui, words));
        return None;
    }
    let columns = Columns::of(ui.available_width());
    header_ui(ui, columns);
    let mut clicked = None;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (index, row) in rows.iter().enumerate() {
            let response = ui
                .push_id(("compared", index), |ui| row_ui(ui, row, columns))
                .inner;
            if response.clicked() {
                clicked = row.rule;
            }
            menu_ui(&response, row, actions);
            hover_ui(response, row);
        }
    });
    clicked
}

fn header_ui(ui: &mut Ui, columns: Columns) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), Sense::hover());
    for (x, title) in [
        (columns.expected, "the API accepts"),
        (columns.actual, "the token has"),
    ] {
        let cell = Rect::from_min_size(
            pos2(rect.left() + x, rect.top()),
            vec2(columns.width, rect.height()),
        );
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        widgets::place_ui(ui, cell, layout, |ui| {
            ui.add(Label::new(small(ui, title)).selectable(false));
        });
    }
}

/// The texts of a row, laid out.
struct Texts {
    expected: Vec<Arc<Galley>>,
    actual: Arc<Galley>,
    /// Where the API's side comes from, and what it means.
    below: Vec<Arc<Galley>>,
}

impl Texts {
    fn of(ui: &Ui, row: &CompareRow, columns: Columns) -> Self {
        let palette = Palette::of(ui);
        let marked = matches!(row.likeness, Likeness::Near | Likeness::Different);
        let value =
            |pieces: &[Piece], color| value_galley(ui, pieces, color, columns.width, marked);
        let words = |text: &str, color, width| {
            let galley = || widgets::galley(ui, text, color, width, 6);
            (!text.is_empty()).then(galley)
        };
        let accepted = row.expected.iter().map(|v| value(v, palette.passed));
        let mut expected: Vec<_> = accepted.collect();
        if expected.is_empty() {
            expected.extend(words(row.nothing_named(), palette.muted, columns.width));
        }
        if row.more > 0 {
            let more = format!("and {} more", row.more);
            expected.extend(words(&more, palette.muted, columns.width));
        }
        let nothing = || widgets::galley(ui, "nothing", palette.muted, columns.width, 1);
        let actual = row.actual.as_ref();
        // What is said about both spans both columns.
        let whole = columns.actual + columns.width - columns.expected;
        let below = [
            words(&row.origin, palette.muted, whole),
            words(&row.note, palette.text, whole),
        ];
        Self {
            expected,
            actual: actual.map_or_else(nothing, |pieces| value(pieces, palette.failed)),
            below: below.into_iter().flatten().collect(),
        }
    }

    /// The height of the values.
    fn values(&self) -> f32 {
        let left = self.expected.iter().map(|galley| galley.size().y + BETWEEN);
        left.sum::<f32>().max(self.actual.size().y + BETWEEN)
    }

    fn height(&self) -> f32 {
        let below = self.below.iter().map(|galley| galley.size().y + 1.0);
        self.values() + below.sum::<f32>()
    }
}

/// A value: addresses and ids in monospace, words in the body's font.
fn value_galley(
    ui: &Ui,
    pieces: &[Piece],
    color: Color32,
    width: f32,
    marked: bool,
) -> Arc<Galley> {
    let palette = Palette::of(ui);
    let plain = pieces.iter().all(|piece| !piece.differs);
    let words = plain && pieces.iter().any(|piece| piece.text.contains(' '));
    let mut job = if words {
        let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        let format = TextFormat::simple(FontId::proportional(SMALL), palette.text);
        LayoutJob::single_section(text, format)
    } else {
        pieces_job(pieces, palette, color)
    };
    job.wrap.max_width = width;
    // What is equal needs no more than a glance; words are read to their end.
    job.wrap.max_rows = match (marked, words) {
        (true, _) => 12,
        (false, true) => 4,
        (false, false) => 3,
    };
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

fn row_ui(ui: &mut Ui, row: &CompareRow, columns: Columns) -> Response {
    let palette = Palette::of(ui);
    let texts = Texts::of(ui, row, columns);
    let height = (texts.height() + 2.0 * PAD).round();
    // Every row has a menu; only those that lead somewhere are reached by the Tab key.
    let sense = if row.rule.is_some() {
        Sense::click()
    } else {
        Sense::CLICK
    };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), sense);
    let role = if row.rule.is_some() {
        Role::Button
    } else {
        Role::ListItem
    };
    response.widget_info(|| WidgetInfo::labeled(role, true, row.spoken()));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let mark = Rect::from_min_size(rect.min + vec2(STEP, PAD + 1.0), egui::Vec2::splat(MARK));
    if row.rule.is_some() {
        if response.hovered() {
            ui.painter().rect_filled(rect, CORNER, palette.raised);
        }
        widgets::focus_ring(ui, &response);
        let leads = Rect::from_center_size(
            pos2(rect.right() - 8.0, mark.center().y),
            egui::Vec2::splat(10.0),
        );
        marks::paint(ui.painter(), leads, Mark::Right, palette.muted, 0.0);
    }
    mark_ui(ui, mark, row.likeness);
    texts_ui(ui, rect.min + vec2(0.0, PAD), row, texts, columns);
    response
}

/// The mark, with a name of its own.
fn mark_ui(ui: &Ui, rect: Rect, likeness: Likeness) {
    let palette = Palette::of(ui);
    let color = match likeness {
        Likeness::Equal => palette.passed,
        Likeness::Near => palette.warning,
        Likeness::Different => palette.failed,
        Likeness::Unchecked | Likeness::Unknown => palette.not_checked,
    };
    let response = ui.interact(rect, ui.scope_id().with("mark"), Sense::hover());
    let word = likeness_word(likeness);
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, word));
    marks::paint(ui.painter(), rect, likeness_mark(likeness), color, 0.0);
}

fn texts_ui(ui: &Ui, at: Pos2, row: &CompareRow, texts: Texts, columns: Columns) {
    let palette = Palette::of(ui);
    let painter = ui.painter();
    let font = FontId::proportional(super::theme::BODY);
    let subject = ui.fonts_mut(|f| f.layout_no_wrap(row.subject.to_owned(), font, palette.text));
    painter.galley(at + vec2(STEP + INDENT, 0.0), subject, palette.text);
    let mut below = at + vec2(columns.expected, texts.values());
    let mut left = at + vec2(columns.expected, 0.0);
    for galley in texts.expected {
        let down = galley.size().y + BETWEEN;
        painter.galley(left, galley, palette.text);
        left.y += down;
    }
    painter.galley(at + vec2(columns.actual, 0.0), texts.actual, palette.text);
    for galley in texts.below {
        let down = galley.size().y + 1.0;
        painter.galley(below, galley, palette.text);
        below.y += down;
    }
}

/// Both values whole, where they are cut short.
fn hover_ui(response: Response, row: &CompareRow) {
    if matches!(row.likeness, Likeness::Near | Likeness::Different) || !response.hovered() {
        return;
    }
    let (expected, actual) = &row.values;
    response.on_hover_ui(|ui| {
        ui.set_max_width(560.0);
        for (title, value) in [("the API accepts", expected), ("the token has", actual)] {
            if !value.is_empty() {
                ui.label(small(ui, title));
                let lines = value.lines().take(12).map(plain).collect::<Vec<_>>();
                ui.label(egui::RichText::new(lines.join("\n")).font(mono()));
            }
        }
    });
}

fn menu_ui(response: &Response, row: &CompareRow, actions: &mut Vec<Action>) {
    let (expected, actual) = &row.values;
    response.context_menu(|ui| {
        for (name, value) in [
            ("Copy what the API accepts", expected),
            ("Copy what the token has", actual),
        ] {
            if !value.is_empty() && ui.button(name).clicked() {
                actions.push(Action::Copy(value.clone()));
                ui.close();
            }
        }
    });
}
