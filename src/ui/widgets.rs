//! The small parts that all panels are made of.

use egui::text::LayoutJob;
use egui::{
    Align, Button, Color32, CursorIcon, Frame, Label, Layout, Margin, Rect, Response, RichText,
    Role, Sense, Stroke, TextFormat, TextWrapMode, Ui, UiBuilder, WidgetInfo, vec2,
};

use super::marks::{self, Mark};
use super::shown::{self, Shown};
use super::theme::{CORNER, Palette, ROW, SMALL, STRONG, mono};
use crate::app::Action;

/// What is said of a value whose characters had to be written out.
pub(super) const DECEIVES: &str =
    "This value holds invisible or direction-changing characters, written out here.";

/// Runs `contents` in a row of the usual height, everything centred on one line.
pub(super) fn row_ui<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    tall_row_ui(ui, ROW, contents)
}

/// Runs `contents` in a row of that height, whatever they are.
pub(super) fn tall_row_ui<R>(ui: &mut Ui, height: f32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    let size = vec2(ui.available_width(), height);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(size);
        ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
        contents(ui)
    })
    .inner
}

/// Draws contents at a place that was taken before; the cursor stays where it is.
pub(super) fn place_ui(ui: &mut Ui, rect: Rect, layout: Layout, contents: impl FnOnce(&mut Ui)) {
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).layout(layout));
    child.shrink_clip_rect(rect.expand(2.0));
    child.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
    contents(&mut child);
}

/// Everything that follows in the row stands at its right end, the first thing outermost.
pub(super) fn at_right<R>(ui: &mut Ui, contents: impl FnOnce(&mut Ui) -> R) -> R {
    ui.with_layout(Layout::right_to_left(Align::Center), contents)
        .inner
}

/// The heading of a part of a panel.
pub(super) fn section_ui(ui: &mut Ui, title: &str) -> Response {
    let response = ui.label(RichText::new(title).size(STRONG));
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
    response
}

/// A value that came from the token or a document: monospace, with deceiving characters written
/// out and marked. A click copies it, and so does the menu of the other mouse button.
pub(super) fn value_ui(
    ui: &mut Ui,
    actions: &mut Vec<Action>,
    value: &str,
    color: Color32,
) -> Response {
    let shown = Shown::of(value);
    if shown.deceives {
        marks::mark_ui(ui, Mark::Triangle, Palette::of(ui).warning, DECEIVES);
    }
    let text = RichText::new(shown.text.as_ref()).font(mono()).color(color);
    copyable_ui(ui, actions, text, value, Sense::click())
}

/// A value as [`value_ui`] draws it; where it doesn't fit, it is cut in places that tell little, so
/// that an address still shows how it ends.
pub(super) fn fitting_ui(
    ui: &mut Ui,
    actions: &mut Vec<Action>,
    value: &str,
    color: Color32,
) -> Response {
    let letter = ui.fonts_mut(|fonts| fonts.glyph_width(&mono(), 'M'));
    let room = ui.available_width() / letter.max(1.0);
    let short = shown::fitting(value, room);
    if short == value || Shown::of(value).deceives {
        return value_ui(ui, actions, value, color);
    }
    let text = RichText::new(short.as_ref()).font(mono()).color(color);
    let response = copyable_ui(ui, actions, text, value, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, value));
    response
}

/// Any text that a click copies; `value` is what is copied. Only a text with [`Sense::click`] is
/// also reached by the Tab key.
pub(super) fn copyable_ui(
    ui: &mut Ui,
    actions: &mut Vec<Action>,
    text: impl Into<egui::WidgetText>,
    value: &str,
    sense: Sense,
) -> Response {
    let label = Label::new(text)
        .selectable(false)
        .show_tooltip_when_elided(false)
        .sense(sense);
    let response = ui.add(label).on_hover_cursor(CursorIcon::Copy);
    if response.clicked() {
        actions.push(Action::Copy(value.to_owned()));
    }
    response.context_menu(|ui| {
        if ui.button("Copy").clicked() {
            actions.push(Action::Copy(value.to_owned()));
            ui.close();
        }
    });
    response
}

/// A hint that repeats a value in full, however long, and says that a click copies it.
pub(super) fn hover_value_ui(response: &Response, value: &str, more: &[&str]) {
    if !response.hovered() {
        return;
    }
    response.clone().on_hover_ui(|ui| {
        ui.set_max_width(420.0);
        ui.label(RichText::new(clipped(&Shown::of(value).text)).font(mono()));
        for line in more.iter().flat_map(|more| shown::lines(more)) {
            ui.label(line.as_ref());
        }
        ui.label(super::theme::small(ui, "Click to copy"));
    });
}

/// The first 1,000 characters: a hint must not cover the window.
fn clipped(text: &str) -> String {
    let mut clipped: String = text.chars().take(1000).collect();
    if clipped.len() < text.len() {
        clipped.push('…');
    }
    clipped
}

/// A name and a value beside it; the value is copied by a click.
pub(super) fn key_value_ui(
    ui: &mut Ui,
    actions: &mut Vec<Action>,
    key: &str,
    width: f32,
    value: &str,
) {
    row_ui(ui, |ui| {
        key_ui(ui, key, width);
        let color = Palette::of(ui).text;
        let response = fitting_ui(ui, actions, value, color);
        hover_value_ui(&response, value, &[]);
    });
}

