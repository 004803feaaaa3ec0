//! The matrix of keys on screen.

use egui::{Align, Label, Panel, Rect, ScrollArea, Sense, TextEdit, Ui, vec2};

use super::keys_grid::Grid;
use super::keys_header::header_ui;
use super::keys_panel::{Column, Pinned};
use super::keys_row::{cell_ui, rect_inside, row_ui};
use super::keys_view::{KeysView, MANY};
use super::marks::{self, Mark};
use super::state::UiState;
use super::theme::{Palette, ROW, STEP, mono, small};
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
    let mut view = std::mem::take(&mut state.keys);
    view.follow(model.revision, inspection, &model.zone);
    let shown = view.shown(inspection, state.key.as_deref());
    let height = ui.available_height();
    if !inspection.keys.is_empty() {
        Panel::bottom("key details")
            .frame(egui::Frame::NONE)
            .resizable(true)
            .default_size((height * 0.42).min(300.0))
            .size_range(64.0..=(height * 0.7).max(64.0))
            .show(ui, |ui| details_ui(ui, model, &mut view, shown, actions));
    }
    if view.past {
        Panel::bottom("key legend")
            .frame(egui::Frame::NONE)
            .exact_size(ROW)
            .resizable(false)
            .show_separator_line(false)
            .show(ui, legend_ui);
    }
    let columns = std::rc::Rc::clone(&view.columns);
    ui.spacing_mut().item_spacing.y = 0.0;
    if inspection.keys.keys.len() > MANY {
        filter_ui(ui, inspection, &mut view);
    }
    ScrollArea::horizontal()
        .id_salt("matrix")
        .auto_shrink(false)
        .show(ui, |ui| {
            let seen = view.remembered;
            let kinds = view.one_kind.is_none() && !inspection.keys.is_empty();
            // A floating bar of the rows must not cover the last words.
            let grid = Grid::of(
                ui.available_width() - 2.0 * STEP,
                columns.len(),
                kinds,
                seen,
            );
            ui.set_min_width(grid.width());
            header_ui(ui, grid, &columns, view.one_kind.as_deref());
            let matrix = Matrix {
                inspection,
                columns: &columns,
                grid,
                shown,
            };
            pinned_ui(ui, &matrix, &mut view, state, actions);
            rows_ui(ui, &matrix, &mut view, state, actions);
        });
    state.keys = view;
}

/// What the marks mean, where more than one is in use.
fn legend_ui(ui: &mut Ui) {
    let color = Palette::of(ui).muted;
    widgets::row_ui(ui, |ui| {
        for (mark, words) in [
            (Mark::Disc, "listed"),
            (Mark::Ring, "listed earlier, not in the newest answer"),
        ] {
            let (rect, _) = ui.allocate_exact_size(vec2(12.0, 12.0), Sense::hover());
            marks::paint(ui.painter(), rect, mark, color, 0.0);
            ui.add(Label::new(small(ui, words)).selectable(false));
            ui.add_space(2.0 * STEP);
        }
    });
}

/// Narrows the rows down to those whose names hold some letters.
fn filter_ui(ui: &mut Ui, inspection: &Inspection, view: &mut KeysView) {
    let palette = Palette::of(ui);
    let all = inspection.keys.keys.len();
    let found = view.hits(inspection).map(|hits| hits.len());
    let words = match found {
        Some(found) => format!(
            "{} of {} keys",
            grouped(found + view.pinned_keys()),
            grouped(all)
        ),
        None => format!("{} keys", grouped(all)),
    };
    widgets::row_ui(ui, |ui| {
        let label = ui.add(Label::new(small(ui, "Filter")).selectable(false));
        widgets::at_right(ui, |ui| {
            ui.add(Label::new(small(ui, words)).selectable(false));
            let hint = egui::RichText::new("kid or thumbprint");
            let edit = TextEdit::singleline(&mut view.filter)
                .id_salt("filter of keys")
                .font(mono())
                .hint_text(hint.font(mono()).color(palette.muted))
                .background_color(palette.background)
                .margin(egui::Margin::symmetric(8, 3))
                .desired_width(f32::INFINITY);
            ui.add(edit).labelled_by(label.id);
        });
    });
    ui.add_space(STEP);
}

/// A number with its thousands set apart.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Draws what is pinned.
fn pinned_ui(
    ui: &mut Ui,
    matrix: &Matrix<'_>,
    view: &mut KeysView,
    state: &mut UiState,
    actions: &mut Vec<Action>,
) {
    for index in 0..view.pinned_keys() {
        one_row_ui(ui, matrix, index, view, state, actions);
    }
    if let Some(Pinned::Missing(kid)) = &view.pinned {
        missing_ui(ui, matrix.grid, kid, actions);
    }
}

