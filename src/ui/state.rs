//! What is only about looking: never part of an inspection, never saved.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::api_view::ApiView;
use super::claims_panel::Wanted;
use super::keys_view::KeysView;
use super::timeline_view::TimelineView;
use super::token_text::TextRows;
use crate::app::Model;
use crate::diagnosis::Inspection;

/// What the middle of the window shows. In a narrow window the sides are tabs too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Tab {
    /// Header and claims.
    #[default]
    Claims,
    /// Issuer and addresses.
    Authority,
    /// Keys by address.
    Keys,
    /// Keys over time.
    Timeline,
    /// What the API accepts, its error, its validators, the fix.
    Api,
    /// The pasted text; a tab only where there is no room for it at the side.
    Token,
    /// The checklist; a tab only where there is no room for it at the side.
    Checklist,
}

impl Tab {
    /// The name on screen.
    pub fn title(self) -> &'static str {
        match self {
            Self::Claims => "Claims",
            Self::Authority => "Authority",
            Self::Keys => "Keys",
            Self::Timeline => "Timeline",
            Self::Api => "API",
            Self::Token => "Token",
            Self::Checklist => "Checklist",
        }
    }
}

/// What is only about looking: which tab is open, what is unfolded, what is selected.
#[derive(Debug, Default)]
pub struct UiState {
    /// The open tab.
    pub tab: Tab,
    /// Whether claims are shown as JSON.
    pub json: bool,
    /// The selected key, by its names; `None` for the token's own.
    pub key: Option<String>,
    /// What is open in the checklist.
    pub checklist: Open,
    /// Whether the window is too narrow for anything beside the tabs.
    pub(super) narrow: bool,
    /// Whether it is too narrow for the token beside the tabs.
    pub(super) medium: bool,
    /// Where the rows of a long text begin.
    pub(super) rows: TextRows,
    /// What the columns of the claims would need.
    pub(super) claims: Wanted,
    /// Which token all this is about.
    pub(super) token: u64,
    /// What the API's tab shows; computed while it is open.
    pub(super) api: ApiView,
    /// What the matrix of keys shows; computed while it is open.
    pub(super) keys: KeysView,
    /// What the timeline shows; computed while it is open.
    pub(super) timeline: TimelineView,
    /// How many configurations and errors had come in when this was last drawn.
    pub(super) arrivals: u64,
}

/// What is open in the checklist.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// The rule whose entry the user chose; before that, the verdict's is open.
    pub chosen: Option<&'static str>,
    /// What of the open entry is still to be brought into view.
    pub reveal: Option<Reveal>,
}

/// A place in an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reveal {
    /// Its headline.
    Headline,
    /// What to do.
    Fix,
}

impl Open {
    /// Opens an entry and brings a place of it into view.
    pub fn show(&mut self, rule: &'static str, reveal: Reveal) {
        self.chosen = Some(rule);
        self.reveal = Some(reveal);
    }
}

impl UiState {
    /// Opens a rule in the checklist, which may be a tab itself.
    pub(super) fn show_rule(&mut self, rule: &'static str, reveal: Reveal) {
        self.checklist.show(rule, reveal);
        if self.narrow {
            self.tab = Tab::Checklist;
        }
    }

    /// Forgets what was open and selected when another token is shown.
    pub(super) fn follow(&mut self, model: &Model) {
        if model.arrivals != self.arrivals {
            self.arrivals = model.arrivals;
            self.tab = Tab::Api;
        }
        let token = model.inspection.as_ref().map_or(0, fingerprint);
        if token != self.token {
            self.token = token;
            self.claims = Wanted::of(&model.panels);
            self.key = None;
            self.keys = KeysView::default();
            self.timeline.reset();
            self.checklist = Open::default();
        }
    }
}

/// Tells tokens apart without keeping one.
fn fingerprint(inspection: &Inspection) -> u64 {
    let mut hasher = DefaultHasher::new();
    let found = &inspection.found;
    // The end of a token is its signature, which is another one for every token.
    let tail = found.text.len().saturating_sub(512);
    found.text.len().hash(&mut hasher);
    found.text.as_bytes().get(tail..).hash(&mut hasher);
    found.source.hash(&mut hasher);
    found.at.hash(&mut hasher);
    hasher.finish()
}
