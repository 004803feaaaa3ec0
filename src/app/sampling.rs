//! Asking again by itself: for a key that is in none of the answers, and for keys that are watched.

use jiff::{SignedDuration, Timestamp};

use super::network::SPACING;
use super::{Again, Effect, Every, Model, Watch};
use crate::documents::{Request, RequestKind};
use crate::keys::{Change, Look, SourceKind};
use crate::net::{ATTEMPTS, PAUSE, ask_again};

impl Model {
    /// Carries out what is due by now.
    pub fn wake(&mut self, now: Timestamp) -> Vec<Effect> {
        self.tell_clock(now);
        if let Some(again) = &self.network.again {
            if again.at > now {
                return Vec::new();
            }
            let requests = again.requests.clone();
            return self.fetch(requests);
        }
        let due = |watch: &Watch| !watch.looking && watch.next <= now;
        if !self.network.watch.as_ref().is_some_and(due) || !self.network.asking.is_empty() {
            return Vec::new();
        }
        self.look()
    }

    /// When something is due next.
    pub(super) fn next_due(&self) -> Option<Timestamp> {
        let again = self.network.again.as_ref().map(|again| again.at);
        let waiting = self.network.asking.is_empty() && again.is_none();
        let watch = self.network.watch.as_ref();
        let look = watch.filter(|watch| waiting && !watch.looking);
        again.or(look.map(|watch| watch.next))
    }

    /// A clock that was set back makes waits longer than they were meant to be.
    pub(super) fn shorten_waits(&mut self) {
        let longest = |pause: SignedDuration| self.clock.checked_add(pause).ok();
        let (pause, every) = (
            longest(pause()),
            self.network
                .watch
                .as_ref()
                .and_then(|watch| longest(watch.every.duration())),
        );
        if let (Some(again), Some(longest)) = (&mut self.network.again, pause) {
            again.at = again.at.min(longest);
        }
        if let (Some(watch), Some(longest)) = (&mut self.network.watch, every) {
            watch.next = watch.next.min(longest);
        }
    }

    /// All answers are there: is something to be asked again?
    pub(super) fn settle(&mut self) -> Vec<Effect> {
        if !self.network.asking.is_empty() {
            return Vec::new();
        }
        self.network.again = None;
        if self.kept.stopped {
            return Vec::new();
        }
        let (mut requests, kid) = self.without_key();
        for request in self.without_watched_keys() {
            if !requests.contains(&request) {
                requests.push(request);
            }
        }
        requests.retain(|r| self.network.consent.allows(&r.url));
        let sent = requests.iter().map(|r| self.sent(&r.url)).max();
        let Some(sent) = sent else {
            return self.end_round();
        };
        let answered = self.kept.answered;
        let due = answered.and_then(|at| at.checked_add(pause()).ok());
        let at = due.filter(|at| *at > self.clock);
        let Some(at) = at else {
            return self.fetch(requests);
        };
        self.network.again = Some(Again {
            requests,
            kid,
            attempt: sent + 1,
            at,
        });
        Vec::new()
    }

    /// The key sets to ask again because the token's key is in none of the answers.
    fn without_key(&self) -> (Vec<Request>, Option<String>) {
        let Some(inspection) = &self.inspection else {
            return (Vec::new(), None);
        };
        let mut requests = ask_again(inspection, &self.documents);
        requests.retain(|r| self.sent(&r.url) < ATTEMPTS);
        let token = inspection.token.as_ref();
        let kid = token.and_then(|token| token.kid().or(token.x5t()));
        let kid = kid.filter(|_| !requests.is_empty()).map(str::to_owned);
        (requests, kid)
    }

    /// The addresses to ask again because a watched key is in none of a look's answers.
    fn without_watched_keys(&mut self) -> Vec<Request> {
        let (Some(watch), Some(inspection)) = (&mut self.network.watch, &self.inspection) else {
            return Vec::new();
        };
        watch.found.join(Look::of(&inspection.keys));
        let Some(known) = &watch.known else {
            return Vec::new();
        };
        let changes = known.changes(&watch.found);
        let gone = changes.iter().filter(|change| !change.added);
        let mut requests: Vec<Request> = Vec::new();
        for change in gone {
            let mut sources = inspection.keys.sources.iter();
            let kind = match sources.find(|s| s.url == change.url).map(|s| s.kind) {
                Some(SourceKind::Jwks) => RequestKind::Keys,
                Some(SourceKind::Federation) => RequestKind::Federation,
                Some(SourceKind::Certificate) | None => continue,
            };
            let url = change.url.clone();
            let request = Request { url, kind };
            if !requests.contains(&request) {
                requests.push(request);
            }
        }
        requests.retain(|r| self.sent(&r.url) < ATTEMPTS);
        requests
    }