/// A name and words beside it.
pub(super) fn key_words_ui(ui: &mut Ui, key: &str, width: f32, words: &str) {
    row_ui(ui, |ui| {
        key_ui(ui, key, width);
        ui.label(Shown::of(words).text.as_ref());
    });
}

/// The left half of a name-and-value row, always of the same width.
pub(super) fn key_ui(ui: &mut Ui, key: &str, width: f32) {
    let size = vec2(width, ui.available_height());
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(size);
        let text = super::theme::small(ui, key);
        ui.add(Label::new(text).selectable(false));
    });
}

/// A small button with words.
pub(super) fn small_button(ui: &mut Ui, text: &str) -> Response {
    ui.add(
        Button::new(RichText::new(text).size(SMALL))
            .small()
            .min_size(vec2(0.0, 20.0)),
    )
}

/// The two sheets; `name` says what is copied.
pub(super) fn copy_button_ui(ui: &mut Ui, actions: &mut Vec<Action>, value: &str, name: &str) {
    if mark_button(ui, Mark::Copy, name).clicked() {
        actions.push(Action::Copy(value.to_owned()));
    }
}

/// A button without frame that shows a mark; `name` says what it does.
pub(super) fn mark_button(ui: &mut Ui, mark: Mark, name: &str) -> Response {
    let button = Button::new(marks::atom(mark, 14.0))
        .small()
        .frame_when_inactive(false);
    let response = ui
        .scope(|ui| {
            ui.spacing_mut().button_padding.x = 3.0;
            ui.add(button.min_size(vec2(20.0, 20.0)))
        })
        .inner;
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    response.on_hover_text(name)
}

/// A few choices side by side, one of them chosen. Gives the one that was clicked.
pub(super) fn segments_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    chosen: T,
    choices: &[(T, &str)],
) -> Option<T> {
    let palette = Palette::of(ui);
    let mut clicked = None;
    Frame::new()
        .fill(palette.raised)
        .corner_radius(CORNER)
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.horizontal(|ui| {
                for (choice, name) in choices {
                    let button = Button::selectable(*choice == chosen, *name);
                    if ui.add(button).clicked() {
                        clicked = Some(*choice);
                    }
                }
            });
        });
    clicked.filter(|choice| *choice != chosen)
}

/// A piece of monospace text for a layout job.
pub(super) fn append_mono(job: &mut LayoutJob, text: &str, color: Color32, ground: Color32) {
    let mut format = TextFormat::simple(mono(), color);
    format.background = ground;
    job.append(text, 0.0, format);
}

/// A card: a ground that stands out, with room around its contents.
pub(super) fn card(fill: Color32) -> Frame {
    Frame::new()
        .fill(fill)
        .corner_radius(CORNER)
        .inner_margin(Margin::same(12))
}

/// A menu's button, with the triangle that points down.
pub(super) fn menu_ui(ui: &mut Ui, text: &str, contents: impl FnOnce(&mut Ui)) -> Response {
    let button = Button::new((text, marks::atom(Mark::Down, 9.0)));
    egui::containers::menu::MenuButton::from_button(button)
        .ui(ui, contents)
        .0
}

/// The same in small, for the status bar.
pub(super) fn small_menu_ui(
    ui: &mut Ui,
    text: RichText,
    contents: impl FnOnce(&mut Ui),
) -> Response {
    let button = Button::new((text, marks::atom(Mark::Down, 9.0)))
        .small()
        .frame_when_inactive(false);
    egui::containers::menu::MenuButton::from_button(button)
        .ui(ui, contents)
        .0
}

/// A middle click there inspects what is selected in another window, as X11 has it.
pub(super) fn selection_ui(ui: &Ui, rect: Rect, actions: &mut Vec<Action>) {
    let clicked = ui.input(|i| i.pointer.button_clicked(egui::PointerButton::Middle));
    if clicked && ui.rect_contains_pointer(rect) {
        actions.push(Action::PasteSelection);
    }
}

/// The accent's ring around what has the keyboard's focus.
pub(super) fn focus_ring(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let stroke = Stroke::new(1.5, Palette::of(ui).accent);
        ui.painter()
            .rect_stroke(response.rect, CORNER, stroke, egui::StrokeKind::Inside);
    }
}

/// Small text laid out by itself: at most so many lines of that width.
pub(super) fn galley(
    ui: &Ui,
    text: &str,
    color: Color32,
    width: f32,
    rows: usize,
) -> std::sync::Arc<egui::Galley> {
    galley_of(ui, text, SMALL, color, width, rows)
}

/// The same in another size.
pub(super) fn galley_of(
    ui: &Ui,
    text: &str,
    size: f32,
    color: Color32,
    width: f32,
    rows: usize,
) -> std::sync::Arc<egui::Galley> {
    let format = TextFormat::simple(egui::FontId::proportional(size), color);
    let mut job = LayoutJob::single_section(text.to_owned(), format);
    job.wrap.max_width = width;
    job.wrap.max_rows = rows;
    job.wrap.break_anywhere = rows == 1;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}
