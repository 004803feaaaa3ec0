//! Which of the demands of an app belong together: those of one policy, of one chain of calls, of the
//! attributes in front of one class or method (rules F-41).

use std::ops::Range;

use super::super::source::Source;

/// The calls that put a policy together in what they are handed.
const CONTAINERS: [&str; 6] = [
    "AddPolicy",
    "AddFallbackPolicy",
    "AddDefaultPolicy",
    "RequireAuthorization",
    "SetDefaultPolicy",
    "SetFallbackPolicy",
];

/// Where policies are put together.
pub(super) struct Places<'a> {
    source: &'a Source,
    containers: Vec<Range<usize>>,
}

impl<'a> Places<'a> {
    pub(super) fn of(source: &'a Source) -> Self {
        let calls = source.calls(&CONTAINERS).into_iter();
        Self {
            source,
            containers: calls.map(|found| found.range).collect(),
        }
    }

    /// What tells the place of a call from others: the same for calls that belong together.
    pub(super) fn place(&self, at: usize) -> usize {
        let around = self.containers.iter().filter(|range| range.contains(&at));
        let innermost = around.map(|range| range.start).filter(|start| *start < at);
        innermost.max().unwrap_or_else(|| self.statement(at))
    }

    /// The first word of the statement, or of the attributes, that a word stands in.
    fn statement(&self, at: usize) -> usize {
        let is =
            |index: usize, sign: &str| self.source.words.get(index).is_some_and(|w| w.is(sign));
        let mut open = 0_usize;
        for index in (0..at).rev() {
            let closes = is(index, ")") || is(index, "]") || is(index, "}");
            // A block that ends before the statement, not a list inside it.
            let inside = [")", ",", ".", "]", ";"]
                .iter()
                .any(|sign| is(index + 1, sign));
            if open == 0 && (is(index, ";") || is(index, "{") || is(index, "}") && !inside) {
                return index + 1;
            }
            if closes {
                open += 1;
            } else if is(index, "(") || is(index, "[") || is(index, "{") {
                open = open.saturating_sub(1);
            }
        }
        0
    }
}
