//! The matrix of keys on screen.

use std::sync::Arc;

use egui::{
    Align, Color32, Galley, Label, Layout, Panel, Rect, Response, RichText, Role, ScrollArea,
    Sense, Ui, WidgetInfo, pos2, vec2,
};

use super::keys_grid::Grid;
use super::keys_panel::{self, Column, KeyRow, Pinned};
use super::marks::{self, Mark};
use super::shown::plain;
use super::state::UiState;
use super::theme::{MARK, Palette, ROW, STEP, mono, small};
use super::widgets;
use crate::app::{Action, Model};
use crate::diagnosis::Inspection;

/// What every row needs.
struct Matrix<'a> {
    inspection: &'a Inspection,
    columns: &'a [Column],
    grid: Grid,
    /// The key whose details are shown.
    shown: Option<usize>,
}

pub(super) fn keys_ui(ui: &mut Ui, model: &Model, state: &mut UiState, actions: &mut Vec<Action>) {
    let Some(inspection) = &model.inspection else {
        return;
    };
    let shown = keys_panel::shown(inspection, state.key.as_deref());
    let height = ui.available_height();
    Panel::bottom("key details")
        .frame(egui::Frame::NONE)
        .resizable(true)
        .default_size((height * 0.42).min(300.0))
        .size_range(64.0..=(height * 0.7).max(64.0))
        .show(ui, |ui| details_ui(ui, inspection, shown, actions));
    let columns = keys_panel::columns(inspection, &model.zone);
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::horizontal()
        .id_salt("matrix")
        .auto_shrink(false)
        .show(ui, |ui| {
            let one_kind = keys_panel::one_kind(inspection);
            let kinds = one_kind.is_none();
            // A floating bar of the rows must not cover the last words.
            let grid = Grid::of(ui.available_width() - 2.0 * STEP, columns.len(), kinds);
            ui.set_min_width(grid.width());
            header_ui(ui, grid, &columns, one_kind.as_deref());
            let matrix = Matrix {
                inspection,
                columns: &columns,
                grid,
                shown,
            };
            let pinned = pinned_ui(ui, &matrix, state, actions);
            rows_ui(ui, &matrix, pinned, state, actions);
        });
}

fn header_ui(ui: &mut Ui, grid: Grid, columns: &[Column], one_kind: Option<&str>) {
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
    if one_kind.is_none() {
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
    let format = egui::TextFormat::simple(font, Palette::of(ui).text);
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
    ui.painter().galley(time_at, time, palette.muted);
}

/// The date alone, where there is a date: the column has no room for more.
fn last_word(when: &str) -> String {
    when.split(' ').next().unwrap_or_default().to_owned()
}

/// Draws what is pinned; gives how many rows of the table that were.
fn pinned_ui(
    ui: &mut Ui,
    matrix: &Matrix<'_>,
    state: &mut UiState,
    actions: &mut Vec<Action>,
) -> usize {
    match keys_panel::pinned(matrix.inspection) {
        Pinned::Keys(count) => {
            for index in 0..count {
                one_row_ui(ui, matrix, index, state, actions);
            }
            count
        }
        Pinned::Missing(kid) => {
            missing_ui(ui, matrix.grid, &kid, actions);
            0
        }
        Pinned::NoKid => 0,
    }
}

/// The row of a kid that nobody lists: every column stays empty.
fn missing_ui(ui: &mut Ui, grid: Grid, kid: &str, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui);
    let (row, _) = ui.allocate_exact_size(vec2(grid.width(), ROW), Sense::hover());
    ui.painter()
        .rect_filled(row, 0.0, palette.tinted(palette.failed));
    let rect = Rect::from_min_size(row.min, vec2(grid.kid, ROW));
    cell_ui(ui, rect, Align::Center, |ui| {
        let words = "The token's key: no address lists it";
        marks::mark_ui(ui, Mark::Cross, palette.failed, words);
        let response = widgets::value_ui(ui, actions, kid, palette.text);
        widgets::hover_value_ui(&response, kid, &[words]);
    });
    for index in 0..grid.places {
        let mark = Rect::from_center_size(grid.place(row, index).center(), vec2(10.0, 10.0));
        marks::paint(ui.painter(), mark, Mark::Dash, palette.muted, 0.0);
    }
    let words_at = grid.kind(row).union(grid.role(row));
    cell_ui(ui, rect_inside(words_at), Align::Center, |ui| {
        let words = if grid.places == 0 {
            "no keys known yet"
        } else {
            "listed nowhere"
        };
        let text = small(ui, words);
        ui.add(Label::new(text).selectable(false));
    });
}

fn rect_inside(rect: Rect) -> Rect {
    rect.with_min_x(rect.left() + STEP)
}

fn rows_ui(
    ui: &mut Ui,
    matrix: &Matrix<'_>,
    pinned: usize,
    state: &mut UiState,
    actions: &mut Vec<Action>,
) {
    let keys = &matrix.inspection.keys;
    let count = keys.keys.len().saturating_sub(pinned);
    if keys.is_empty() {
        ui.add_space(2.0 * STEP);
        let words = "No keys are known yet. The tab Authority tells what became of each address.";
        ui.label(small(ui, words));
        return;
    }
    ScrollArea::vertical()
        .id_salt("keys")
        .auto_shrink(false)
        .show_rows(ui, ROW, count, |ui, range| {
            for index in range {
                one_row_ui(ui, matrix, pinned + index, state, actions);
            }
        });
}

