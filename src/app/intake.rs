//! Texts that come in: pasted, typed or read from a file.

use jiff::Timestamp;

use super::evidence::{count, pem_of_der};
use super::model::Shown;
use super::{Effect, Model, Moment};
use crate::api::{Api, is_configuration};
use crate::documents::{Documents, Origin, SavedInspection};
use crate::input::{self, Found, Kind, Reading, Whole};

/// A longer text (in bytes) doesn't stay in the box: only its tokens do.
const BOX_BYTES: usize = 1024 * 1024;

/// How a text came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Pasted in place of what was there.
    Pasted,
    /// Typed into the box.
    Typed,
    /// Read from a file.
    Opened,
    /// Shown as a built-in example.
    Example,
}

/// How many bytes of a text an edit put in: one at most where it was typed.
fn inserted(before: &str, after: &str) -> usize {
    let (old, new) = (before.as_bytes(), after.as_bytes());
    let same =
        |pairs: &mut dyn Iterator<Item = (&u8, &u8)>| pairs.take_while(|(a, b)| a == b).count();
    let start = same(&mut old.iter().zip(new));
    let end = same(&mut old.iter().rev().zip(new.iter().rev()));
    new.len().saturating_sub(start + end)
}

impl Model {
    /// Inspects a pasted text.
    pub(super) fn paste(&mut self, text: String, now: Timestamp) -> Vec<Effect> {
        self.kept.joining = false;
        let source = "pasted text";
        let reading = input::read(source, &text);
        self.take(Way::Pasted, source, text, reading, now)
    }

    /// Follows the text in the box.
    pub(super) fn edit(&mut self, text: String, now: Timestamp) -> Vec<Effect> {
        if text == self.text {
            return Vec::new();
        }
        self.kept.joining = false;
        let before = std::mem::replace(&mut self.text, text.clone());
        let was_stale = std::mem::replace(&mut self.kept.stale_text, true);
        let source = "pasted text";
        let reading = input::read(source, &text);
        let (arrivals, pasted) = (self.arrivals, inserted(&before, &text) > 1);
        let effects = self.take(Way::Typed, source, text, reading, now);
        // A configuration that was pasted into the box doesn't stay there: the token does.
        if self.arrivals > arrivals && pasted {
            (self.text, self.kept.stale_text) = (before, was_stale);
        }
        effects
    }

    /// Inspects a file.
    pub(super) fn file_read(&mut self, name: &str, bytes: &[u8], now: Timestamp) -> Vec<Effect> {
        if let Some(pem) = pem_of_der(bytes) {
            let reading = Reading {
                whole: Whole::Certificate,
                found: Vec::new(),
                remark: None,
            };
            return self.take(Way::Opened, name, pem, reading, now);
        }
        let (text, remark) = input::text_of_bytes(bytes);
        let mut reading = input::read(name, &text);
        if let Some(remark) = remark {
            reading.remark.get_or_insert(remark);
        }
        self.take(Way::Opened, name, text, reading, now)
    }

    /// Decides what a text is good for.
    pub(super) fn take(
        &mut self,
        way: Way,
        source: &str,
        text: String,
        reading: Reading,
        now: Timestamp,
    ) -> Vec<Effect> {
        let wanted = std::mem::take(&mut self.kept.wants_configuration);
        if is_configuration(&text, &reading, wanted)
            && let Some(effects) = self.take_configuration(way, source, &text)
        {
            return effects;
        }
        match reading.whole {
            Whole::SavedInspection => match SavedInspection::read(&text) {
                Ok(saved) => self.restore(way, source, saved, now),
                Err(error) => self.refuse(way, source, Some(error.to_string())),
            },
            Whole::Jwks | Whole::Metadata | Whole::FederationMetadata | Whole::Certificate => {
                self.take_evidence(way, source, &text, reading.whole)
            }
            _ if reading.found.iter().any(|f| f.kind != Kind::Other) => {
                self.show(way, text, reading, now)
            }
            Whole::ErrorText => self.take_error(way, source, &text),
            _ => {
                let remark = reading
                    .remark
                    .or_else(|| reading.found.into_iter().find_map(|f| f.remark));
                self.refuse(way, source, remark)
            }
        }
    }

