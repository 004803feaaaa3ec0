//! What runs in the window, made ready while the window opens: the system takes longer for that than
//! the first inspection takes, so that the first frame finds everything there.

use std::thread::{self, JoinHandle};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::app::App;
use super::keeper;
use super::open::Options;
use crate::app::{Action, Effect, Model};
use crate::archive::Archive;
use crate::documents::examples;
use crate::net::ClientOptions;

/// What runs in the window, on its way.
pub struct Program {
    client: ClientOptions,
    archive: Option<Archive>,
    start: JoinHandle<Start>,
}

/// What the window starts with.
pub(super) struct Start {
    pub(super) model: Model,
    pub(super) effects: Vec<Effect>,
}

impl Program {
    /// Begins to make everything ready that needs no window.
    pub fn prepare(options: Options) -> Self {
        let client = ClientOptions {
            authorities: options.authorities,
            ..ClientOptions::default()
        };
        let (offline, all_hosts) = (options.offline, options.ask_other_hosts);
        let example = match &options.example {
            Some(name) => examples::find(name),
            None => examples::ALL.first().filter(|_| options.files.is_empty()),
        };
        let files = options.files;
        let archive = options.archive.clone();
        let start = thread::spawn(move || {
            let mut start = Start::empty();
            start.model.network.consent.offline = offline;
            start.model.network.consent.all_hosts = all_hosts;
            start.model.history = archive.as_ref().map(keeper::state).unwrap_or_default();
            let example = example.map(|e| Action::Example(e.name));
            start.act(example.into_iter().chain([Action::Open(files)]));
            start
        });
        Self {
            client,
            archive: options.archive,
            start,
        }
    }

    /// The program in its window.
    pub fn run_in(self, ctx: &egui::Context) -> impl eframe::App + use<> {
        App::new(ctx, self)
    }

    /// How requests are to be made, where the key history is kept, and what the window starts with.
    pub(super) fn finish(self) -> (ClientOptions, Option<Archive>, Start) {
        let start = self.start.join().unwrap_or_else(|_| Start::empty());
        (self.client, self.archive, start)
    }
}

impl Start {
    fn empty() -> Self {
        Self {
            model: Model::new(Timestamp::now(), TimeZone::system()),
            effects: Vec::new(),
        }
    }

    fn act(&mut self, actions: impl Iterator<Item = Action>) {
        for action in actions {
            let effects = self.model.apply(action, Timestamp::now());
            self.effects.extend(effects);
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
            let (_, _, start) = Program::prepare(options).finish();
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
