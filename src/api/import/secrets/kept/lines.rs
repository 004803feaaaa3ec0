//! The values of texts with a setting a line: YAML, properties, environment variables, settings of
//! TOML's kind, and command lines in between.

use super::harmless::looks_random;
use super::literal::{Dress, Literal};
use super::terms;
use crate::api::import::secrets::literals::closing;

/// All of them.
pub(super) fn literals(text: &str) -> Vec<Literal<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut key = "";
    for line in text.split_inclusive('\n') {
        let mut reader = Reader {
            text,
            at: from,
            end: from + line.trim_end().len(),
            key,
            found: &mut found,
        };
        reader.line();
        key = reader.key;
        from += line.len();
    }
    found
}

/// Reads one line.
struct Reader<'t, 'f> {
    text: &'t str,
    at: usize,
    end: usize,
    /// The last name: what stands in lists below it belongs to it.
    key: &'t str,
    found: &'f mut Vec<Literal<'t>>,
}

/// What ends a name.
const SEPARATORS: [&str; 4] = ["=>", ":=", "=", ":"];

impl<'t> Reader<'t, '_> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    fn push(&mut self, length: usize, dress: Dress) {
        let value = self.text.get(self.at..self.at + length).unwrap_or_default();
        if !value.trim().is_empty() {
            self.found.push(Literal {
                range: self.at..self.at + length,
                value,
                key: self.key,
                dress,
            });
        }
        self.at += length;
    }

    fn blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn line(&mut self) {
        self.blanks();
        if self.comment() || self.is_mark() {
            return;
        }
        let mut item = false;
        while self.rest().starts_with("- ") {
            self.at += 2;
            self.blanks();
            item = true;
        }
        let rest = self.rest();
        let length = name(rest).filter(|length| {
            // The signs at the end of base64 are padding.
            let value = rest.get(*length..).unwrap_or_default();
            let empty = value.trim_start_matches(['=', ':', ' ']).is_empty();
            !(empty && rest.get(..*length).is_some_and(looks_random))
        });
        if let Some(length) = length {
            let named = rest.get(..length).unwrap_or_default();
            self.key = named.rsplit([' ', '\t']).next().unwrap_or_default();
            self.at += length;
            self.separator();
            self.value();
        } else if rest.starts_with(['"', '\'', '{', '[', '}', ']', ',', '`']) {
            self.flow();
        } else if item && !rest.starts_with("--") {
            self.bare();
        } else {
            self.command();
        }
    }

    /// A comment over the whole rest of the line.
    fn comment(&mut self) -> bool {
        let rest = self.rest();
        let begins = rest.starts_with('#') && !rest.starts_with("#{") || rest.starts_with("//");
        if begins || rest.starts_with(';') {
            self.at += if rest.starts_with("//") { 2 } else { 1 };
            let length = self.rest().len();
            self.push(length, Dress::Comment);
        }
        begins
    }

    /// Lines without values: `---`, `[section]`, the lines around PEM.
    fn is_mark(&self) -> bool {
        let rest = self.rest();
        let section = rest
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'));
        let word = |c: char| c.is_ascii_alphabetic() || matches!(c, '.' | '_' | '-');
        section.is_some_and(|name| !name.is_empty() && name.chars().all(word))
            || rest.chars().all(|c| !c.is_alphanumeric())
            || rest.starts_with("-----")
    }

    fn separator(&mut self) {
        self.blanks();
        let rest = self.rest();
        let separator = SEPARATORS.iter().find(|sign| rest.starts_with(**sign));
        self.at += separator.map_or(0, |sign| sign.len());
        self.blanks();
    }

    /// What stands after a name.
    fn value(&mut self) {
        // A tag or an anchor of YAML.
        while self.rest().starts_with(['!', '&']) {
            let word = self.rest().find(' ').unwrap_or(self.rest().len());
            self.at += word;
            self.blanks();
        }
        let rest = self.rest();
        let block = matches!(rest.trim_end_matches(['+', '-', '1', '2', '4']), "|" | ">");
        let placeholder = rest.starts_with("{{") || rest.starts_with("{%");
        if rest.is_empty() || block || rest.starts_with('*') && rest.len() < 40 {
            return;
        }
        if rest.starts_with(['"', '\'', '{', '[', '`']) && !placeholder {
            self.flow();
        } else {
            self.bare();
        }
    }

    /// A value without quotes, up to a comment or the end of the line.
    fn bare(&mut self) {
        let rest = self.rest();
        let comment = rest.find(" #");
        let value = rest.get(..comment.unwrap_or(rest.len()));
        let value = value.unwrap_or_default().trim_end();
        let value = value.strip_suffix('\\').unwrap_or(value).trim_end();
        self.push(value.len(), Dress::Plain);
        self.blanks();
        if comment.is_some() {
            self.comment();
        }
    }

    /// Lists and objects in one line, or a part of one; texts in quotes.
    fn flow(&mut self) {
        while self.at < self.end {
            self.blanks();
            let rest = self.rest();
            let Some(next) = rest.chars().next() else {
                return;
            };
            if let Some(said) = terms::said_before(rest) {
                self.at += said.len();
                continue;
            }
            match next {
                '"' | '\'' | '`' => self.quoted(next),
                '#' => {
                    self.comment();
                }
                '{' if rest.starts_with("{{") => {
                    self.at += rest.find("}}").map_or(rest.len(), |end| end + 2);
                }
                '{' | '}' | '[' | ']' | ',' | ':' | '=' | ';' | '\\' | '>' | '(' | ')' => {
                    self.at += 1;
                }
                _ => self.word(),
            }
        }
    }

    /// A text in quotes, or a name in quotes.
    fn quoted(&mut self, quote: char) {
        let inside = self.rest().get(1..).unwrap_or_default();
        let length = if quote == '\'' {
            inside.find('\'').unwrap_or(inside.len())
        } else {
            closing(inside, quote)
        };
        self.at += 1;
        let value = inside.get(..length).unwrap_or_default();
        let after = inside.get(length + 1..).unwrap_or_default().trim_start();
        if length == inside.len() && value.trim_start().starts_with(['{', '[']) {
            // What is quoted goes on over lines.
            return;
        }
        if after.starts_with([':', '=']) {
            self.key = value;
            self.at += length;
        } else {
            self.push(length, Dress::Plain);
        }
        self.at = (self.at + 1).min(self.end);
    }

    /// A word in a list or an object.
    fn word(&mut self) {
        let rest = self.rest();
        let ends = |c: char| matches!(c, ',' | ']' | '}' | '{' | '[');
        let end = rest.find(ends).unwrap_or(rest.len());
        let word = rest.get(..end).unwrap_or_default();
        if let Some(colon) = word.find(": ").or_else(|| word.find('=')) {
            self.key = word.get(..colon).unwrap_or_default().trim();
            self.at += colon + 1;
        } else {
            self.push(word.trim_end().len(), Dress::Plain);
        }
    }

    /// A line of a command: words.
    fn command(&mut self) {
        let line = self.rest();
        let found = terms::words(line, self.at);
        self.found.extend(found);
        self.at = self.end;
    }
}

