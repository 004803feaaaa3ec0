//! Theme, widgets, one file a panel: borrows what it shows, returns actions.
//!
//! What a panel shows is plain data from small pure functions; the functions whose names end in
//! `_ui` only lay it out. Nothing is drawn unless something happened: no blinking, no animation but
//! the mark at an address that is being asked.

pub mod api_answers;
mod api_answers_ui;
mod api_compare_ui;
mod api_error_ui;
mod api_fix_ui;
pub mod api_form;
mod api_form_ui;
pub mod api_panel;
mod api_read_ui;
pub mod api_stacks;
mod api_ui;
mod api_view;
pub mod authority_panel;
mod authority_ui;
pub mod checklist_panel;
mod checklist_ui;
pub mod claims_panel;
pub mod compare;
pub mod drop_hint;
pub mod empty_state;
mod entry_ui;
pub mod json_text;
mod keyboard;
mod keys_details;
mod keys_grid;
mod keys_header;
pub mod keys_panel;
mod keys_row;
mod keys_ui;
pub mod keys_view;
pub mod marks;
mod notice;
pub mod prose;
pub mod requests_panel;
mod requests_ui;
pub mod shown;
mod state;
pub mod status_bar;
pub mod stretch;
pub mod theme;
pub mod time_axis;
pub mod timeline_bars;
mod timeline_chart;
mod timeline_header;
pub mod timeline_panel;
mod timeline_rows;
mod timeline_ui;
mod timeline_view;
pub mod token_panel;
pub mod token_text;
mod top_bar;
pub mod verdict_bar;
pub mod watch_ui;
pub mod when;
mod widgets;

use egui::{Button, CentralPanel, Color32, Frame, Margin, Panel, RichText, Role, Ui, WidgetInfo};

pub use state::{Open, Reveal, Tab, UiState};

use crate::app::{Action, Model};
use crate::diagnosis::Inspection;
use crate::documents::examples;
use theme::{Palette, ROW, STRONG};

/// Below this width the checklist becomes a tab too, in points.
pub const NARROW: f32 = 760.0;
/// Below this width the token becomes a tab, in points.
pub const MEDIUM: f32 = 1040.0;

/// The room that the tabs of a narrow window need, in points.
const TABS: f32 = 480.0;

/// The fill of the panels. Whoever draws the window has cleared it with their colour
/// ([`egui::Visuals::panel_fill`]); painting it again costs a software renderer 10 ms.
const GROUND: Color32 = Color32::TRANSPARENT;

/// Gives a context the fonts and styles of this program. Called once.
pub fn set_up(ctx: &egui::Context) {
    theme::set_up(ctx);
}

/// Draws the whole window and returns what the user asked for.
#[must_use]
pub fn show(ui: &mut Ui, model: &Model, state: &mut UiState) -> Vec<Action> {
    let mut actions = Vec::new();
    state.follow(model);
    keyboard::keys(ui, model, &mut actions);
    let background = Palette::of(ui).background;
    bar(Panel::top("top bar"), 44.0, background)
        .show(ui, |ui| top_bar::top_bar_ui(ui, model, &mut actions));
    bar(Panel::bottom("status bar"), 28.0, background)
        .show(ui, |ui| status_bar::status_ui(ui, model, &mut actions));
    if let Some(inspection) = &model.inspection {
        inspection_ui(ui, model, inspection, state, &mut actions);
    } else {
        CentralPanel::no_frame().show(ui, |ui| {
            empty_state::empty_state_ui(ui, model, examples::ALL, &mut actions);
        });
    }
    notice::notice_ui(ui, model, &mut actions);
    drop_hint::drop_hint_ui(ui);
    actions
}

/// A bar whose height never changes.
fn bar(panel: Panel, height: f32, fill: Color32) -> Panel {
    let frame = Frame::new()
        .fill(fill)
        .inner_margin(Margin::symmetric(12, 0));
    panel.exact_size(height).resizable(false).frame(frame)
}

