//! The state behind the window. Everything a panel shows is computed here when its inputs change.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use super::{Action, Effect, HistoryOrder, KeyHistory, Network, Panels, Theme};
use crate::api::Api;
use crate::diagnosis::{Inputs, Inspection, inspect};
use crate::documents::{Documents, History};
use crate::input::{Found, Whole};

/// The state behind the window.
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
    /// The clock as last told, whatever moment is judged by.
    pub clock: Timestamp,
    /// The zone for local times.
    pub zone: TimeZone,
    /// What the network does.
    pub network: Network,
    /// The key history on disk.
    pub history: KeyHistory,
    /// A message about the last thing that was asked for.
    pub notice: Option<Notice>,
    /// The colours that were asked for.
    pub theme: Theme,
    /// Counts how often what is shown was computed: what rests on it is computed anew when it changes.
    pub revision: u64,
    /// Counts the configurations and errors that came in from outside: the window then shows them.
    pub arrivals: u64,
    /// What no panel shows.
    pub(super) kept: Kept,
}

impl fmt::Debug for Model {
    /// Leaves the text out: it is a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Model")
            .field("bytes", &self.text.len())
            .field("found", &self.found)
            .field("selected", &self.selected)
            .field("title", &self.title)
            .field("moment", &self.moment)
            .field("network", &self.network)
            .field("notice", &self.notice)
            .finish_non_exhaustive()
    }
}

/// What the model remembers beside what it shows.
#[derive(Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what they tell is independent of one another"
)]
pub(super) struct Kept {
    /// The tokens as they stood in a saved inspection. Secrets.
    pub(super) originals: Vec<String>,
    /// Members of a saved inspection that this program doesn't know.
    pub(super) unknown: Map<String, Value>,
    /// Member `api` of a saved inspection that could not be read.
    pub(super) unread_api: Option<Value>,
    /// What the API accepts was told beside any saved inspection: it stays when that is left.
    pub(super) api_given: bool,
    /// The API's error was told beside any saved inspection.
    pub(super) error_given: bool,
    /// What comes in next was asked for as the API's configuration.
    pub(super) wants_configuration: bool,
    /// Where what is shown came from.
    pub(super) shown: Shown,
    /// The text in the box was edited into one without a token.
    pub(super) stale_text: bool,
    /// Files are being opened together and one of them has given tokens already.
    pub(super) joining: bool,
    /// What counts as answered in this round of asking.
    pub(super) known: Documents,
    /// The URLs that were asked in this round.
    pub(super) asked: BTreeSet<String>,
    /// When each URL was asked within the last minutes.
    pub(super) sent: BTreeMap<String, Vec<Timestamp>>,
    /// When the last answers came.
    pub(super) answered: Option<Timestamp>,
    /// The user stopped the asking: nothing is asked again by itself.
    pub(super) stopped: bool,
    /// What is remembered of earlier answers.
    pub(super) past: Arc<History>,
    /// The error stood beside the token in the same text: it goes with that text.
    pub(super) error_beside: bool,
    /// When something that is shown changes by itself.
    pub(super) next_change: Option<Timestamp>,
}

