//! One section of settings, read setting by setting.

use std::collections::HashSet;

use super::super::draft::Draft;
use super::super::secrets::{HIDDEN, is_secret};
use super::misspelled::misspelled;
use super::settings::{Entry, Settings, Value};
use super::values::{switch, unusable};
use crate::api::About;

/// Words in the names of settings that look as if they mattered.
const MATTERING: [&str; 11] = [
    "audience",
    "issuer",
    "authority",
    "tenant",
    "metadata",
    "valid",
    "instance",
    "policy",
    "algorithm",
    "skew",
    "jwks",
];

/// Why a text is none that counts: .NET takes it for one that isn't set.
const EMPTY: &str = "is empty";
/// Why a text is no list that counts.
const NO_LIST: &str = "is no list, as it has to be";

/// Reads something that a token may be accepted or refused for: what can't be read is undecided, except
/// what .NET doesn't read either. `None` where it decides nothing.
pub(super) fn deciding<T>(
    draft: &mut Draft,
    about: impl Into<Option<About>>,
    read: impl FnOnce(&mut Draft) -> T,
) -> T {
    let before = draft.api.reading.unread.len();
    let value = read(draft);
    draft.decide_since(before, about, |unread| {
        unread.reason != EMPTY && unread.reason != NO_LIST
    });
    value
}

/// A section of settings.
pub(super) struct Section<'a> {
    pub(super) settings: &'a Settings,
    /// Its path; empty for the whole text.
    pub(super) path: String,
}

impl<'a> Section<'a> {
    /// The path of a setting in it.
    pub(super) fn path_of(&self, name: &str) -> String {
        match self.path.as_str() {
            "" => name.to_owned(),
            path => format!("{path}:{name}"),
        }
    }

    /// A section in it.
    pub(super) fn section(&self, name: &str) -> Self {
        Self {
            settings: self.settings,
            path: self.path_of(name),
        }
    }

    /// Whether a setting of that name stands in it, of any type and with any value.
    pub(super) fn has(&self, name: &str) -> bool {
        self.settings.has(&self.path_of(name))
    }

    /// Everything in it.
    pub(super) fn entries(&self) -> impl Iterator<Item = &'a Entry> + use<'a> {
        self.settings.below(&self.path)
    }

    /// A text; `None` where it is not there, or is told as unread.
    pub(super) fn text(&self, draft: &mut Draft, name: &str, meaning: &str) -> Option<String> {
        let path = self.path_of(name);
        let Some(entry) = self.settings.find(&path) else {
            if let Some(below) = self.settings.below(&path).next() {
                draft.unread(
                    Some(below.line),
                    &path,
                    "is a section or a list where a text belongs",
                );
            }
            return None;
        };
        usable_text(draft, entry, meaning)
    }

    /// A list of texts, each told where it is none. A text alone is told as unread: .NET doesn't read
    /// it as a list.
    pub(super) fn texts(&self, draft: &mut Draft, name: &str, meaning: &str) -> Vec<String> {
        let path = self.path_of(name);
        if let Some(entry) = self.settings.find(&path) {
            if entry.value != Value::Empty {
                draft.unread(Some(entry.line), &entry.path, NO_LIST);
            }
            return Vec::new();
        }
        self.settings
            .below(&path)
            .filter_map(|entry| usable_text(draft, entry, meaning))
            .collect()
    }

    /// A list of texts, or one text with blanks or commas between them.
    pub(super) fn words(&self, draft: &mut Draft, name: &str, meaning: &str) -> Vec<String> {
        let path = self.path_of(name);
        let found: Vec<&Entry> = match self.settings.find(&path) {
            Some(entry) => vec![entry],
            None => self.settings.below(&path).collect(),
        };
        let texts = found
            .into_iter()
            .filter_map(|entry| usable_text(draft, entry, meaning));
        texts
            .flat_map(|text| {
                let words = text.split([' ', ',', ';']).filter(|word| !word.is_empty());
                words.map(str::to_owned).collect::<Vec<_>>()
            })
            .collect()
    }

    /// A switch.
    pub(super) fn switch(&self, draft: &mut Draft, name: &str, meaning: &str) -> Option<bool> {
        let entry = self.settings.find(&self.path_of(name))?;
        let on = match &entry.value {
            Value::Switch(on) => Some(*on),
            Value::Text(text) => switch(text),
            _ => None,
        };
        match on {
            Some(on) => draft.read(entry.line, &entry.path, &on.to_string(), meaning),
            None => draft.unread(Some(entry.line), &entry.path, "is neither true nor false"),
        }
        on
    }

    /// Tells what was left: secrets as such, and what looks as if it mattered.
    pub(super) fn rest(&self, draft: &mut Draft) {
        let reading = &draft.api.reading;
        let read = reading.settings.iter().map(|setting| &setting.name);
        let read: HashSet<String> = read.cloned().collect();
        let unread = reading.unread.iter().map(|unread| &unread.name);
        let unread: HashSet<String> = unread.cloned().collect();
        for entry in self.entries() {
            // What a section was told to be unread for is not told again of what stands in it.
            let ends = entry.path.match_indices(':').map(|(at, _)| at);
            let above = ends.filter_map(|at| entry.path.get(..at));
            let told = read.contains(&entry.path)
                || unread.contains(&entry.path)
                || above.into_iter().any(|path| unread.contains(path));
            let name = entry
                .path
                .rsplit(':')
                .find(|part| part.parse::<u32>().is_err());
            let lower = name.unwrap_or_default().to_ascii_lowercase();
            if told || entry.value == Value::Empty {
                continue;
            }
            if is_secret(&entry.path) {
                let meaning = "a secret of the app itself; it decides nothing about tokens";
                draft.read(entry.line, &entry.path, HIDDEN, meaning);
            } else if let Some(known) = misspelled(name.unwrap_or_default()) {
                let reason = format!("looks like a misspelled {known}, and is not read");
                draft.unread(Some(entry.line), &entry.path, &reason);
            } else if MATTERING.iter().any(|word| lower.contains(word)) {
                let reason = "is no setting that is known to decide which tokens are accepted";
                draft.unread(Some(entry.line), &entry.path, reason);
            }
        }
    }
}

/// The text of a setting; `None` where it is no text or a placeholder, which is told.
pub(super) fn usable_text(draft: &mut Draft, entry: &Entry, meaning: &str) -> Option<String> {
    let reason = match &entry.value {
        Value::Text(text) => match unusable(text) {
            None => {
                draft.read(entry.line, &entry.path, text.trim(), meaning);
                return Some(text.trim().to_owned());
            }
            Some(reason) => reason,
        },
        Value::Number(_) => "is a number where a text belongs",
        Value::Switch(_) => "is true or false where a text belongs",
        Value::Empty => "is a section or a list where a text belongs",
    };
    draft.unread(Some(entry.line), &entry.path, reason);
    None
}
