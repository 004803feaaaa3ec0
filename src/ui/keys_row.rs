//! A row of the matrix of keys.

use egui::{
    Align, Color32, Label, Layout, Rect, Response, RichText, Role, Sense, Ui, WidgetInfo, vec2,
};

use super::keys_grid::Grid;
use super::keys_panel::{Column, KeyRow, Listing};
use super::marks::{self, Mark};
use super::shown::plain;
use super::theme::{MARK, Palette, ROW, STEP, mono, small};
use super::widgets;
use crate::app::Action;

/// Draws a row; says whether it was clicked.
pub(super) fn row_ui(
    ui: &mut Ui,
    key: &KeyRow,
    columns: &[Column],
    grid: Grid,
    selected: bool,
    actions: &mut Vec<Action>,
) -> bool {
    let palette = Palette::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(grid.width(), ROW), Sense::hover());
    let response = ui.interact(rect, ui.scope_id().with(("key", &key.id)), Sense::click());
    response.widget_info(|| {
        let name = row_name(key, columns);
        WidgetInfo::selected(Role::ListBoxOption, true, selected, name)
    });
    let ground = match (selected, key.matches, response.hovered()) {
        (true, _, _) => palette.selection(),
        (_, true, _) => palette.tinted(palette.accent),
        (_, _, true) => palette.raised,
        _ => Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect, 0.0, ground);
    widgets::focus_ring(ui, &response);
    row_cells_ui(ui, rect, grid, key);
    copy_menu_ui(&response, key, actions);
    let under = place_under(ui, &response, rect, grid);
    let clicked = response.clicked();
    response.on_hover_ui(|ui| {
        ui.label(RichText::new(plain(&key.kid)).font(mono()));
        ui.label(format!("{} · {}", plain(&key.kind), plain(&key.role)));
        let told = under.and_then(|index| Some((columns.get(index)?, key.cells.get(index)?)));
        if let Some((column, cell)) = told {
            ui.label(format!("{}: {}", plain(&column.label), cell.words()));
        }
    });
    clicked
}

/// The place whose cell is under the pointer.
fn place_under(ui: &Ui, response: &Response, row: Rect, grid: Grid) -> Option<usize> {
    let at = response.hover_pos().filter(|_| response.hovered());
    let at = at.or_else(|| ui.input(|i| i.pointer.hover_pos()))?;
    (0..grid.places).find(|index| grid.place(row, *index).contains(at))
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
    let places = |listing: Listing| {
        let cells = columns.iter().zip(&key.cells);
        let cells = cells.filter(move |(_, cell)| cell.listing == listing);
        let named = cells.map(|(column, cell)| match cell.share_words() {
            Some(share) => format!("{} {share}", plain(&column.label)),
            None => plain(&column.label).into_owned(),
        });
        named.collect::<Vec<String>>().join("; ")
    };
    let whose = if key.matches { ", the token's key" } else { "" };
    let (now, earlier) = (places(Listing::Now), places(Listing::Earlier));
    let at = if now.is_empty() {
        // A remembered key: its row tells when it was last seen.
        format!("listed nowhere, {}", plain(&key.role))
    } else {
        format!("listed at: {now}")
    };
    let earlier = if earlier.is_empty() {
        earlier
    } else {
        format!(", earlier at: {earlier}")
    };
    format!("{}{whose}, {}, {at}{earlier}", plain(&key.kid), key.kind)
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
        let label = Label::new(text).selectable(false);
        // The whole row has one hint, which tells it whole.
        ui.add(label.show_tooltip_when_elided(false));
    });
    for (index, cell) in key.cells.iter().enumerate() {
        let center = grid.place(row, index).center();
        let (mark, side, color) = match (cell.listing, key.matches) {
            (Listing::Now, true) => (Mark::Disc, 16.0, palette.accent),
            (Listing::Now, false) => (Mark::Disc, 12.0, palette.muted),
            (Listing::Earlier, true) => (Mark::Ring, 16.0, palette.accent),
            (Listing::Earlier, false) => (Mark::Ring, 12.0, palette.muted),
            (Listing::Never, _) => (Mark::Dash, 8.0, palette.line),
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
            let label = Label::new(text).selectable(false);
            // The whole row has one hint, which tells it whole.
            ui.add(label.show_tooltip_when_elided(false));
        });
    }
}

/// A cell of fixed size; what doesn't fit is cut with an ellipsis.
pub(super) fn cell_ui(ui: &mut Ui, rect: Rect, align: Align, contents: impl FnOnce(&mut Ui)) {
    let layout = Layout::left_to_right(align);
    widgets::place_ui(ui, rect.shrink2(vec2(2.0, 2.0)), layout, contents);
}

pub(super) fn rect_inside(rect: Rect) -> Rect {
    rect.with_min_x(rect.left() + STEP)
}
