//! The values of texts made of words: directives with their arguments (NGINX, Apache), commands with
//! their flags.

use super::LEFT_OUT;
use super::harmless::looks_random;
use super::literal::{Dress, Literal};
use crate::api::import::secrets::HIDDEN;
use crate::api::import::secrets::literals::closing;

/// All values of directives.
pub(super) fn literals(text: &str) -> Vec<Literal<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let blank = line.len() - line.trim_start().len();
        let rest = line.trim();
        let at = from + blank;
        from += line.len();
        if let Some(comment) = rest.strip_prefix('#') {
            push(&mut found, comment, at + 1, "", Dress::Comment);
            continue;
        }
        let directive = first_word(rest);
        found.extend(
            Words::of(
                rest.get(directive..).unwrap_or_default(),
                at + directive,
                Dress::InQuotes,
            )
            .read(),
        );
    }
    found
}

/// The values of a command's line that begins at a place.
pub(super) fn words(line: &str, at: usize) -> Vec<Literal<'_>> {
    Words::of(line, at, Dress::Plain).read()
}

/// What stands at the beginning of a text in the place of a value that was left out before.
pub(super) fn said_before(text: &str) -> Option<&'static str> {
    [HIDDEN, LEFT_OUT]
        .into_iter()
        .find(|said| text.starts_with(said))
}

/// How long the name of a directive is: letters only, else it is a value.
fn first_word(line: &str) -> usize {
    let rest = line.trim_start_matches(['<', '/', '}']).trim_start();
    let begins = line.len() - rest.len();
    let length = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '{' | ';' | '>'))
        .unwrap_or(rest.len());
    let word = rest.get(..length).unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphabetic() || c == '_';
    if word.chars().all(plain) {
        begins + length
    } else {
        begins
    }
}

fn push<'t>(found: &mut Vec<Literal<'t>>, value: &'t str, at: usize, key: &'t str, dress: Dress) {
    if !value.trim().is_empty() {
        found.push(Literal {
            range: at..at + value.len(),
            value,
            key,
            dress,
        });
    }
}

/// Reads the words of a line.
struct Words<'t> {
    rest: &'t str,
    at: usize,
    /// The flag before.
    flag: &'t str,
    /// What takes the place of a word without quotes.
    dress: Dress,
    found: Vec<Literal<'t>>,
}

impl<'t> Words<'t> {
    fn of(line: &'t str, at: usize, dress: Dress) -> Self {
        Self {
            rest: line,
            at,
            flag: "",
            dress,
            found: Vec::new(),
        }
    }

    fn read(mut self) -> Vec<Literal<'t>> {
        while let Some(next) = self.rest.chars().next() {
            if let Some(said) = said_before(self.rest) {
                self.skip(said.len());
                continue;
            }
            match next {
                c if c.is_whitespace() || is_sign(c) => self.skip(next.len_utf8()),
                '#' => {
                    self.skip(1);
                    push(&mut self.found, self.rest, self.at, "", Dress::Comment);
                    return self.found;
                }
                '"' | '\'' | '`' => self.quoted(next),
                _ => self.word(),
            }
        }
        self.found
    }

    fn skip(&mut self, length: usize) {
        self.rest = self.rest.get(length..).unwrap_or_default();
        self.at += length;
    }

    fn quoted(&mut self, quote: char) {
        self.skip(1);
        let length = closing(self.rest, quote);
        let value = self.rest.get(..length).unwrap_or_default();
        push(&mut self.found, value, self.at, self.flag, Dress::Plain);
        self.flag = "";
        self.skip((length + 1).min(self.rest.len()));
    }

    /// A flag, a name with its value, or a value.
    fn word(&mut self) {
        let ends = |c: char| c.is_whitespace() || matches!(c, ';' | '>' | '"' | '\'' | '`');
        let length = self.rest.find(ends).unwrap_or(self.rest.len());
        let word = self.rest.get(..length).unwrap_or_default();
        let equals = word.find('=').filter(|at| {
            let name = word.get(..*at).unwrap_or_default();
            let plain = |c: char| c.is_ascii_alphanumeric() || "_-.@".contains(c);
            let padding = word.trim_end_matches('=').len() == *at && looks_random(name);
            !name.is_empty() && name.len() <= 64 && name.chars().all(plain) && !padding
        });
        let variable = word.starts_with('$')
            && word
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "_${}".contains(c));
        if let Some(equals) = equals {
            // Its value comes next.
            self.flag = word.get(..equals).unwrap_or_default();
            self.skip(equals + 1);
            return;
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if word.starts_with("--") && word.chars().all(plain) && word.len() <= 64 {
            self.flag = word;
        } else if !variable {
            push(&mut self.found, word, self.at, self.flag, self.dress);
            self.flag = "";
        }
        self.skip(length.max(1));
    }
}

fn is_sign(c: char) -> bool {
    matches!(
        c,
        '{' | '}' | ';' | '\\' | '(' | ')' | '<' | '>' | '|' | '&'
    )
}
