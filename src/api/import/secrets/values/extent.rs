//! How far a value goes: to its closing quote, over a list, a block or a line.

use std::ops::Range;

use super::super::Hidden;
use super::super::literals::{closing, is_expression, is_variable};
use super::super::names::names_a_credential;
use super::around::kind;
use super::place::Place;

impl Place<'_> {
    /// The value that begins at a place.
    pub(super) fn value(&self, at: usize, quoted_name: bool) -> Vec<Hidden> {
        let at = at + anchor(self.from(at));
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
            let inside = self.from(start);
            let length = match inside.find(quote) {
                // Between these a text may have lines and backslashes of its own.
                Some(length) if quote == '`' => length,
                _ => closing(inside, quote),
            };
            return vec![Hidden::plain(start..start + length)];
        }
        if names_a_credential(self.own_name()) {
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
        let flag = self.is_flag();
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

/// How long the anchor of YAML before a value is, `&name `: what refers to it needs it.
fn anchor(value: &str) -> usize {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let name = value.strip_prefix('&').unwrap_or_default();
    let behind = name.trim_start_matches(is_name);
    if behind.len() == name.len() || !behind.starts_with(' ') {
        return 0;
    }
    value.len() - behind.trim_start_matches(' ').len()
}
