//! The verdict: one sentence in the largest type, one line of facts, one button to the fix.

use egui::text::LayoutJob;
use egui::{Align, Button, FontId, Label, Layout, Role, TextFormat, Ui, vec2};

use super::marks::{self, Mark};
use super::shown::{plain, short};
use super::state::{Reveal, UiState};
use super::theme::{Palette, STEP, STRONG, VERDICT, muted};
use super::{checklist_panel, widgets};
use crate::app::Model;
use crate::diagnosis::{Inspection, OutcomeKind};

/// The height of the bar: room for two lines of the verdict and one of facts, whatever they are.
pub const HEIGHT: f32 = 88.0;

/// What the bar says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// The outcome.
    pub outcome: OutcomeKind,
    /// The sentence, with long ids cut short.
    pub headline: String,
    /// The whole sentence.
    pub full: String,
    /// The line of facts.
    pub facts: String,
    /// The words on the button.
    pub button: &'static str,
}

impl Verdict {
    /// The verdict as it is read aloud.
    pub fn spoken(&self) -> String {
        format!("Verdict: {}. {}", marks::word(self.outcome), self.headline)
    }
}

/// What the bar says of an inspection.
pub fn verdict(inspection: &Inspection, facts: &str) -> Verdict {
    Verdict {
        outcome: inspection.verdict.outcome,
        headline: short(&inspection.verdict.headline).into_owned(),
        full: plain(&inspection.verdict.headline).into_owned(),
        facts: short(facts).into_owned(),
        button: if checklist_panel::has_fix(inspection) {
            "Show fix"
        } else {
            "Show why"
        },
    }
}

pub(super) fn verdict_ui(ui: &mut Ui, model: &Model, inspection: &Inspection, state: &mut UiState) {
    let verdict = verdict(inspection, &model.panels.facts);
    let spoken = verdict.spoken();
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(Role::Region);
        node.set_label(spoken);
        // A new verdict is read out when the reader comes to rest.
        node.set_live(egui::accesskit::Live::Polite);
    });
    let color = Palette::of(ui).outcome(verdict.outcome);
    let strip = ui
        .max_rect()
        .expand2(vec2(12.0, 0.0))
        .with_max_x(ui.max_rect().left() - 8.0);
    ui.painter().rect_filled(strip, 0.0, color);
    widgets::tall_row_ui(ui, ui.available_height(), |ui| {
        ui.add_space(2.0 * STEP);
        marks::badge_ui(ui, 40.0, Mark::of(verdict.outcome), color);
        ui.add_space(2.0 * STEP);
        widgets::at_right(ui, |ui| {
            let button = Button::new(verdict.button).min_size(vec2(92.0, 32.0));
            let fill = Palette::of(ui).tinted(color).lerp_to_gamma(color, 0.22);
            if ui.add(button.fill(fill)).clicked() {
                state.show_rule(inspection.verdict.rule, Reveal::Fix);
            }
            ui.add_space(2.0 * STEP);
            ui.with_layout(Layout::top_down(Align::Min), |ui| words_ui(ui, &verdict));
        });
    });
}

/// The sentence in that size, in so many lines.
fn headline(ui: &Ui, verdict: &Verdict, size: f32, rows: usize) -> std::sync::Arc<egui::Galley> {
    let format = TextFormat::simple(FontId::proportional(size), Palette::of(ui).text);
    let mut job = LayoutJob::single_section(verdict.headline.clone(), format);
    job.wrap.max_width = ui.available_width();
    job.wrap.max_rows = rows;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

fn words_ui(ui: &mut Ui, verdict: &Verdict) {
    let palette = Palette::of(ui);
    // A whole sentence tells more than a large one.
    let mut galley = headline(ui, verdict, VERDICT, 2);
    for (size, rows) in [(VERDICT.midpoint(STRONG), 2), (STRONG, 3)] {
        if galley.elided {
            galley = headline(ui, verdict, size, rows);
        }
    }
    let used = galley.size().y + STEP + 18.0;
    ui.add_space(((ui.available_height() - used) / 2.0).max(0.0).round());
    ui.spacing_mut().item_spacing.y = STEP;
    let elided = galley.elided || verdict.full != verdict.headline;
    let label = Label::new(galley.clone());
    let response = ui.add(label.show_tooltip_when_elided(false));
    // The font has one weight, a light one; drawn twice it carries across a room.
    let again = response.rect.min + vec2(0.45, 0.0);
    ui.painter().galley(again, galley, palette.text);
    if elided {
        response.on_hover_text(&verdict.full);
    }
    let facts = muted(ui, &verdict.facts);
    ui.add(Label::new(facts).truncate());
}
