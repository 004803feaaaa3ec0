//! What is asked of the network, and what comes back.

use jiff::Timestamp;

use super::model::Shown;
use super::{Effect, LogLine, Model, Moment};
use crate::documents::{Content, Document, Documents, wanted};
use crate::issuer::Address;

impl Model {
    /// Takes documents that came from the network.
    pub fn arrive(&mut self, documents: Vec<Document>, now: Timestamp) -> Vec<Effect> {
        if documents.is_empty() {
            return Vec::new();
        }
        if let Moment::Now(at) = &mut self.moment {
            *at = now;
        }
        for document in documents {
            let expected = self.network.asking.remove(&document.url);
            self.network.log.push(log_line(&document, now));
            // After Clear nothing of the last token comes back.
            if expected || self.inspection.is_some() {
                self.learn(document);
            }
        }
        if self.inspection.is_some() {
            self.inspect();
        }
        self.ask()
    }

    /// Adds a document to what is known.
    pub(super) fn learn(&mut self, document: Document) {
        self.kept.known.insert(document.clone());
        self.documents.insert(document);
    }

    /// Asks for what the shown token still needs.
    pub(super) fn ask(&mut self) -> Vec<Effect> {
        if self.network.consent.offline || self.kept.shown == Shown::Record {
            return Vec::new();
        }
        let addresses = self.addresses();
        let mut requests = wanted(&addresses, &self.kept.known, &self.network.consent);
        requests.retain(|r| {
            !self.network.asking.contains(&r.url) && self.kept.asked.insert(r.url.clone())
        });
        if requests.is_empty() {
            return Vec::new();
        }
        self.network
            .asking
            .extend(requests.iter().map(|r| r.url.clone()));
        vec![Effect::Fetch(requests)]
    }

    /// Begins another round of asking: what failed before may be asked again, what succeeded is not.
    pub(super) fn begin_round(&mut self) {
        let succeeded = self
            .documents
            .iter()
            .filter(|d| !matches!(d.content, Content::Failed { .. }))
            .cloned();
        let mut known = Documents::default();
        known.extend(succeeded);
        self.kept.known = known;
        self.kept.asked.clear();
    }

    /// Asks all addresses again. What is known stays on screen until the answers come.
    pub(super) fn refresh(&mut self) -> Vec<Effect> {
        if self.inspection.is_none() {
            self.problem("There is nothing to ask for: paste a token first.");
            return Vec::new();
        }
        if self.network.consent.offline {
            self.problem("Nothing was asked: you are offline. Go live and refresh again.");
            return Vec::new();
        }
        self.leave_record();
        self.kept.known = Documents::default();
        self.kept.asked.clear();
        let effects = self.ask();
        if effects.is_empty() && self.network.asking.is_empty() {
            self.problem("Nothing was asked: this token names no address that may be asked.");
        } else {
            self.notice = None;
        }
        effects
    }

    /// Ends every request that is under way. They are asked again only when the user says so.
    pub(super) fn cancel(&mut self) -> Vec<Effect> {
        if self.network.asking.is_empty() {
            return Vec::new();
        }
        self.network.asking.clear();
        self.note("Stopped asking. Refresh asks again.");
        vec![Effect::CancelFetches]
    }

    /// Goes offline or live.
    pub(super) fn set_offline(&mut self, offline: bool) -> Vec<Effect> {
        if self.network.consent.offline == offline {
            return Vec::new();
        }
        self.network.consent.offline = offline;
        self.notice = None;
        let mut effects = Vec::new();
        if offline && !self.network.asking.is_empty() {
            self.network.asking.clear();
            effects.push(Effect::CancelFetches);
        }
        if self.inspection.is_some() {
            self.inspect();
        }
        if !offline {
            self.begin_round();
            effects.extend(self.ask());
        }
        effects
    }

    /// Allows a host beside Microsoft's.
    pub(super) fn allow_host(&mut self, host: &str) -> Vec<Effect> {
        let host = host.trim().to_ascii_lowercase();
        let consent = &mut self.network.consent;
        if !host.is_empty() && !consent.hosts.contains(&host) {
            consent.hosts.push(host.clone());
        }
        self.notice = None;
        if self.network.consent.offline {
            self.note(format!("{host} will be asked when you go live."));
        }
        // The click is about this token's own host, so a record may be left for it.
        self.leave_record();
        if self.inspection.is_some() {
            self.inspect();
        }
        self.ask()
    }

    /// A record is asked about from now on.
    fn leave_record(&mut self) {
        if self.kept.shown == Shown::Record {
            self.kept.shown = Shown::Saved;
        }
    }

    fn addresses(&self) -> Vec<Address> {
        self.inspection
            .iter()
            .flat_map(|i| &i.addresses)
            .map(|a| a.address.clone())
            .collect()
    }
}

fn log_line(document: &Document, now: Timestamp) -> LogLine {
    LogLine {
        url: document.url.clone(),
        at: document.fetched.unwrap_or(now),
        outcome: match &document.content {
            Content::Json(_) | Content::Text(_) => "answered".to_owned(),
            Content::Failed { reason, .. } => reason.clone(),
        },
    }
}
