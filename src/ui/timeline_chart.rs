//! The chart of the timeline: an axis, and a row a key. Only what is in view is laid out and painted.

use std::ops::Range;
use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{
    Color32, CursorIcon, EventFilter, Galley, Id, Key, Rect, Response, RichText, Role, ScrollArea,
    Sense, Stroke, TextFormat, Ui, WidgetInfo, pos2, vec2,
};
use jiff::tz::TimeZone;

use super::marks::{self, Mark};
use super::shown::plain;
use super::theme::{MARK, Palette, ROW, STEP, mono};
use super::time_axis::{Axis, Stretch, axis, moment};
use super::timeline_bars::{Bars, bars, lists, nearest};
use super::timeline_header::{HEADER, header_ui};
use super::timeline_panel::{Life, Place, Row, date};
use super::timeline_view::TimelineView;
use super::widgets;

/// The width of what kind of key it is, where there is room for that.
const KIND: f32 = 84.0;
/// The least width of everything that leaves room for the kind.
const WITH_KIND: f32 = 520.0;
/// The height of a bar.
const BAR: f32 = 10.0;

/// What is drawn.
pub(super) struct Chart<'a> {
    /// The address.
    pub(super) place: &'a Place,
    /// The token's own life.
    pub(super) life: Option<&'a Life>,
    /// The moment of judgement.
    pub(super) now: f64,
    /// The zone of the dates.
    pub(super) zone: &'a TimeZone,
}

/// Where it is drawn.
pub(super) struct Plot {
    /// What is in view.
    pub(super) view: Stretch,
    /// Where time runs.
    pub(super) rect: Rect,
    /// The left of the rows.
    pub(super) left: f32,
    /// The width of a kid, its mark included.
    pub(super) kid: f32,
    kind: f32,
    /// The dates.
    pub(super) axis: Axis,
    /// Where the pointer is, while it is over the plot.
    pub(super) pointer: Option<f32>,
}

impl Plot {
    /// The place of a moment.
    pub(super) fn x(&self, at: f64) -> f32 {
        self.view.x(at, self.rect.left(), self.rect.width())
    }

    /// The right of the rows.
    pub(super) fn right(&self) -> f32 {
        self.rect.right() + 2.0 * STEP
    }

    /// Whether a place is in view.
    pub(super) fn holds(&self, x: f32) -> bool {
        self.rect.x_range().contains(x)
    }
}

/// The colour of the token's life.
pub(super) fn life_color(palette: &Palette) -> Color32 {
    palette.accent.gamma_multiply(0.30)
}

pub(super) fn chart_ui(ui: &mut Ui, chart: &Chart<'_>, view: &mut TimelineView) {
    let area = ui.available_rect_before_wrap();
    let kind = if area.width() < WITH_KIND { 0.0 } else { KIND };
    let name = ((area.width() - kind) * 0.28).clamp(84.0, 222.0);
    let mut rect = area;
    rect.min.x += name + kind + 2.0 * STEP;
    // A floating bar of the rows must not cover the last days.
    rect.max.x = (rect.max.x - 3.0 * STEP).max(rect.min.x + 40.0);
    move_ui(ui, rect, chart.place, view);
    let stretch = view.in_view(chart.place);
    let pointer = ui.input(|i| i.pointer.hover_pos());
    let plot = Plot {
        view: stretch,
        rect,
        left: area.left(),
        kid: name,
        kind,
        axis: axis(stretch, rect.width(), chart.zone),
        pointer: pointer
            .filter(|_| ui.rect_contains_pointer(rect))
            .map(|at| at.x),
    };
    let (place, head) = ui.allocate_exact_size(vec2(area.width(), HEADER), Sense::hover());
    head.widget_info(|| WidgetInfo::labeled(Role::Image, true, in_view(chart, &plot)));
    header_ui(ui, place, chart, &plot);
    let pinned = chart.place.pinned;
    rows_ui(ui, chart, &plot, 0..pinned, view);
    let count = chart.place.rows.len().saturating_sub(pinned);
    ScrollArea::vertical()
        .id_salt("timeline rows")
        .auto_shrink(false)
        .show_rows(ui, ROW, count, |ui, range| {
            reveal(ui, pinned, &range, view);
            let range = range.start + pinned..range.end + pinned;
            rows_ui(ui, chart, &plot, range, view);
        });
    if let Some(x) = plot.pointer {
        let stroke = Stroke::new(1.0, Palette::of(ui).muted.gamma_multiply(0.5));
        ui.painter()
            .vline(x, place.bottom()..=area.bottom(), stroke);
    }
}

