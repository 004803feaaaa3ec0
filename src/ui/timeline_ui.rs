//! The timeline of keys on screen: when each key of an address was listed, beside the token's life.

use egui::{Align, Button, ComboBox, Label, Layout, Panel, RichText, Role, Ui, WidgetInfo, vec2};

use super::marks::{self, Mark};
use super::shown::plain;
use super::state::{Tab, UiState};
use super::stretch::seconds;
use super::theme::{MARK, Palette, ROW, STEP, muted, small};
use super::timeline_chart::{Chart, chart_ui};
use super::timeline_panel::{Place, Row, TimelinePanel};
use super::timeline_view::TimelineView;
use super::widgets;
use crate::app::{Action, Model};

/// What to do where there is nothing to show.
const NOTHING: &str = "No key address has answered with a date yet. The tab Authority tells what \
                       became of each address.";
/// What to do where there is too little.
const ONE: &str = "This address has one dated answer, and a history needs several: refresh later, \
                   watch the address, keep the key history, or open a saved inspection that holds \
                   the same address many times.";
/// Which answers are at hand.
const KEPT: &str = "Of equal answers in a row the first and the last are kept: nothing changed in \
                    between.";
/// What the picture doesn't tell.
const CAUTION: &str = "A key that one answer lacks is not withdrawn by that: answers differ within \
                       minutes. The order of keys means nothing.";
/// The height of what stands under the chart.
const FACTS: f32 = 132.0;
/// The least height of everything, below which only the chart is shown.
const ROOMY: f32 = 300.0;

pub(super) fn timeline_ui(
    ui: &mut Ui,
    model: &Model,
    state: &mut UiState,
    actions: &mut Vec<Action>,
) {
    state.timeline.follow(model);
    let panel = std::rc::Rc::clone(&state.timeline.panel);
    let Some(place) = state.timeline.place(&panel) else {
        ui.add(Label::new(muted(ui, NOTHING)).wrap());
        return;
    };
    ui.spacing_mut().item_spacing.y = 0.0;
    top_ui(ui, &panel, place, &mut state.timeline);
    if place.answers.len() == 1 {
        ui.add_space(STEP);
        ui.add(Label::new(muted(ui, ONE)).wrap());
    }
    ui.add_space(STEP);
    if ui.available_height() > ROOMY {
        Panel::bottom("timeline facts")
            .frame(egui::Frame::NONE)
            .exact_size(FACTS)
            .resizable(false)
            .show_separator_line(false)
            .show(ui, |ui| under_ui(ui, &panel, place, state, actions));
    }
    let chart = Chart {
        place,
        life: panel.life.as_ref(),
        now: seconds(model.moment.at()),
        zone: &model.zone,
    };
    chart_ui(ui, &chart, &mut state.timeline);
}

/// The address, how many answers it has, and the buttons that zoom.
fn top_ui(ui: &mut Ui, panel: &TimelinePanel, place: &Place, view: &mut TimelineView) {
    widgets::row_ui(ui, |ui| {
        widgets::at_right(ui, |ui| {
            ui.spacing_mut().item_spacing.x = STEP;
            zoom_ui(ui, place, view);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                place_ui(ui, panel, place, view);
                let words = small(ui, &place.summary);
                let label = Label::new(words).selectable(false).truncate();
                let hint = format!("{}. {KEPT}", plain(&place.summary));
                ui.add(label.show_tooltip_when_elided(false))
                    .on_hover_text(hint);
            });
        });
    });
}

fn place_ui(ui: &mut Ui, panel: &TimelinePanel, place: &Place, view: &mut TimelineView) {
    let width = (ui.available_width() * 0.5).clamp(80.0, 240.0);
    let mut chosen = None;
    let response = ComboBox::from_id_salt("timeline address")
        .selected_text(plain(&place.label).as_ref())
        .width(width)
        .truncate()
        .show_ui(ui, |ui| {
            ui.set_min_width(320.0);
            for other in &panel.places {
                let text = format!("{} · {}", plain(&other.label), other.summary);
                let entry = ui.selectable_label(other.url == place.url, text);
                if entry.on_hover_text(plain(&other.url)).clicked() {
                    chosen = Some(other.url.clone());
                }
            }
        })
        .response;
    let name = format!("Address: {}", place.label);
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &name));
    response.on_hover_text(plain(&place.url));
    if chosen.is_some() {
        view.choose(chosen);
    }
}

