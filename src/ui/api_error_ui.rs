//! The error that the API gave, and what it says.

use egui::{
    Label, Margin, Response, RichText, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, vec2,
};

use super::api_panel::{ErrorPanel, MatchRow, RuleLink};
use super::api_view::ApiView;
use super::marks::{self, Mark};
use super::prose;
use super::theme::{CORNER, MARK, Palette, SMALL, STEP, mono, muted, small};
use super::token_panel::EDITABLE;
use super::{token_panel, widgets};
use crate::app::{Action, Model};

/// The most room that the text takes, in points.
const HEIGHT: f32 = 120.0;

pub(super) fn error_ui(
    ui: &mut Ui,
    model: &Model,
    view: &mut ApiView,
    actions: &mut Vec<Action>,
    opened: &mut Option<&'static str>,
) {
    let text = model.error.as_deref().unwrap_or_default();
    let heading = widgets::row_ui(ui, |ui| {
        let heading = widgets::section_ui(ui, "Error your API gave");
        if !text.is_empty() {
            widgets::at_right(ui, |ui| {
                if widgets::small_button(ui, "Forget error").clicked() {
                    actions.push(Action::ForgetError);
                }
            });
        }
        heading
    });
    egui::Frame::new()
        .fill(Palette::of(ui).background)
        .corner_radius(CORNER)
        .inner_margin(Margin::symmetric(8, 6))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            if text.len() > EDITABLE {
                ui.set_min_height(HEIGHT);
                ui.set_max_height(HEIGHT);
                token_panel::rows_ui(ui, text, &mut view.rows);
            } else {
                edit_ui(ui, text, &heading, actions);
            }
        });
    if let Some(error) = &view.panel.error {
        said_ui(ui, error, actions, opened);
    }
}

fn edit_ui(ui: &mut Ui, text: &str, heading: &Response, actions: &mut Vec<Action>) {
    let mut edited = text.to_owned();
    let hint = "Paste what your API logged or answered: IDX10503…, invalid_token, a whole log";
    let hint = RichText::new(hint).color(Palette::of(ui).muted);
    ScrollArea::vertical()
        .id_salt("error text")
        .max_height(HEIGHT)
        .show(ui, |ui| {
            let edit = TextEdit::multiline(&mut edited)
                .id_salt("error")
                .font(mono())
                .frame(egui::Frame::NONE)
                .hint_text(hint)
                .desired_rows(2)
                .desired_width(f32::INFINITY);
            let response = ui.add(edit).labelled_by(heading.id);
            if response.changed() {
                actions.push(if edited.trim().is_empty() {
                    Action::ForgetError
                } else {
                    Action::SetError(edited)
                });
            }
        });
}

fn said_ui(
    ui: &mut Ui,
    error: &ErrorPanel,
    actions: &mut Vec<Action>,
    opened: &mut Option<&'static str>,
) {
    ui.spacing_mut().item_spacing.y = STEP;
    ui.add_space(STEP);
    sentences_ui(ui, error);
    if error.matches.is_empty() {
        let words = "No error that this program knows stands in it.";
        ui.add(Label::new(muted(ui, words)).wrap());
    }
    for (index, found) in error.matches.iter().enumerate() {
        ui.push_id(("match", index), |ui| match_ui(ui, found, opened));
    }
    if let Some(hidden) = &error.hidden {
        remark_ui(
            ui,
            Mark::Ring,
            Palette::of(ui).not_checked,
            "Hidden values",
            hidden,
        );
    }
    if !error.told.is_empty() {
        ui.add_space(STEP);
        ui.label(small(ui, "What it tells about the refused token"));
        for (name, value) in &error.told {
            ui.push_id(name, |ui| {
                widgets::tall_row_ui(ui, 20.0, |ui| {
                    widgets::key_ui(ui, name, 116.0);
                    let color = Palette::of(ui).text;
                    let response = widgets::value_ui(ui, actions, value, color);
                    widgets::hover_value_ui(&response, value, &[]);
                });
            });
        }
    }
}

/// How error and token go together; on a ground of its own where it is about another token.
fn sentences_ui(ui: &mut Ui, error: &ErrorPanel) {
    let palette = Palette::of(ui);
    if !error.other_token {
        for sentence in &error.sentences {
            ui.add(Label::new(prose::job(ui, sentence)).wrap());
        }
        return;
    }
    egui::Frame::new()
        .fill(palette.tinted(palette.warning))
        .corner_radius(CORNER)
        .inner_margin(Margin::symmetric(8, 6))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            let color = palette.warning;
            let words = error.sentences.join(" ");
            let words = if words.is_empty() {
                "This error is about another token.".to_owned()
            } else {
                words
            };
            remark_ui(ui, Mark::Triangle, color, "Another token", &words);
        });
}

/// A mark and words beside it.
pub(super) fn remark_ui(ui: &mut Ui, mark: Mark, color: egui::Color32, name: &str, words: &str) {
    ui.horizontal_top(|ui| {
        ui.vertical(|ui| {
            ui.add_space(2.0);
            marks::mark_ui(ui, mark, color, name);
        });
        ui.vertical(|ui| ui.add(Label::new(prose::job(ui, words)).wrap()));
    });
}

fn match_ui(ui: &mut Ui, found: &MatchRow, opened: &mut Option<&'static str>) {
    let palette = Palette::of(ui);
    egui::Frame::new()
        .fill(palette.background)
        .corner_radius(CORNER)
        .inner_margin(Margin::symmetric(10, 8))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = 2.0;
            widgets::tall_row_ui(ui, 18.0, |ui| {
                let code = RichText::new(&found.code).font(mono()).color(palette.text);
                ui.add(Label::new(code));
                ui.add(Label::new(small(ui, &found.place)));
            });
            ui.add(Label::new(prose::job(ui, found.meaning)).wrap());
            for link in &found.rules {
                if link_ui(ui, link) {
                    *opened = Some(link.rule);
                }
            }
        });
}

/// A rule with its finding; whether it was clicked.
fn link_ui(ui: &mut Ui, link: &RuleLink) -> bool {
    let palette = Palette::of(ui);
    let size = vec2(ui.available_width(), 20.0);
    let sense = if link.finding.is_some() {
        Sense::click()
    } else {
        Sense::hover()
    };
    let (rect, response) = ui.allocate_exact_size(size, sense);
    let role = if link.finding.is_some() {
        Role::Button
    } else {
        Role::ListItem
    };
    response.widget_info(|| WidgetInfo::labeled(role, true, link.spoken()));
    if response.hovered() && link.finding.is_some() {
        ui.painter().rect_filled(rect, CORNER, palette.raised);
    }
    widgets::focus_ring(ui, &response);
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    widgets::place_ui(ui, rect.shrink2(vec2(2.0, 0.0)), layout, |ui| {
        let (place, _) = ui.allocate_exact_size(egui::Vec2::splat(MARK), Sense::hover());
        let (mark, color) = link
            .finding
            .as_ref()
            .map_or((Mark::Dash, palette.not_checked), |(outcome, _)| {
                (Mark::of(*outcome), palette.outcome(*outcome))
            });
        marks::paint(ui.painter(), place, mark, color, 0.0);
        let text = if let Some((_, headline)) = &link.finding {
            RichText::new(headline).size(SMALL)
        } else {
            let name = RichText::new(link.rule).font(mono()).color(palette.muted);
            ui.add(Label::new(name).selectable(false));
            small(ui, "does not apply to this token")
        };
        let label = Label::new(text).selectable(false);
        ui.add(label.show_tooltip_when_elided(false));
    });
    response.on_hover_text(link.spoken()).clicked() && link.finding.is_some()
}