fn inspection_ui(
    ui: &mut Ui,
    model: &Model,
    inspection: &Inspection,
    state: &mut UiState,
    actions: &mut Vec<Action>,
) {
    let palette = Palette::of(ui);
    state.narrow = ui.available_width() < NARROW;
    state.medium = ui.available_width() < MEDIUM;
    let ground = palette.tinted(palette.outcome(inspection.verdict.outcome));
    bar(Panel::top("verdict"), verdict_bar::HEIGHT, ground).show(ui, |ui| {
        verdict_bar::verdict_ui(ui, model, inspection, state);
    });
    let width = ui.available_width();
    let frame = Frame::new()
        .fill(GROUND)
        .inner_margin(Margin::symmetric(12, 8));
    if !state.medium {
        Panel::left("token")
            .frame(frame)
            .default_size((width * 0.18).clamp(200.0, 320.0))
            .size_range(180.0..=(width * 0.32))
            .show(ui, |ui| token_panel::token_ui(ui, model, state, actions));
    }
    if !state.narrow {
        Panel::right("checklist")
            .frame(frame)
            .default_size((width * 0.32).clamp(320.0, 460.0))
            .size_range(240.0..=(width * 0.45))
            .show(ui, |ui| {
                checklist_ui::checklist_ui(ui, model, state, actions);
            });
    }
    CentralPanel::default_margins().frame(frame).show(ui, |ui| {
        let tab = tabs_ui(ui, state);
        ui.add_space(theme::STEP);
        tab_ui(ui, tab, model, state, actions);
    });
}

fn tab_ui(ui: &mut Ui, tab: Tab, model: &Model, state: &mut UiState, actions: &mut Vec<Action>) {
    ui.push_id(tab, |ui| match tab {
        Tab::Claims => claims_panel::claims_ui(ui, model, state, actions),
        Tab::Authority => authority_ui::authority_ui(ui, model, actions),
        Tab::Keys => keys_ui::keys_ui(ui, model, state, actions),
        Tab::Timeline => timeline_ui::timeline_ui(ui, model, state, actions),
        Tab::Api => api_ui::api_ui(ui, model, state, actions),
        Tab::Token => token_panel::token_ui(ui, model, state, actions),
        Tab::Checklist => checklist_ui::checklist_ui(ui, model, state, actions),
    });
}

/// The row of tabs; gives the open one.
fn tabs_ui(ui: &mut Ui, state: &mut UiState) -> Tab {
    let tabs: &[Tab] = match (state.narrow, state.medium) {
        (true, _) => &[
            Tab::Checklist,
            Tab::Token,
            Tab::Claims,
            Tab::Authority,
            Tab::Keys,
            Tab::Timeline,
            Tab::Api,
        ],
        (_, true) => &[
            Tab::Claims,
            Tab::Authority,
            Tab::Keys,
            Tab::Timeline,
            Tab::Api,
            Tab::Token,
        ],
        _ => &[
            Tab::Claims,
            Tab::Authority,
            Tab::Keys,
            Tab::Timeline,
            Tab::Api,
        ],
    };
    keyboard::tab_keys(ui, tabs, state);
    let open = if tabs.contains(&state.tab) {
        state.tab
    } else {
        Tab::Claims
    };
    widgets::row_ui(ui, |ui| {
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
        ui.spacing_mut().item_spacing.x = 4.0;
        let mut all_ui = |ui: &mut Ui| {
            for tab in tabs {
                if one_tab_ui(ui, *tab, *tab == open) {
                    state.tab = *tab;
                }
            }
        };
        // In a very narrow window they are scrolled rather than cut.
        if ui.available_width() < TABS {
            egui::ScrollArea::horizontal()
                .id_salt("tabs")
                .show(ui, |ui| ui.horizontal(&mut all_ui));
        } else {
            all_ui(ui);
        }
        if open == Tab::Claims {
            widgets::at_right(ui, |ui| claims_panel::form_ui(ui, state));
        }
    });
    open
}

fn one_tab_ui(ui: &mut Ui, tab: Tab, open: bool) -> bool {
    let palette = Palette::of(ui);
    let color = if open { palette.text } else { palette.muted };
    let text = RichText::new(tab.title()).size(STRONG).color(color);
    let button = Button::new(text)
        .frame_when_inactive(false)
        .min_size(egui::vec2(0.0, ROW));
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, open, tab.title()));
    if open {
        let line = response.rect.with_min_y(response.rect.bottom() - 2.0);
        ui.painter()
            .rect_filled(line.shrink2(egui::vec2(8.0, 0.0)), 1.0, palette.accent);
    }
    response.clicked()
}
