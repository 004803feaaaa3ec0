//! The key history on disk, read and changed beside the window.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use crate::app::{Action, HistoryOrder, KeyHistory};
use crate::archive::{Archive, ArchiveError};

/// Changes the history of one window, one order after the other.
pub(super) struct Keeper {
    orders: Option<Sender<HistoryOrder>>,
}

impl Keeper {
    /// Begins to read what was kept, where that is switched on, and then waits for orders.
    pub(super) fn new(archive: Option<Archive>, answer: impl Fn(Action) + Send + 'static) -> Self {
        let orders = archive.and_then(|archive| {
            let (sender, orders) = channel();
            let thread = thread::Builder::new().name("key history".to_owned());
            let spawned = thread.spawn(move || work(&archive, &orders, &answer));
            spawned.ok().map(|_| sender)
        });
        Self { orders }
    }

    /// Has an order carried out, after those before it.
    pub(super) fn order(&self, order: HistoryOrder) {
        if let Some(orders) = &self.orders {
            // A worker that broke down changes nothing more.
            let _ = orders.send(order);
        }
    }
}

/// What is known of the history without reading it.
pub(super) fn state(archive: &Archive) -> KeyHistory {
    KeyHistory {
        folder: Some(archive.folder().display().to_string()),
        on: archive.is_on(),
    }
}

fn work(archive: &Archive, orders: &Receiver<HistoryOrder>, answer: &impl Fn(Action)) {
    if archive.is_on() {
        match archive.load() {
            Ok(past) => answer(Action::HistoryIs(state(archive), Some(Arc::new(past)))),
            Err(error) => answer(problem("read", &error)),
        }
    }
    while let Ok(order) = orders.recv() {
        match carry_out(archive, &order) {
            Ok(actions) => actions.into_iter().for_each(answer),
            Err(error) => {
                answer(Action::HistoryIs(state(archive), None));
                answer(problem("changed", &error));
            }
        }
    }
}

fn carry_out(archive: &Archive, order: &HistoryOrder) -> Result<Vec<Action>, ArchiveError> {
    let folder = archive.folder().display();
    let (past, note) = match order {
        HistoryOrder::SwitchOn(new) => {
            archive.switch_on()?;
            let note = format!("Keeping a key history in {folder}.");
            (Some(archive.add(new)?), Some(note))
        }
        HistoryOrder::SwitchOff => {
            archive.switch_off()?;
            let note =
                "The key history is kept no longer; what was kept stays until it is deleted.";
            (None, Some(note.to_owned()))
        }
        HistoryOrder::Forget => {
            archive.forget()?;
            let note = "The key history was deleted.".to_owned();
            (Some(archive.load()?), Some(note))
        }
        HistoryOrder::Add(new) => (Some(archive.add(new)?), None),
    };
    let is = Action::HistoryIs(state(archive), past.map(Arc::new));
    Ok(std::iter::once(is).chain(note.map(Action::Note)).collect())
}

fn problem(what: &str, error: &ArchiveError) -> Action {
    Action::Problem(format!("The key history could not be {what}: {error}."))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic)]

    use std::time::Duration;

    use serde_json::json;

    use super::*;
    use crate::documents::{Content, Document, History, Origin};

    fn history(kid: &str, at: &str) -> History {
        let mut history = History::default();
        let learnt = history.learn(&Document {
            url: "https://login.microsoftonline.com/common/discovery/keys".to_owned(),
            fetched: Some(at.parse().unwrap()),
            date: None,
            origin: Origin::Live,
            content: Content::Json(json!({ "keys": [{ "kid": kid }] })),
        });
        assert!(learnt);
        history
    }

    /// A keeper of a folder, and what it answers.
    fn keeper(archive: &Archive) -> (Keeper, Receiver<Action>) {
        let (sender, answers) = channel();
        let keeper = Keeper::new(Some(archive.clone()), move |action| {
            // Nobody may listen any more at the end of a test.
            let _ = sender.send(action);
        });
        (keeper, answers)
    }

    fn next(answers: &Receiver<Action>) -> Action {
        answers.recv_timeout(Duration::from_mins(1)).unwrap()
    }

    fn is(action: Action) -> (bool, Option<usize>) {
        let Action::HistoryIs(state, past) = action else {
            panic!("{action:?}");
        };
        let answers = |past: Arc<History>| past.places().iter().map(|p| p.answers.len()).sum();
        (state.on, past.map(answers))
    }

    #[test]
    fn nothing_is_kept_before_it_is_switched_on_and_all_of_it_after() {
        let folder = std::env::temp_dir().join(format!("tokenscope-keeper-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let archive = Archive::at(&folder);
        let (one, answers) = keeper(&archive);
        one.order(HistoryOrder::Add(Box::new(history(
            "a",
            "2026-11-21T10:00:00Z",
        ))));
        assert_eq!(is(next(&answers)), (false, Some(0)), "off");
        assert!(!folder.exists(), "nothing is written");
        one.order(HistoryOrder::SwitchOn(Box::new(history(
            "a",
            "2026-11-21T10:00:00Z",
        ))));
        assert_eq!(is(next(&answers)), (true, Some(1)));
        assert!(matches!(next(&answers), Action::Note(_)));
        one.order(HistoryOrder::Add(Box::new(history(
            "b",
            "2026-11-21T10:05:00Z",
        ))));
        assert_eq!(is(next(&answers)), (true, Some(2)));
        drop(one);
        let (two, answers) = keeper(&archive);
        assert_eq!(is(next(&answers)), (true, Some(2)), "read at the start");
        two.order(HistoryOrder::SwitchOff);
        assert_eq!(is(next(&answers)), (false, None));
        assert!(matches!(next(&answers), Action::Note(_)));
        two.order(HistoryOrder::Forget);
        assert_eq!(is(next(&answers)), (false, Some(0)));
        assert!(archive.load().unwrap().is_empty());
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn what_can_t_be_written_is_said() {
        let file =
            std::env::temp_dir().join(format!("tokenscope-no-folder-{}", std::process::id()));
        std::fs::write(&file, "").unwrap();
        let (keeper, answers) = keeper(&Archive::at(file.join("inside")));
        keeper.order(HistoryOrder::SwitchOn(Box::default()));
        assert_eq!(is(next(&answers)), (false, None));
        assert!(matches!(next(&answers), Action::Problem(_)));
        std::fs::remove_file(&file).unwrap();
    }
}
