//! Status marks: painted, not typed, because no bundled font has them. Each state has its own shape.

use std::f32::consts::TAU;
use std::time::Duration;

use egui::{
    Atom, Color32, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo,
    pos2, vec2,
};

use super::theme::{MARK, Palette};
use crate::diagnosis::OutcomeKind;

/// A shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Passed, answered.
    Tick,
    /// Failed.
    Cross,
    /// Warning.
    Triangle,
    /// Not checked, not asked.
    Ring,
    /// Not applicable, nothing there.
    Dash,
    /// Listed.
    Disc,
    /// Under way: the only one that moves.
    Busy,
    /// Two sheets: copy.
    Copy,
    /// Points down: a menu, or something unfolded.
    Down,
    /// Points right: something folded.
    Right,
}

impl Mark {
    /// The mark of an outcome.
    pub fn of(outcome: OutcomeKind) -> Self {
        match outcome {
            OutcomeKind::Passed => Self::Tick,
            OutcomeKind::Failed => Self::Cross,
            OutcomeKind::Warning => Self::Triangle,
            OutcomeKind::NotChecked => Self::Ring,
            OutcomeKind::NotApplicable => Self::Dash,
        }
    }
}

/// An outcome in one word, as read aloud beside its mark.
pub fn word(outcome: OutcomeKind) -> &'static str {
    match outcome {
        OutcomeKind::Passed => "Passed",
        OutcomeKind::Failed => "Failed",
        OutcomeKind::Warning => "Warning",
        OutcomeKind::NotChecked => "Not checked",
        OutcomeKind::NotApplicable => "Not applicable",
    }
}

/// Paints a mark into the largest square in the middle of `rect`. `turn` is only for
/// [`Mark::Busy`]: how far it has turned, 1 being once around.
pub fn paint(painter: &Painter, rect: Rect, mark: Mark, color: Color32, turn: f32) {
    let side = rect.width().min(rect.height());
    let square = Rect::from_center_size(rect.center(), Vec2::splat(side));
    let at = |x: f32, y: f32| square.min + vec2(x, y) * side;
    let stroke = Stroke::new((side * 0.125).max(1.25), color);
    let line = |points: &[(f32, f32)]| {
        Shape::line(points.iter().map(|(x, y)| at(*x, *y)).collect(), stroke)
    };
    match mark {
        Mark::Tick => painter.add(line(&[(0.14, 0.54), (0.40, 0.80), (0.88, 0.22)])),
        Mark::Cross => {
            painter.add(line(&[(0.20, 0.20), (0.80, 0.80)]));
            painter.add(line(&[(0.80, 0.20), (0.20, 0.80)]))
        }
        Mark::Triangle => paint_triangle(painter, at, stroke),
        Mark::Ring => painter.circle_stroke(square.center(), side * 0.34, stroke),
        Mark::Dash => painter.add(line(&[(0.24, 0.5), (0.76, 0.5)])),
        Mark::Disc => painter.circle_filled(square.center(), side * 0.36, color),
        Mark::Busy => painter.add(Shape::line(arc(square.center(), side * 0.36, turn), stroke)),
        Mark::Copy => paint_sheets(painter, at, color),
        Mark::Down => painter.add(filled(color, [at(0.2, 0.36), at(0.8, 0.36), at(0.5, 0.70)])),
        Mark::Right => painter.add(filled(color, [at(0.36, 0.2), at(0.70, 0.5), at(0.36, 0.8)])),
    };
}

fn filled(color: Color32, points: [Pos2; 3]) -> Shape {
    Shape::convex_polygon(points.to_vec(), color, Stroke::NONE)
}

fn paint_triangle(
    painter: &Painter,
    at: impl Fn(f32, f32) -> Pos2,
    stroke: Stroke,
) -> egui::layers::ShapeIdx {
    let corners = vec![at(0.5, 0.13), at(0.93, 0.86), at(0.07, 0.86)];
    painter.add(Shape::closed_line(corners, stroke));
    let thin = Stroke::new(stroke.width * 0.9, stroke.color);
    painter.line_segment([at(0.5, 0.40), at(0.5, 0.60)], thin);
    painter.circle_filled(at(0.5, 0.73), stroke.width * 0.5, stroke.color)
}

fn paint_sheets(
    painter: &Painter,
    at: impl Fn(f32, f32) -> Pos2,
    color: Color32,
) -> egui::layers::ShapeIdx {
    let thin = Stroke::new(1.25, color);
    let front = Rect::from_two_pos(at(0.34, 0.34), at(0.86, 0.86));
    painter.rect_stroke(front, 1.5, thin, egui::StrokeKind::Middle);
    let back = [
        (0.20, 0.66),
        (0.14, 0.60),
        (0.14, 0.18),
        (0.20, 0.14),
        (0.62, 0.14),
        (0.66, 0.20),
    ];
    painter.add(Shape::line(
        back.iter().map(|(x, y)| at(*x, *y)).collect(),
        thin,
    ))
}

fn arc(center: Pos2, radius: f32, turn: f32) -> Vec<Pos2> {
    (0..=18u8)
        .map(|step| {
            let angle = (turn + 0.7 * f32::from(step) / 18.0) * TAU;
            pos2(
                radius.mul_add(angle.cos(), center.x),
                radius.mul_add(angle.sin(), center.y),
            )
        })
        .collect()
}

/// A mark with its name for those who can't see it.
pub(super) fn mark_ui(ui: &mut Ui, mark: Mark, color: Color32, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(MARK), Sense::hover());
    if ui.is_rect_visible(rect) {
        paint(ui.painter(), rect, mark, color, turn_of(ui, mark));
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, name));
    response.on_hover_text(name)
}

/// How far a busy mark has turned; asks for the next picture only while there is one.
fn turn_of(ui: &Ui, mark: Mark) -> f32 {
    if mark != Mark::Busy {
        return 0.0;
    }
    ui.ctx().request_repaint_after(Duration::from_millis(50));
    #[allow(
        clippy::cast_possible_truncation,
        reason = "the fraction of a second needs no more digits"
    )]
    let turn = ui.input(|i| i.time).fract() as f32;
    turn
}

/// A mark inside a button, in the colour of the button's text.
pub(super) fn atom(mark: Mark, side: f32) -> Atom<'static> {
    Atom::paint(Vec2::splat(side), move |ui, args| {
        paint(ui.painter(), args.rect, mark, args.fallback_text_color, 0.0);
    })
}

/// A large mark on a disc of its own colour: the verdict's.
pub(super) fn badge_ui(ui: &mut Ui, side: f32, mark: Mark, color: Color32) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
    let ground = Palette::of(ui).background;
    ui.painter().circle_filled(rect.center(), side / 2.0, color);
    paint(ui.painter(), rect.shrink(side * 0.24), mark, ground, 0.0);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_has_its_own_shape_and_word() {
        let kinds = [
            OutcomeKind::Passed,
            OutcomeKind::Failed,
            OutcomeKind::Warning,
            OutcomeKind::NotChecked,
            OutcomeKind::NotApplicable,
        ];
        for (i, a) in kinds.iter().enumerate() {
            for b in kinds.iter().skip(i + 1) {
                assert_ne!(Mark::of(*a), Mark::of(*b), "{a:?} and {b:?}");
                assert_ne!(word(*a), word(*b), "{a:?} and {b:?}");
            }
        }
    }
}
