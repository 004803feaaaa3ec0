//! The window as eframe drives it: tell the clock, take answers, draw, act.

use std::time::Duration;

use egui::text_edit::TextEditState;
use egui::util::IdTypeMap;
use jiff::Timestamp;

use super::outside::Outside;
use super::program::Program;
use super::shortcuts::{self, Shortcut};
use crate::api;
use crate::app::{Action, Effect, Model};
use crate::input::{self, Found, Kind, Whole};
use crate::ui::{self, UiState};

/// The widest atlas of glyphs, in pixels. A renderer that allows more (a software renderer 16,384) would
/// otherwise get one so wide that clearing and sending it takes longer than drawing the glyphs.
const ATLAS: usize = 2048;

/// One window.
pub(super) struct App {
    model: Model,
    state: UiState,
    outside: Outside,
    /// What was pasted or dropped since the last frame.
    arrived: Vec<Action>,
}

impl App {
    /// Sets a window up with what was made ready for it.
    pub(super) fn new(ctx: &egui::Context, program: Program) -> Self {
        ui::set_up(ctx);
        let start = program.start();
        let mut app = Self {
            model: start.model,
            state: UiState::default(),
            outside: Outside::new(ctx, start.client, start.archive),
            arrived: Vec::new(),
        };
        app.run(start.effects, None);
        app
    }

    /// Everything of a frame that isn't drawing.
    fn advance(&mut self, ctx: &egui::Context, frame: Option<&eframe::Frame>) {
        let mut actions = std::mem::take(&mut self.arrived);
        actions.extend(self.outside.actions());
        self.act(actions, ctx, frame);
        let now = Timestamp::now();
        let documents = self.outside.documents();
        self.model.note_requests(self.outside.exchanges());
        let mut effects = self.model.arrive(documents, now);
        effects.extend(self.model.wake(now));
        self.run(effects, frame);
        self.model.tick(now);
    }

    /// Draws, acts on what was asked for, and plans the next frame.
    fn draw(&mut self, ui: &mut egui::Ui, frame: Option<&eframe::Frame>) {
        let actions = ui::show(ui, &self.model, &mut self.state);
        let ctx = ui.ctx().clone();
        if !actions.is_empty() {
            ctx.request_repaint();
        }
        self.act(actions, &ctx, frame);
        if let Some(seconds) = self.model.tick(Timestamp::now()) {
            ctx.request_repaint_after(Duration::from_secs(seconds));
        }
    }

    fn act(&mut self, actions: Vec<Action>, ctx: &egui::Context, frame: Option<&eframe::Frame>) {
        for action in actions {
            let clears = action == Action::Clear;
            let effects = self.model.apply(action, Timestamp::now());
            self.run(effects, frame);
            if clears {
                // The undo history of a text box holds every text that stood in it.
                ctx.data_mut(IdTypeMap::remove_by_type::<TextEditState>);
            }
        }
    }

    fn run(&mut self, effects: Vec<Effect>, frame: Option<&eframe::Frame>) {
        for effect in effects {
            self.outside.run(effect, frame);
        }
    }

    /// Translates the keys for the clipboard, and takes pasted text and dropped files out of the input. A text field that has the focus gets
    /// its paste itself, unless what is pasted stands alone.
    fn intercept(&mut self, ctx: &egui::Context, raw: &mut egui::RawInput) {
        let focused = ctx.text_edit_focused();
        let pasted = self.outside.pasted().into_iter().map(egui::Event::Paste);
        let events: Vec<_> = raw.events.drain(..).chain(pasted).collect();
        for event in events {
            let shortcut = shortcuts::of(&event);
            match (event, shortcut) {
                (_, Some(Shortcut::Paste)) => self.outside.paste_by_key(),
                (_, Some(Shortcut::Copy)) => raw.events.push(egui::Event::Copy),
                (_, Some(Shortcut::Cut)) => raw.events.push(egui::Event::Cut),
                (egui::Event::Paste(text), None) if !focused || stands_alone(&text) => {
                    self.arrived.push(Action::Paste(text));
                }
                (event, None) => raw.events.push(event),
            }
        }
        let paths: Vec<_> = std::mem::take(&mut raw.dropped_files)
            .iter()
            .map(|file| file.path().to_owned())
            .collect();
        if !paths.is_empty() {
            self.arrived.push(Action::Open(paths));
        }
    }
}

