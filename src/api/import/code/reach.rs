//! Which of several places the words of a call lead to, along constants and functions.

use std::collections::{HashSet, VecDeque};
use std::ops::Range;

use super::expression::{ExprKind, Parser};
use super::lexer::Language;
use super::source::Source;

/// The most constants and functions that are followed.
const MOST_RANGES: usize = 64;
/// The most words that are looked at in all.
const MOST_WORDS: usize = 20_000;

impl Source {
    /// Which of these places (words) a stretch of words leads to: the one that stands in it, or else in
    /// the constants and functions that it names, the nearest ones first. Its index; `None` where none
    /// or several are as near.
    pub(super) fn leads_to(&self, from: Range<usize>, places: &[usize]) -> Option<usize> {
        let mut seen = HashSet::new();
        let mut open = VecDeque::from([from]);
        let mut words = 0_usize;
        for _ in 0..MOST_RANGES {
            let range = open.pop_front()?;
            let mut inside = places
                .iter()
                .enumerate()
                .filter(|(_, at)| range.contains(at));
            match (inside.next(), inside.next()) {
                (Some((index, _)), None) => return Some(index),
                (Some(_), Some(_)) => return None,
                _ => {}
            }
            words += range.len();
            if words > MOST_WORDS {
                return None;
            }
            for at in range {
                let name = self.words.get(at).and_then(|word| word.name());
                if let Some(name) = name.filter(|_| self.is_used(at))
                    && seen.insert(name)
                {
                    open.extend(self.definition(name, at));
                }
            }
        }
        None
    }

    /// Whether the name at a place stands for itself: it names no member and no setting.
    fn is_used(&self, at: usize) -> bool {
        let word = |index: Option<usize>| index.and_then(|index| self.words.get(index));
        let before = word(at.checked_sub(1));
        let owner = word(at.checked_sub(2)).and_then(|word| word.name());
        let member = before.is_some_and(|b| b.is(".") || b.is("?."))
            && !matches!(owner, Some("this" | "self"));
        let sign = if self.language == Language::Python {
            "="
        } else {
            ":"
        };
        let setting = word(Some(at + 1)).is_some_and(|next| next.is(sign));
        !member && !setting
    }

    /// Where a name gets its value or its body: the last time before a place, or else the first time.
    fn definition(&self, name: &str, before: usize) -> Option<Range<usize>> {
        self.assigned(name, before)
            .or_else(|| self.function_of(name))
    }

    /// The words of a function of that name.
    fn function_of(&self, name: &str) -> Option<Range<usize>> {
        let at = self.words.windows(2).position(|pair| {
            matches!(pair, [key, own] if own.name() == Some(name)
                && matches!(key.name(), Some("function" | "func" | "def")))
        })?;
        if self.language == Language::Python {
            let rest = self.words.iter().enumerate().skip(at + 2);
            let next = rest.filter(|(_, word)| word.first).find(|(_, word)| {
                matches!(word.name(), Some("def" | "class" | "async")) || word.is("@")
            });
            return Some(at + 2..next.map_or(self.words.len(), |(end, _)| end));
        }
        let mut parser = Parser::new(&self.words, at, self.language);
        match parser.expression().kind {
            ExprKind::Block(range) => Some(range),
            _ => Some(at + 2..parser.at.max(at + 2)),
        }
    }
}
