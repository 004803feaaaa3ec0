//! The head of the timeline's chart: dates, the token's life, now, and a tick for every answer.

use std::sync::Arc;

use egui::{Align2, Color32, Galley, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use super::stretch::moment;
use super::theme::{CORNER, Palette, SMALL, STEP};
use super::timeline_bars::marks;
use super::timeline_chart::{Chart, Plot, life_color};
use super::timeline_panel::date;
use super::widgets;

/// The height of a line of dates.
const LINE: f32 = 16.0;
/// The room of an arrow.
const ARROW: f32 = 10.0;
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
    let below = rect.top() + TICKS..=rect.bottom();
    let now = plot.x(chart.now);
    let mut flags = vec![Flag::of(ui, "now", (now, now), palette.text, plot)];
    if plot.holds(now) {
        let stroke = Stroke::new(1.0, palette.muted);
        ui.painter().vline(now, below.clone(), stroke);
    }
    if let Some(life) = chart.life {
        let (from, to) = (plot.x(life.from), plot.x(life.to));
        let (from, to) = (from.min(to - 2.0), to);
        flags.push(Flag::of(ui, "token", (from, to), palette.accent, plot));
        let (from, to) = (from.max(plot.rect.left()), to.min(plot.rect.right()));
        if from < to {
            let band = Rect::from_x_y_ranges(from..=to, below);
            ui.painter().rect_filled(band, 0.0, life_color(palette));
        }
    }
    flags.sort_by(|a, b| a.from.total_cmp(&b.from));
    if let [first, second] = flags.as_mut_slice() {
        first.make_room(second, plot);
    }
    for flag in flags {
        flag.paint(ui, rect.top() + FLAGS, plot);
    }
}

/// A word beside what it names; where that is out of view, at that end with an arrow.
struct Flag {
    from: f32,
    to: f32,
    /// The left of the word.
    x: f32,
    word: Arc<Galley>,
    color: Color32,
}

impl Flag {
    fn of(ui: &Ui, word: &str, (from, to): (f32, f32), color: Color32, plot: &Plot) -> Self {
        let word = widgets::galley(ui, word, color, f32::INFINITY, 1);
        let width = word.size().x;
        let (left, right) = (plot.rect.left(), plot.rect.right());
        let x = if to < left {
            left + ARROW
        } else if from > right {
            right - ARROW - width
        } else if to + STEP + width <= plot.right() {
            to + STEP
        } else {
            from - STEP - width
        };
        Self {
            from,
            to,
            x,
            word,
            color,
        }
    }

    fn end(&self) -> f32 {
        self.x + self.word.size().x
    }

    /// Two words beside each other: the first one gives way to the left, else the second one to the
    /// right.
    fn make_room(&mut self, second: &mut Self, plot: &Plot) {
        if self.end() + STEP <= second.x {
            return;
        }
        let before = self.from.min(second.x) - STEP - self.word.size().x;
        if before >= plot.rect.left() && self.to >= plot.rect.left() {
            self.x = before;
        } else {
            second.x = self.end() + STEP;
        }
    }

    fn paint(self, ui: &Ui, y: f32, plot: &Plot) {
        let (left, right) = (plot.rect.left(), plot.rect.right());
        let arrow = |x: f32, direction: f32| {
            let tip = pos2(x, y + SMALL / 2.0 + 1.0);
            let corner = |dy: f32| tip + vec2(-6.0 * direction, dy);
            let points: Vec<Pos2> = vec![tip, corner(-4.0), corner(4.0)];
            Shape::convex_polygon(points, self.color, Stroke::NONE)
        };
        if self.to < left {
            ui.painter().add(arrow(left, -1.0));
        } else if self.from > right {
            ui.painter().add(arrow(right, 1.0));
        }
        ui.painter().galley(pos2(self.x, y), self.word, self.color);
    }
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
