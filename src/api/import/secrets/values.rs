//! The values of settings whose names say that they are secrets, in any of the formats: JSON, XML,
//! YAML, properties, environment lines, command lines, code.

use std::cell::Cell;
use std::ops::Range;

use super::Hidden;
use super::literals::{closing, is_expression, is_public, is_variable, says_something_else};
use super::names::{is_weak, names_a_credential, names_a_secret};

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

/// What stands before a name, kept from one name to the next: lines may be as long as the text.
#[derive(Debug, Default)]
struct Around {
    /// Up to where it is known.
    at: usize,
    /// Where the line begins.
    line: usize,
    /// Whether the quotes in the line don't match.
    odd: bool,
    /// The last angle bracket.
    angle: Option<u8>,
    /// Whether it stands in this line.
    angle_in_line: bool,
    /// The end of the last block or list that is hidden: what stands in it needs no look of its own.
    hidden: usize,
    /// Where the last search for each kind of end began and what it found.
    ends: Cell<[(usize, usize); 4]>,
}

impl Around {
    fn advance(&mut self, text: &str, to: usize) {
        let passed = text.as_bytes().get(self.at..to).unwrap_or_default();
        for (index, byte) in passed.iter().enumerate() {
            match byte {
                b'\n' => {
                    (self.line, self.odd) = (self.at + index + 1, false);
                    self.angle_in_line = false;
                }
                b'"' => self.odd = !self.odd,
                b'<' | b'>' => (self.angle, self.angle_in_line) = (Some(*byte), true),
                _ => {}
            }
        }
        self.at = to;
    }

    fn skip(&mut self, hidden: &[Hidden]) {
        // One value ends with its line or its quotes; what is longer is looked at once.
        let end = hidden.iter().map(|h| h.range.end).max();
        self.hidden = self.hidden.max(end.unwrap_or_default());
    }

    /// The first of these characters from a place on, else the end of the text. `kind` says which
    /// search this is: it is not begun anew where its last one leads.
    fn end(&self, text: &str, at: usize, kind: usize, ends: &[char]) -> usize {
        let mut all = self.ends.get();
        let Some(last) = all.get_mut(kind) else {
            return text.len();
        };
        if !(last.0 <= at && at <= last.1) {
            let found = text.get(at..).and_then(|rest| rest.find(ends));
            *last = (at, found.map_or(text.len(), |found| at + found));
        }
        let end = last.1;
        self.ends.set(all);
        end
    }
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

/// Kinds of searches for ends.
mod kind {
    pub(super) const LINE: usize = 0;
    pub(super) const PART: usize = 1;
    pub(super) const MEMBER: usize = 2;
    pub(super) const FLAG: usize = 3;
}

struct Place<'a> {
    text: &'a str,
    name: &'a Range<usize>,
    around: &'a Around,
}