/// What stands above the rows, as it is read aloud.
fn in_view(chart: &Chart<'_>, plot: &Plot) -> String {
    let date = |at: f64| moment(at).map_or_else(String::new, |at| date(at, chart.zone));
    let (from, to) = (date(plot.view.from), date(plot.view.to));
    let mut words = format!("In view: {from} to {to}");
    if let Some(life) = chart.life {
        words.push_str(". ");
        words.push_str(&life.words);
    }
    words
}

/// Zooms and moves what is in view, as the wheel and the pointer ask.
fn move_ui(ui: &Ui, plot: Rect, place: &Place, view: &mut TimelineView) {
    // Not reached by the Tab key: the rows are, and they move it too.
    let response = ui.interact(plot, ui.scope_id().with("plot"), Sense::DRAG);
    let mut stretch = view.in_view(place);
    let before = stretch;
    let second = stretch.length() / f64::from(plot.width());
    if response.dragged() {
        let moved = f64::from(response.drag_delta().x);
        stretch = stretch.panned(-moved * second, place.all);
        ui.set_cursor_icon(CursorIcon::Grabbing);
    }
    if ui.rect_contains_pointer(plot) {
        let (zoom, scroll, at) = ui.input(|i| {
            let scroll = i.smooth_scroll_delta().x;
            (i.zoom_delta(), scroll, i.pointer.hover_pos())
        });
        if let Some(at) = at.filter(|_| (zoom - 1.0).abs() > f32::EPSILON) {
            let fixed = stretch.at(at.x, plot.left(), plot.width());
            stretch = stretch.zoomed(1.0 / f64::from(zoom), fixed, place.all);
        }
        if scroll != 0.0 {
            stretch = stretch.panned(-f64::from(scroll) * second, place.all);
        }
    }
    if stretch != before {
        view.stretch = Some(stretch);
    }
}

/// Scrolls to the row that is to get the keyboard.
fn reveal(ui: &Ui, pinned: usize, range: &Range<usize>, view: &TimelineView) {
    let Some(index) = view.wanted.and_then(|index| index.checked_sub(pinned)) else {
        return;
    };
    if range.contains(&index) && index + 1 < range.end {
        return;
    }
    let top = ui.cursor().top();
    let steps = super::theme::float(index) - super::theme::float(range.start);
    let corner = pos2(ui.cursor().left(), steps.mul_add(ROW, top));
    ui.scroll_to_rect(Rect::from_min_size(corner, vec2(1.0, ROW)), None);
}

/// The name of a row among all widgets: it stays the same wherever the row stands on screen.
fn row_id(index: usize) -> Id {
    Id::unique("row of the timeline").with(index)
}

fn rows_ui(
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
    let start = plot.left + MARK + 2.0 * STEP;
    let galley = kid_galley(ui, &row.kid, color, plot.left + plot.kid - start);
    let at = pos2(start, middle - galley.size().y / 2.0);
    ui.painter().galley(at, galley, color);
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

fn kid_galley(ui: &Ui, kid: &str, color: Color32, width: f32) -> Arc<Galley> {
    let format = TextFormat::simple(mono(), color);
    let mut job = LayoutJob::single_section(plain(kid).into_owned(), format);
    job.wrap.max_width = width.max(0.0);
    job.wrap.max_rows = 1;
    job.wrap.break_anywhere = true;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
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
