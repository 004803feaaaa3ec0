//! What is asked of the network, and what comes back.

use jiff::{SignedDuration, Timestamp};

use super::model::Shown;
use super::network::{Rest, SPACING};
use super::{Effect, HistoryOrder, Model};
use crate::documents::{Content, Document, Documents, History, Origin, Request, wanted};
use crate::issuer::Address;
use crate::net::Exchange;
use crate::token::span;

impl Model {
    /// Takes documents that came from the network.
    pub fn arrive(&mut self, documents: Vec<Document>, now: Timestamp) -> Vec<Effect> {
        if documents.is_empty() {
            return Vec::new();
        }
        self.tell_clock(now);
        let mut seen = History::default();
        for document in documents {
            let expected = self.network.asking.remove(&document.url);
            // After Clear nothing of the last token comes back.
            if expected || self.inspection.is_some() {
                if document.origin == Origin::Live {
                    seen.learn(&document);
                }
                self.learn(document);
            }
        }
        self.kept.answered = Some(now);
        if self.inspection.is_some() {
            self.inspect();
        }
        let mut effects = self.keep(seen);
        effects.extend(self.ask());
        effects
    }

    /// Takes the list of requests that left this computer since the last time.
    pub fn note_requests(&mut self, exchanges: Vec<Exchange>) {
        self.network.log.extend(exchanges);
    }

    /// What joins the key history on disk, where that is switched on.
    fn keep(&self, seen: History) -> Vec<Effect> {
        if seen.is_empty() || !self.history.on {
            return Vec::new();
        }
        vec![Effect::History(HistoryOrder::Add(Box::new(seen)))]
    }

    /// Adds a document to what is known.
    pub(super) fn learn(&mut self, document: Document) {
        self.kept.known.insert(document.clone());
        self.documents.insert(document);
    }

    /// Asks for what the shown token still needs.
    pub(super) fn ask(&mut self) -> Vec<Effect> {
        if !self.may_ask() {
            self.network.again = None;
            self.end_look();
            return Vec::new();
        }
        let addresses = self.addresses();
        let mut requests = wanted(&addresses, &self.kept.known, &self.network.consent);
        requests.retain(|r| self.kept.asked.insert(r.url.clone()));
        let effects = self.fetch(requests);
        if effects.is_empty() {
            self.settle()
        } else {
            effects
        }
    }

    /// Whether anything may be asked for what is shown.
    pub(super) fn may_ask(&self) -> bool {
        !self.network.consent.offline && self.kept.shown != Shown::Record
    }

    /// Asks for documents, each of them once at a time.
    pub(super) fn fetch(&mut self, mut requests: Vec<Request>) -> Vec<Effect> {
        requests.retain(|r| !self.network.asking.contains(&r.url));
        if requests.is_empty() {
            return Vec::new();
        }
        self.network.again = None;
        for request in &requests {
            self.network.asking.insert(request.url.clone());
            self.count_sent(&request.url);
        }
        vec![Effect::Fetch(requests)]
    }

    /// Begins another round of asking: what failed before may be asked again, what succeeded is not.
    pub(super) fn begin_round(&mut self) {
        self.begin_round_with(|document| !matches!(document.content, Content::Failed { .. }));
    }

    /// Begins another round of asking, in which only some documents count as answered.
    pub(super) fn begin_round_with(&mut self, counts: impl Fn(&Document) -> bool) {
        let mut known = Documents::default();
        known.extend(self.documents.iter().filter(|d| counts(d)).cloned());
        self.kept.known = known;
        self.kept.asked.clear();
        self.kept.stopped = false;
        self.network.again = None;
    }

