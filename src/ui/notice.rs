//! A message about the last thing that was asked for: always in the same place, until dismissed.

use egui::{Align, Align2, Area, Label, Layout, Order, Role, Ui, vec2};

use super::marks::{self, Mark};
use super::shown::plain;
use super::theme::{Palette, STEP};
use super::widgets;
use crate::app::{Action, Model, NoticeKind};

pub(super) fn notice_ui(ui: &Ui, model: &Model, actions: &mut Vec<Action>) {
    let Some(notice) = &model.notice else {
        return;
    };
    let palette = Palette::of(ui);
    let (mark, color, word) = match notice.kind {
        NoticeKind::Info => (Mark::Tick, palette.passed, "Done"),
        NoticeKind::Problem => (Mark::Triangle, palette.warning, "Problem"),
    };
    let width = 440.0_f32.min(ui.max_rect().width() - 32.0);
    Area::new(egui::Id::unique("notice"))
        .order(Order::Foreground)
        .anchor(Align2::LEFT_BOTTOM, vec2(12.0, -36.0))
        .show(ui.ctx(), |ui| {
            egui::Frame::popup(ui.style()).show(ui, |ui| {
                ui.set_width(width);
                let text = plain(&notice.text);
                let spoken = format!("{word}: {text}");
                ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
                    node.set_role(Role::Status);
                    node.set_label(spoken);
                    node.set_live(egui::accesskit::Live::Polite);
                });
                ui.horizontal_top(|ui| {
                    ui.add_space(STEP);
                    marks::mark_ui(ui, mark, color, word);
                    ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
                        if widgets::mark_button(ui, Mark::Cross, "Dismiss").clicked() {
                            actions.push(Action::DismissNotice);
                        }
                        ui.with_layout(Layout::top_down(Align::Min), |ui| {
                            ui.add(Label::new(text.as_ref()).wrap());
                        });
                    });
                });
            });
        });
}
