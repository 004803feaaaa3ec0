//! Header and claims: name, value, meaning; or the JSON as it was written.

use std::borrow::Cow;

use egui::{Align, Label, Layout, Rect, RichText, ScrollArea, Sense, TextWrapMode, Ui, vec2};
use egui_extras::{Column, TableBuilder, TableRow};

use super::json_text;
use super::marks::{self, Mark};
use super::shown::{self, plain};
use super::state::UiState;
use super::theme::{Palette, ROW, STEP, float, mono, muted, small};
use super::widgets;
use crate::app::{Action, Model, Panels};
use crate::token::{Certainty, Part, Row, Token, shown_json};

/// The height of a line of JSON.
const JSON_ROW: f32 = 18.0;

/// One line of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Line<'a> {
    /// The heading of a part: its name, and how many members it has.
    Part(&'static str, usize),
    /// A member.
    Member(&'a Row),
}

/// How many lines the table has.
pub fn line_count(panels: &Panels) -> usize {
    panels.header.len() + panels.claims.len() + 2
}

/// The line of that index: the header with its members, then the claims with theirs.
pub fn line(panels: &Panels, index: usize) -> Option<Line<'_>> {
    let claims = panels.header.len() + 1;
    if index == 0 {
        Some(Line::Part("Header", panels.header.len()))
    } else if index < claims {
        panels.header.get(index - 1).map(Line::Member)
    } else if index == claims {
        Some(Line::Part("Claims", panels.claims.len()))
    } else {
        panels.claims.get(index - claims - 1).map(Line::Member)
    }
}

/// How sure a meaning is, where it isn't documented.
pub fn certainty_words(certainty: Option<Certainty>) -> Option<&'static str> {
    match certainty? {
        Certainty::Documented => None,
        Certainty::Likely => Some("likely"),
        Certainty::Inferred => Some("inferred"),
        Certainty::Undocumented => Some("undocumented"),
    }
}

/// How many letters the columns would need to show everything.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The longest name.
    pub name: usize,
    /// The longest value.
    pub value: usize,
    /// The longest meaning.
    pub meaning: usize,
}

impl Wanted {
    /// What these rows need.
    pub fn of(panels: &Panels) -> Self {
        let mut wanted = Self::default();
        for row in panels.header.iter().chain(&panels.claims) {
            let (value_words, claim_words) = meaning_words(row);
            let words = if value_words.is_empty() {
                claim_words
            } else {
                value_words
            };
            // Bytes stand for letters: a column that is a little too wide does no harm.
            wanted.name = wanted.name.max(row.name.len());
            wanted.value = wanted.value.max(row.value.len());
            wanted.meaning = wanted.meaning.max(words.len());
        }
        wanted
    }

    /// The widths of name and value, in points; the meaning has the rest. Where there is not room for
    /// all, words come before values, which are for machines.
    pub fn widths(self, width: f32) -> (f32, f32) {
        /// The usual widths of a letter of value and of meaning, in points.
        const VALUE: f32 = 7.3;
        const MEANING: f32 = 6.4;
        let gap = 3.0 * STEP;
        let name = (float(self.name) * VALUE + gap).clamp(64.0, (width * 0.24).max(64.0));
        let rest = width - name;
        let value = float(self.value) * VALUE + gap;
        let left = rest - float(self.meaning) * MEANING - gap;
        let most = left.max(rest * 0.38);
        (name, value.min(most).max(60.0))
    }
}

/// What the cell of a meaning says: the value in words, then what the claim is.
pub fn meaning_words(row: &Row) -> (String, String) {
    let meaning = &row.meaning;
    let mut claim = meaning.claim.clone();
    if let Some(certainty) = certainty_words(meaning.certainty) {
        claim = if claim.is_empty() {
            certainty.to_owned()
        } else {
            format!("{certainty}: {}", after_colon(&claim))
        };
    }
    (meaning.value.clone(), claim)
}

/// A sentence as it goes on after a colon: its article is written small.
fn after_colon(sentence: &str) -> Cow<'_, str> {
    for (article, small) in [("A ", "a "), ("An ", "an "), ("The ", "the ")] {
        if let Some(rest) = sentence.strip_prefix(article) {
            return Cow::Owned(format!("{small}{rest}"));
        }
    }
    Cow::Borrowed(sentence)
}

