//! What is kept of a configuration: its structure, and of its values those that the facts were read
//! from or that are evidently harmless. In the place of every other value stands that it was left out:
//! no list of names could know every secret.
//!
//! Read again, the kept text gives the same facts on the same lines. Where it doesn't, because the
//! reader looks at a value that no fact shows, those values are looked for and kept too, unless they
//! look like secrets.

mod code;
mod harmless;
mod lines;
mod literal;
mod terms;
mod used;
mod xml;

use std::collections::BTreeSet;

use self::harmless::{is_harmless, may_come_back};
use self::literal::{Literal, literals};
use self::used::Used;
use super::super::super::Api;
use super::Written;

/// What stands in the place of a value that is left out.
pub(super) const LEFT_OUT: &str = "(left out)";

/// How often a text is read at most to find the values that it needs.
const MOST_READINGS: usize = 600;

/// How many bytes are read at most for that.
const MOST_BYTES: usize = 8 * 1024 * 1024;

/// The part of a text that is kept. `read` gives the facts of a text; `text` holds no secret that is
/// known by its name or look.
pub(super) fn kept(
    text: &str,
    written: Written,
    api: &Api,
    read: &dyn Fn(&str) -> Option<Api>,
) -> String {
    let used = Used::of(api);
    let doubtful: Vec<Literal<'_>> = literals(text, written)
        .into_iter()
        .filter(|literal| !is_harmless(literal, &used))
        .collect();
    let search = Search {
        text,
        doubtful: &doubtful,
        facts: api,
        read,
    };
    search.run()
}

/// The search for the values that a text needs to say the same.
struct Search<'a> {
    text: &'a str,
    /// What may be left out, in the order of the text.
    doubtful: &'a [Literal<'a>],
    facts: &'a Api,
    read: &'a dyn Fn(&str) -> Option<Api>,
}

impl Search<'_> {
    fn run(&self) -> String {
        let least = self.written(&BTreeSet::new());
        if self.says_the_same(&least) {
            return least;
        }
        let back: Vec<usize> = (0..self.doubtful.len())
            .filter(|index| self.doubtful.get(*index).is_some_and(may_come_back))
            .collect();
        self.with_what_it_needs(&back).unwrap_or(least)
    }

    /// The text with those of the values that it needs; `None` where they don't suffice or would take
    /// too long to find.
    fn with_what_it_needs(&self, back: &[usize]) -> Option<String> {
        let mut readings = (MOST_BYTES / self.text.len().max(1)).min(MOST_READINGS);
        let mut needed = BTreeSet::new();
        let mut says = |needed: &BTreeSet<usize>, first: &[usize]| {
            readings = readings.checked_sub(1)?;
            let with: BTreeSet<usize> = needed.iter().chain(first).copied().collect();
            let text = self.written(&with);
            Some(self.says_the_same(&text).then_some(text))
        };
        says(&needed, back)??;
        // With the first `enough` of them it says the same, with the first `few` it doesn't.
        let mut enough = back.len();
        loop {
            if let Some(text) = says(&needed, &[])? {
                return Some(text);
            }
            let mut few = 0;
            while few + 1 < enough {
                let middle = few.midpoint(enough);
                if says(&needed, back.get(..middle)?)?.is_some() {
                    enough = middle;
                } else {
                    few = middle;
                }
            }
            enough = enough.checked_sub(1)?;
            needed.insert(*back.get(enough)?);
        }
    }

    fn says_the_same(&self, text: &str) -> bool {
        (self.read)(text).is_some_and(|facts| facts == *self.facts)
    }

    /// The text without what is left out, but with these values. Lines keep their numbers.
    fn written(&self, with: &BTreeSet<usize>) -> String {
        let mut written = String::with_capacity(self.text.len());
        let mut from = 0;
        for (index, literal) in self.doubtful.iter().enumerate() {
            let range = &literal.range;
            if with.contains(&index) || range.start < from {
                continue;
            }
            written.push_str(self.text.get(from..range.start).unwrap_or_default());
            written.push_str(literal.dress.placeholder());
            let lines = literal.value.chars().filter(|c| *c == '\n');
            written.extend(lines);
            from = range.end;
        }
        written.push_str(self.text.get(from..).unwrap_or_default());
        written
    }
}