    /// Shows the tokens of a text.
    fn show(&mut self, way: Way, text: String, reading: Reading, now: Timestamp) -> Vec<Effect> {
        if way == Way::Opened && self.kept.joining {
            self.add_error_of(&text);
            return self.join(reading.found);
        }
        let same = way == Way::Typed && same_token(&self.found, &reading.found);
        if !same {
            self.leave_saved(now);
            self.begin_round();
        }
        if std::mem::take(&mut self.kept.error_beside) {
            self.error = None;
        }
        self.add_error_of(&text);
        self.kept.joining = way == Way::Opened;
        self.kept.stale_text = false;
        self.kept.originals.clear();
        let shown = self.found.get(self.selected).map(|f| f.text.as_str());
        let again = reading
            .found
            .iter()
            .position(|f| Some(f.text.as_str()) == shown);
        self.selected = again
            .filter(|_| way == Way::Typed)
            .unwrap_or_else(|| preferred(&reading.found));
        self.whole = reading.whole;
        self.found = reading.found;
        self.text = if way != Way::Typed && text.len() > BOX_BYTES {
            lines(self.found.iter().map(|f| f.text.as_str()))
        } else {
            text
        };
        self.notice = None;
        if let Some(remark) = reading.remark {
            self.problem(remark);
        }
        self.inspect();
        self.ask()
    }

    /// Takes the error that stands beside the tokens of a text, unless one was given.
    fn add_error_of(&mut self, text: &str) {
        if self.error.is_none() {
            self.error = input::error_in(text);
            self.kept.error_beside = self.error.is_some();
        }
    }

    /// Adds the tokens of another file that was opened together with the first.
    pub(super) fn join(&mut self, found: Vec<Found>) -> Vec<Effect> {
        for one in found {
            let known = self.found.iter_mut().find(|known| known.text == one.text);
            if let Some(known) = known {
                known.seen_again(&one);
            } else {
                self.text.push_str("\n\n");
                self.text.push_str(&one.text);
                if !self.kept.originals.is_empty() {
                    self.kept.originals.push(one.text.clone());
                }
                self.found.push(one);
            }
        }
        self.note(format!(
            "{} to choose from.",
            count(self.found.len(), "token")
        ));
        // What was found beside a token is evidence about it.
        self.inspect();
        Vec::new()
    }

    /// Forgets what a saved inspection brought along: another token is shown from now on.
    pub(super) fn leave_saved(&mut self, now: Timestamp) {
        self.title = None;
        self.moment = Moment::Now(now);
        if std::mem::take(&mut self.kept.shown) == Shown::Token {
            return;
        }
        if !self.kept.api_given {
            self.api = Api::default();
        }
        if !self.kept.error_given {
            self.error = None;
            self.kept.error_beside = false;
        }
        self.kept.unknown.clear();
        self.kept.unread_api = None;
        let mut stay = Documents::default();
        stay.extend(
            self.documents
                .iter()
                .filter(|d| d.origin != Origin::Saved)
                .cloned(),
        );
        self.documents = stay;
    }

    /// Says that a text gives nothing to inspect. What is shown stays.
    pub(super) fn refuse(&mut self, way: Way, source: &str, remark: Option<String>) -> Vec<Effect> {
        let shown = self.inspection.is_some();
        let remark = remark
            .map(|r| format!(" {}", sentence(&r)))
            .unwrap_or_default();
        if way == Way::Typed {
            if self.text.trim().is_empty() && !shown {
                self.notice = None;
            } else if shown {
                self.problem(format!(
                    "The text in the box has no token; showing the last one.{remark}"
                ));
            } else {
                self.problem(format!("The text in the box has no token.{remark}"));
            }
            return Vec::new();
        }
        let stays = if shown { " The last token stays." } else { "" };
        let place = match way {
            Way::Opened => source,
            Way::Pasted | Way::Typed | Way::Example => "what was pasted",
        };
        self.problem(format!("There is no token in {place}.{remark}{stays}"));
        Vec::new()
    }
}

/// The first signed token, or else the first of all.
pub(super) fn preferred(found: &[Found]) -> usize {
    found
        .iter()
        .position(|f| f.kind == Kind::Jws)
        .unwrap_or_default()
}

/// Tokens as the box shows them.
pub(super) fn lines<'a>(tokens: impl Iterator<Item = &'a str>) -> String {
    tokens.collect::<Vec<_>>().join("\n\n")
}

/// Whether one of the new tokens is one of the old ones with a single part edited.
fn same_token(old: &[Found], new: &[Found]) -> bool {
    let same = |a: &str, b: &str| {
        let (a, b): (Vec<_>, Vec<_>) = (a.split('.').collect(), b.split('.').collect());
        let part = |index: usize| a.get(index).is_some() && a.get(index) == b.get(index);
        part(1) || (part(0) && part(2))
    };
    new.iter().any(|n| {
        old.iter()
            .any(|o| o.text == n.text || same(&o.text, &n.text))
    })
}

/// A text as a sentence of its own.
pub(super) fn sentence(text: &str) -> String {
    let text = text.trim().trim_end_matches('.');
    format!("{}.", capital(text))
}

fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}