pub(super) fn claims_ui(
    ui: &mut Ui,
    model: &Model,
    state: &mut UiState,
    actions: &mut Vec<Action>,
) {
    let token = model.inspection.as_ref().and_then(|i| i.token.as_ref());
    let Some(token) = token else {
        return no_token_ui(ui, model);
    };
    for part in [token.header(), token.payload()] {
        fault_ui(ui, part);
    }
    if state.json {
        json_ui(ui, token, actions);
    } else {
        table_ui(ui, &model.panels, state, actions);
    }
}

/// The switch between table and JSON, at the right end of the row of tabs.
pub(super) fn form_ui(ui: &mut Ui, state: &mut UiState) {
    if let Some(json) = widgets::segments_ui(ui, state.json, &[(true, "JSON"), (false, "Table")]) {
        state.json = json;
    }
}

fn no_token_ui(ui: &mut Ui, model: &Model) {
    let found = model.inspection.as_ref().map(|i| &i.found);
    let remark = found.and_then(|f| f.remark.as_deref());
    ui.add_space(4.0 * STEP);
    let words = remark.unwrap_or("This text has no header and no claims to show.");
    let text = muted(ui, plain(words));
    ui.add(Label::new(text).wrap());
}

fn fault_ui(ui: &mut Ui, part: &Part) {
    let Some(fault) = &part.fault else {
        return;
    };
    let color = Palette::of(ui).failed;
    widgets::row_ui(ui, |ui| {
        marks::mark_ui(ui, Mark::Cross, color, "Can't be read");
        ui.label(plain(fault).as_ref());
    });
}

fn table_ui(ui: &mut Ui, panels: &Panels, state: &UiState, actions: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    // The columns can be resized where they meet; no lines are needed to tell them apart.
    ui.visuals_mut().widgets.noninteractive.bg_stroke = egui::Stroke::NONE;
    // Cells touch, so that a row's ground and line have no gaps; each keeps its own margin.
    ui.spacing_mut().item_spacing.x = 0.0;
    let table = ui.available_rect_before_wrap().intersect(ui.clip_rect());
    let width = table.width();
    let (name, value) = state.claims.widths(width);
    TableBuilder::new(ui)
        // Another token and another width begin with columns that suit them.
        .id_salt(("claims", state.token, (width / 64.0).round().to_bits()))
        .striped(false)
        .sense(Sense::hover())
        .auto_shrink(false)
        .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
        .column(
            Column::initial(name)
                .range(48.0..=width * 0.5)
                .clip(true)
                .resizable(true),
        )
        .column(
            Column::initial(value)
                .range(60.0..=width * 0.7)
                .clip(true)
                .resizable(true),
        )
        .column(Column::remainder().at_least(60.0).clip(true))
        .header(ROW, |mut header| {
            for title in ["claim", "value", "meaning"] {
                header.col(|ui| {
                    let text = small(ui, title);
                    ui.add(Label::new(text).selectable(false));
                });
            }
        })
        .body(|body| {
            body.rows(ROW, line_count(panels), |mut row| {
                match line(panels, row.index()) {
                    Some(Line::Part(name, count)) => part_row(&mut row, name, count),
                    Some(Line::Member(member)) => member_row(&mut row, member, table, actions),
                    None => {}
                }
            });
        });
}

fn part_row(row: &mut TableRow<'_, '_>, name: &str, count: usize) {
    row.col(|ui| {
        let palette = Palette::of(ui);
        let color = if name == "Header" {
            palette.header
        } else {
            palette.payload
        };
        overline_ui(ui);
        ui.add(Label::new(RichText::new(name).color(color)).selectable(false));
    });
    row.col(|ui| {
        overline_ui(ui);
        let words = if count == 1 {
            "1 member".to_owned()
        } else {
            format!("{count} members")
        };
        let text = small(ui, words);
        ui.add(Label::new(text).selectable(false));
    });
    row.col(overline_ui);
}

