//! The key history on this computer's disk, as the window knows it.

use std::fmt;
use std::sync::Arc;

use super::{Effect, Model};
use crate::documents::{Documents, History, Origin};

/// The key history on this computer's disk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyHistory {
    /// The folder where it is kept or would be; `None` where there is no place for it.
    pub folder: Option<String>,
    /// Whether it is kept.
    pub on: bool,
}

/// What is to be done with the key history on disk. What comes of it is told with
/// [`Action::HistoryIs`](super::Action::HistoryIs).
#[derive(Clone, PartialEq)]
pub enum HistoryOrder {
    /// Keep what addresses answer from now on, beginning with this.
    SwitchOn(Box<History>),
    /// Keep nothing more; what was kept stays.
    SwitchOff,
    /// Delete what was kept.
    Forget,
    /// Add these answers.
    Add(Box<History>),
}

impl fmt::Debug for HistoryOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = |history: &History| history.places().len();
        match self {
            Self::SwitchOn(history) => write!(f, "SwitchOn({} places)", places(history)),
            Self::SwitchOff => f.write_str("SwitchOff"),
            Self::Forget => f.write_str("Forget"),
            Self::Add(history) => write!(f, "Add({} places)", places(history)),
        }
    }
}

impl Model {
    /// Switches the key history on or off.
    pub(super) fn keep_history(&mut self, on: bool) -> Vec<Effect> {
        let order = if on {
            let mut live = Documents::default();
            let answers = self.documents.iter().filter(|d| d.origin == Origin::Live);
            live.extend(answers.cloned());
            HistoryOrder::SwitchOn(Box::new(History::of(&live)))
        } else {
            HistoryOrder::SwitchOff
        };
        vec![Effect::History(order)]
    }

    /// Takes the state of the key history, and what was kept where that was read.
    pub(super) fn history_is(&mut self, state: KeyHistory, past: Option<Arc<History>>) {
        self.history = state;
        if let Some(past) = past.filter(|past| *past != self.kept.past) {
            self.kept.past = past;
            if self.inspection.is_some() {
                self.inspect();
            }
        }
    }
}
