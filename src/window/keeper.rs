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