/// From the right: fit, in, out.
fn zoom_ui(ui: &mut Ui, place: &Place, view: &mut TimelineView) {
    let stretch = view.in_view(place);
    let center = f64::midpoint(stretch.from, stretch.to);
    let fit = small_button(ui, "Fit", "Fit", "Show all answers");
    if fit {
        view.stretch = None;
    }
    for (text, name, times) in [("+", "Zoom in", 0.5), ("−", "Zoom out", 2.0)] {
        let hint = format!("{name}: Ctrl and the wheel do so at the pointer; dragging moves");
        if small_button(ui, text, name, &hint) {
            view.stretch = Some(stretch.zoomed(times, center, place.all));
        }
    }
}

fn small_button(ui: &mut Ui, text: &str, name: &str, hint: &str) -> bool {
    let button = Button::new(RichText::new(text)).small();
    let response = ui.add(button.min_size(vec2(24.0, 20.0)));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    response.on_hover_text(hint).clicked()
}

/// The facts of the chosen key, what the marks mean, and what the picture doesn't tell.
fn under_ui(
    ui: &mut Ui,
    panel: &TimelinePanel,
    place: &Place,
    state: &mut UiState,
    actions: &mut Vec<Action>,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.add_space(STEP);
    let top = ui.cursor().top();
    if let Some(row) = state.timeline.shown(place) {
        facts_ui(ui, row, state, actions);
    }
    let used = ui.cursor().top() - top;
    ui.add_space((64.0 - used).max(0.0));
    legend_ui(ui, panel);
    ui.add(Label::new(small(ui, CAUTION)).wrap());
}

fn facts_ui(ui: &mut Ui, row: &Row, state: &mut UiState, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui);
    let mut open = false;
    widgets::row_ui(ui, |ui| {
        widgets::at_right(ui, |ui| {
            if !row.id.is_empty() {
                open = widgets::small_button(ui, "Show in Keys").clicked();
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let color = if row.matches {
                    palette.accent
                } else {
                    palette.text
                };
                let response = widgets::value_ui(ui, actions, &row.kid, color);
                widgets::hover_value_ui(&response, &row.kid, &[]);
            });
        });
    });
    let words = row.lines.join(" · ");
    let galley = widgets::galley(ui, &plain(&words), palette.muted, ui.available_width(), 3);
    ui.add(Label::new(galley).selectable(false));
    if open {
        state.key = Some(row.id.clone());
        state.tab = Tab::Keys;
    }
}

/// What the marks mean.
fn legend_ui(ui: &mut Ui, panel: &TimelinePanel) {
    let palette = Palette::of(ui);
    widgets::row_ui(ui, |ui| {
        ui.spacing_mut().item_spacing.x = STEP;
        let mut entry_ui = |words: &str, paint: &dyn Fn(&egui::Painter, egui::Rect)| {
            let (rect, _) = ui.allocate_exact_size(vec2(MARK, ROW), egui::Sense::hover());
            paint(ui.painter(), rect);
            ui.add(Label::new(small(ui, words)).selectable(false));
            ui.add_space(2.0 * STEP);
        };
        entry_ui("listed", &|painter, rect| {
            painter.rect_filled(rect.shrink2(vec2(0.0, 8.0)), 2.0, palette.muted);
        });
        entry_ui("not in this answer", &|painter, rect| {
            let stroke = egui::Stroke::new(1.0, palette.muted);
            painter.hline(rect.x_range(), rect.center().y, stroke);
        });
        entry_ui("the token's key", &|painter, rect| {
            marks::paint(painter, rect, Mark::Right, palette.accent, 0.0);
        });
        if panel.life.is_some() {
            entry_ui("the token's life", &|painter, rect| {
                let band = rect.shrink2(vec2(3.0, 4.0));
                painter.rect_filled(band, 0.0, super::timeline_chart::life_color(palette));
            });
        }
    });
}
