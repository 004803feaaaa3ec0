//! Where the value of a name begins, whatever the format.

use std::ops::Range;

use super::super::Hidden;
use super::super::names::{is_weak, names_a_credential};
use super::around::Around;

/// A name in a text.
pub(super) struct Place<'a> {
    pub(super) text: &'a str,
    pub(super) name: &'a Range<usize>,
    pub(super) around: &'a Around,
}

impl Place<'_> {
    /// The values that belong to it.
    pub(super) fn find(&self) -> Vec<Hidden> {
        let name_is_weak = is_weak(self.own_name());
        let before = self.text.get(..self.name.start).unwrap_or_default();
        let after = self.from(self.name.end);
        let quoted_name = after.starts_with(['"', '\'']);
        let opened = self.around.angle == Some(b'<');
        let element = before.ends_with(['<', ':']) && opened && self.around.angle_in_line;
        if let Some(range) = element.then(|| self.element()).flatten() {
            // Keys in elements are told by their look: they may be certificates.
            let key = self.own_name() == "key";
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
    pub(super) fn own_line(&self) -> &str {
        self.rest_at(self.around.line, self.name.start)
    }

    pub(super) fn from(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or_default()
    }

    pub(super) fn rest_at(&self, start: usize, end: usize) -> &str {
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
        let behind_index = rest.starts_with(']');
        let rest = rest.strip_prefix(']').unwrap_or(rest);
        let without_blanks = |text| without_blanks(text, quoted);
        let trimmed = without_blanks(rest);
        if let Some(argument) = trimmed.strip_prefix('(') {
            return self.argument(argument.trim_start());
        }
        if ["==", "::", "://"].iter().any(|no| trimmed.starts_with(no)) {
            return None;
        }
        let separators = ["=>", ":=", "=", ":"];
        let separated = separators.iter().find_map(|s| trimmed.strip_prefix(s));
        let flag = self.is_flag() && trimmed.len() < rest.len() && !trimmed.starts_with('-');
        let after = separated.or(flag.then_some(trimmed))?;
        // `for key in jwks["keys"]:` begins a block.
        let block = behind_index
            && after
                .trim_start_matches([' ', '\t'])
                .starts_with(['\n', '\r']);
        if block {
            return None;
        }
        Some(self.text.len() - without_blanks(after).len())
    }

    /// Where the value begins that a call is given: only a text in quotes is meant.
    fn argument(&self, argument: &str) -> Option<usize> {
        let quoted = argument.starts_with(['"', '\'', '@', '`']);
        // The first arguments of credentials are IDs.
        let credential = names_a_credential(self.own_name());
        (quoted && !credential).then(|| self.text.len() - argument.len())
    }

    /// The name itself.
    pub(super) fn own_name(&self) -> &str {
        self.rest_at(self.name.start, self.name.end)
    }

    /// Whether it is a flag of a command.
    pub(super) fn is_flag(&self) -> bool {
        self.own_name().starts_with("--")
    }
}

/// A text without the blanks at its beginning; after a name in quotes line ends are blanks too.
fn without_blanks(text: &str, quoted: bool) -> &str {
    if quoted {
        text.trim_start()
    } else {
        text.trim_start_matches([' ', '\t'])
    }
}
