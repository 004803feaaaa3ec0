//! While a file hovers over the window: that it may be dropped.

use egui::{Align2, Color32, FontId, LayerId, Order, Shape, Stroke, Ui};

use super::theme::{Palette, STEP, VERDICT};

/// What is said; the number is how many files hover.
pub fn words(files: usize) -> String {
    if files == 1 {
        "Drop the file to inspect it".to_owned()
    } else {
        format!("Drop the {files} files to inspect them")
    }
}

pub(super) fn drop_hint_ui(ui: &Ui) {
    let files = ui.input(|i| i.raw.hovered_files.len());
    if files == 0 {
        return;
    }
    let palette = Palette::of(ui);
    let rect = ui.ctx().content_rect();
    let layer = LayerId::new(Order::Foreground, egui::Id::unique("drop hint"));
    let painter = ui.ctx().layer_painter(layer);
    painter.rect_filled(rect, 0.0, palette.background.gamma_multiply(0.88));
    dashed_frame(&painter, rect.shrink(4.0 * STEP), palette.accent);
    let font = FontId::proportional(VERDICT);
    painter.text(
        rect.center(),
        Align2::CENTER_CENTER,
        words(files),
        font,
        palette.text,
    );
}

/// A frame of dashes: where something can be dropped.
pub(super) fn dashed_frame(painter: &egui::Painter, rect: egui::Rect, color: Color32) {
    let corners = [
        rect.left_top(),
        rect.right_top(),
        rect.right_bottom(),
        rect.left_bottom(),
        rect.left_top(),
    ];
    let stroke = Stroke::new(1.5, color);
    painter.extend(Shape::dashed_line(&corners, stroke, 8.0, 6.0));
}
