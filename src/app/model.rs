//! The state behind the window. Everything a panel shows is computed here when its inputs change.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Action, Effect};
use crate::api::Api;
use crate::diagnosis::Inspection;
use crate::documents::{Consent, Document, Documents};
use crate::input::{Found, Whole};
use crate::token::Row;

/// The state behind the window.
#[derive(Debug)]
pub struct Model {
    /// The text in the paste box. A secret.
    pub text: String,
    /// What the text is as a whole.
    pub whole: Whole,
    /// Every token that was found in it.
    pub found: Vec<Found>,
    /// Which one is shown.
    pub selected: usize,
    /// The title of a saved inspection or example.
    pub title: Option<String>,
    /// The inspection of the shown token; `None` in the empty state.
    pub inspection: Option<Inspection>,
    /// What the panels show of it.
    pub panels: Panels,
    /// All documents.
    pub documents: Documents,
    /// What the API accepts.
    pub api: Api,
    /// The error that the API logged.
    pub error: Option<String>,
    /// The moment to judge by.
    pub moment: Moment,
    /// The zone for local times.
    pub zone: TimeZone,
    /// What the network does.
    pub network: Network,
    /// A message about the last thing that was asked for.
    pub notice: Option<Notice>,
}

/// What the panels show, as plain data.
#[derive(Debug, Clone, Default)]
pub struct Panels {
    /// The header's members.
    pub header: Vec<Row>,
    /// The claims.
    pub claims: Vec<Row>,
    /// The line of facts under the verdict.
    pub facts: String,
}

/// The moment to judge by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// The clock's, as last told.
    Now(Timestamp),
    /// The one that a saved inspection fixes.
    Fixed(Timestamp),
}

impl Moment {
    /// The moment itself.
    pub fn at(self) -> Timestamp {
        match self {
            Self::Now(at) | Self::Fixed(at) => at,
        }
    }
}

/// What the network does.
#[derive(Debug, Clone, Default)]
pub struct Network {
    /// What may be asked.
    pub consent: Consent,
    /// URLs that are being asked.
    pub asking: BTreeSet<String>,
    /// Every request that left this computer, oldest first.
    pub log: Vec<LogLine>,
}

/// One request that left this computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// The address.
    pub url: String,
    /// When its answer came.
    pub at: Timestamp,
    /// What came of it: "answered", or why it failed.
    pub outcome: String,
}

/// A message about the last thing that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How serious it is.
    pub kind: NoticeKind,
    /// What happened, why, what to do. Never holds a token.
    pub text: String,
}

/// How serious a notice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something was done.
    Info,
    /// Something could not be done.
    Problem,
}

impl Model {
    /// The empty state.
    pub fn new(now: Timestamp, zone: TimeZone) -> Self {
        Self {
            text: String::new(),
            whole: Whole::Empty,
            found: Vec::new(),
            selected: 0,
            title: None,
            inspection: None,
            panels: Panels::default(),
            documents: Documents::default(),
            api: Api::default(),
            error: None,
            moment: Moment::Now(now),
            zone,
            network: Network::default(),
            notice: None,
        }
    }

    /// Acts on what a user asked for.
    pub fn apply(&mut self, action: Action, now: Timestamp) -> Vec<Effect> {
        let _ = (action, now);
        Vec::new()
    }

    /// Takes documents that came from the network.
    pub fn arrive(&mut self, documents: Vec<Document>, now: Timestamp) -> Vec<Effect> {
        let _ = (documents, now);
        Vec::new()
    }

    /// Tells the clock. Gives the seconds until something on screen changes by itself, such as
    /// "expires in 3 min"; `None` when nothing will.
    pub fn tick(&mut self, now: Timestamp) -> Option<u64> {
        let _ = now;
        None
    }
}
