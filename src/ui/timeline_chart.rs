//! The chart of the timeline: an axis, and a row a key. Only what is in view is laid out and painted.

use std::ops::Range;

use egui::{
    Color32, CursorIcon, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};
use jiff::tz::TimeZone;

use super::stretch::{Stretch, moment};
use super::theme::{Palette, ROW, STEP};
use super::time_axis::{Axis, axis};
use super::timeline_header::{HEADER, header_ui};
use super::timeline_panel::{Life, Place, date};
use super::timeline_rows::{missing_ui, rows_ui};
use super::timeline_view::TimelineView;

/// The width of what kind of key it is, where there is room for that.
const KIND: f32 = 84.0;
/// The least width of everything that leaves room for the kind.
const WITH_KIND: f32 = 520.0;

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
    /// The width of what kind of key it is; 0 where there is no room.
    pub(super) kind: f32,
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
    if let Some(kid) = &chart.place.missing {
        missing_ui(ui, kid, chart, &plot);
    }
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
