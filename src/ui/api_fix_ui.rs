//! The configuration that accepts the token, written out for a stack, and the commands that change
//! what is wrong elsewhere.

use egui::text::LayoutJob;
use egui::{ComboBox, Label, Margin, Response, ScrollArea, TextFormat, Ui};

use super::api_error_ui::remark_ui;
use super::api_stacks::GROUPS;
use super::api_view::ApiView;
use super::marks::Mark;
use super::prose;
use super::shown::plain;
use super::theme::{CORNER, Palette, STEP, mono, small};
use super::widgets;
use crate::api::{Fix, Stack};
use crate::app::Action;
use crate::diagnosis::{Command, Inspection};

/// The width of "where" and "avoid".
const SIDE: f32 = 58.0;

pub(super) fn fix_ui(
    ui: &mut Ui,
    inspection: &Inspection,
    view: &mut ApiView,
    actions: &mut Vec<Action>,
) {
    widgets::row_ui(ui, |ui| {
        widgets::section_ui(ui, "Configuration that accepts this token");
    });
    let mut chosen = Some(view.shown_stack());
    ui.horizontal(|ui| {
        let label = ui.add(Label::new(small(ui, "for")).selectable(false));
        stack_combo_ui(ui, "fix stack", &mut chosen, false).labelled_by(label.id);
    });
    if chosen != Some(view.shown_stack()) {
        view.stack = chosen;
    }
    ui.spacing_mut().item_spacing.y = STEP;
    match view.fix(inspection) {
        Ok(fix) => written_ui(ui, fix, actions),
        Err(reason) => {
            let reason = capital(reason);
            let color = Palette::of(ui).not_checked;
            remark_ui(ui, Mark::Ring, color, "Not written", &reason);
        }
    }
    let commands = &view.panel.commands;
    if !commands.is_empty() {
        ui.add_space(2.0 * STEP);
        ui.label(small(ui, "Or change it at its source"));
    }
    for (index, command) in commands.iter().enumerate() {
        ui.push_id(("command", index), |ui| command_ui(ui, command, actions));
    }
}

fn capital(sentence: &str) -> String {
    let mut characters = sentence.chars();
    let first = characters.next().map(char::to_uppercase);
    let text: String = first.into_iter().flatten().chain(characters).collect();
    format!("{}.", text.trim_end_matches('.'))
}

fn written_ui(ui: &mut Ui, fix: &Fix, actions: &mut Vec<Action>) {
    let name = format!("Copy the configuration for {}", fix.stack.title());
    code_ui(ui, "fix", fix.language, &fix.text, &name, actions);
    for (name, words) in [("where", &fix.place), ("avoid", &fix.avoid)] {
        if !words.is_empty() {
            said_ui(ui, name, words);
        }
    }
    for correction in &fix.corrections {
        said_ui(ui, "instead", correction);
    }
}

/// A name and a paragraph beside it.
fn said_ui(ui: &mut Ui, name: &str, words: &str) {
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(egui::vec2(SIDE, 18.0), egui::Sense::hover());
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        widgets::place_ui(ui, rect, layout, |ui| {
            ui.add(Label::new(small(ui, name)).selectable(false));
        });
        ui.vertical(|ui| ui.add(Label::new(prose::job(ui, words)).wrap()));
    });
}

/// A text to copy: its language and the button above it, the text itself to be selected.
fn code_ui(
    ui: &mut Ui,
    id: &str,
    language: &str,
    text: &str,
    name: &str,
    actions: &mut Vec<Action>,
) {
    let palette = Palette::of(ui);
    egui::Frame::new()
        .fill(palette.background)
        .corner_radius(CORNER)
        .inner_margin(Margin::symmetric(10, 6))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            widgets::tall_row_ui(ui, 20.0, |ui| {
                ui.add(Label::new(small(ui, language)).selectable(false));
                widgets::at_right(ui, |ui| {
                    widgets::copy_button_ui(ui, actions, text, name);
                });
            });
            let shown: Vec<_> = text.lines().map(plain).collect();
            let format = TextFormat::simple(mono(), palette.text);
            let mut job = LayoutJob::single_section(shown.join("\n"), format);
            job.wrap.max_width = f32::INFINITY;
            let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
            // Out of sight its bar would float at the window's edge.
            if ui.cursor().top() > ui.clip_rect().bottom() {
                ui.allocate_space(galley.size());
                return;
            }
            ScrollArea::horizontal().id_salt(id).show(ui, |ui| {
                ui.add(Label::new(galley).selectable(true));
            });
        });
}

