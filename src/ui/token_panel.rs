//! The pasted text with its parts coloured, and the tokens that were found in it.

use egui::{
    Align, Label, Layout, Panel, RichText, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, vec2,
};

use super::shown::plain;
use super::state::UiState;
use super::theme::{Palette, SMALL, STEP, float, mono, small};
use super::token_text::{self, PartKind, TextRows, part_color};
use super::widgets;
use crate::app::{Action, Model};
use crate::input::{Found, Kind, Noise, Role as TokenRole, Whole};

/// The longest text that can be edited in place, in bytes; beyond it every keystroke would be felt.
pub const EDITABLE: usize = 32 * 1024;

/// The height of a found token's line, in points.
const LINE: f32 = 42.0;

/// One found token, as its line shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundLine {
    /// What it is: "Access token".
    pub title: String,
    /// Where it stood: "trace.har, entry 3".
    pub place: String,
    /// Whether it is the one that is shown.
    pub selected: bool,
    /// Why it is taken for what it is; empty where it was not looked into.
    pub reason: String,
}

/// The found token of that index, in reading order.
pub fn found_line(model: &Model, index: usize) -> Option<FoundLine> {
    let found = model.found.get(index)?;
    Some(FoundLine {
        title: title(found, model, index).to_owned(),
        place: place(found, model.whole),
        selected: index == model.selected,
        reason: reason(model, index),
    })
}

fn reason(model: &Model, index: usize) -> String {
    let shown = model
        .inspection
        .as_ref()
        .filter(|_| index == model.selected);
    let reasons = shown.map_or(&[][..], |i| &i.role.reasons);
    if reasons.is_empty() {
        String::new()
    } else {
        format!("Told by {}", reasons.join(", ")).replace('`', "")
    }
}

fn title(found: &Found, model: &Model, index: usize) -> &'static str {
    // The shown token was looked into, which tells more than the text around it.
    let shown = model
        .inspection
        .as_ref()
        .filter(|_| index == model.selected);
    let role = shown.map_or(found.role.unwrap_or(TokenRole::Unknown), |i| i.role.role);
    kind_title(found.kind, role)
}

/// A kind of token in words.
pub fn kind_title(kind: Kind, role: TokenRole) -> &'static str {
    match (kind, role) {
        (Kind::Jws, TokenRole::AccessToken) => "Access token",
        (Kind::Jws, TokenRole::IdToken) => "ID token",
        (Kind::Jws, TokenRole::Unknown) => "Signed token (JWT)",
        (Kind::Jwe, _) => "Encrypted token (JWE)",
        (Kind::UnsecuredJwt, _) => "Token without signature",
        (Kind::DamagedJwt, _) => "Damaged token",
        (Kind::OpaqueToken, _) => "Opaque token",
        (Kind::RefreshToken, _) => "Refresh token",
        (Kind::AuthorizationCode, _) => "Authorization code",
        (Kind::SamlAssertion, _) => "SAML assertion",
        (Kind::PopEnvelope, _) => "Signed HTTP request",
        (Kind::ClientAssertion, _) => "Client assertion",
        (Kind::Other, _) => "Not a token",
    }
}

fn place(found: &Found, whole: Whole) -> String {
    // Where a token stands in a saved inspection is that file's own affair.
    if found.at.is_empty() || whole == Whole::SavedInspection {
        found.source.clone()
    } else {
        format!("{}, {}", found.source, found.at)
    }
}

/// What was taken off or repaired, in words.
pub fn noise_words(noise: Noise) -> &'static str {
    match noise {
        Noise::Scheme => "The scheme in front of it was taken off, as belongs in a header.",
        Noise::DoubledScheme => "The scheme stood in front of it twice; servers refuse that.",
        Noise::Quotes => "Quotes around it were taken off.",
        Noise::LineBreaks => "Line breaks or spaces inside it were taken out.",
        Noise::Invisible => "Invisible characters were taken out.",
        Noise::PercentEncoding => "Percent-encoded characters were decoded.",
        Noise::Escapes => "Escaped characters were decoded.",
        Noise::StandardBase64 => "+ and / were read as - and _ of base64url.",
        Noise::Padding => "= at the end of a part was taken off.",
        Noise::PlusAsSpace => "Spaces were read as the + that they had been.",
        Noise::Quoting => "Quoting marks of a mail or document were taken off.",
    }
}

/// "2 of 3", where there is more than one.
pub fn position(model: &Model) -> Option<String> {
    (model.found.len() > 1).then(|| format!("{} of {}", model.selected + 1, model.found.len()))
}

pub(super) fn token_ui(ui: &mut Ui, model: &Model, state: &mut UiState, actions: &mut Vec<Action>) {
    heading_ui(ui, model, state.medium, actions);
    let lines = float(model.found.len());
    let height = (lines * LINE + 76.0).min(ui.available_height() * 0.5);
    Panel::bottom("found tokens")
        .frame(egui::Frame::NONE)
        .resizable(true)
        .show_separator_line(false)
        .default_size(height)
        .size_range(72.0..=(ui.available_height() * 0.6).max(72.0))
        .show(ui, |ui| found_ui(ui, model, actions));
    legend_ui(ui);
    text_ui(ui, model, state, actions);
}