    /// Asks the addresses again, those that answered just now after a while only (rules D-2). What is
    /// known stays on screen until the answers come.
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
        let effects = self.ask_anew();
        let busy = !self.network.asking.is_empty() || self.network.again.is_some();
        if !effects.is_empty() || busy {
            self.notice = None;
        } else if let Some(rest) = self.rest() {
            self.note(format!(
                "Nothing was asked: every address was {}. Publishers ask not to be asked more than \
                 once in 5 minutes.",
                rest.words()
            ));
        } else {
            self.problem("Nothing was asked: this token names no address that may be asked.");
        }
        effects
    }

    /// Asks every address that did not answer within the last minutes.
    pub(super) fn ask_anew(&mut self) -> Vec<Effect> {
        let now = self.clock;
        self.begin_round_with(|document| recent(document, now));
        self.ask()
    }

    /// Why a refresh would ask nothing: everything answered just now. `None` where it would ask.
    pub fn rest(&self) -> Option<Rest> {
        if !self.may_ask() {
            return None;
        }
        let mut known = Documents::default();
        let fresh = self.documents.iter().filter(|d| recent(d, self.clock));
        known.extend(fresh.cloned());
        let addresses = self.addresses();
        let consent = &self.network.consent;
        if !wanted(&addresses, &known, consent).is_empty() {
            return None;
        }
        // What would be asked if nothing were known, and what the answers lead to.
        let concerns = |url: &str| {
            let of_address = |a: &Address| {
                a.metadata == url || a.keys == url || a.federation.as_deref() == Some(url)
            };
            let mut sources = self.inspection.iter().flat_map(|i| &i.keys.sources);
            addresses.iter().any(of_address) || sources.any(|s| s.url == url)
        };
        let answers = known.iter().filter(|d| concerns(&d.url));
        let oldest = answers.filter_map(|d| d.fetched).min()?;
        let ago = self.clock.duration_since(oldest);
        Some(Rest {
            ago,
            wait: SPACING - ago,
        })
    }

    /// Ends every request that is under way or about to be made. They are asked again only when the
    /// user says so.
    pub(super) fn cancel(&mut self) -> Vec<Effect> {
        let under_way = !self.network.asking.is_empty();
        if !under_way && self.network.again.is_none() {
            return Vec::new();
        }
        self.stop_asking();
        self.note("Stopped asking. Refresh asks again.");
        if under_way {
            vec![Effect::CancelFetches]
        } else {
            Vec::new()
        }
    }

    fn stop_asking(&mut self) {
        self.network.asking.clear();
        self.network.again = None;
        self.kept.stopped = true;
        self.end_look();
    }

    /// Goes offline or live.
    pub(super) fn set_offline(&mut self, offline: bool) -> Vec<Effect> {
        if self.network.consent.offline == offline {
            return Vec::new();
        }
        self.network.consent.offline = offline;
        self.notice = None;
        let mut effects = Vec::new();
        if offline {
            if !self.network.asking.is_empty() {
                effects.push(Effect::CancelFetches);
            }
            self.stop_asking();
            self.network.watch = None;
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
    pub(super) fn leave_record(&mut self) {
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

impl Rest {
    /// "asked 2 min ago; again in 3 min".
    pub fn words(self) -> String {
        let seconds = |duration: SignedDuration| duration.as_secs().unsigned_abs();
        // Rounded up, so that the wait is over when it is said to be.
        let wait = seconds(self.wait + SignedDuration::from_millis(999)).max(1);
        let wait = if wait < 60 {
            wait
        } else {
            wait.div_ceil(60) * 60
        };
        format!(
            "asked {} ago; again in {}",
            span(seconds(self.ago)),
            span(wait)
        )
    }
}

/// Whether a document is an answer so new that its address is not asked again yet. An answer from
/// the future is that of a clock that was set back.
fn recent(document: &Document, now: Timestamp) -> bool {
    let answered =
        document.origin == Origin::Live && !matches!(document.content, Content::Failed { .. });
    let age = document.fetched.map(|at| now.duration_since(at));
    answered && age.is_some_and(|age| !age.is_negative() && age < SPACING)
}
