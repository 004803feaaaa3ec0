//! The empty window: a large zone to paste and drop into, and the examples.

use egui::{Align, Label, Layout, Rect, RichText, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::marks::{self, Mark};
use super::shown::plain;
use super::theme::{Palette, STEP, mono, small};
use super::{drop_hint, token_panel, widgets};
use crate::app::{Action, Model, is_given};
use crate::documents::examples::Example;

/// The words in the zone.
pub const HINT: &str = "Paste a token, a log, a HAR, a curl command…";

/// What happens to a token, under the zone.
pub const PROMISE: &str = "Tokens stay on this computer. Only metadata and keys are asked for, and only from Microsoft's sign-in hosts unless you allow another.";

/// Draws the empty window with these examples as cards.
pub fn empty_state_ui(ui: &mut Ui, model: &Model, examples: &[Example], actions: &mut Vec<Action>) {
    widgets::selection_ui(ui, ui.max_rect(), actions);
    ScrollArea::vertical()
        .id_salt("empty")
        .auto_shrink(false)
        .show(ui, |ui| {
            let width = (ui.available_width() - 32.0).min(860.0);
            let left = ((ui.available_width() - width) / 2.0).round();
            let space = ui.available_height();
            ui.horizontal_top(|ui| {
                ui.add_space(left);
                ui.vertical(|ui| {
                    ui.set_width(width);
                    ui.add_space((space * 0.06).round());
                    zone_ui(
                        ui,
                        model,
                        (space * 0.38).clamp(150.0, 320.0).round(),
                        actions,
                    );
                    ui.add_space(STEP);
                    kept_ui(ui, model, actions);
                    ui.add(Label::new(small(ui, PROMISE)).wrap());
                    ui.add_space(6.0 * STEP);
                    cards_ui(ui, examples, actions);
                    ui.add_space(4.0 * STEP);
                });
            });
        });
}

fn zone_ui(ui: &mut Ui, model: &Model, height: f32, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, palette.background);
    drop_hint::dashed_frame(ui.painter(), rect, palette.muted);
    let inside = rect.shrink(4.0 * STEP);
    let foot = Rect::from_min_max(
        inside.left_bottom() - vec2(0.0, 32.0),
        inside.right_bottom(),
    );
    let text = inside.with_max_y(foot.top() - 2.0 * STEP);
    widgets::place_ui(ui, text, Layout::top_down(Align::Min), |ui| {
        token_panel::empty_box_ui(ui, &model.text, HINT, actions);
    });
    let layout = Layout::left_to_right(Align::Center);
    widgets::place_ui(ui, foot, layout, |ui| {
        for (name, action) in [
            ("Paste from clipboard", Action::PasteFromClipboard),
            ("Open a file…", Action::OpenDialog),
        ] {
            if ui
                .add(egui::Button::new(name).min_size(vec2(0.0, 32.0)))
                .clicked()
            {
                actions.push(action);
            }
        }
        let words = small(ui, "or drop a file anywhere in this window");
        ui.add(Label::new(words).truncate().selectable(false));
    });
}

/// What was read already and waits for its token.
fn kept_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let kept = kept(model);
    for (words, name, forget) in kept {
        let palette = Palette::of(ui);
        let frame = egui::Frame::new()
            .fill(palette.tinted(palette.passed))
            .corner_radius(super::theme::CORNER)
            .inner_margin(egui::Margin::symmetric(10, 4));
        frame.show(ui, |ui| {
            widgets::row_ui(ui, |ui| {
                marks::mark_ui(ui, Mark::Tick, palette.passed, "Read");
                widgets::at_right(ui, |ui| {
                    if widgets::small_button(ui, name).clicked() {
                        actions.push(forget);
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        ui.add(Label::new(&words));
                    });
                });
            });
        });
        ui.add_space(STEP);
    }
}

/// What is kept until its token comes: words, and the button that forgets it.
pub fn kept(model: &Model) -> Vec<(String, &'static str, Action)> {
    let mut kept = Vec::new();
    if is_given(&model.api) {
        let words = model.api.source.as_deref().map_or_else(
            || "What your API accepts is known: now paste the token.".to_owned(),
            |source| format!("{} read: now paste the token.", plain(source)),
        );
        kept.push((words, "Forget", Action::ForgetApi));
    }
    if model.error.is_some() {
        let words = "The API's error is kept: now paste the token that was refused.".to_owned();
        kept.push((words, "Forget error", Action::ForgetError));
    }
    kept
}

fn cards_ui(ui: &mut Ui, examples: &[Example], actions: &mut Vec<Action>) {
    if examples.is_empty() {
        return;
    }
    widgets::section_ui(ui, "Or look at an example");
    ui.add_space(STEP);
    let columns = if ui.available_width() >= 560.0 { 2 } else { 1 };
    let gap = 2.0 * STEP;
    let width = if columns == 2 {
        (ui.available_width() - gap) / 2.0
    } else {
        ui.available_width()
    };
    let size = vec2(width.floor(), 56.0);
    ui.spacing_mut().item_spacing = vec2(gap, gap);
    for pair in examples.chunks(columns) {
        ui.horizontal(|ui| {
            for example in pair {
                if card_ui(ui, example, size) {
                    actions.push(Action::Example(example.name));
                }
            }
        });
    }
}

/// One example; whether it was clicked.
fn card_ui(ui: &mut Ui, example: &Example, size: egui::Vec2) -> bool {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let name = format!("Example: {}", example.line);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    let fill = if response.hovered() {
        palette.hovered()
    } else {
        palette.raised
    };
    ui.painter().rect_filled(rect, super::theme::CORNER, fill);
    widgets::focus_ring(ui, &response);
    let inside = rect.shrink2(vec2(12.0, 9.0));
    widgets::place_ui(ui, inside, Layout::top_down(Align::Min), |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let line = Label::new(example.line).truncate().selectable(false);
        ui.add(line.show_tooltip_when_elided(false));
        let name = RichText::new(example.name).font(mono());
        let name = name.color(palette.muted);
        ui.add(Label::new(name).truncate().selectable(false));
    });
    response.on_hover_text(example.line).clicked()
}
