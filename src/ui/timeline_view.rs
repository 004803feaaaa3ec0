//! What the timeline remembers: what it shows, which address, which stretch of time.

use std::rc::Rc;

use super::stretch::Stretch;
use super::timeline_panel::{Place, Row, TimelinePanel};
use crate::app::Model;

/// What the timeline remembers.
#[derive(Debug, Default)]
pub(super) struct TimelineView {
    /// What it shows.
    pub(super) panel: Rc<TimelinePanel>,
    /// The state of the model that this was computed from.
    revision: Option<u64>,
    /// The address that was chosen; before that, the first one is shown.
    pub(super) url: Option<String>,
    /// What is in view; `None` as long as nobody zoomed or moved.
    pub(super) stretch: Option<Stretch>,
    /// The row whose facts are shown; before that, the first one's are.
    pub(super) row: Option<(String, String)>,
    /// The row that is to get the keyboard as soon as it is in view.
    pub(super) wanted: Option<usize>,
}

impl TimelineView {
    /// Computes what is shown where the model has changed. What was zoomed into stays.
    pub(super) fn follow(&mut self, model: &Model) {
        if self.revision == Some(model.revision) {
            return;
        }
        self.revision = Some(model.revision);
        self.panel = Rc::new(TimelinePanel::of(model));
        if self.place(&self.panel).is_none() {
            self.choose(None);
        }
    }

    /// Forgets what was chosen: another token is shown.
    pub(super) fn reset(&mut self) {
        *self = Self::default();
    }

    /// The address that is shown.
    pub(super) fn place<'a>(&self, panel: &'a TimelinePanel) -> Option<&'a Place> {
        let places = &panel.places;
        match &self.url {
            Some(url) => places.iter().find(|place| place.url == *url),
            None => places.first(),
        }
    }

    /// Shows another address.
    pub(super) fn choose(&mut self, url: Option<String>) {
        self.url = url;
        self.stretch = None;
        self.row = None;
        self.wanted = None;
    }

    /// What is in view of a place.
    pub(super) fn in_view(&self, place: &Place) -> Stretch {
        self.stretch.unwrap_or(place.fit)
    }

    /// The row whose facts are shown.
    pub(super) fn shown<'a>(&self, place: &'a Place) -> Option<&'a Row> {
        let chosen = self.row.as_ref();
        let chosen = chosen.and_then(|(kid, id)| {
            let mut rows = place.rows.iter();
            rows.find(|row| row.kid == *kid && row.id == *id)
        });
        chosen.or_else(|| place.rows.first())
    }
}
