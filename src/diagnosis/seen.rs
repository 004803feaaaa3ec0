//! When a key was seen, over all answers that are known (rules D1.9).

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use super::{Facts, Finding};
use crate::documents::Content;
use crate::keys::{Key, courses};
use crate::token::utc;

/// When a key was seen, by all places together that list it or once did.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// The first answer that lists it.
    pub(super) first: Option<Timestamp>,
    /// The last answer before that, of the place that lists it first; `None` where its first known
    /// answer does.
    pub(super) before: Option<Timestamp>,
    /// How many answers in between lack it.
    gaps: usize,
    /// For how long it was away at most before it came back.
    pub(super) longest_gap: SignedDuration,
    /// The answers of those places after the last one with it, oldest first.
    pub(super) after: Vec<Timestamp>,
    /// Whether more answers came than are known one by one.
    at_least: bool,
}

impl Seen {
    pub(super) fn of(facts: &Facts<'_>, key: &Key) -> Self {
        let courses = courses(key, facts.keys, facts.documents);
        let last = key.seen.last.or(courses.iter().map(|c| c.last).max());
        let of_courses = courses.iter().flat_map(|c| c.after.iter().copied());
        let mut after: BTreeSet<Timestamp> = of_courses.collect();
        after.extend(facts.keys.seen_by(key).flat_map(|source| {
            let answers = facts.documents.history(&source.url);
            let read = answers.filter(|d| !matches!(d.content, Content::Failed { .. }));
            read.filter_map(|d| d.fetched)
        }));
        let first = courses.iter().min_by_key(|course| course.first);
        let past = facts.documents.past();
        Self {
            first: first.map(|course| course.first),
            before: first.and_then(|course| course.before),
            gaps: courses.iter().map(|c| c.gaps).sum(),
            longest_gap: courses
                .iter()
                .map(|course| course.longest_gap)
                .max()
                .unwrap_or_default(),
            after: after.into_iter().filter(|at| Some(*at) > last).collect(),
            at_least: courses.iter().any(|c| past.place(&c.url).is_some()),
        }
    }

    /// How many answers lack the key since it was last seen.
    pub(super) fn count(&self) -> String {
        let at_least = if self.at_least { "at least " } else { "" };
        match self.after.len() {
            0 => "none at hand".to_owned(),
            1 => "1, without the key: one alone is no proof".to_owned(),
            many => format!("{at_least}{many}, all without the key"),
        }
    }

    /// Adds since when the key is known, and whether it vanished and came back.
    pub(super) fn tell(&self, mut finding: Finding) -> Finding {
        if let Some(first) = self.first {
            let first = match self.before {
                Some(before) => format!(
                    "{}; the answer before, of {}, lacks it",
                    utc(first),
                    utc(before)
                ),
                None => format!("{}, in the first answer that is known", utc(first)),
            };
            finding = finding.fact("First seen", first);
        }
        let answers = match self.gaps {
            0 => return finding,
            1 => "1 answer".to_owned(),
            many => format!("{many} answers"),
        };
        finding.note(format!(
            "The answers of this address differ from one to the next: {answers} lacked the key \
             before, and later ones had it again."
        ))
    }
}
