//! The head of the matrix of keys: the names of the places.

use std::sync::Arc;

use egui::{Align, Galley, Label, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::keys_grid::Grid;
use super::keys_panel::Column;
use super::keys_row::{cell_ui, rect_inside};
use super::shown::plain;
use super::theme::{Palette, ROW, STEP, small};

pub(super) fn header_ui(ui: &mut Ui, grid: Grid, columns: &[Column], one_kind: Option<&str>) {
    let labels: Vec<_> = columns.iter().map(|c| label(ui, c, grid.place)).collect();
    let lines = labels.iter().map(|galley| galley.size().y);
    let height = lines.fold(ROW, f32::max) + 22.0;
    let (row, _) = ui.allocate_exact_size(vec2(grid.width(), height), Sense::hover());
    let kid = Rect::from_min_size(row.min, vec2(grid.kid, height));
    let whose = one_kind.map_or_else(
        || "whose".to_owned(),
        |kind| format!("whose · all keys {kind}"),
    );
    let mut titles = vec![(kid, "key"), (rect_inside(grid.role(row)), whose.as_str())];
    if grid.kind(row).width() > 0.0 {
        titles.push((rect_inside(grid.kind(row)), "kind"));
    }
    for (rect, title) in titles {
        cell_ui(ui, rect, Align::Max, |ui| {
            let text = small(ui, title);
            ui.add(Label::new(text).selectable(false));
        });
    }
    for (index, (column, label)) in columns.iter().zip(labels).enumerate() {
        let rect = grid.place(row, index);
        let response = ui.interact(rect, ui.scope_id().with(("column", index)), Sense::hover());
        let name = format!("{}, {}", column.label, column.when);
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &name));
        response.on_hover_ui(|ui| {
            for line in &column.lines {
                ui.label(plain(line).as_ref());
            }
            ui.label(small(ui, &column.when));
        });
        column_label_ui(ui, rect, column, label);
    }
    let stroke = egui::Stroke::new(1.0, Palette::of(ui).line);
    ui.painter()
        .hline(row.x_range(), row.bottom() - 0.5, stroke);
}

/// The name of a place, in lines as narrow as its column.
fn label(ui: &Ui, column: &Column, width: f32) -> Arc<Galley> {
    let font = egui::FontId::proportional(super::theme::SMALL);
    let format = egui::TextFormat::simple(font, label_color(ui, column));
    let mut job = egui::text::LayoutJob::single_section(plain(&column.label).into_owned(), format);
    job.wrap.max_width = width - STEP;
    job.wrap.max_rows = 4;
    job.halign = Align::Center;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

fn column_label_ui(ui: &Ui, rect: Rect, column: &Column, label: Arc<Galley>) {
    let palette = Palette::of(ui);
    let font = egui::FontId::proportional(super::theme::SMALL);
    let time = ui.fonts_mut(|f| f.layout_no_wrap(last_word(&column.when), font, palette.muted));
    let time_at = rect.center_bottom() - vec2(time.size().x / 2.0, time.size().y + 4.0);
    let at = pos2(rect.center().x, time_at.y - label.size().y);
    ui.painter().galley(at, label, palette.text);
    if column.past {
        // A bracket around the word sets the column apart from those that were asked.
        let around = Rect::from_min_size(time_at, time.size()).expand2(vec2(5.0, 1.0));
        let stroke = egui::Stroke::new(1.0, palette.muted);
        let corner = super::theme::CORNER;
        let inside = egui::StrokeKind::Inside;
        ui.painter().rect_stroke(around, corner, stroke, inside);
    }
    ui.painter().galley(time_at, time, palette.muted);
}

/// What was not asked now stands back.
fn label_color(ui: &Ui, column: &Column) -> egui::Color32 {
    let palette = Palette::of(ui);
    if column.past {
        palette.muted
    } else {
        palette.text
    }
}

/// The date alone, where there is a date: the column has no room for more.
fn last_word(when: &str) -> String {
    when.split(' ').next().unwrap_or_default().to_owned()
}
