//! Carries out what the model asks for outside of itself. Whatever may take a while runs beside the
//! window, and answers with an action and a call for the next frame.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::asker::Asker;
use super::clipboard::{Clipboard, Orders};
use super::files;
use super::keeper::Keeper;
use crate::app::{Action, Effect, Theme};
use crate::archive::Archive;
use crate::documents::Document;
use crate::net::{ClientOptions, Exchange};

/// Where there is no file dialog, asking for one gives "cancelled" sooner than any hand could.
const NO_DIALOG: Duration = Duration::from_millis(300);

/// The files that the dialog for opening shows first.
const EXTENSIONS: &[&str] = &[
    "json", "har", "txt", "log", "jwt", "token", "xml", "pem", "cer", "crt", "der", "config",
    "yml", "yaml", "http", "curl", "saz",
];

/// Everything outside of the model.
pub(super) struct Outside {
    ctx: egui::Context,
    asker: Asker,
    clipboard: Clipboard,
    keeper: Keeper,
    sender: Sender<Action>,
    answers: Receiver<Action>,
    pasted_sender: Sender<String>,
    pasted: Receiver<String>,
    dialog_open: Arc<AtomicBool>,
}

impl Outside {
    /// Sets everything up; nothing is asked of anyone yet.
    pub(super) fn new(
        ctx: &egui::Context,
        options: ClientOptions,
        archive: Option<Archive>,
    ) -> Self {
        let (sender, answers) = channel();
        let (pasted_sender, pasted) = channel();
        let clipboard = Clipboard::new();
        ctx.add_plugin(Copies {
            orders: clipboard.orders().clone(),
            sender: sender.clone(),
        });
        Self {
            ctx: ctx.clone(),
            asker: Asker::new(options, ctx.clone()),
            clipboard,
            keeper: Keeper::new(archive, answer_with(sender.clone(), ctx.clone())),
            sender,
            answers,
            pasted_sender,
            pasted,
            dialog_open: Arc::default(),
        }
    }

    /// Takes the actions that came back. Never waits.
    pub(super) fn actions(&self) -> Vec<Action> {
        self.answers.try_iter().collect()
    }

    /// Takes the documents that came back. Never waits.
    pub(super) fn documents(&mut self) -> Vec<Document> {
        self.asker.take()
    }

    /// Takes the list of requests that left this computer since the last time.
    pub(super) fn exchanges(&self) -> Vec<Exchange> {
        self.asker.exchanges()
    }

    /// Takes the texts that were pasted with the keyboard. Never waits.
    pub(super) fn pasted(&self) -> Vec<String> {
        self.pasted.try_iter().collect()
    }

    /// Reads the clipboard for a key: what is on it comes back by [`Self::pasted`], because only then
    /// is decided whether it goes into the text field with the focus.
    pub(super) fn paste_by_key(&self) {
        let (pasted, ctx) = (self.pasted_sender.clone(), self.ctx.clone());
        let answer = self.answer();
        self.clipboard.orders().read(move |read| match read {
            Ok(text) => {
                if pasted.send(text.replace("\r\n", "\n")).is_ok() {
                    ctx.request_repaint();
                }
            }
            Err(sentence) => answer(Action::Problem(sentence)),
        });
    }

    /// Carries out one effect. `frame` is the window that a dialog belongs to.
    pub(super) fn run(&mut self, effect: Effect, frame: Option<&eframe::Frame>) {
        match effect {
            Effect::Copy(text) => self.copy(text),
            Effect::ReadClipboard => self.read_clipboard(),
            Effect::ReadSelection => self.read_selection(),
            Effect::Fetch(requests) => self.asker.start(requests),
            Effect::CancelFetches => self.asker.cancel(),
            Effect::History(order) => self.keeper.order(order),
            Effect::ReadFiles(paths) => self.read_files(paths),
            Effect::OpenDialog => self.dialog(open_dialog(frame)),
            Effect::SaveDialog { name, text } => self.dialog(save_dialog(frame, name, text)),
            Effect::SetTheme(theme) => self.ctx.set_theme(match theme {
                Theme::System => egui::ThemePreference::System,
                Theme::Dark => egui::ThemePreference::Dark,
                Theme::Light => egui::ThemePreference::Light,
            }),
            Effect::Zoom(0) => self.ctx.set_zoom_factor(1.0),
            Effect::Zoom(steps) => {
                for _ in 0..steps.unsigned_abs() {
                    if steps > 0 {
                        egui::gui_zoom::zoom_in(&self.ctx);
                    } else {
                        egui::gui_zoom::zoom_out(&self.ctx);
                    }
                }
            }
        }
    }

    fn copy(&self, text: String) {
        let answer = self.answer();
        self.clipboard.orders().write(text, move |written| {
            answer(match written {
                Ok(()) => Action::Note("Copied.".to_owned()),
                Err(sentence) => Action::Problem(sentence),
            });
        });
    }

    fn read_clipboard(&self) {
        let answer = self.answer();
        self.clipboard
            .orders()
            .read(move |read| answer(read.map_or_else(Action::Problem, Action::Paste)));
    }