fn one_row_ui(
    ui: &mut Ui,
    matrix: &Matrix<'_>,
    index: usize,
    state: &mut UiState,
    actions: &mut Vec<Action>,
) {
    let Some(key) = keys_panel::row(matrix.inspection, index) else {
        return;
    };
    let (grid, selected) = (matrix.grid, matrix.shown == Some(index));
    let palette = Palette::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(grid.width(), ROW), Sense::hover());
    let response = ui.interact(rect, ui.scope_id().with(("key", &key.id)), Sense::click());
    response.widget_info(|| {
        WidgetInfo::selected(
            Role::ListBoxOption,
            true,
            selected,
            row_name(&key, matrix.columns),
        )
    });
    let ground = match (selected, key.matches, response.hovered()) {
        (true, _, _) => palette.selection(),
        (_, true, _) => palette.tinted(palette.accent),
        (_, _, true) => palette.raised,
        _ => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect, 0.0, ground);
    widgets::focus_ring(ui, &response);
    row_cells_ui(ui, rect, grid, &key);
    if response.clicked() {
        state.key = Some(key.id.clone());
    }
    copy_menu_ui(&response, &key, actions);
    response.on_hover_ui(|ui| {
        ui.label(RichText::new(plain(&key.kid)).font(mono()));
        ui.label(format!("{} · {}", plain(&key.kind), plain(&key.role)));
    });
}

fn copy_menu_ui(response: &Response, key: &KeyRow, actions: &mut Vec<Action>) {
    response.context_menu(|ui| {
        for (name, value) in [("Copy kid", &key.kid), ("Copy whose key it is", &key.role)] {
            if ui.button(name).clicked() {
                actions.push(Action::Copy(value.clone()));
                ui.close();
            }
        }
    });
}

/// The row as it is read aloud.
fn row_name(key: &KeyRow, columns: &[Column]) -> String {
    let listed = columns
        .iter()
        .zip(&key.listed)
        .filter(|(_, listed)| **listed);
    let listed: Vec<&str> = listed.map(|(column, _)| column.label.as_str()).collect();
    let whose = if key.matches { ", the token's key" } else { "" };
    if listed.is_empty() {
        // A remembered key: its row tells when it was last seen.
        let (kid, role) = (plain(&key.kid), plain(&key.role));
        return format!("{kid}{whose}, {}, listed nowhere, {role}", key.kind);
    }
    format!(
        "{}{whose}, {}, listed at: {}",
        plain(&key.kid),
        key.kind,
        listed.join("; ")
    )
}

fn row_cells_ui(ui: &mut Ui, row: Rect, grid: Grid, key: &KeyRow) {
    let palette = Palette::of(ui);
    let kid = Rect::from_min_size(row.min, vec2(grid.kid, ROW));
    cell_ui(ui, kid, Align::Center, |ui| {
        // The mark's column is kept in every row, so that the names stand in a line.
        let (rect, _) = ui.allocate_exact_size(vec2(MARK, MARK), Sense::hover());
        if key.verifies {
            marks::paint(ui.painter(), rect, Mark::Tick, palette.passed, 0.0);
        } else if key.matches {
            marks::paint(ui.painter(), rect, Mark::Right, palette.accent, 0.0);
        }
        let color = if key.matches {
            palette.accent
        } else {
            palette.text
        };
        let text = RichText::new(plain(&key.kid)).font(mono()).color(color);
        ui.add(Label::new(text).selectable(false));
    });
    for (index, listed) in key.listed.iter().enumerate() {
        let center = grid.place(row, index).center();
        let (mark, side, color) = match (listed, key.matches) {
            (true, true) => (Mark::Disc, 16.0, palette.accent),
            (true, false) => (Mark::Disc, 12.0, palette.muted),
            (false, _) => (Mark::Dash, 8.0, palette.line),
        };
        let rect = Rect::from_center_size(center, vec2(side, side));
        marks::paint(ui.painter(), rect, mark, color, 0.0);
    }
    let words = [(grid.kind(row), &key.kind), (grid.role(row), &key.role)];
    for (rect, words) in words.into_iter().filter(|(rect, _)| rect.width() > 0.0) {
        cell_ui(ui, rect_inside(rect), Align::Center, |ui| {
            let mut text = small(ui, plain(words));
            if key.matches {
                text = text.color(palette.text);
            }
            ui.add(Label::new(text).selectable(false));
        });
    }
}

/// A cell of fixed size; what doesn't fit is cut with an ellipsis.
fn cell_ui(ui: &mut Ui, rect: Rect, align: Align, contents: impl FnOnce(&mut Ui)) {
    let layout = Layout::left_to_right(align);
    widgets::place_ui(ui, rect.shrink2(vec2(2.0, 2.0)), layout, contents);
}

fn details_ui(
    ui: &mut Ui,
    inspection: &Inspection,
    shown: Option<usize>,
    actions: &mut Vec<Action>,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.add_space(2.0 * STEP);
    let Some(index) = shown else {
        let words = "Select a key to see its thumbprints, its certificate and what it says of the signature.";
        ui.label(small(ui, words));
        return;
    };
    ScrollArea::vertical()
        .id_salt("details")
        .auto_shrink(false)
        .show(ui, |ui| {
            for (line, detail) in keys_panel::details(inspection, index).iter().enumerate() {
                ui.push_id(line, |ui| {
                    if detail.verbatim {
                        widgets::key_value_ui(ui, actions, detail.name, 84.0, &detail.value);
                    } else {
                        widgets::key_words_ui(ui, detail.name, 84.0, &detail.value);
                    }
                });
            }
        });
}
