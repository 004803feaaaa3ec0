//! What the token says about its issuer, and every address that is asked for its keys.

use egui::{Label, RichText, ScrollArea, Ui};

use super::authority_panel::{AddressCard, Progress, cards};
use super::marks::{self, Mark};
use super::shown::plain;
use super::theme::{Palette, STEP, small};
use super::widgets;
use crate::app::{Action, Model};
use crate::issuer::Authority;

/// The width of the names on the left, in points.
const KEY: f32 = 72.0;

pub(super) fn authority_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let authority = model.inspection.as_ref().and_then(|i| i.authority.as_ref());
    let Some(authority) = authority else {
        ui.add_space(4.0 * STEP);
        let words = "This text has no readable claims, so nothing tells who issued it.";
        ui.add(Label::new(super::theme::muted(ui, words)).wrap());
        return;
    };
    ScrollArea::vertical()
        .id_salt("authority")
        .auto_shrink(false)
        .show(ui, |ui| {
            said_ui(ui, authority, actions);
            ui.add_space(3.0 * STEP);
            widgets::row_ui(ui, |ui| {
                widgets::section_ui(ui, "Addresses");
                ui.label(small(ui, "in the order in which they are asked"));
            });
            for card in cards(model) {
                ui.push_id((&card.metadata, &card.keys), |ui| {
                    card_ui(ui, &card, actions);
                });
                ui.add_space(2.0 * STEP);
            }
        });
}

fn said_ui(ui: &mut Ui, authority: &Authority, actions: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    match &authority.issuer {
        Some(issuer) => widgets::key_value_ui(ui, actions, "issuer", KEY, issuer),
        None => widgets::key_words_ui(ui, "issuer", KEY, "the token names none"),
    }
    widgets::key_words_ui(ui, "platform", KEY, authority.platform.title());
    if let Some(cloud) = authority.cloud {
        widgets::key_words_ui(ui, "cloud", KEY, cloud.title());
    }
    if let Some(tenant) = &authority.tenant {
        widgets::key_value_ui(ui, actions, "tenant", KEY, tenant);
    }
    if let Some(policy) = &authority.policy {
        widgets::key_value_ui(ui, actions, "policy", KEY, policy);
    }
    let reason = Some(&authority.cloud_reason).filter(|r| !r.is_empty());
    for note in reason.into_iter().chain(&authority.notes) {
        ui.horizontal_top(|ui| {
            ui.add_space(KEY + 2.0 * STEP);
            ui.vertical(|ui| {
                ui.add(Label::new(small(ui, plain(note))).wrap());
                ui.add_space(STEP);
            });
        });
    }
}

fn mark_of(progress: Progress, palette: &Palette) -> (Mark, egui::Color32, &'static str) {
    match progress {
        Progress::Asking => (Mark::Busy, palette.accent, "Asking"),
        Progress::Fetched => (Mark::Tick, palette.passed, "Answered"),
        Progress::Saved => (Mark::Tick, palette.accent, "From a saved file"),
        Progress::Failed => (Mark::Cross, palette.failed, "Failed"),
        Progress::NotAsked => (Mark::Ring, palette.not_checked, "Not asked"),
    }
}

fn card_ui(ui: &mut Ui, card: &AddressCard, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui);
    widgets::card(palette.background).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        card_head_ui(ui, card, actions);
        widgets::tall_row_ui(ui, 18.0, |ui| {
            let why = plain(&card.why);
            ui.add(Label::new(small(ui, why.as_ref())));
        });
        if card.metadata.is_empty() {
            widgets::key_words_ui(ui, "metadata", KEY, "none: this key set is read by itself");
        } else {
            address_line_ui(ui, "metadata", &card.metadata, actions);
            issuer_line_ui(ui, card, actions);
        }
        address_line_ui(ui, "keys", &card.keys, actions);
        if let Some(federation) = &card.federation {
            address_line_ui(ui, "federation", federation, actions);
        }
    });
}

fn card_head_ui(ui: &mut Ui, card: &AddressCard, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui);
    let (mark, color, name) = mark_of(card.progress, palette);
    widgets::row_ui(ui, |ui| {
        marks::mark_ui(ui, mark, color, name);
        ui.add(Label::new(RichText::new(plain(&card.label))).extend());
        widgets::at_right(ui, |ui| {
            if let Some(host) = &card.allow
                && widgets::small_button(ui, &format!("Allow {}", plain(host))).clicked()
            {
                actions.push(Action::AllowHost(host.clone()));
            }
            let words = plain(&card.words);
            let color = if card.progress == Progress::Failed {
                palette.failed
            } else {
                palette.muted
            };
            let text = RichText::new(words.as_ref())
                .size(super::theme::SMALL)
                .color(color);
            ui.add(Label::new(text).truncate());
        });
    });
}

fn address_line_ui(ui: &mut Ui, key: &str, url: &str, actions: &mut Vec<Action>) {
    widgets::tall_row_ui(ui, 20.0, |ui| {
        widgets::key_ui(ui, key, KEY);
        let color = Palette::of(ui).text;
        let response = widgets::fitting_ui(ui, actions, url, color);
        widgets::hover_value_ui(&response, url, &[]);
    });
}

fn issuer_line_ui(ui: &mut Ui, card: &AddressCard, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui);
    widgets::tall_row_ui(ui, 20.0, |ui| {
        widgets::key_ui(ui, "issuer", KEY);
        let Some((issuer, same)) = &card.issuer else {
            // The line keeps its place until the answer comes.
            let words = match card.progress {
                Progress::Failed => "no answer",
                Progress::NotAsked => "not asked",
                _ => "not known yet",
            };
            ui.label(small(ui, words));
            return;
        };
        let (mark, color, words) = if *same {
            (Mark::Tick, palette.passed, "The same issuer as the token's")
        } else {
            (
                Mark::Triangle,
                palette.warning,
                "Another issuer than the token's",
            )
        };
        marks::mark_ui(ui, mark, color, words);
        let response = widgets::fitting_ui(ui, actions, issuer, palette.text);
        widgets::hover_value_ui(&response, issuer, &[words]);
    });
}