fn heading_ui(ui: &mut Ui, model: &Model, in_tab: bool, actions: &mut Vec<Action>) {
    widgets::row_ui(ui, |ui| {
        // A tab says so already.
        if !in_tab {
            widgets::section_ui(ui, "Token");
        }
        if let Some(position) = position(model) {
            ui.label(small(ui, position));
        }
        widgets::at_right(ui, |ui| {
            if widgets::small_button(ui, "Clear").clicked() {
                actions.push(Action::Clear);
            }
            let long = model.text.len() > EDITABLE;
            if long && widgets::small_button(ui, "Replace").clicked() {
                actions.push(Action::PasteFromClipboard);
            }
        });
    });
}

/// The colours of the three parts, named.
fn legend_ui(ui: &mut Ui) {
    let palette = Palette::of(ui);
    let names = [
        ("header", PartKind::Header),
        ("payload", PartKind::Payload),
        ("signature", PartKind::Signature),
    ];
    widgets::tall_row_ui(ui, 18.0, |ui| {
        for (name, kind) in names {
            let text = RichText::new(name)
                .size(SMALL)
                .color(part_color(palette, kind));
            ui.add(Label::new(text).selectable(false).extend());
        }
    });
}

fn text_ui(ui: &mut Ui, model: &Model, state: &mut UiState, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui);
    let frame = egui::Frame::new()
        .fill(palette.background)
        .stroke(egui::Stroke::new(1.0, palette.line))
        .corner_radius(super::theme::CORNER)
        .inner_margin(egui::Margin::same(8));
    let shown = frame.show(ui, |ui| {
        let size = (ui.available_size() - vec2(0.0, STEP)).max(egui::Vec2::ZERO);
        ui.set_min_size(size);
        ui.set_max_size(size);
        if model.text.len() > EDITABLE {
            rows_ui(ui, &model.text, &mut state.rows);
        } else {
            edit_ui(ui, model, actions);
        }
    });
    widgets::selection_ui(ui, shown.response.rect, actions);
}

fn edit_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    let tokens: Vec<&str> = model.found.iter().map(|f| f.text.as_str()).collect();
    let mut text = model.text.clone();
    let mut layouter = |ui: &Ui, buffer: &dyn egui::TextBuffer, wrap: f32| {
        let mut job = token_text::job(ui.ctx(), buffer.as_str(), &tokens, ui.visuals().dark_mode);
        job.wrap.max_width = wrap;
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let size = ui.available_size();
    ScrollArea::vertical()
        .id_salt("paste box")
        .auto_shrink(false)
        .show(ui, |ui| {
            let edit = TextEdit::multiline(&mut text)
                .id(paste_box())
                .font(mono())
                .frame(egui::Frame::NONE)
                .desired_width(f32::INFINITY)
                .min_size(vec2(0.0, size.y))
                .layouter(&mut layouter);
            let response = ui.add(edit).accessible_name("Token text");
            if response.changed() {
                actions.push(Action::Edit(text));
            }
        });
}

/// The paste box's id: one box, whether it stands in the empty window or beside a token. While it
/// has the focus it takes what is pasted itself.
pub fn paste_box() -> egui::Id {
    egui::Id::unique("the paste box")
}

/// A text that is too long to edit: only the rows that are in view are laid out.
pub(super) fn rows_ui(ui: &mut Ui, text: &str, cut: &mut TextRows) {
    let row = 16.0;
    let width = ui.available_width() - 12.0;
    let letter = ui
        .fonts_mut(|fonts| fonts.glyph_width(&mono(), 'M'))
        .max(1.0);
    cut.cut(text, columns(width / letter));
    let rows = &*cut;
    ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
    ui.spacing_mut().item_spacing.y = 0.0;
    ScrollArea::vertical()
        .id_salt("long text")
        .auto_shrink(false)
        .show_rows(ui, row, rows.len(), |ui, range| {
            for index in range {
                let line = RichText::new(plain(rows.row(text, index))).font(mono());
                ui.add_sized(
                    vec2(ui.available_width(), row),
                    Label::new(line).halign(Align::Min),
                );
            }
        });
}

/// How many letters fit; between 8 and 400.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number is between 8 and 400"
)]
fn columns(letters: f32) -> usize {
    letters.clamp(8.0, 400.0) as usize
}

