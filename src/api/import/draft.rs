//! What every reader fills in.

use super::super::{About, Api, Setting, Stack, Unread};
use super::secrets::{HIDDEN, is_secret_value};

/// What is known so far.
pub(super) struct Draft {
    /// The facts.
    pub(super) api: Api,
}

impl Draft {
    /// Nothing but the stack.
    pub(super) fn of(stack: Stack) -> Self {
        Self {
            api: Api {
                stack: Some(stack),
                ..Api::default()
            },
        }
    }

    /// Notes a setting that was read. The value of a secret is left out.
    pub(super) fn read(&mut self, line: usize, name: &str, value: &str, meaning: &str) {
        let value = if is_secret_value(name, value) {
            HIDDEN
        } else {
            value
        };
        self.api.reading.settings.push(Setting {
            line,
            name: name.to_owned(),
            value: value.to_owned(),
            meaning: meaning.to_owned(),
        });
    }

    /// Notes something that was not understood and decides nothing about tokens; why, as the end of a
    /// sentence.
    pub(super) fn unread(&mut self, line: Option<usize>, name: &str, reason: &str) {
        self.api.reading.unread.push(Unread {
            line,
            name: name.to_owned(),
            reason: reason.to_owned(),
            about: None,
        });
    }

    /// Notes something that was not understood and that a token may be accepted or refused for: the
    /// verdict then says that it was not checked. Why it was not understood, as the end of a sentence.
    pub(super) fn undecided(
        &mut self,
        about: About,
        line: Option<usize>,
        name: &str,
        reason: &str,
    ) {
        self.api.reading.unread.push(Unread {
            line,
            name: name.to_owned(),
            reason: reason.to_owned(),
            about: Some(about),
        });
    }

    /// Reads something that a token may be accepted or refused for: what can't be read meanwhile is
    /// undecided. `None` where it decides nothing.
    pub(super) fn deciding<T>(
        &mut self,
        about: impl Into<Option<About>>,
        read: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let before = self.api.reading.unread.len();
        let value = read(self);
        self.decide_since(before, about, |_| true);
        value
    }

    /// Marks what was left unread since there were `before` of it, where it counts: it decides about
    /// this, unless it is known to decide about something else.
    pub(super) fn decide_since(
        &mut self,
        before: usize,
        about: impl Into<Option<About>>,
        counts: impl Fn(&Unread) -> bool,
    ) {
        let about = about.into();
        let since = self.api.reading.unread.iter_mut().skip(before);
        for unread in since.filter(|unread| counts(unread)) {
            unread.about = unread.about.or(about);
        }
    }

    /// Says why the API doesn't start with this configuration, in a sentence.
    pub(super) fn fails_to_start(&mut self, sentence: impl Into<String>) {
        let sentence = sentence.into();
        self.note(sentence.clone());
        self.api.fails_to_start.get_or_insert(sentence);
    }

    /// Says what was taken, assumed or missing, in a sentence.
    pub(super) fn note(&mut self, sentence: impl Into<String>) {
        self.api.reading.notes.push(sentence.into());
    }

    /// The facts, with what was read in the order of the text.
    pub(super) fn finish(mut self) -> Api {
        self.api
            .reading
            .settings
            .sort_by_key(|setting| setting.line);
        self.api.reading.unread.sort_by_key(|unread| unread.line);
        // Two values of a list that come from one place are told once.
        let mut told: Vec<Unread> = Vec::new();
        self.api.reading.unread.retain(|unread| {
            if told.first().is_some_and(|first| first.line != unread.line) {
                told.clear();
            }
            let new = !told.contains(unread);
            told.extend(new.then(|| unread.clone()));
            new
        });
        self.api
    }
}

/// The line of a place in a text, counted from 1; the place is in bytes. For single places: many are
/// asked of [`Lines`].
pub(super) fn line_of(text: &str, place: usize) -> usize {
    let ends = text.match_indices('\n');
    ends.take_while(|(end, _)| *end < place).count() + 1
}

/// Where the lines of a text end: every value of a tree asks for its line.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn of_text(text: &str) -> Self {
        let ends = text.match_indices('\n');
        Self(ends.map(|(place, _)| place).collect())
    }

    /// The line of a place in bytes, counted from 1.
    pub(super) fn of(&self, place: usize) -> usize {
        self.0.partition_point(|end| *end < place) + 1
    }
}