    /// Nothing is left to be asked: a watch tells what changed and plans its next look.
    fn end_round(&mut self) -> Vec<Effect> {
        let Some(watch) = &mut self.network.watch else {
            return Vec::new();
        };
        let found = std::mem::take(&mut watch.found);
        let mut changes = Vec::new();
        if let Some(known) = &mut watch.known {
            changes = known.changes(&found);
            known.follow(found);
        } else {
            watch.known = Some(found);
        }
        self.end_look();
        if !changes.is_empty() {
            let words = change_words(&changes);
            self.note(words);
        }
        Vec::new()
    }

    /// A look has ended: the next one is a while away.
    pub(super) fn end_look(&mut self) {
        let now = self.clock;
        if let Some(watch) = self.network.watch.as_mut().filter(|watch| watch.looking) {
            watch.looking = false;
            watch.found = Look::default();
            watch.next = now.checked_add(watch.every.duration()).unwrap_or(now);
        }
    }

    /// Asks all addresses once more for a watch.
    fn look(&mut self) -> Vec<Effect> {
        if self.inspection.is_none() || !self.may_ask() {
            // There is nothing to look at now; what comes next on screen is looked at then.
            self.start_look();
            self.end_look();
            return Vec::new();
        }
        self.start_look();
        if let Ok(before) = self.clock.checked_sub(WHOLE) {
            self.documents.thin_out(before);
        }
        self.ask_anew()
    }

    fn start_look(&mut self) {
        if let Some(watch) = &mut self.network.watch {
            watch.looking = true;
            watch.found = Look::default();
        }
    }

    /// Begins or ends a watch.
    pub(super) fn set_watch(&mut self, every: Option<Every>) -> Vec<Effect> {
        let Some(every) = every else {
            if self.network.watch.take().is_some() {
                self.note("Stopped watching.");
            }
            return Vec::new();
        };
        if self.inspection.is_none() {
            self.problem("There is nothing to watch: paste a token first.");
            return Vec::new();
        }
        if self.network.consent.offline {
            self.problem("Nothing is watched: you are offline. Go live and watch again.");
            return Vec::new();
        }
        self.notice = None;
        self.leave_record();
        let known = self.network.watch.take().and_then(|watch| watch.known);
        self.network.watch = Some(Watch {
            every,
            next: self.clock,
            looking: false,
            known,
            found: Look::default(),
        });
        self.look()
    }

    /// How often an address was asked within the last minutes.
    fn sent(&self, url: &str) -> usize {
        self.kept.sent.get(url).map_or(0, |sent| {
            sent.iter().filter(|at| within(**at, self.clock)).count()
        })
    }

    /// An address is asked now.
    pub(super) fn count_sent(&mut self, url: &str) {
        let now = self.clock;
        self.kept.sent.retain(|_, sent| {
            sent.retain(|at| within(*at, now));
            !sent.is_empty()
        });
        self.kept.sent.entry(url.to_owned()).or_default().push(now);
    }
}

/// "1 key added (abc), 1 removed (def) at https://…."
fn change_words(changes: &[Change]) -> String {
    let mut urls: Vec<&str> = changes.iter().map(|c| c.url.as_str()).collect();
    urls.dedup();
    let told = urls.iter().map(|url| {
        let part = |added: bool| -> Vec<&str> {
            let mine = changes.iter().filter(|c| c.url == *url && c.added == added);
            mine.map(|c| c.key.kid.as_str()).collect()
        };
        let (come, gone) = (part(true), part(false));
        let mut parts = Vec::new();
        if !come.is_empty() {
            parts.push(format!("{} added ({})", keys(come.len()), come.join(", ")));
        }
        if !gone.is_empty() {
            let count = if come.is_empty() {
                keys(gone.len())
            } else {
                gone.len().to_string()
            };
            parts.push(format!("{count} removed ({})", gone.join(", ")));
        }
        format!("{} at {url}.", parts.join(", "))
    });
    told.collect::<Vec<_>>().join(" ")
}

/// Answers younger than this are kept whole while they are watched.
const WHOLE: SignedDuration = SignedDuration::from_hours(1);

fn within(at: Timestamp, now: Timestamp) -> bool {
    let age = now.duration_since(at);
    !age.is_negative() && age < SPACING
}

fn pause() -> SignedDuration {
    SignedDuration::try_from(PAUSE).unwrap_or(SignedDuration::ZERO)
}

fn keys(count: usize) -> String {
    match count {
        1 => "1 key".to_owned(),
        many => format!("{many} keys"),
    }
}