/// The row of a kid that no place lists, or that no place was asked for yet.
fn missing_ui(ui: &mut Ui, grid: Grid, kid: &str, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui);
    let (row, _) = ui.allocate_exact_size(vec2(grid.width(), ROW), Sense::hover());
    // Where nothing was read, nothing is wrong yet.
    let (mark, color, words, short) = if grid.places == 0 {
        let words = "The token's key: no key list was read yet";
        (Mark::Ring, palette.not_checked, words, "no keys known yet")
    } else {
        let words = "The token's key: no address lists it";
        (Mark::Cross, palette.failed, words, "listed nowhere")
    };
    ui.painter().rect_filled(row, 0.0, palette.tinted(color));
    let rect = Rect::from_min_size(row.min, vec2(grid.kid, ROW));
    cell_ui(ui, rect, Align::Center, |ui| {
        marks::mark_ui(ui, mark, color, words);
        let response = widgets::value_ui(ui, actions, kid, palette.text);
        widgets::hover_value_ui(&response, kid, &[words]);
    });
    for index in 0..grid.places {
        let mark = Rect::from_center_size(grid.place(row, index).center(), vec2(10.0, 10.0));
        marks::paint(ui.painter(), mark, Mark::Dash, palette.muted, 0.0);
    }
    let words_at = grid.kind(row).union(grid.role(row));
    cell_ui(ui, rect_inside(words_at), Align::Center, |ui| {
        ui.add(Label::new(small(ui, short)).selectable(false));
    });
}

fn rows_ui(
    ui: &mut Ui,
    matrix: &Matrix<'_>,
    view: &mut KeysView,
    state: &mut UiState,
    actions: &mut Vec<Action>,
) {
    let keys = &matrix.inspection.keys;
    if keys.is_empty() {
        ui.add_space(2.0 * STEP);
        let words = "No keys are known yet. The tab Authority tells what became of each address.";
        ui.label(small(ui, words));
        return;
    }
    let hits = view.hits(matrix.inspection);
    if hits.as_ref().is_some_and(|hits| hits.is_empty()) {
        ui.add_space(2.0 * STEP);
        let words = "No other key has these letters in its kid or its thumbprints.";
        ui.label(small(ui, words));
        return;
    }
    let pinned = view.pinned_keys();
    let count = hits.as_ref().map(|hits| hits.len());
    let count = count.unwrap_or(keys.keys.len().saturating_sub(pinned));
    ScrollArea::vertical()
        .id_salt("keys")
        .auto_shrink(false)
        .show_rows(ui, ROW, count, |ui, range| {
            for place in range {
                let index = match &hits {
                    Some(hits) => hits.get(place).copied(),
                    None => Some(pinned + place),
                };
                if let Some(index) = index {
                    one_row_ui(ui, matrix, index, view, state, actions);
                }
            }
        });
}

fn one_row_ui(
    ui: &mut Ui,
    matrix: &Matrix<'_>,
    index: usize,
    view: &mut KeysView,
    state: &mut UiState,
    actions: &mut Vec<Action>,
) {
    let Some(key) = view.row(matrix.inspection, index) else {
        return;
    };
    let selected = matrix.shown == Some(index);
    if row_ui(ui, &key, matrix.columns, matrix.grid, selected, actions) {
        state.key = Some(key.id.clone());
    }
}

fn details_ui(
    ui: &mut Ui,
    model: &Model,
    view: &mut KeysView,
    shown: Option<usize>,
    actions: &mut Vec<Action>,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.add_space(2.0 * STEP);
    let Some((index, inspection)) = shown.zip(model.inspection.as_ref()) else {
        let words = "Select a key to see its thumbprints, its certificate and what it says of the signature.";
        ui.label(small(ui, words));
        return;
    };
    let details = view.details(inspection, index, &model.zone);
    ScrollArea::vertical()
        .id_salt("details")
        .auto_shrink(false)
        .show(ui, |ui| {
            for (line, detail) in details.iter().enumerate() {
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

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn thousands_are_set_apart() {
        let rows = [
            (0, "0"),
            (999, "999"),
            (1000, "1,000"),
            (1_234_567, "1,234,567"),
        ];
        for (number, expected) in rows {
            assert_eq!(grouped(number), expected);
        }
    }
}
