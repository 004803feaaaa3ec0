//! What runs in the window, and what it starts with.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::app::App;
use super::keeper;
use super::open::Options;
use crate::app::{Action, Effect, Model};
use crate::archive::Archive;
use crate::documents::examples;
use crate::net::ClientOptions;

/// What runs in the window, with what it starts with.
///
/// Everything is made when the window stands. On a second thread beside the window's set-up, the first
/// inspection (3 ms) was found to delay it by more than that: libraries are loaded and pages mapped then.
pub struct Program {
    options: Options,
}

/// What the window starts with.
pub(super) struct Start {
    pub(super) client: ClientOptions,
    pub(super) archive: Option<Archive>,
    pub(super) model: Model,
    pub(super) effects: Vec<Effect>,
}

impl Program {
    /// A program that starts with `options`.
    pub fn new(options: Options) -> Self {
        Self { options }
    }

    /// The program in its window.
    pub fn run_in(self, ctx: &egui::Context) -> impl eframe::App + use<> {
        App::new(ctx, self)
    }

    /// What the window starts with: the files or the example that was named, inspected.
    pub(super) fn start(self) -> Start {
        let Options {
            files,
            example,
            offline,
            ask_other_hosts,
            authorities,
            archive,
        } = self.options;
        let mut model = Model::new(Timestamp::now(), TimeZone::system());
        model.network.consent.offline = offline;
        model.network.consent.all_hosts = ask_other_hosts;
        model.history = archive.as_ref().map(keeper::state).unwrap_or_default();
        let example = match &example {
            Some(name) => examples::find(name),
            None => examples::ALL.first().filter(|_| files.is_empty()),
        };
        let example = example.map(|e| Action::Example(e.name));
        let actions = example.into_iter().chain([Action::Open(files)]);
        let effects = actions.flat_map(|action| model.apply(action, Timestamp::now()));
        Start {
            effects: effects.collect(),
            client: ClientOptions {
                authorities,
                ..ClientOptions::default()
            },
            archive,
            model,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn the_window_starts_with_what_was_named() {
        let file = PathBuf::from("trace.har");
        let first = examples::ALL.first().map(|e| e.name);
        let named = Options {
            example: Some("healthy-v2".to_owned()),
            ..Options::default()
        };
        let files = Options {
            files: vec![file.clone()],
            offline: true,
            ask_other_hosts: true,
            ..Options::default()
        };
        let rows = [
            ("nothing", Options::default(), first, vec![], false),
            ("an example", named, Some("healthy-v2"), vec![], false),
            (
                "a file",
                files,
                None,
                vec![Effect::ReadFiles(vec![file])],
                true,
            ),
        ];
        for (name, options, example, effects, closed) in rows {
            let start = Program::new(options).start();
            let source = start.model.found.first().map(|f| f.source.clone());
            assert_eq!(source, example.map(|e| format!("example {e}")), "{name}");
            assert_eq!(start.effects, effects, "{name}");
            let consent = &start.model.network.consent;
            assert_eq!(
                (consent.offline, consent.all_hosts),
                (closed, closed),
                "{name}"
            );
        }
    }
}