fn command_ui(ui: &mut Ui, command: &Command, actions: &mut Vec<Action>) {
    ui.add(Label::new(prose::job(ui, &command.title)).wrap());
    let name = format!("Copy: {}", command.title);
    code_ui(
        ui,
        "command",
        command.language,
        &command.text,
        &name,
        actions,
    );
    if !command.caution.is_empty() {
        let color = Palette::of(ui).warning;
        remark_ui(ui, Mark::Triangle, color, "Caution", &command.caution);
    }
    ui.add_space(STEP);
}

/// All stacks to choose from, by kind. `none`: none may be chosen too.
pub(super) fn stack_combo_ui(
    ui: &mut Ui,
    id: &str,
    chosen: &mut Option<Stack>,
    none: bool,
) -> Response {
    let title = chosen.map_or("not known", Stack::title);
    ComboBox::from_id_salt(id)
        .selected_text(title)
        .width(ui.available_width().min(320.0))
        .height(420.0)
        .show_ui(ui, |ui| {
            ui.set_min_width(280.0);
            if none {
                ui.selectable_value(chosen, None, "not known");
            }
            for (group, stacks) in GROUPS {
                ui.add_space(STEP);
                ui.label(small(ui, *group));
                for stack in *stacks {
                    ui.selectable_value(chosen, Some(*stack), stack.title());
                }
            }
        })
        .response
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;

    /// What a harness draws, and what was asked for.
    struct Scene {
        fix: Fix,
        command: Command,
        asked: Vec<Action>,
    }

    fn scene() -> Harness<'static, Scene> {
        let scene = Scene {
            fix: Fix {
                stack: Stack::Spring,
                language: "yaml",
                text: "spring:\n  security:\n    issuer-uri: https://i.example/\n".to_owned(),
                place: "It belongs into `application.yml`.".to_owned(),
                avoid: "Don't set `jwk-set-uri` alone.".to_owned(),
                corrections: vec!["Guides say otherwise.".to_owned()],
            },
            command: Command {
                title: "Asks for tokens of version 2".to_owned(),
                language: "http",
                text: "PATCH https://graph.example/\n\n{ }".to_owned(),
                caution: "Other APIs see it too.".to_owned(),
            },
            asked: Vec::new(),
        };
        Harness::builder()
            .with_size([400.0, 600.0])
            .with_context_setup(crate::ui::set_up)
            .build_ui_state(
                |ui, scene: &mut Scene| {
                    written_ui(ui, &scene.fix, &mut scene.asked);
                    command_ui(ui, &scene.command, &mut scene.asked);
                },
                scene,
            )
    }

    #[test]
    fn copy_gives_the_exact_text() {
        let mut window = scene();
        window.run();
        let rows = [
            (
                "Copy the configuration for Spring Security resource server",
                window.state().fix.text.clone(),
            ),
            (
                "Copy: Asks for tokens of version 2",
                window.state().command.text.clone(),
            ),
        ];
        for (name, text) in rows {
            window.get_by_label(name).click();
            window.run();
            let asked = std::mem::take(&mut window.state_mut().asked);
            assert_eq!(asked, [Action::Copy(text)], "{name}");
        }
    }

    #[test]
    fn everything_that_belongs_to_a_fix_is_told() {
        let mut window = scene();
        window.run();
        for words in [
            "yaml",
            "spring:\n  security:\n    issuer-uri: https://i.example/",
            "It belongs into application.yml.",
            "Don't set jwk-set-uri alone.",
            "Guides say otherwise.",
            "PATCH https://graph.example/\n\n{ }",
            "Other APIs see it too.",
        ] {
            let found =
                window.query_all_by_value(words).count() + window.query_all_by_label(words).count();
            assert!(found > 0, "{words}");
        }
    }

    #[test]
    fn a_reason_is_a_sentence() {
        let rows = [
            ("the configuration needs it", "The configuration needs it."),
            ("nginx can't.", "Nginx can't."),
        ];
        for (reason, expected) in rows {
            assert_eq!(capital(reason), expected);
        }
    }
}