/// Where what is shown came from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Shown {
    /// A token that was pasted or read from a file.
    #[default]
    Token,
    /// A saved inspection, which brought documents and what the API accepts along.
    Saved,
    /// A saved inspection that is judged as it stands: nothing is asked unless the user says so.
    Record,
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
            clock: now,
            zone,
            network: Network::default(),
            history: KeyHistory::default(),
            notice: None,
            theme: Theme::default(),
            revision: 0,
            arrivals: 0,
            kept: Kept::default(),
        }
    }

    /// Acts on what a user asked for.
    pub fn apply(&mut self, action: Action, now: Timestamp) -> Vec<Effect> {
        self.tell_clock(now);
        match action {
            Action::Paste(text) => self.paste(text, now),
            Action::Edit(text) => self.edit(text, now),
            Action::FileRead(name, bytes) => self.file_read(&name, &bytes, now),
            Action::Example(name) => self.example(name, now),
            Action::PasteFromClipboard => self.look_for(false, Effect::ReadClipboard),
            Action::PasteSelection => self.look_for(false, Effect::ReadSelection),
            Action::OpenDialog => self.look_for(false, Effect::OpenDialog),
            Action::PasteConfiguration => self.look_for(true, Effect::ReadClipboard),
            Action::OpenConfiguration => self.look_for(true, Effect::OpenDialog),
            Action::SetApi(api) => self.set_api(*api),
            Action::ForgetApi => self.forget_api(),
            Action::SetError(text) => self.set_error(text),
            Action::ForgetError => self.forget_error(),
            Action::Open(paths) => self.open(paths),
            Action::Select(index) => self.select(index),
            Action::Clear => self.clear(now),
            Action::Refresh => self.refresh(),
            Action::Cancel => self.cancel(),
            Action::Watch(every) => self.set_watch(every),
            Action::KeepHistory(on) => self.keep_history(on),
            Action::ForgetHistory => vec![Effect::History(HistoryOrder::Forget)],
            Action::HistoryIs(state, past) => self.tell(|model| model.history_is(state, past)),
            Action::SetOffline(offline) => self.set_offline(offline),
            Action::AllowHost(host) => self.allow_host(&host),
            Action::Copy(text) => vec![Effect::Copy(text)],
            Action::Save(redaction) => self.save(redaction),
            Action::SetTheme(theme) => self.set_theme(theme),
            Action::Zoom(steps) => vec![Effect::Zoom(steps)],
            Action::Problem(text) => self.tell(|model| model.problem(text)),
            Action::Note(text) => self.tell(|model| model.note(text)),
            Action::DismissNotice => self.tell(|model| model.notice = None),
        }
    }

    fn open(&mut self, paths: Vec<PathBuf>) -> Vec<Effect> {
        self.kept.joining = false;
        effect_unless(paths.is_empty(), Effect::ReadFiles(paths))
    }

    fn set_theme(&mut self, theme: Theme) -> Vec<Effect> {
        self.theme = theme;
        vec![Effect::SetTheme(theme)]
    }

    /// Changes the notice alone: nothing follows.
    fn tell(&mut self, notice: impl FnOnce(&mut Self)) -> Vec<Effect> {
        notice(self);
        Vec::new()
    }

    /// Shows another of the found tokens.
    fn select(&mut self, index: usize) -> Vec<Effect> {
        if index >= self.found.len() || index == self.selected {
            return Vec::new();
        }
        self.selected = index;
        self.notice = None;
        self.inspect();
        self.ask()
    }

    /// Back to the empty state. What the user allows, the colours and the log of requests stay;
    /// every token, document and error text goes.
    fn clear(&mut self, now: Timestamp) -> Vec<Effect> {
        let asked = !self.network.asking.is_empty();
        let mut empty = Self::new(now, self.zone.clone());
        empty.network = std::mem::take(&mut self.network);
        empty.network.asking.clear();
        (empty.network.again, empty.network.watch) = (None, None);
        empty.history = std::mem::take(&mut self.history);
        empty.kept.past = std::mem::take(&mut self.kept.past);
        empty.kept.sent = std::mem::take(&mut self.kept.sent);
        empty.theme = self.theme;
        (empty.revision, empty.arrivals) = (self.revision + 1, self.arrivals);
        *self = empty;
        effect_unless(!asked, Effect::CancelFetches)
    }

    /// Inspects the selected token with everything that is known, and computes what the panels show.
    pub(super) fn inspect(&mut self) {
        self.revision += 1;
        let at = self.moment.at();
        // A record is judged by what stands in it.
        let record = self.kept.shown == Shown::Record;
        let past = (!record).then(|| Arc::clone(&self.kept.past));
        self.documents.remember(past.unwrap_or_default());
        let inputs = Inputs {
            documents: &self.documents,
            api: &self.api,
            error: self.error.as_deref().map(str::trim),
            companions: &self.found,
            consent: &self.network.consent,
            now: at,
        };
        let found = self.found.get(self.selected);
        self.inspection = found.map(|found| inspect(found, &inputs));
        self.panels = self
            .inspection
            .as_ref()
            .map(|inspection| Panels::of(inspection, at, &self.zone))
            .unwrap_or_default();
        self.expect_change();
    }

    /// Says that something was done.
    pub(super) fn note(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice {
            kind: NoticeKind::Info,
            text: text.into(),
        });
    }

    /// Says that something could not be done.
    pub(super) fn problem(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice {
            kind: NoticeKind::Problem,
            text: text.into(),
        });
    }
}

/// The effect, or none.
fn effect_unless(none: bool, effect: Effect) -> Vec<Effect> {
    if none { Vec::new() } else { vec![effect] }
}
