//! The head of the timeline's chart: dates, the token's life, now, and a tick for every answer.

use egui::{Align2, Color32, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use super::theme::{CORNER, Palette, SMALL, STEP};
use super::time_axis::moment;
use super::timeline_bars::marks;
use super::timeline_chart::{Chart, Plot, life_color};
use super::timeline_panel::date;
use super::widgets;

/// The height of a line of dates.
const LINE: f32 = 16.0;
/// Where the flags begin.
const FLAGS: f32 = 2.0 * LINE + 2.0;
/// Where the ticks of the answers begin.
const TICKS: f32 = FLAGS + LINE;
/// The height of everything.
pub(super) const HEADER: f32 = TICKS + 10.0;

pub(super) fn header_ui(ui: &Ui, rect: Rect, chart: &Chart<'_>, plot: &Plot) {
    let palette = Palette::of(ui);
    dates_ui(ui, rect, plot);
    let line = Stroke::new(1.0, palette.line);
    ui.painter()
        .hline(rect.left()..=plot.right(), rect.bottom() - 0.5, line);
    let at = pos2(rect.left() + STEP, rect.bottom() - 3.0);
    text_ui(ui, at, Align2::LEFT_BOTTOM, "key", palette.muted, 80.0);
    if plot.rect.left() - rect.left() > 160.0 {
        let at = pos2(plot.rect.left() - 2.0 * STEP, rect.bottom() - 3.0);
        text_ui(ui, at, Align2::RIGHT_BOTTOM, "answers", palette.muted, 80.0);
    }
    let answers = &chart.place.answers;
    let stroke = Stroke::new(1.0, palette.muted);
    let ticks = rect.top() + TICKS + 2.0..=rect.bottom() - 2.0;
    for x in marks(answers, plot.view, plot.rect.left(), plot.rect.width()) {
        ui.painter().vline(x, ticks.clone(), stroke);
    }
    flags_ui(ui, rect, chart, plot);
    if let Some(x) = plot.pointer {
        pointer_ui(ui, rect, x, chart, plot);
    }
}

fn dates_ui(ui: &Ui, rect: Rect, plot: &Plot) {
    let palette = Palette::of(ui);
    let end = plot.rect.right();
    let contexts = &plot.axis.contexts;
    for (index, context) in contexts.iter().enumerate() {
        let x = plot.x(context.at).max(plot.rect.left());
        let next = contexts.get(index + 1).map_or(end, |next| plot.x(next.at));
        let galley = widgets::galley(ui, &context.label, palette.text, f32::INFINITY, 1);
        // One that would run into the next is left out.
        if x + galley.size().x + STEP <= next.max(x) || (index + 1 == contexts.len() && index == 0)
        {
            ui.painter()
                .galley(pos2(x, rect.top()), galley, palette.text);
        }
    }
    for tick in &plot.axis.ticks {
        let x = plot.x(tick.at);
        let at = pos2(x, rect.top() + LINE);
        // Half a label may stand beyond the end, no more.
        if plot.holds(x) {
            text_ui(ui, at, Align2::CENTER_TOP, &tick.label, palette.muted, 80.0);
        }
    }
}

/// Names the token's life and the moment of judgement, also where they are out of view.
fn flags_ui(ui: &Ui, rect: Rect, chart: &Chart<'_>, plot: &Plot) {
    let palette = Palette::of(ui);
    let y = rect.top() + FLAGS;
    let now = plot.x(chart.now);
    let life = chart.life.map(|life| (plot.x(life.from), plot.x(life.to)));
    let token_first = life.is_none_or(|(from, _)| from <= now);
    if let Some((from, to)) = life {
        let from = from.min(to - 2.0);
        flag_ui(
            ui,
            y,
            "token",
            (from, to),
            token_first,
            palette.accent,
            plot,
        );
        let (from, to) = (from.max(plot.rect.left()), to.min(plot.rect.right()));
        if from < to {
            let y = rect.top() + TICKS..=rect.bottom();
            let band = Rect::from_x_y_ranges(from..=to, y);
            ui.painter().rect_filled(band, 0.0, life_color(palette));
        }
    }
    flag_ui(ui, y, "now", (now, now), !token_first, palette.text, plot);
    if plot.holds(now) {
        let stroke = Stroke::new(1.0, palette.muted);
        let y = rect.top() + TICKS..=rect.bottom();
        ui.painter().vline(now, y, stroke);
    }
}

/// A word beside what it names; where that is out of view, at that end with an arrow.
fn flag_ui(
    ui: &Ui,
    y: f32,
    word: &str,
    (from, to): (f32, f32),
    before: bool,
    color: Color32,
    plot: &Plot,
) {
    let (left, right) = (plot.rect.left(), plot.rect.right());
    let galley = widgets::galley(ui, word, color, f32::INFINITY, 1);
    let width = galley.size().x;
    let arrow = |x: f32, direction: f32| {
        let tip = pos2(x, y + SMALL / 2.0 + 1.0);
        let corner = |dy: f32| tip + vec2(-6.0 * direction, dy);
        let points: Vec<Pos2> = vec![tip, corner(-4.0), corner(4.0)];
        Shape::convex_polygon(points, color, Stroke::NONE)
    };
    let x = if to < left {
        ui.painter().add(arrow(left, -1.0));
        left + 10.0
    } else if from > right {
        ui.painter().add(arrow(right, 1.0));
        right - 10.0 - width
    } else if before && from - 4.0 - width >= left {
        from - 4.0 - width
    } else if to + 4.0 + width <= right || from - 4.0 - width < left {
        to + 4.0
    } else {
        from - 4.0 - width
    };
    ui.painter().galley(pos2(x, y), galley, color);
}

/// The moment under the pointer.
fn pointer_ui(ui: &Ui, rect: Rect, x: f32, chart: &Chart<'_>, plot: &Plot) {
    let palette = Palette::of(ui);
    let at = plot.view.at(x, plot.rect.left(), plot.rect.width());
    let Some(at) = moment(at) else {
        return;
    };
    let words = date(at, chart.zone);
    let galley = widgets::galley(ui, &words, palette.text, f32::INFINITY, 1);
    let half = galley.size().x / 2.0 + STEP;
    let (first, last) = (plot.rect.left() + half, plot.rect.right() - half);
    let middle = x.max(first).min(last.max(first));
    let pill = Rect::from_center_size(
        pos2(middle, rect.top() + FLAGS + LINE / 2.0),
        vec2(2.0 * half, LINE + 2.0),
    );
    ui.painter().rect_filled(pill, CORNER, palette.raised);
    let corner = pill.center() - galley.size() / 2.0;
    ui.painter().galley(corner, galley, palette.text);
}

fn text_ui(ui: &Ui, at: Pos2, align: Align2, text: &str, color: Color32, width: f32) {
    let galley = widgets::galley(ui, text, color, width, 1);
    let rect = align.anchor_size(at, galley.size());
    ui.painter().galley(rect.min, galley, color);
}