    /// A middle click where nothing is selected asks for nothing, so nothing is said.
    fn read_selection(&self) {
        let answer = self.answer();
        self.clipboard.orders().read_selection(move |read| {
            if let Ok(text) = read {
                answer(Action::Paste(text));
            }
        });
    }

    fn read_files(&self, paths: Vec<PathBuf>) {
        let answer = self.answer();
        thread::spawn(move || {
            for path in paths {
                answer(match files::read(&path) {
                    Ok(bytes) => Action::FileRead(files::name(&path), bytes),
                    Err(sentence) => Action::Problem(sentence),
                });
            }
        });
    }

    /// Shows a dialog beside the window; one at a time.
    fn dialog(&self, show: impl FnOnce() -> Option<Action> + Send + 'static) {
        if self.dialog_open.swap(true, Ordering::AcqRel) {
            return;
        }
        let answer = self.answer();
        let open = Arc::clone(&self.dialog_open);
        thread::spawn(move || {
            // A dialog that breaks down must not block all later ones.
            let action = catch_unwind(AssertUnwindSafe(show)).unwrap_or(None);
            open.store(false, Ordering::Release);
            if let Some(action) = action {
                answer(action);
            }
        });
    }

    fn answer(&self) -> impl Fn(Action) + Send + 'static {
        answer_with(self.sender.clone(), self.ctx.clone())
    }
}

/// Sends first and calls for a frame then, so that the frame finds the answer.
fn answer_with(sender: Sender<Action>, ctx: egui::Context) -> impl Fn(Action) + Send + 'static {
    move |action| {
        if sender.send(action).is_ok() {
            ctx.request_repaint();
        }
    }
}

/// Takes what is copied with the keyboard, such as selected text, to our own clipboard: eframe's
/// stays within this window.
struct Copies {
    orders: Orders,
    sender: Sender<Action>,
}

impl egui::Plugin for Copies {
    fn debug_name(&self) -> &'static str {
        "copies"
    }

    fn output_hook(&mut self, ctx: &egui::Context, output: &mut egui::FullOutput) {
        output.platform_output.commands.retain(|command| {
            let egui::OutputCommand::CopyText(text) = command else {
                return true;
            };
            let answer = answer_with(self.sender.clone(), ctx.clone());
            self.orders.write(text.clone(), move |written| {
                // What was selected is still seen to be: only a failure needs words.
                if let Err(sentence) = written {
                    answer(Action::Problem(sentence));
                }
            });
            false
        });
    }
}

fn dialog_of(frame: Option<&eframe::Frame>) -> rfd::FileDialog {
    let dialog = rfd::FileDialog::new();
    match frame {
        Some(frame) => dialog.set_parent(frame),
        None => dialog,
    }
}

fn open_dialog(frame: Option<&eframe::Frame>) -> impl FnOnce() -> Option<Action> + Send + 'static {
    let dialog = dialog_of(frame)
        .set_title("Open tokens, logs, key sets or a saved inspection")
        .add_filter("Tokens, logs, keys, saved inspections", EXTENSIONS)
        .add_filter("All files", &["*"]);
    move || {
        let asked = Instant::now();
        match dialog.pick_files() {
            Some(paths) if !paths.is_empty() => Some(Action::Open(paths)),
            _ => missing(
                asked,
                "No file dialog is available here: drop the file on the window or give it on the \
                 command line.",
            ),
        }
    }
}

fn save_dialog(
    frame: Option<&eframe::Frame>,
    name: String,
    text: String,
) -> impl FnOnce() -> Option<Action> + Send + 'static {
    let dialog = dialog_of(frame)
        .set_title("Save the inspection")
        .set_file_name(name)
        .add_filter("Saved inspections", &["json"]);
    move || {
        let asked = Instant::now();
        let Some(path) = dialog.save_file() else {
            return missing(
                asked,
                "No file dialog is available here: “tokenscope report --save FILE” writes the \
                 same file.",
            );
        };
        Some(match files::write(&path, &text) {
            Ok(()) => Action::Note(format!("Saved to {}.", files::name(&path))),
            Err(sentence) => Action::Problem(sentence),
        })
    }
}

/// Tells a dialog that isn't there from one that was cancelled.
fn missing(asked: Instant, sentence: &str) -> Option<Action> {
    let at_once = cfg!(target_os = "linux") && asked.elapsed() < NO_DIALOG;
    at_once.then(|| Action::Problem(sentence.to_owned()))
}

#[cfg(test)]
mod tests {
    use egui::{OutputCommand, Plugin as _};

    use super::*;

    #[test]
    fn what_is_copied_goes_to_our_clipboard_alone() {
        let mut copies = Copies {
            orders: Orders::to_nobody(),
            sender: channel().0,
        };
        let other = OutputCommand::OpenUrl(egui::OpenUrl::new_tab("https://example.com"));
        let mut output = egui::FullOutput::default();
        output.platform_output.commands =
            vec![OutputCommand::CopyText("text".to_owned()), other.clone()];
        copies.output_hook(&egui::Context::default(), &mut output);
        assert_eq!(output.platform_output.commands, [other]);
    }
}
