//! What each validator would say to this token.

use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{
    Align, FontId, Galley, Label, Layout, Rect, Role, Sense, TextFormat, Ui, Vec2, WidgetInfo, vec2,
};

use super::api_answers::AnswerRow;
use super::api_view::ApiView;
use super::marks::{self, Mark};
use super::theme::{BODY, MARK, Palette, SMALL, STEP, mono, small};
use super::widgets;
use crate::diagnosis::OutcomeKind;

/// The room above and below the words of a row.
const PAD: f32 = 4.0;

pub(super) fn answers_ui(ui: &mut Ui, view: &mut ApiView) {
    let open = &mut view.open.answers;
    widgets::row_ui(ui, |ui| {
        widgets::section_ui(ui, "What each validator would say");
        widgets::at_right(ui, |ui| {
            let name = if *open { "Fold" } else { "Unfold" };
            if widgets::small_button(ui, name).clicked() {
                *open = !*open;
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let summary = small(ui, &view.panel.answers_summary);
                ui.add(Label::new(summary).selectable(false));
            });
        });
    });
    if !*open {
        return;
    }
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let name = (ui.available_width() * 0.34).clamp(120.0, 230.0).floor();
        for (index, row) in view.panel.answers.iter().enumerate() {
            ui.push_id(("answer", index), |ui| row_ui(ui, row, name));
        }
    });
}

fn row_ui(ui: &mut Ui, row: &AnswerRow, name: f32) {
    let palette = Palette::of(ui);
    let start = STEP + MARK + 10.0;
    let width = ui.available_width();
    let validator = widgets::galley(ui, row.validator, palette.text, name - 8.0, 2);
    let answer = answer(ui, row, width - start - name);
    let height = (validator.size().y.max(answer.size().y) + 2.0 * PAD).round();
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::ListItem, true, row.spoken()));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let mark = Rect::from_min_size(rect.min + vec2(STEP, PAD), Vec2::splat(MARK));
    let spot = ui.interact(mark, ui.scope_id().with("mark"), Sense::hover());
    spot.widget_info(|| WidgetInfo::labeled(Role::Image, true, row.word()));
    let color = palette.outcome(row.outcome);
    marks::paint(ui.painter(), mark, Mark::of(row.outcome), color, 0.0);
    let at = rect.min + vec2(start, PAD);
    ui.painter().galley(at, validator, palette.text);
    ui.painter()
        .galley(at + vec2(name, 0.0), answer, palette.text);
}

/// The error with the beginning of its message, and below why.
fn answer(ui: &Ui, row: &AnswerRow, width: f32) -> Arc<Galley> {
    let palette = Palette::of(ui);
    let words = |color| TextFormat::simple(FontId::proportional(SMALL), color);
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    if row.outcome == OutcomeKind::Failed {
        let error = TextFormat::simple(mono(), palette.text);
        job.append(&row.error, 0.0, error);
    } else {
        job.append(row.word(), 0.0, words(palette.text));
    }
    if !row.message.is_empty() {
        job.append(&row.message, BODY * 0.6, words(palette.text));
    }
    if !row.why.is_empty() {
        job.append("\n", 0.0, words(palette.muted));
        job.append(&row.why, 0.0, words(palette.muted));
    }
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}