impl Place<'_> {
    fn find(&self) -> Vec<Hidden> {
        let name_is_weak = is_weak(self.rest_at(self.name.start, self.name.end));
        let before = self.text.get(..self.name.start).unwrap_or_default();
        let after = self.from(self.name.end);
        let quoted_name = after.starts_with(['"', '\'']);
        let opened = self.around.angle == Some(b'<');
        let element = before.ends_with(['<', ':']) && opened && self.around.angle_in_line;
        if let Some(range) = element.then(|| self.element()).flatten() {
            // Keys in elements are told by their look: they may be certificates.
            let key = self.rest_at(self.name.start, self.name.end) == "key";
            return if key {
                Vec::new()
            } else {
                vec![Hidden::plain(range)]
            };
        }
        // In XML `key="…"` holds the name of a setting.
        let attribute = name_is_weak && after.starts_with("=\"") && opened;
        if attribute {
            return Vec::new();
        }
        if let Some(at) = self.beside(quoted_name) {
            return self.value(at, quoted_name);
        }
        match self.separator(quoted_name) {
            Some(at) => self.value(at, quoted_name),
            None => Vec::new(),
        }
    }

    /// The beginning of the line in which the name stands.
    fn own_line(&self) -> &str {
        self.rest_at(self.around.line, self.name.start)
    }

    fn from(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or_default()
    }

    fn rest_at(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The text of an XML element of that name.
    fn element(&self) -> Option<Range<usize>> {
        let rest = self.from(self.name.end);
        // It holds attributes at most.
        let opened = rest
            .find(['<', '>'])
            .filter(|at| rest.get(*at..).is_some_and(|r| r.starts_with('>')))?;
        let attributes = rest.get(..opened)?;
        if attributes.ends_with('/')
            || !(attributes.is_empty() || attributes.starts_with([' ', '\n']))
        {
            return None;
        }
        let start = self.name.end + opened + 1;
        let value = self.from(start);
        let end = value.find('<').or_else(|| value.find('\n'));
        let end = start + end.unwrap_or(value.len());
        Some(start..end)
    }

    /// Where the value begins that stands beside a name under a name of its own: `key="…" value="…"`,
    /// `"name": "…", "value": "…"`, `- name: …` and `value: …` on the next line.
    fn beside(&self, quoted: bool) -> Option<usize> {
        let mut at = self.name.end + usize::from(quoted);
        let blank = |c: char| c.is_whitespace() || matches!(c, ',' | '"' | '\'');
        at += self.from(at).len() - self.from(at).trim_start_matches(blank).len();
        let word = self.from(at).get(..5)?;
        if !word.eq_ignore_ascii_case("value") {
            return None;
        }
        at += 5;
        let rest = self.from(at).trim_start_matches(['"', '\'']);
        let rest = rest.trim_start_matches([' ', '\t']);
        let rest = rest.strip_prefix([':', '='])?;
        let rest = rest.trim_start_matches([' ', '\t']);
        Some(self.text.len() - rest.len())
    }

    /// Where the value begins after a separator: `=`, `:`, `=>`, `:=`, an opening parenthesis; after
    /// a blank on a command line.
    fn separator(&self, quoted: bool) -> Option<usize> {
        let rest = self.from(self.name.end + usize::from(quoted));
        let rest = rest.strip_prefix(']').unwrap_or(rest);
        let trimmed = if quoted {
            rest.trim_start()
        } else {
            rest.trim_start_matches([' ', '\t'])
        };
        let flag = self
            .rest_at(self.name.start, self.name.end)
            .starts_with("--");
        let after = if let Some(after) = trimmed.strip_prefix('(') {
            // A call: only a text in quotes is meant.
            let after = after.trim_start();
            if names_a_credential(self.rest_at(self.name.start, self.name.end)) {
                // Its first arguments are IDs.
                return None;
            }
            return after
                .starts_with(['"', '\'', '@', '`'])
                .then(|| self.text.len() - after.len());
        } else if trimmed.starts_with("==")
            || trimmed.starts_with("::")
            || trimmed.starts_with("://")
        {
            return None;
        } else if let Some(after) = trimmed
            .strip_prefix("=>")
            .or_else(|| trimmed.strip_prefix(":="))
        {
            after
        } else if let Some(after) = trimmed.strip_prefix(['=', ':']) {
            after
        } else if flag && trimmed.len() < rest.len() && !trimmed.starts_with('-') {
            trimmed
        } else {
            return None;
        };
        let after = if quoted {
            after.trim_start()
        } else {
            after.trim_start_matches([' ', '\t'])
        };
        Some(self.text.len() - after.len())
    }

    /// The value that begins at a place.
    fn value(&self, at: usize, quoted_name: bool) -> Vec<Hidden> {
        let rest = self.from(at);
        let opened = rest.trim_start_matches(['@', '$', 'r', 'b', 'f', 'u']);
        let prefix = rest.len() - opened.len();
        if let Some(quote) = opened
            .chars()
            .next()
            .filter(|c| matches!(c, '"' | '\'' | '`'))
            && (prefix == 0 || prefix <= 2 && !self.inside_quotes(quoted_name))
        {
            let start = at + prefix + 1;
            return vec![Hidden::plain(
                start..start + closing(self.from(start), quote),
            )];
        }
        if names_a_credential(self.rest_at(self.name.start, self.name.end)) {
            // Without quotes it is an object or made by a call.
            return Vec::new();
        }
        let hidden = at < self.around.hidden;
        if rest.starts_with('[') && hidden {
            return Vec::new();
        }
        if rest.starts_with('[') {
            return self.list(at);
        }
        if rest.starts_with(['{', '(']) && !rest.starts_with("{{") {
            return Vec::new();
        }
        let end = self.around.end(self.text, at, kind::LINE, &['\n']);
        let line = self.rest_at(at, end);
        if matches!(line.trim_end(), "|" | ">" | "|-" | ">-" | "|+" | ">+") {
            if hidden {
                return Vec::new();
            }
            return vec![Hidden::plain(self.block(at, line))];
        }
        self.bare(at, quoted_name)
    }

    /// Whether the name stands inside of a text in quotes.
    fn inside_quotes(&self, quoted_name: bool) -> bool {
        self.around.odd && !quoted_name
    }

    /// The texts in a list.
    fn list(&self, at: usize) -> Vec<Hidden> {
        let inside = self.from(at);
        let end = inside.find([']', '{']).unwrap_or(inside.len());
        let mut found = Vec::new();
        let mut from = at;
        while let Some(quote) = self.rest_at(from, at + end).find('"') {
            let start = from + quote + 1;
            let stop = start + closing(self.from(start), '"');
            found.push(Hidden::plain(start..stop));
            from = (stop + 1).min(at + end);
        }
        found
    }

    /// The lines of a block in YAML: those that are indented further than the name.
    fn block(&self, at: usize, line: &str) -> Range<usize> {
        let own = self.own_line();
        let indent = own.chars().take_while(|c| matches!(c, ' ' | '-')).count();
        let start = at + line.len() + 1;
        let mut end = start;
        for line in self.from(start).split_inclusive('\n') {
            let deeper = line.chars().take_while(|c| *c == ' ').count() > indent;
            if !deeper && !line.trim().is_empty() {
                break;
            }
            end += line.len();
        }
        let lines = self.rest_at(start, end);
        let first = start + lines.len() - lines.trim_start().len();
        first..first.max(start + lines.trim_end().len())
    }

    /// A value without quotes.
    fn bare(&self, at: usize, quoted_name: bool) -> Vec<Hidden> {
        let own = self.own_line();
        let part = self.inside_quotes(quoted_name) || own.ends_with([';', '?', '&']);
        let flag = self
            .rest_at(self.name.start, self.name.end)
            .starts_with("--");
        let (kind, ends): (usize, &[char]) = if part {
            (kind::PART, &[';', '"', '\'', '<', '&', '\n'])
        } else if quoted_name {
            (kind::MEMBER, &[',', '}', ']', '\n'])
        } else if flag {
            (kind::FLAG, &[' ', '"', '\'', '\n'])
        } else {
            (kind::LINE, &['\n'])
        };
        let end = self.around.end(self.text, at, kind, ends);
        let value = self.rest_at(at, end).trim_end();
        if !part && !flag && !quoted_name && is_expression(value, own) {
            return Vec::new();
        }
        let nothing = quoted_name && matches!(value, "null" | "true" | "false") || value.is_empty();
        if nothing || is_variable(value) {
            return Vec::new();
        }
        vec![Hidden {
            range: at..at + value.len(),
            quoted: quoted_name && !part,
        }]
    }
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