/// Whether a text is something to inspect by itself rather than a piece to be put in at the cursor:
/// two tokens in a row would only make a broken one.
fn stands_alone(text: &str) -> bool {
    let reading = input::read("pasted text", text);
    let whole = matches!(
        reading.whole,
        Whole::SavedInspection
            | Whole::Jwks
            | Whole::Metadata
            | Whole::FederationMetadata
            | Whole::Certificate
    );
    let complete = |found: &Found| !matches!(found.kind, Kind::Other | Kind::DamagedJwt);
    let configuration = reading.whole == Whole::Configuration && api::recognise(text).is_some();
    whole || configuration || reading.found.iter().any(complete)
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        self.advance(ctx, Some(frame));
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        self.draw(ui, Some(frame));
    }

    fn raw_input_hook(&mut self, ctx: &egui::Context, input: &mut egui::RawInput) {
        input.max_texture_side = input.max_texture_side.map(|side| side.min(ATLAS));
        self.intercept(ctx, input);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_opaque().to_normalized_gamma_f32()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::path::{Path, PathBuf};
    use std::sync::Arc;

    use super::*;
    use crate::window::Options;

    #[derive(Debug)]
    struct Dropped(PathBuf);

    impl egui::DroppedFile for Dropped {
        fn path(&self) -> &Path {
            &self.0
        }

        fn bytes(&self) -> Result<Vec<u8>, String> {
            Err("only its path is used".to_owned())
        }
    }

    fn app() -> (egui::Context, App) {
        let ctx = egui::Context::default();
        let options = Options {
            offline: true,
            ..Options::default()
        };
        let app = App::new(&ctx, Program::new(options));
        (ctx, app)
    }

    fn input() -> egui::RawInput {
        egui::RawInput {
            events: vec![egui::Event::Paste("a b".to_owned()), egui::Event::Copy],
            dropped_files: vec![Arc::new(Dropped(PathBuf::from("/tmp/trace.har")))],
            ..egui::RawInput::default()
        }
    }

    #[test]
    fn pasted_text_and_dropped_files_arrive_as_actions() {
        let (ctx, mut app) = app();
        let mut input = input();
        app.intercept(&ctx, &mut input);
        let expected = [
            Action::Paste("a b".to_owned()),
            Action::Open(vec![PathBuf::from("/tmp/trace.har")]),
        ];
        assert_eq!(app.arrived, expected);
        assert_eq!(input.events, [egui::Event::Copy], "other events stay");
        assert!(input.dropped_files.is_empty());
    }

    #[test]
    fn keys_for_the_clipboard_are_translated() {
        let (ctx, mut app) = app();
        let key = |key| egui::Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: egui::Modifiers::COMMAND,
        };
        let mut input = egui::RawInput {
            events: [egui::Key::C, egui::Key::X, egui::Key::A].map(key).into(),
            ..egui::RawInput::default()
        };
        app.intercept(&ctx, &mut input);
        let expected = [egui::Event::Copy, egui::Event::Cut, key(egui::Key::A)];
        assert_eq!(input.events, expected);
    }

    #[test]
    fn a_focused_text_field_gets_its_paste_itself() {
        let (ctx, mut app) = app();
        let mut text = String::new();
        for _ in 0..2 {
            let output = ctx.run_ui(egui::RawInput::default(), |ui| {
                ui.text_edit_singleline(&mut text).request_focus();
            });
            output.drop_without_applying_deltas();
        }
        let mut input = input();
        app.intercept(&ctx, &mut input);
        assert_eq!(input.events.len(), 2);
        assert_eq!(app.arrived.len(), 1, "the dropped file");
    }

    #[test]
    fn clear_forgets_what_text_boxes_remember() {
        let (ctx, mut app) = app();
        let id = egui::Id::unique("box");
        TextEditState::default().store(&ctx, id);
        app.act(vec![Action::DismissNotice], &ctx, None);
        assert!(TextEditState::load(&ctx, id).is_some());
        app.act(vec![Action::Clear], &ctx, None);
        assert!(TextEditState::load(&ctx, id).is_none());
    }
}
