//! Saved inspections and examples brought back onto the screen.

use jiff::Timestamp;

use super::evidence::count;
use super::intake::{Way, lines, preferred};
use super::model::Shown;
use super::{Effect, Model, Moment};
use crate::api::Api;
use crate::documents::{Documents, SavedInspection, examples};
use crate::input::{self, Found, Kind, Whole};

impl Model {
    /// Shows a built-in example.
    pub(super) fn example(&mut self, name: &'static str, now: Timestamp) -> Vec<Effect> {
        self.kept.joining = false;
        let Some(example) = examples::find(name) else {
            self.problem(format!("There is no example named “{name}”."));
            return Vec::new();
        };
        match SavedInspection::read(example.text) {
            Ok(saved) => {
                let source = format!("example {name}");
                self.restore(Way::Example, &source, saved, now)
            }
            Err(error) => {
                self.problem(format!("The example “{name}” can't be read: {error}."));
                Vec::new()
            }
        }
    }

    /// Restores everything that a saved inspection holds.
    pub(super) fn restore(
        &mut self,
        way: Way,
        source: &str,
        saved: SavedInspection,
        now: Timestamp,
    ) -> Vec<Effect> {
        let found = all_found(source, &saved.tokens);
        if found.is_empty() {
            return self.restore_evidence(source, saved);
        }
        self.leave_saved(now);
        self.notice = None;
        self.kept.shown = shown(way, &saved);
        self.kept.joining = way == Way::Opened;
        self.kept.stale_text = false;
        self.kept.unknown = saved.unknown;
        self.moment = saved.at.map_or(Moment::Now(now), Moment::Fixed);
        self.title = saved.title;
        self.error = saved.error;
        (self.kept.api_given, self.kept.error_given) = (false, false);
        self.kept.error_beside = false;
        self.documents = Documents::default();
        self.documents.extend(saved.documents);
        self.take_api(source, saved.api);
        self.whole = Whole::SavedInspection;
        self.text = lines(saved.tokens.iter().map(String::as_str));
        self.kept.originals = saved.tokens;
        self.selected = preferred(&found);
        self.found = found;
        self.begin_round();
        self.inspect();
        self.ask()
    }

    /// A saved inspection without a token is evidence for the one that is shown.
    fn restore_evidence(&mut self, source: &str, saved: SavedInspection) -> Vec<Effect> {
        let mut added = vec![count(saved.documents.len(), "document")];
        for document in saved.documents {
            self.learn(document);
        }
        self.notice = None;
        if saved.api.is_some() {
            added.push("what the API accepts".to_owned());
            self.kept.api_given = true;
            self.arrivals += 1;
            self.take_api(source, saved.api);
        }
        if let Some(error) = saved.error {
            added.push("the API's error".to_owned());
            self.kept.error_given = true;
            self.arrivals += 1;
            self.error = Some(error);
            self.kept.error_beside = false;
        }
        let next = if self.inspection.is_some() {
            ""
        } else {
            " It holds no token: paste one."
        };
        if self.notice.is_none() {
            self.note(format!("Added {} from {source}.{next}", added.join(", ")));
        }
        self.inspect();
        self.ask()
    }

    fn take_api(&mut self, source: &str, value: Option<serde_json::Value>) {
        let Some(value) = value else {
            self.api = Api::default();
            return;
        };
        match Api::read(&value) {
            Ok(api) => self.api = api,
            Err(error) => {
                self.api = Api::default();
                self.kept.unread_api = Some(value);
                self.problem(format!(
                    "What the API accepts can't be read from {source}: {error}. \
                     Everything else is shown."
                ));
            }
        }
    }
}

/// The tokens of a saved inspection, each once: the one inside of an envelope was saved beside it
/// too.
fn all_found(source: &str, tokens: &[String]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let mut new = found_in(source, index, token);
        new.retain(|new| found.iter().all(|known| known.text != new.text));
        found.extend(new);
    }
    found
}

/// What one saved token holds. A text in which nothing is recognised is shown too: that it is no
/// token is what the inspection was saved for.
fn found_in(source: &str, index: usize, token: &str) -> Vec<Found> {
    if token.trim().is_empty() {
        return Vec::new();
    }
    let mut found = input::read(source, token).found;
    if found.is_empty() {
        found.push(Found {
            text: token.to_owned(),
            kind: Kind::Other,
            role: None,
            source: source.to_owned(),
            at: String::new(),
            request_url: None,
            noise: Vec::new(),
            damage: Vec::new(),
            remark: None,
        });
    }
    if let [one] = found.as_mut_slice() {
        one.at = format!("/tokens/{index}");
    }
    found
}

/// What a saved inspection is shown as. A record with its own moment and documents is judged as it
/// stands. The tenants of an example are made up: asking about them would only trouble others.
fn shown(way: Way, saved: &SavedInspection) -> Shown {
    let record = saved.at.is_some() && !saved.documents.is_empty();
    if record || way == Way::Example {
        Shown::Record
    } else {
        Shown::Saved
    }
}
