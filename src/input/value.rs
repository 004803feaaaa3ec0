//! One value of a field, header or parameter: the tokens in it, or what it is itself.

use std::ops::Range;

use super::collect::{Collector, Place};
use super::context::is_quote;
use super::names::{self, Label};
use super::symbols::{self, Symbol, is_invisible};
use super::{Kind, assemble, opaque, scan};

/// Adds what is in one value.
pub(super) fn examine(value: &str, place: &Place, out: &mut Collector<'_>) {
    let label = place.name.as_deref().and_then(Label::of);
    if label.is_some_and(|label| label.role().is_some())
        && let Some(word) = lone_word(value).filter(|word| has_foreign(value, word))
    {
        let mut probe = Collector::new("");
        scan::scan(value, place, &mut probe);
        if needs_diagnosis(value, &word, &probe) {
            return scan::diagnose(value, word, place, out);
        }
    }
    let before = out.len();
    scan::scan(value, place, out);
    let trimmed = value.trim();
    if let Some(label) = label
        && out.len() == before
        && !assemble::starts(trimmed.as_bytes(), 0)
        && let Some(mut item) = opaque::named(trimmed, label)
    {
        item.role = label.role();
        let at = place.at.clone().unwrap_or_default();
        out.add(item, at, place.request_url.clone());
    }
}

/// The only word of a text, without quotes, invisible characters and a scheme before it. `None`
/// where there are several.
pub(super) fn lone_word(text: &str) -> Option<Range<usize>> {
    let around = |c: char| c.is_whitespace() || is_quote(c) || is_invisible(c);
    let mut start = text.len() - text.trim_start_matches(around).len();
    let end = text.trim_end_matches(around).len();
    while let Some(rest) = text.get(start..end) {
        let word = rest
            .split(|c: char| c.is_whitespace() || c == ':')
            .next()
            .unwrap_or_default();
        let is_prefix = names::is_scheme(word) || Label::of(word) == Some(Label::Authorization);
        if !is_prefix || word.len() == rest.len() {
            break;
        }
        let after = rest.get(word.len()..).unwrap_or_default();
        start = end - after.trim_start_matches(|c| around(c) || c == ':').len();
    }
    let word = text.get(start..end)?;
    (!word.is_empty() && !word.contains(char::is_whitespace)).then_some(start..end)
}

/// Whether a word was meant as a token: it starts like one, or its second part does.
pub(super) fn is_broken_token(text: &str, word: &Range<usize>) -> bool {
    let word = text.get(word.clone()).unwrap_or_default();
    let parts: Vec<&str> = word.split('.').take(7).collect();
    let second = parts.get(1).copied().unwrap_or_default();
    !word.contains("://")
        && !word.contains(['&', ',', ';'])
        && (assemble::starts(word.as_bytes(), 0)
            || (matches!(parts.len(), 2..=6)
                && assemble::starts(second.as_bytes(), 0)
                && second.len() >= 16))
}

/// Whether a word holds a character that no token and no repair knows.
pub(super) fn has_foreign(text: &str, word: &Range<usize>) -> bool {
    let mut at = word.start;
    while at < word.end {
        let step = symbols::step(text, at);
        if step.symbol == Symbol::End {
            return true;
        }
        at = step.end;
    }
    false
}

/// Whether the scan's result stands, or the word as a whole tells more.
pub(super) fn needs_diagnosis(text: &str, word: &Range<usize>, out: &Collector<'_>) -> bool {
    is_broken_token(text, word)
        && out.all_are(Kind::DamagedJwt)
        && (out.is_empty() || has_foreign(text, word))
}
