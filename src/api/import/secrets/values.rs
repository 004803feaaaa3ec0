//! The values of settings whose names say that they are secrets, in any of the formats: JSON, XML,
//! YAML, properties, environment lines, command lines, code.

mod around;
mod extent;
mod place;

use std::ops::Range;

use super::Hidden;
use super::literals::{is_public, says_something_else};
use super::names::{is_weak, names_a_secret};
use around::Around;
use place::Place;

/// All of them.
pub(super) fn of_secret_names(text: &str) -> Vec<Hidden> {
    let mut around = Around::default();
    let mut found = Vec::new();
    for name in words(text) {
        let word = text.get(name.clone()).unwrap_or_default();
        if may_name_a_secret(word) && names_a_secret(word) {
            around.advance(text, name.start);
            let hidden = values_of(text, &name, &around);
            around.skip(&hidden);
            found.extend(hidden);
        }
    }
    found
}

/// The words of a text that may be names.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.get(from..)?;
        let start = from + rest.find(is_name)?;
        let word = text.get(start..)?;
        let end = start + word.find(|c| !is_name(c)).unwrap_or(word.len());
        from = end;
        Some(start..end)
    })
}

/// The values that belong to a name.
fn values_of(text: &str, name: &Range<usize>, around: &Around) -> Vec<Hidden> {
    let place = Place { text, name, around };
    let found = place.find();
    let weak = is_weak(text.get(name.clone()).unwrap_or_default());
    let kept = |hidden: &Hidden| {
        let value = text.get(hidden.range.clone()).unwrap_or_default();
        !(is_public(value) || weak && says_something_else(value.trim()))
    };
    found.into_iter().filter(kept).collect()
}

/// Whether a word may be such a name, by its letters alone: there are many words.
fn may_name_a_secret(word: &str) -> bool {
    word.as_bytes().windows(2).any(|pair| {
        let lower = [pair.first(), pair.last()].map(|b| b.map_or(0, u8::to_ascii_lowercase));
        matches!(
            &lower,
            b"se" | b"pa" | b"pw" | b"co" | b"ke" | b"to" | b"sa" | b"si" | b"pf" | b"cr"
        )
    })
}
