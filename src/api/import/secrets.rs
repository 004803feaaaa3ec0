//! Secrets in configurations: never shown, kept or saved.
//!
//! Of the text, [`kept`] leaves nothing but its structure and the values that were read from it. Before
//! that, and in everything that is shown, [`taken_out`] leaves out what is known as a secret.
//!
//! A secret is told by the name of its setting, and where it has none by its look. Rather too much is
//! left out than too little; but application IDs, tenant IDs, thumbprints, public certificates and
//! addresses stay, because everything else is told by them.

mod calls;
mod kept;
mod literals;
mod looks;
mod names;
#[cfg(test)]
mod tests;
mod values;

pub(super) use names::is_secret;

use std::ops::Range;

use super::super::{Api, Stack};

/// What stands in the place of a secret.
pub(super) const HIDDEN: &str = "(a secret, not shown)";

/// Whether a setting of that name with that value holds a secret. Names such as `key` are many things:
/// an address or an ID under them is none.
pub(super) fn is_secret_value(name: &str, value: &str) -> bool {
    let last = name.rsplit([':', '.', '/']).next().unwrap_or_default();
    let told = literals::says_something_else(value) && !value.contains('@');
    is_secret(name) && !(names::is_weak(last) && told)
}

/// How a text is written, as far as its reader tells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written {
    /// What it configures.
    pub(super) stack: Option<Stack>,
    /// Whether it is code.
    pub(super) by_hand: bool,
}

/// What is kept of a configuration's text: its structure, and of its values only those that the facts
/// were read from. `read` gives the facts of a text.
pub(super) fn kept(
    text: &str,
    written: Written,
    api: &Api,
    read: &dyn Fn(&str) -> Option<Api>,
) -> String {
    let known_gone = taken_out(text);
    let facts = if known_gone == text {
        None
    } else {
        read(&known_gone)
    };
    kept::kept(&known_gone, written, facts.as_ref().unwrap_or(api), read)
}

/// A part of a text that is left out.
struct Hidden {
    /// Where it stands, in bytes.
    range: Range<usize>,
    /// Whether what takes its place needs quotes: a bare value in JSON.
    quoted: bool,
}

impl Hidden {
    fn plain(range: Range<usize>) -> Self {
        Self {
            range,
            quoted: false,
        }
    }
}

/// The text without the values of its secrets. Lines keep their numbers. Works on any text, also on
/// one that breaks the grammar of its format; doing it twice changes nothing more.
pub(super) fn taken_out(text: &str) -> String {
    let mut hidden = values::of_secret_names(text);
    hidden.extend(looks::of_secrets(text));
    hidden.extend(calls::of_secrets(text));
    hidden.retain(|h| {
        let value = text.get(h.range.clone()).unwrap_or_default().trim();
        !value.is_empty() && !value.trim_matches('"').starts_with(HIDDEN)
    });
    hidden.sort_by_key(|h| (h.range.start, std::cmp::Reverse(h.range.end)));
    let mut written = String::with_capacity(text.len());
    let mut from = 0;
    for Hidden { range, quoted } in hidden {
        // What begins inside of the last one is part of it.
        let start = range.start.max(from);
        if range.end <= from {
            continue;
        }
        let continued = range.start < from;
        written.push_str(text.get(from..start).unwrap_or_default());
        match (continued, quoted) {
            (true, _) => {}
            (false, true) => written.extend(["\"", HIDDEN, "\""]),
            (false, false) => written.push_str(HIDDEN),
        }
        let gone = text.get(start..range.end).unwrap_or_default();
        written.extend(gone.chars().filter(|c| *c == '\n'));
        from = range.end;
    }
    written.push_str(text.get(from..).unwrap_or_default());
    written
}
