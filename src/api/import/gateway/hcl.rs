//! HCL, the language of Vault and Terraform, as far as configurations of tokens go.

use super::tree::{Member, Node, Value};
use crate::api::ApiError;

/// Blocks and lists inside each other; more is refused rather than followed.
const DEEPEST: usize = 60;

/// Whether a text is HCL: its first line that says something begins a block or sets a value.
pub(super) fn is_hcl(text: &str) -> bool {
    let says = |line: &&str| !line.is_empty() && !line.starts_with(['#', '/', '*']);
    let Some(line) = text.lines().map(str::trim).find(says) else {
        return false;
    };
    let word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let end = line.find(|c| !word(c)).unwrap_or(line.len());
    let rest = line.get(end..).unwrap_or_default().trim_start();
    end > 0 && (rest.starts_with(['=', '"']) || rest.starts_with('{')) && !rest.starts_with("==")
}

/// The text as a tree: a block is a member with its type's name; its labels are left out.
pub(super) fn parse(name: &str, text: &str) -> Result<Node, ApiError> {
    let mut reader = Reader::new(text);
    let parsed = reader.body(None, 0);
    parsed
        .map(|members| Node {
            line: 1,
            value: Value::Map(members),
        })
        .map_err(|problem| {
            let (line, column) = (reader.line, reader.column());
            ApiError::Malformed {
                name: name.to_owned(),
                language: "HCL",
                reason: format!("{problem} on line {line} column {column}"),
            }
        })
}

struct Reader<'a> {
    rest: &'a str,
    /// The text from the beginning of the line on.
    line_start: &'a str,
    line: usize,
}