/// How long the name is at the beginning of a line, where a separator follows.
fn name(line: &str) -> Option<usize> {
    if let Some(quote) = line.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let inside = line.get(1..)?;
        let length = closing(inside, quote);
        let after = inside.get(length + 1..)?.trim_start();
        return after.starts_with([':', '=']).then_some(length + 2);
    }
    let declared = ["export ", "set ", "ENV ", "env ", "$env:", "-e ", "var "];
    let before = declared.iter().find(|word| line.starts_with(**word));
    let before = before.map_or(0, |word| word.len());
    let rest = line.get(before..)?;
    let fits = |c: char| c.is_alphanumeric() || "_-.$@/[]%:*<~+".contains(c);
    let run = rest.find(|c| !fits(c)).unwrap_or(rest.len());
    let word = rest.get(..run)?;
    let after = rest.get(run..)?;
    let follows = after.trim_start_matches([' ', '\t']);
    if follows.starts_with('=') && !word.is_empty() && !word.contains("://") {
        return Some(before + run);
    }
    // `name: value`; with several words before the colon too.
    let colon = rest
        .find(": ")
        .or_else(|| rest.strip_suffix(':').map(str::len));
    let plain = |c: char| c.is_alphanumeric() || "_-./$ <~*()%".contains(c);
    if let Some(colon) = colon {
        let name = rest.get(..colon)?;
        return (!name.is_empty() && name.chars().all(plain)).then_some(before + colon);
    }
    // `name:value`, but no address.
    let colon = word.find(':')?;
    let value = word.get(colon + 1..)?;
    let name = word.get(..colon)?;
    let plain = |c: char| c.is_alphanumeric() || "_-.".contains(c);
    let pair = !name.is_empty() && name.chars().all(plain) && !value.starts_with("//");
    (pair && !name.starts_with('-')).then_some(before + colon)
}
