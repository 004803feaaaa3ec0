//! The rows of the timeline's chart: names, bars, and what the pointer and the keys do there.

use std::ops::Range;

use egui::text::LayoutJob;
use egui::{
    Color32, EventFilter, Id, Key, Rect, Response, RichText, Role, Sense, Stroke, TextFormat, Ui,
    WidgetInfo, pos2, vec2,
};

use super::marks::{self, Mark};
use super::shown::plain;
use super::stretch::moment;
use super::theme::{MARK, Palette, ROW, STEP, mono};
use super::timeline_bars::{Bars, bars, lists, nearest};
use super::timeline_chart::{Chart, Plot, life_color};
use super::timeline_panel::{Row, date};
use super::timeline_view::TimelineView;
use super::widgets;

/// The height of a bar.
const BAR: f32 = 10.0;

/// The name of a row among all widgets: it stays the same wherever the row stands on screen.
fn row_id(index: usize) -> Id {
    Id::unique("row of the timeline").with(index)
}

pub(super) fn rows_ui(
    ui: &mut Ui,
    chart: &Chart<'_>,
    plot: &Plot,
    range: Range<usize>,
    view: &mut TimelineView,
) {
    if range.is_empty() {
        return;
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let shown = view.shown(chart.place).map(std::ptr::from_ref);
    let mut drawn = Vec::new();
    for index in range {
        let Some(row) = chart.place.rows.get(index) else {
            break;
        };
        let size = vec2(plot.right() - plot.left, ROW);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let response = ui.interact(rect, row_id(index), Sense::click());
        let selected = shown == Some(std::ptr::from_ref(row));
        ground_ui(ui, row, selected, &response);
        act_ui(ui, index, row, &response, chart, view);
        drawn.push((rect, row, response));
    }
    let rows = drawn.iter().map(|(rect, _, _)| *rect);
    if let Some(all) = rows.reduce(|all, rect| all | rect) {
        behind_ui(ui, all, chart, plot);
    }
    for (rect, row, response) in drawn {
        cells_ui(ui, rect, row, plot);
        widgets::focus_ring(ui, &response);
        hover_ui(&response, row, chart, plot);
    }
}

/// The row of a kid that no answer lists.
pub(super) fn missing_ui(ui: &mut Ui, kid: &str, chart: &Chart<'_>, plot: &Plot) {
    const WORDS: &str = "in no answer of this address";
    let palette = Palette::of(ui);
    let size = vec2(plot.right() - plot.left, ROW);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let name = format!("{}, the token's key: {WORDS}", plain(kid));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    let ground = palette.tinted(palette.failed);
    ui.painter().rect_filled(rect, 0.0, ground);
    behind_ui(ui, rect, chart, plot);
    let mark = pos2(plot.left + 2.0 + MARK / 2.0, rect.center().y);
    let mark = Rect::from_center_size(mark, vec2(MARK, MARK));
    marks::paint(ui.painter(), mark, Mark::Cross, palette.failed, 0.0);
    kid_ui(ui, rect, kid, palette.text, plot);
    let words = widgets::galley(ui, WORDS, palette.text, plot.rect.width(), 1);
    let at = rect.center().y - words.size().y / 2.0;
    let at = pos2(plot.rect.left() + STEP, at);
    // The lines of the dates must not cross the words.
    let behind = Rect::from_min_size(at, words.size()).expand2(vec2(STEP, 0.0));
    ui.painter().rect_filled(behind, 0.0, ground);
    ui.painter().galley(at, words, palette.text);
    response.on_hover_ui_at_pointer(|ui| {
        ui.label(RichText::new(plain(kid)).font(mono()));
        ui.label("The token's key. No answer of this address that is known lists it.");
    });
}

fn ground_ui(ui: &Ui, row: &Row, selected: bool, response: &Response) {
    let palette = Palette::of(ui);
    let role = Role::ListBoxOption;
    response.widget_info(|| WidgetInfo::selected(role, true, selected, plain(&row.name)));
    let ground = match (selected, row.matches, response.hovered()) {
        (true, _, _) => palette.selection(),
        (_, true, _) => palette.tinted(palette.accent),
        (_, _, true) => palette.raised,
        _ => return,
    };
    ui.painter().rect_filled(response.rect, 0.0, ground);
}

/// What a click and the keys do: choose, go to another row, zoom and move.
fn act_ui(
    ui: &Ui,
    index: usize,
    row: &Row,
    response: &Response,
    chart: &Chart<'_>,
    view: &mut TimelineView,
) {
    if view.wanted == Some(index) {
        view.wanted = None;
        view.row = Some((row.kid.clone(), row.id.clone()));
        // The key that was pressed in the row before is not for this one.
        response.request_focus();
        return;
    }
    if response.clicked() || response.gained_focus() {
        view.row = Some((row.kid.clone(), row.id.clone()));
    }
    if !response.has_focus() {
        return;
    }
    let filter = EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let pressed = |key: Key| ui.input(|i| i.key_pressed(key) && !i.modifiers.command);
    let last = chart.place.rows.len().saturating_sub(1);
    let up = pressed(Key::ArrowUp).then(|| index.saturating_sub(1));
    let down = pressed(Key::ArrowDown).then(|| (index + 1).min(last));
    view.wanted = view.wanted.or(up.or(down).filter(|next| *next != index));
    if view.wanted.is_some() {
        ui.ctx().request_repaint();
    }
    let all = chart.place.all;
    let stretch = view.in_view(chart.place);
    let center = f64::midpoint(stretch.from, stretch.to);
    let tenth = stretch.length() / 10.0;
    for (key, moved) in [
        (Key::ArrowLeft, stretch.panned(-tenth, all)),
        (Key::ArrowRight, stretch.panned(tenth, all)),
        (Key::Plus, stretch.zoomed(0.5, center, all)),
        (Key::Minus, stretch.zoomed(2.0, center, all)),
    ] {
        if pressed(key) {
            view.stretch = Some(moved);
        }
    }
}

/// What lies behind the bars: the lines of the dates, the token's life, the moment of judgement.
fn behind_ui(ui: &Ui, rows: Rect, chart: &Chart<'_>, plot: &Plot) {
    let palette = Palette::of(ui);
    let painter = ui.painter();
    let line = Stroke::new(1.0, palette.line);
    for tick in &plot.axis.ticks {
        painter.vline(plot.x(tick.at), rows.y_range(), line);
    }
    if let Some(life) = chart.life {
        let (from, to) = (plot.x(life.from), plot.x(life.to));
        // A token of an hour is seen in a year too.
        let (from, to) = (from.min(to - 2.0), to);
        let (from, to) = (from.max(plot.rect.left()), to.min(plot.rect.right()));
        if from < to {
            let band = Rect::from_x_y_ranges(from..=to, rows.y_range());
            painter.rect_filled(band, 0.0, life_color(palette));
        }
    }
    let now = plot.x(chart.now);
    if plot.holds(now) {
        let stroke = Stroke::new(1.0, palette.muted);
        painter.vline(now, rows.y_range(), stroke);
    }
}

fn cells_ui(ui: &Ui, row_rect: Rect, row: &Row, plot: &Plot) {
    let palette = Palette::of(ui);
    let (color, bar_color) = if row.matches {
        (palette.accent, palette.accent)
    } else {
        (palette.text, palette.muted)
    };
    let middle = row_rect.center().y;
    if row.matches {
        let mark =
            Rect::from_center_size(pos2(plot.left + 2.0 + MARK / 2.0, middle), vec2(MARK, MARK));
        marks::paint(ui.painter(), mark, Mark::Right, palette.accent, 0.0);
    }
    kid_ui(ui, row_rect, &row.kid, color, plot);
    if plot.kind > 0.0 {
        let galley = widgets::galley(ui, row.kind, palette.muted, plot.kind - STEP, 1);
        let at = pos2(plot.left + plot.kid + STEP, middle - galley.size().y / 2.0);
        ui.painter().galley(at, galley, palette.muted);
    }
    let seen = bars(&row.runs, plot.view, plot.rect.left(), plot.rect.width());
    bars_ui(ui, middle, &seen, bar_color);
}

fn bars_ui(ui: &Ui, middle: f32, seen: &Bars, color: Color32) {
    let palette = Palette::of(ui);
    let painter = ui.painter();
    if let Some((from, to)) = seen.known {
        painter.hline(from..=to, middle, Stroke::new(1.0, color));
    }
    for bar in &seen.bars {
        // A single answer is a point that can be seen.
        let wider = (4.0 - (bar.right - bar.left)).max(0.0) / 2.0;
        let x = bar.left - wider..=bar.right + wider;
        let y = middle - BAR / 2.0..=middle + BAR / 2.0;
        // Gaps that are too narrow to be seen leave the bar paler.
        let color = if bar.broken {
            palette.panel.lerp_to_gamma(color, 0.7)
        } else {
            color
        };
        painter.rect_filled(Rect::from_x_y_ranges(x, y), 2.0, color);
    }
}

/// A kid, cut where the column ends.
fn kid_ui(ui: &Ui, row: Rect, kid: &str, color: Color32, plot: &Plot) {
    let start = plot.left + MARK + 2.0 * STEP;
    let format = TextFormat::simple(mono(), color);
    let mut job = LayoutJob::single_section(plain(kid).into_owned(), format);
    job.wrap.max_width = (plot.left + plot.kid - start).max(0.0);
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let at = pos2(start, row.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, color);
}

/// The facts of a row, and what the answer under the pointer says of it.
fn hover_ui(response: &Response, row: &Row, chart: &Chart<'_>, plot: &Plot) {
    if !response.hovered() {
        return;
    }
    response.clone().on_hover_ui_at_pointer(|ui| {
        ui.label(RichText::new(plain(&row.kid)).font(mono()));
        for line in &row.lines {
            ui.label(plain(line).as_ref());
        }
        if let Some(words) = answer_words(row, chart, plot) {
            ui.add_space(STEP);
            ui.label(super::theme::small(ui, words));
        }
    });
}

/// "The answer of 2026-11-05 12:30: listed".
fn answer_words(row: &Row, chart: &Chart<'_>, plot: &Plot) -> Option<String> {
    let answers = &chart.place.answers;
    let (left, width) = (plot.rect.left(), plot.rect.width());
    let index = nearest(answers, plot.pointer?, plot.view, left, width)?;
    let answer = *answers.get(index)?;
    let listed = if lists(&row.runs, answer) {
        "listed"
    } else {
        "not in this answer"
    };
    let at = date(moment(answer)?, chart.zone);
    Some(format!("The answer of {at}: {listed}"))
}