type Parsed<T> = Result<T, &'static str>;

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            rest: text,
            line_start: text,
            line: 1,
        }
    }

    fn column(&self) -> usize {
        let before = self.line_start.len().saturating_sub(self.rest.len());
        let before = self.line_start.get(..before).unwrap_or_default();
        before.chars().count() + 1
    }

    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.rest = self.rest.get(c.len_utf8()..).unwrap_or_default();
        if c == '\n' {
            self.line += 1;
            self.line_start = self.rest;
        }
        Some(c)
    }

    fn eat(&mut self, c: char) -> bool {
        let there = self.peek() == Some(c);
        if there {
            self.next();
        }
        there
    }

    fn skip_line(&mut self) {
        while self.peek().is_some_and(|c| c != '\n') {
            self.next();
        }
    }

    /// Over white space and comments.
    fn skip(&mut self) {
        loop {
            match self.peek() {
                Some(c) if c.is_whitespace() => {
                    self.next();
                }
                Some('#') => self.skip_line(),
                Some('/') if self.rest.starts_with("//") => self.skip_line(),
                Some('/') if self.rest.starts_with("/*") => {
                    while !self.rest.is_empty() && !self.rest.starts_with("*/") {
                        self.next();
                    }
                    self.next();
                    self.next();
                }
                _ => return,
            }
        }
    }

    fn word(&mut self) -> String {
        let mut word = String::new();
        while let Some(c) = self
            .peek()
            .filter(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
        {
            word.push(c);
            self.next();
        }
        word
    }

    /// Members up to the closing brace, or to the end of the text.
    fn body(&mut self, end: Option<char>, depth: usize) -> Parsed<Vec<Member>> {
        if depth > DEEPEST {
            return Err("it is nested too deeply");
        }
        let mut members: Vec<Member> = Vec::new();
        loop {
            self.skip();
            let _ = self.eat(',');
            self.skip();
            let line = self.line;
            let name = match self.peek() {
                None if end.is_none() => return Ok(members),
                None => return Err("a closing brace is missing"),
                Some(c) if Some(c) == end => {
                    self.next();
                    return Ok(members);
                }
                Some('"') => self.string()?,
                Some(_) => self.word(),
            };
            if name.is_empty() {
                return Err("a name was expected");
            }
            let node = self.member(depth)?;
            push(&mut members, Member { name, line, node });
        }
    }

    /// What follows a name: a value, or labels and a block.
    fn member(&mut self, depth: usize) -> Parsed<Node> {
        loop {
            while matches!(self.peek(), Some(' ' | '\t')) {
                self.next();
            }
            let line = self.line;
            match self.peek() {
                Some('=' | ':') => {
                    self.next();
                    return self.value(depth);
                }
                Some('{') => {
                    self.next();
                    let members = self.body(Some('}'), depth + 1)?;
                    return Ok(Node {
                        line,
                        value: Value::Map(members),
                    });
                }
                Some('"') => {
                    self.string()?;
                }
                Some(c) if c.is_alphanumeric() => {
                    self.word();
                }
                _ => return Err("a value or a block was expected"),
            }
        }
    }

    fn value(&mut self, depth: usize) -> Parsed<Node> {
        self.skip();
        let line = self.line;
        let value = match self.peek() {
            Some('"') => Value::Text(self.string()?),
            Some('[') => {
                self.next();
                Value::List(self.list(depth + 1)?)
            }
            Some('{') => {
                self.next();
                Value::Map(self.body(Some('}'), depth + 1)?)
            }
            Some('<') if self.rest.starts_with("<<") => Value::Text(self.heredoc()?),
            Some(_) => self.expression(),
            None => return Err("a value is missing"),
        };
        Ok(Node { line, value })
    }

    fn list(&mut self, depth: usize) -> Parsed<Vec<Node>> {
        if depth > DEEPEST {
            return Err("it is nested too deeply");
        }
        let mut nodes = Vec::new();
        loop {
            self.skip();
            let _ = self.eat(',');
            self.skip();
            match self.peek() {
                None => return Err("a closing bracket is missing"),
                Some(']') => {
                    self.next();
                    return Ok(nodes);
                }
                Some(_) => nodes.push(self.value(depth)?),
            }
        }
    }

    /// A quoted text. Where its end is missing, the reader goes back to its beginning.
    fn string(&mut self) -> Parsed<String> {
        let start = (self.rest, self.line_start, self.line);
        let string = self.quoted();
        if string.is_err() {
            (self.rest, self.line_start, self.line) = start;
        }
        string
    }

    fn quoted(&mut self) -> Parsed<String> {
        self.next();
        let mut text = String::new();
        let mut inside = 0_usize;
        loop {
            match self.next() {
                None | Some('\n') => return Err("a closing quote is missing"),
                Some('"') if inside == 0 => return Ok(text),
                Some('\\') if inside == 0 => text.push(match self.next() {
                    Some('n') => '\n',
                    Some('t') => '\t',
                    Some(c) => c,
                    None => return Err("a closing quote is missing"),
                }),
                Some(c) => {
                    // Quotes inside `${…}` don't end the text.
                    match c {
                        '{' if inside > 0 || text.ends_with('$') => inside += 1,
                        '}' => inside = inside.saturating_sub(1),
                        _ => {}
                    }
                    text.push(c);
                }
            }
        }
    }

    fn heredoc(&mut self) -> Parsed<String> {
        self.next();
        self.next();
        let _ = self.eat('-');
        let mark = self.word();
        self.skip_line();
        self.next();
        let mut text = String::new();
        while !self.rest.is_empty() {
            let line = self.rest.lines().next().unwrap_or_default();
            self.skip_line();
            self.next();
            if line.trim() == mark {
                return Ok(text);
            }
            text.push_str(line);
            text.push('\n');
        }
        Err("the end of a text over several lines is missing")
    }

    /// A number, a flag, or what only Terraform can work out.
    fn expression(&mut self) -> Value {
        let mut open = 0_usize;
        let mut text = String::new();
        while let Some(c) = self.peek() {
            match c {
                '(' | '[' | '{' => open += 1,
                ')' | ']' | '}' if open > 0 => open -= 1,
                '\n' | ',' | ']' | '}' | '#' if open == 0 => break,
                _ => {}
            }
            text.push(c);
            self.next();
        }
        match text.trim() {
            "true" => Value::Flag(true),
            "false" => Value::Flag(false),
            "null" => Value::Null,
            number if number.parse::<f64>().is_ok() => Value::Number(number.to_owned()),
            _ => Value::Computed,
        }
    }
}

/// Blocks of the same name become a list.
fn push(members: &mut Vec<Member>, member: Member) {
    let is_block = matches!(member.node.value, Value::Map(_));
    let before = members.iter_mut().find(|m| m.name == member.name);
    match before {
        Some(before) if is_block => {
            if let Value::List(nodes) = &mut before.node.value {
                nodes.push(member.node);
            } else {
                let first = before.node.clone();
                before.node.value = Value::List(vec![first, member.node]);
            }
        }
        _ => members.push(member),
    }
}