fn found_ui(ui: &mut Ui, model: &Model, actions: &mut Vec<Action>) {
    ui.add_space(2.0 * STEP);
    let area = ScrollArea::vertical().id_salt("found").auto_shrink(false);
    area.show_viewport(ui, |ui, view| {
        if model.found.len() == 1 {
            only_ui(ui, model);
        } else {
            lines_ui(ui, model, view, actions);
        }
        let shown = model.found.get(model.selected);
        for noise in shown.iter().flat_map(|found| &found.noise) {
            wrapped_small_ui(ui, noise_words(*noise));
        }
        if let Some(remark) = shown.and_then(|found| found.remark.as_deref()) {
            wrapped_small_ui(ui, remark);
        }
        if let Some(error) = &model.error {
            error_ui(ui, error, actions);
        }
    });
}

/// The error that came with the token: it is what the diagnosis has to explain.
fn error_ui(ui: &mut Ui, error: &str, actions: &mut Vec<Action>) {
    ui.add_space(STEP);
    ui.label(small(ui, "The API logged"));
    ui.scope(|ui| {
        ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
        let color = Palette::of(ui).text;
        let mut lines = error.lines().map(str::trim).filter(|l| !l.is_empty());
        let first = lines.next().unwrap_or_default();
        let text = RichText::new(plain(first)).font(mono()).color(color);
        let response = widgets::copyable_ui(ui, actions, text, error, Sense::click());
        widgets::hover_value_ui(&response, first, &["The tab API tells what it says."]);
    });
}

fn only_ui(ui: &mut Ui, model: &Model) {
    if let Some(only) = found_line(model, 0) {
        let title = ui.label(&only.title);
        if !only.reason.is_empty() {
            title.on_hover_text(plain(&only.reason));
        }
        wrapped_small_ui(ui, &format!("found in {}", plain(&only.place)));
    }
}

/// The lines that are in view, and room for all others: a log may hold thousands of tokens.
fn lines_ui(ui: &mut Ui, model: &Model, view: egui::Rect, actions: &mut Vec<Action>) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let top = ui.cursor().top();
    let count = model.found.len();
    for index in 0..count {
        let at = float(index) * LINE;
        if at + LINE < view.top() || at > view.bottom() {
            continue;
        }
        let place = egui::Rect::from_min_size(
            egui::pos2(ui.max_rect().left(), top + at),
            vec2(ui.available_width(), LINE),
        );
        if let Some(line) = found_line(model, index)
            && line_ui(ui, place, index, &line)
        {
            actions.push(Action::Select(index));
        }
    }
    ui.add_space(float(count) * LINE + STEP);
    ui.spacing_mut().item_spacing.y = STEP;
}

fn wrapped_small_ui(ui: &mut Ui, text: &str) {
    let text = small(ui, plain(text));
    ui.add(Label::new(text).wrap());
}

/// One found token; whether it was clicked.
fn line_ui(ui: &mut Ui, rect: egui::Rect, index: usize, line: &FoundLine) -> bool {
    let palette = Palette::of(ui);
    let response = ui.interact(rect, ui.scope_id().with(("found", index)), Sense::click());
    let name = format!("{}. {}, {}", index + 1, line.title, plain(&line.place));
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, line.selected, &name));
    let ground = match (line.selected, response.hovered()) {
        (true, _) => palette.selection(),
        (false, true) => palette.raised,
        (false, false) => egui::Color32::TRANSPARENT,
    };
    ui.painter().rect_filled(rect, super::theme::CORNER, ground);
    widgets::focus_ring(ui, &response);
    let inside = rect.shrink2(vec2(8.0, 4.0));
    let layout = Layout::top_down(Align::Min);
    widgets::place_ui(ui, inside, layout, |ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        ui.add(
            Label::new(format!("{}. {}", index + 1, line.title))
                .truncate()
                .show_tooltip_when_elided(false)
                .selectable(false),
        );
        let place = small(ui, plain(&line.place));
        let place = Label::new(place).truncate().selectable(false);
        ui.add(place.show_tooltip_when_elided(false));
    });
    let clicked = response.clicked();
    response.on_hover_ui(|ui| {
        for words in [&line.place, &line.reason] {
            if !words.is_empty() {
                ui.label(plain(words).as_ref());
            }
        }
    });
    clicked
}

/// What the empty window's zone holds: the same box, empty.
pub(super) fn empty_box_ui(ui: &mut Ui, text: &str, hint: &str, actions: &mut Vec<Action>) {
    let mut text = text.to_owned();
    let edit = TextEdit::multiline(&mut text)
        .id(paste_box())
        .font(mono())
        .frame(egui::Frame::NONE)
        .desired_width(f32::INFINITY)
        .hint_text(RichText::new(hint).size(super::theme::VERDICT))
        .min_size(ui.available_size());
    let response = ui.add(edit).accessible_name("Token text");
    // Taking a token back with Undo would bring a secret back that was cleared.
    if let Some(mut state) = TextEdit::load_state(ui.ctx(), paste_box()).filter(|_| text.is_empty())
    {
        state.clear_undoer();
        TextEdit::store_state(ui.ctx(), paste_box(), state);
    }
    if response.changed() {
        actions.push(Action::Edit(text));
    }
}
