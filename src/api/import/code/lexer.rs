//! Code → words: strings, names, numbers and signs with their lines. Comments are left out.
//!
//! It never fails: what it doesn't know is skipped, and a string that is never closed ends with its
//! line.

use super::strings::{self, Style};

/// The languages that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    /// C#.
    CSharp,
    /// JavaScript and TypeScript.
    JavaScript,
    /// Python.
    Python,
    /// Go.
    Go,
}

/// One word of code.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// What it is.
    pub(super) kind: Kind,
    /// Its line, counted from 1.
    pub(super) line: usize,
    /// Whether it is the first one of its line.
    pub(super) first: bool,
}

/// What a word is.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    /// A name or a keyword.
    Name(String),
    /// A string, with the expressions in it.
    Text(Vec<Piece>),
    /// A number as it stands there.
    Number(String),
    /// A regular expression of JavaScript, with its slashes and flags.
    Pattern(String),
    /// An operator or a bracket.
    Sign(&'static str),
}

/// A part of a string.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    /// Its own characters.
    Text(String),
    /// An expression whose value stands there.
    Hole(Vec<Word>),
    /// The closing quote is missing: where the string ends isn't known.
    Unclosed,
}

impl Word {
    /// Whether it is that operator or bracket.
    pub(super) fn is(&self, sign: &str) -> bool {
        matches!(self.kind, Kind::Sign(s) if s == sign)
    }

    /// Whether it is a string with that text and nothing else.
    pub(super) fn says(&self, text: &str) -> bool {
        matches!(&self.kind, Kind::Text(pieces)
            if matches!(pieces.as_slice(), [Piece::Text(own)] if own == text))
    }

    /// Whether it is a string in which that text stands.
    pub(super) fn holds(&self, text: &str) -> bool {
        matches!(&self.kind, Kind::Text(pieces) if pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Text(own) if own.contains(text))))
    }

    /// The name that it is.
    pub(super) fn name(&self) -> Option<&str> {
        match &self.kind {
            Kind::Name(name) => Some(name),
            _ => None,
        }
    }
}

/// Longer signs before their beginnings.
const SIGNS: [&str; 43] = [
    "??=", "===", "!==", "...", "=>", "==", "!=", ":=", "??", "||", "?.", "::", "->", "+=", "<=",
    ">=", "&&", "**", "(", ")", "[", "]", "{", "}", ",", ";", ":", ".", "=", "+", "-", "*", "/",
    "%", "<", ">", "!", "?", "&", "|", "@", "^", "~",
];

/// How deep strings may stand in the expressions of strings.
const DEEPEST: usize = 6;

/// Reads code from its beginning: its words, and the line of the first string that is never closed.
pub(super) fn words(text: &str, language: Language) -> (Vec<Word>, Option<usize>) {
    let mut reader = Reader::new(text, language, 1, 0);
    reader.run();
    (reader.words, reader.unclosed)
}

/// The words of an expression in a string that begins in that line.
pub(super) fn inner_words(text: &str, language: Language, line: usize, depth: usize) -> Vec<Word> {
    let mut reader = Reader::new(text, language, line, depth);
    if depth < DEEPEST {
        reader.run();
    }
    reader.words
}

