//! The values of code and JSON: strings, long numbers, comments.

use super::literal::{Dress, Grammar, Literal};
use crate::api::import::secrets::literals::closing;

/// Calls that are told the name of something.
const NAMING: [&str; 14] = [
    "require",
    "import",
    "GetSection",
    "GetRequiredSection",
    "GetValue",
    "GetConnectionString",
    "GetEnvironmentVariable",
    "getenv",
    "Getenv",
    "LookupEnv",
    "AddPolicy",
    "PassportStrategy",
    "authenticate",
    "include",
];

/// Longer numbers may be secrets.
const LONGEST_NUMBER: usize = 8;

/// All of them.
pub(super) fn literals(text: &str, grammar: Grammar) -> Vec<Literal<'_>> {
    let mut reader = Reader {
        text,
        grammar,
        at: 0,
        before: Before::Nothing,
        key: "",
        around: Vec::new(),
        found: Vec::new(),
    };
    while reader.at < text.len() {
        reader.step();
    }
    reader.found
}

/// What stands before a place, without blanks and comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before<'t> {
    Nothing,
    Name(&'t str),
    /// A string that is a key, or a value.
    Text(&'t str),
    Sign(char),
}

struct Reader<'t> {
    text: &'t str,
    grammar: Grammar,
    at: usize,
    before: Before<'t>,
    /// The name that the next value stands under.
    key: &'t str,
    /// The names before the brackets that are open, and whether each opens an index or a call that
    /// names something.
    around: Vec<(&'t str, bool)>,
    found: Vec<Literal<'t>>,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn step(&mut self) {
        let rest = self.rest();
        let Some(next) = rest.chars().next() else {
            return;
        };
        if next.is_whitespace() {
            self.at += next.len_utf8();
        } else if let Some((opening, length, ending)) = self.comment(rest) {
            self.push(self.at + opening, length, Dress::Comment);
            self.at += opening + length + ending;
        } else if let Some(length) = self.pattern(rest) {
            self.at += length;
            self.before = Before::Sign('/');
        } else if self.grammar == Grammar::Hcl && rest.starts_with("<<") {
            self.heredoc(rest);
        } else if is_quote(next) {
            self.string(rest, next);
        } else if next.is_alphanumeric() || next == '_' || next == '$' {
            self.word(rest, next);
        } else {
            self.sign(next);
        }
    }

    fn push(&mut self, start: usize, length: usize, dress: Dress) {
        let value = self.text.get(start..start + length).unwrap_or_default();
        if !value.trim().is_empty() {
            self.found.push(Literal {
                range: start..start + length,
                value,
                key: self.key,
                dress,
            });
        }
    }

    /// How long a comment's opening, its text and its ending are.
    fn comment(&self, rest: &str) -> Option<(usize, usize, usize)> {
        let hash = match self.grammar {
            Grammar::Python | Grammar::Hcl => true,
            Grammar::CSharp => {
                let before = self.text.get(..self.at).unwrap_or_default();
                let line = before.rsplit('\n').next().unwrap_or_default();
                line.trim().is_empty()
            }
            _ => false,
        };
        if hash && rest.starts_with('#')
            || self.grammar != Grammar::Python && rest.starts_with("//")
        {
            let opening = if rest.starts_with('#') { 1 } else { 2 };
            let line = rest.find(['\n', '\r']).unwrap_or(rest.len());
            return Some((opening, line - opening, 0));
        }
        let inside = rest
            .strip_prefix("/*")
            .filter(|_| self.grammar != Grammar::Python)?;
        Some((2, inside.find("*/")?, 2))
    }

    /// How long a regular expression of JavaScript is: it may hold quotes.
    fn pattern(&self, rest: &str) -> Option<usize> {
        let possible = match self.before {
            Before::Nothing => true,
            Before::Sign(sign) => !matches!(sign, ')' | ']' | '}'),
            Before::Name(name) => name == "return",
            Before::Text(_) => false,
        };
        if self.grammar != Grammar::JavaScript || !possible || !rest.starts_with('/') {
            return None;
        }
        let line = rest.lines().next().unwrap_or_default();
        let mut escaped = false;
        for (at, c) in line.char_indices().skip(1) {
            if c == '/' && !escaped {
                return Some(at + 1);
            }
            escaped = c == '\\' && !escaped;
        }
        None
    }

    /// `<<KEY` with its lines.
    fn heredoc(&mut self, rest: &'t str) {
        let (first, inside) = rest.split_once('\n').unwrap_or((rest, ""));
        let word = first.trim_start_matches(['<', '-', '~']).trim();
        let mut length = 0;
        for line in inside.split_inclusive('\n') {
            if line.trim() == word {
                break;
            }
            length += line.len();
        }
        let start = self.at + rest.len() - inside.len();
        let body = inside.get(..length).unwrap_or_default();
        let blank = body.len() - body.trim_start().len();
        self.push(start + blank, body.trim().len(), Dress::Plain);
        self.at = start + length + word.len().min(inside.len() - length);
        self.before = Before::Text("");
    }

    fn string(&mut self, rest: &'t str, quote: char) {
        let (opening, length) = self.inside(rest, quote);
        let start = self.at + opening;
        let value = self.text.get(start..start + length).unwrap_or_default();
        let end = (start + length + opening).min(self.text.len());
        let after = self.text.get(end..).unwrap_or_default().trim_start();
        let begins = self.grammar == Grammar::Json
            || matches!(self.before, Before::Nothing | Before::Sign('{' | ','));
        let is_key = begins && after.starts_with(':') && !after.starts_with("::");
        if !is_key {
            let dress = if self.is_named() {
                Dress::Name
            } else {
                Dress::Plain
            };
            self.push(start, length, dress);
        }
        self.at = end;
        self.before = Before::Text(value);
    }

    /// How long the opening quotes are, and what stands between them and the closing ones.
    fn inside(&self, rest: &str, quote: char) -> (usize, usize) {
        let opening = rest.len() - rest.trim_start_matches(quote).len();
        let raw = matches!(self.grammar, Grammar::CSharp if quote == '"')
            || self.grammar == Grammar::Python;
        if raw && opening >= 3 {
            let opening = if self.grammar == Grammar::Python {
                3
            } else {
                opening
            };
            let ends = rest.get(..opening).unwrap_or_default();
            let inside = rest.get(opening..).unwrap_or_default();
            return (opening, inside.find(ends).unwrap_or(inside.len()));
        }
        let inside = rest.get(1..).unwrap_or_default();
        let before = self.text.get(..self.at).unwrap_or_default();
        let verbatim =
            self.grammar == Grammar::CSharp && (before.ends_with('@') || before.ends_with("@$"));
        if verbatim {
            return (1, doubled(inside));
        }
        if quote == '`' {
            return (1, inside.find('`').unwrap_or(inside.len()));
        }
        (1, closing(inside, quote))
    }

    /// Whether a string is the name of something.
    fn is_named(&self) -> bool {
        let imported = matches!(self.before, Before::Name("from" | "import" | "case"));
        imported || self.around.last().is_some_and(|(_, names)| *names)
    }

    /// A name or a number.
    fn word(&mut self, rest: &'t str, next: char) {
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
        let number = |c: char| fits(c) || c == '.';
        let digits = next.is_ascii_digit();
        let length = if digits {
            rest.find(|c| !number(c))
        } else {
            rest.find(|c| !fits(c))
        };
        let word = rest.get(..length.unwrap_or(rest.len())).unwrap_or_default();
        let json = self.grammar == Grammar::Json;
        if digits && word.len() > LONGEST_NUMBER {
            self.push(self.at, word.len(), Dress::Number);
        } else if json && !digits && !matches!(word, "true" | "false" | "null") {
            self.push(self.at, word.len(), Dress::InQuotes);
        }
        self.at += word.len();
        self.before = Before::Name(word);
    }

    fn sign(&mut self, sign: char) {
        let name = match self.before {
            Before::Name(name) | Before::Text(name) => Some(name),
            _ => None,
        };
        match sign {
            '(' | '[' | '{' => {
                let names = match sign {
                    '[' => matches!(self.before, Before::Name(_)),
                    '(' => name.is_some_and(|name| NAMING.contains(&name)),
                    _ => false,
                };
                if let (Some(name), '(' | '[') = (name, sign) {
                    self.key = name;
                }
                self.around.push((self.key, names));
            }
            ')' | ']' | '}' => {
                self.around.pop();
                self.key = self.around.last().map_or("", |(key, _)| key);
            }
            ',' | ';' => self.key = self.around.last().map_or("", |(key, _)| key),
            '=' | ':' => self.key = name.unwrap_or(self.key),
            _ => {}
        }
        self.at += sign.len_utf8();
        // The type of `GetValue<string>(` is none of its name.
        self.before = match (sign, self.before) {
            ('<' | '>', Before::Name(name)) if NAMING.contains(&name) || name == "string" => {
                Before::Name("GetValue")
            }
            _ => Before::Sign(sign),
        };
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`')
}

/// The length of a text in which a doubled quote stands for one.
fn doubled(inside: &str) -> usize {
    let mut from = 0;
    while let Some(at) = inside.get(from..).and_then(|rest| rest.find('"')) {
        let end = from + at;
        if !inside
            .get(end + 1..)
            .is_some_and(|rest| rest.starts_with('"'))
        {
            return end;
        }
        from = end + 2;
    }
    inside.len()
}