/// One line above the whole row.
fn overline_ui(ui: &mut Ui) {
    let rect = ui.max_rect();
    let stroke = egui::Stroke::new(1.0, Palette::of(ui).line);
    ui.painter()
        .hline(rect.x_range(), rect.top().round() + 0.5, stroke);
}

/// A cell: its ground, which shows the row that the pointer is on, and its margin.
fn cell_ui(ui: &mut Ui, table: Rect, contents: impl FnOnce(&mut Ui)) {
    let rect = ui.max_rect();
    // The clip of a cell ends at its own sides: the row reaches further, as far as the table.
    let row = rect.with_min_x(f32::NEG_INFINITY).with_max_x(f32::INFINITY);
    let row = row.intersect(table);
    if ui.ctx().rect_contains_pointer(ui.layer_id(), row) {
        ui.painter().rect_filled(rect, 0.0, Palette::of(ui).raised);
    }
    ui.spacing_mut().item_spacing.x = 2.0 * STEP;
    ui.set_max_width((rect.width() - 2.0 * STEP).max(0.0));
    contents(ui);
}

fn member_row(row: &mut TableRow<'_, '_>, member: &Row, table: Rect, actions: &mut Vec<Action>) {
    let (value_words, claim_words) = meaning_words(member);
    row.col(|ui| {
        cell_ui(ui, table, |ui| {
            let text = RichText::new(plain(&member.name)).font(mono());
            let response = widgets::copyable_ui(ui, actions, text, &member.name, Sense::CLICK);
            widgets::hover_value_ui(&response, &member.name, &[&claim_words]);
        });
    });
    row.col(|ui| {
        cell_ui(ui, table, |ui| {
            let color = Palette::of(ui).text;
            let response = widgets::value_ui(ui, actions, &member.value, color);
            let more = [value_words.as_str(), &member.meaning.detail];
            widgets::hover_value_ui(&response, &member.value, &more);
        });
    });
    row.col(|ui| {
        cell_ui(ui, table, |ui| {
            meaning_ui(ui, member, &value_words, &claim_words, actions);
        });
    });
}

fn meaning_ui(
    ui: &mut Ui,
    member: &Row,
    value_words: &str,
    claim_words: &str,
    actions: &mut Vec<Action>,
) {
    let (shown, color) = if value_words.is_empty() {
        (claim_words, Palette::of(ui).muted)
    } else {
        (value_words, Palette::of(ui).text)
    };
    let text = RichText::new(plain(shown)).color(color);
    let response = widgets::copyable_ui(ui, actions, text, shown, Sense::CLICK);
    if response.hovered() {
        let lines = [value_words, &member.meaning.detail, claim_words];
        response.on_hover_ui(|ui| hover_ui(ui, lines));
    }
}

fn hover_ui(ui: &mut Ui, lines: [&str; 3]) {
    ui.set_max_width(420.0);
    for line in lines.into_iter().flat_map(shown::lines) {
        ui.label(line.as_ref());
    }
}

fn json_ui(ui: &mut Ui, token: &Token, actions: &mut Vec<Action>) {
    let (header, claims) = (shown_json(token.header()), shown_json(token.payload()));
    let lines = json_text::lines(ui.ctx(), &header, &claims);
    let parts = [("Header", header), ("Claims", claims)];
    widgets::row_ui(ui, |ui| {
        for (name, json) in &parts {
            if !json.is_empty()
                && widgets::small_button(ui, &format!("Copy {}", name.to_lowercase())).clicked()
            {
                actions.push(Action::Copy(json.to_string()));
            }
        }
    });
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.style_mut().wrap_mode = Some(TextWrapMode::Extend);
    ScrollArea::both()
        .id_salt("json")
        .auto_shrink(false)
        .show_rows(ui, JSON_ROW, lines.len(), |ui, range| {
            for line in lines.get(range).unwrap_or_default() {
                let job = json_text::job(line, Palette::of(ui));
                let size = vec2(ui.available_width(), JSON_ROW);
                ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
                    ui.set_min_height(JSON_ROW);
                    ui.add(Label::new(job));
                });
            }
        });
}