/// Reads on and on; every step takes at least one character.
pub(super) struct Reader<'a> {
    /// What hasn't been read.
    pub(super) rest: &'a str,
    /// The language.
    pub(super) language: Language,
    /// The present line.
    pub(super) line: usize,
    /// How many strings this stands in.
    pub(super) depth: usize,
    /// The line of the first string that is never closed.
    pub(super) unclosed: Option<usize>,
    words: Vec<Word>,
    at_start: bool,
    comments_end: bool,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, language: Language, line: usize, depth: usize) -> Self {
        Self {
            rest: text,
            language,
            line,
            depth,
            unclosed: None,
            words: Vec::new(),
            at_start: true,
            comments_end: true,
        }
    }

    fn run(&mut self) {
        while let Some(next) = self.rest.chars().next() {
            if next.is_whitespace() || next == '\u{feff}' {
                self.bump();
            } else if !self.comment() {
                self.word(next);
            }
        }
    }

    /// Takes one character.
    pub(super) fn bump(&mut self) -> Option<char> {
        let mut chars = self.rest.chars();
        let next = chars.next()?;
        self.rest = chars.as_str();
        if next == '\n' {
            self.line += 1;
            self.at_start = true;
        }
        Some(next)
    }

    /// Takes a text, where it stands here. It has no line ends.
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn skip_line(&mut self) {
        let end = self.rest.find('\n').unwrap_or(self.rest.len());
        self.rest = self.rest.get(end..).unwrap_or_default();
    }

    /// Takes a comment, a line for the preprocessor, or the fence around pasted code.
    fn comment(&mut self) -> bool {
        let hash = self.rest.starts_with('#');
        let whole_line = match self.language {
            Language::Python => hash,
            Language::CSharp => hash && self.at_start || self.rest.starts_with("//"),
            Language::JavaScript | Language::Go => self.rest.starts_with("//"),
        };
        if whole_line || self.at_start && self.rest.starts_with("```") {
            self.skip_line();
            return true;
        }
        if self.language == Language::Python || !self.comments_end || !self.rest.starts_with("/*") {
            return false;
        }
        let Some(end) = self.rest.find("*/") else {
            self.comments_end = false;
            return false;
        };
        let skipped = self.rest.get(..end).unwrap_or_default();
        self.line += skipped.matches('\n').count();
        self.rest = self.rest.get(end + 2..).unwrap_or_default();
        true
    }

    fn word(&mut self, next: char) {
        let (line, first) = (self.line, self.at_start);
        let kind = if let Some(pattern) = self.pattern() {
            Some(Kind::Pattern(pattern))
        } else if let Some(style) = Style::opening(self) {
            Some(Kind::Text(strings::read(self, style)))
        } else if next.is_ascii_digit() {
            Some(Kind::Number(
                self.run_of(|c| c.is_alphanumeric() || c == '.' || c == '_'),
            ))
        } else if next.is_alphabetic() || next == '_' || next == '$' {
            Some(Kind::Name(
                self.run_of(|c| c.is_alphanumeric() || c == '_' || c == '$'),
            ))
        } else if let Some(sign) = SIGNS.iter().find(|sign| self.rest.starts_with(**sign)) {
            self.eat(sign);
            Some(Kind::Sign(sign))
        } else {
            self.bump();
            None
        };
        if let Some(kind) = kind {
            self.words.push(Word { kind, line, first });
        }
        self.at_start =
            self.at_start && self.line == line && self.words.last().is_none_or(|w| w.line != line);
    }

    fn run_of(&mut self, test: impl Fn(char) -> bool) -> String {
        let end = self.rest.find(|c| !test(c)).unwrap_or(self.rest.len());
        let (run, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        run.to_owned()
    }

    /// Takes a regular expression of JavaScript with its flags: it may hold quotes.
    fn pattern(&mut self) -> Option<String> {
        let before = self.words.last().map(|word| &word.kind);
        let possible = match before {
            None => true,
            Some(Kind::Sign(sign)) => !matches!(*sign, ")" | "]" | "}"),
            Some(Kind::Name(name)) => name == "return",
            Some(_) => false,
        };
        if self.language != Language::JavaScript || !possible || !self.rest.starts_with('/') {
            return None;
        }
        let line = self.rest.lines().next().unwrap_or_default();
        let (mut escaped, mut in_class) = (false, false);
        for (at, c) in line.char_indices().skip(1) {
            if c == '/' && !escaped && !in_class {
                let (pattern, rest) = self.rest.split_at_checked(at + 1)?;
                self.rest = rest;
                let flags = self.run_of(|c| c.is_ascii_lowercase());
                return Some(format!("{pattern}{flags}"));
            }
            match c {
                '[' if !escaped => in_class = true,
                ']' if !escaped => in_class = false,
                _ => {}
            }
            escaped = c == '\\' && !escaped;
        }
        None
    }
}
