//! Objects of Bicep, as far as the settings of App Service go.

use super::super::draft::line_of;
use super::tree::{Member, Node, Value};
use crate::api::ApiError;

/// Objects and lists inside each other; more is refused rather than followed.
const DEEPEST: usize = 60;

/// Where the object begins that `identityProviders:` is given. JSON has its names in quotes.
pub(super) fn providers(text: &str) -> Option<usize> {
    const NAME: &str = "identityProviders";
    let (at, _) = text.match_indices(NAME).find(|(at, _)| {
        let rest = text.get(at + NAME.len()..).unwrap_or_default();
        let value = rest.trim_start().strip_prefix(':');
        value.is_some_and(|value| value.trim_start().starts_with('{'))
    })?;
    let brace = text.get(at..)?.find('{')?;
    Some(at + brace)
}

/// The object that begins at a place.
pub(super) fn object(name: &str, text: &str, place: usize) -> Result<Node, ApiError> {
    let mut reader = Reader { text, at: place };
    reader.value(0).map_err(|reason| ApiError::Malformed {
        name: name.to_owned(),
        language: "Bicep",
        reason: format!("{reason} on line {}", line_of(text, reader.at)),
    })
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

type Parsed<T> = Result<T, &'static str>;

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self, length: usize) -> &'a str {
        let taken = self.rest().get(..length).unwrap_or_default();
        self.at += taken.len();
        taken
    }

    /// Over white space, commas and comments.
    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n', ',']).len();
            self.take(blank);
            let rest = self.rest();
            let comment = if rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len(), |end| end + 2)
            } else {
                return;
            };
            self.take(comment);
        }
    }

    fn value(&mut self, depth: usize) -> Parsed<Node> {
        if depth > DEEPEST {
            return Err("it is nested too deeply");
        }
        let line = line_of(self.text, self.at);
        let value = match self.peek() {
            Some('{') => Value::Map(self.members(depth)?),
            Some('[') => Value::List(self.list(depth)?),
            Some('\'') => Value::Text(self.string()?),
            None => return Err("a value is missing"),
            Some(_) => self.expression(),
        };
        Ok(Node { line, value })
    }

    fn members(&mut self, depth: usize) -> Parsed<Vec<Member>> {
        let mut members = Vec::new();
        self.take(1);
        loop {
            self.skip();
            let line = line_of(self.text, self.at);
            let name = match self.peek() {
                Some('}') => {
                    self.take(1);
                    return Ok(members);
                }
                Some('\'') => self.string()?,
                Some(_) => {
                    let word = |c: char| c.is_alphanumeric() || c == '_';
                    let rest = self.rest();
                    let length = rest.find(|c| !word(c)).unwrap_or(rest.len());
                    self.take(length).to_owned()
                }
                None => return Err("a closing brace is missing"),
            };
            self.blanks();
            if name.is_empty() || self.peek() != Some(':') {
                return Err("a name with a value was expected");
            }
            self.take(1);
            self.blanks();
            let node = self.value(depth + 1)?;
            members.push(Member { name, line, node });
        }
    }

    fn list(&mut self, depth: usize) -> Parsed<Vec<Node>> {
        let mut values = Vec::new();
        self.take(1);
        loop {
            self.skip();
            match self.peek() {
                Some(']') => {
                    self.take(1);
                    return Ok(values);
                }
                None => return Err("a closing bracket is missing"),
                Some(_) => values.push(self.value(depth + 1)?),
            }
        }
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.take(rest.len() - rest.trim_start_matches([' ', '\t']).len());
    }

    /// A text in single quotes; what stands in `${…}` stays as it is.
    fn string(&mut self) -> Parsed<String> {
        if self.rest().starts_with("'''") {
            let rest = self.rest().get(3..).unwrap_or_default();
            let end = rest.find("'''").ok_or("a closing quote is missing")?;
            let text = rest.get(..end).unwrap_or_default().to_owned();
            self.take(end + 6);
            return Ok(text);
        }
        self.take(1);
        let mut text = String::new();
        let mut inside = 0_usize;
        while let Some(c) = self.peek() {
            self.take(c.len_utf8());
            match c {
                '\'' if inside == 0 => return Ok(text),
                '\n' => break,
                '\\' if inside == 0 => {
                    let escaped = self.peek().ok_or("a closing quote is missing")?;
                    self.take(escaped.len_utf8());
                    text.push(escaped);
                }
                '{' if inside > 0 || text.ends_with('$') => {
                    inside += 1;
                    text.push(c);
                }
                '}' => {
                    inside = inside.saturating_sub(1);
                    text.push(c);
                }
                c => text.push(c),
            }
        }
        Err("a closing quote is missing")
    }

    /// Anything else, up to the end of its line or of what it stands in.
    fn expression(&mut self) -> Value {
        let mut open = 0_usize;
        let mut quoted = false;
        let rest = self.rest();
        let end = rest.find(|c| match c {
            '\'' => {
                quoted = !quoted;
                false
            }
            '\n' => open == 0,
            _ if quoted => false,
            '(' | '[' | '{' => {
                open += 1;
                false
            }
            ')' | ']' | '}' if open > 0 => {
                open -= 1;
                false
            }
            ')' | ']' | '}' | ',' => open == 0,
            _ => false,
        });
        match self.take(end.unwrap_or(rest.len())).trim() {
            "true" => Value::Flag(true),
            "false" => Value::Flag(false),
            "null" => Value::Null,
            number if number.parse::<i64>().is_ok() => Value::Number(number.to_owned()),
            _ => {
                // A sign that begins nothing would be met again and again.
                if end == Some(0) {
                    let first = self.peek().map_or(0, char::len_utf8);
                    self.take(first);
                }
                Value::Computed
            }
        }
    }
}
