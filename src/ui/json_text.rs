//! JSON as it was written, only broken into lines: members in order, repeats and numbers untouched.

use std::sync::Arc;

use egui::cache::{ComputerMut, FrameCache};
use egui::text::LayoutJob;
use egui::{Color32, Context};

use super::shown::plain;
use super::theme::Palette;
use super::widgets::append_mono;

/// What a piece of JSON is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// Braces, brackets, colons, commas and the spaces between.
    Mark,
    /// A member's name in the header.
    HeaderName,
    /// A member's name in the payload.
    ClaimName,
    /// A string.
    Text,
    /// A number, `true`, `false`, `null`, or what is no JSON.
    Word,
}

/// One line: its pieces.
pub type Line = Vec<(String, Token)>;

/// Breaks JSON into indented lines. What is no JSON comes through as it is.
pub fn break_lines(json: &str, name: Token) -> Vec<Line> {
    let mut writer = Writer {
        lines: vec![Vec::new()],
        depth: 0,
        name,
    };
    let mut rest = json;
    let mut previous = ' ';
    while let Some(first) = rest.chars().next() {
        let (piece, after) = rest.split_at(piece_len(rest, first));
        rest = after.trim_start();
        writer.write(piece, first, previous, rest.chars().next());
        previous = first;
    }
    writer.lines
}

/// The length of the piece at the start of a text.
fn piece_len(text: &str, first: char) -> usize {
    match first {
        '{' | '}' | '[' | ']' | ':' | ',' => 1,
        '"' => string_len(text),
        _ => text
            .find(|c: char| {
                matches!(c, '{' | '}' | '[' | ']' | ':' | ',' | '"') || c.is_whitespace()
            })
            .filter(|len| *len > 0)
            .unwrap_or_else(|| {
                if first.is_whitespace() {
                    first.len_utf8()
                } else {
                    text.len()
                }
            }),
    }
}

fn string_len(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

struct Writer {
    lines: Vec<Line>,
    depth: usize,
    name: Token,
}

impl Writer {
    fn write(&mut self, piece: &str, first: char, previous: char, next: Option<char>) {
        match first {
            c if c.is_whitespace() => {}
            '{' | '[' => {
                self.push(piece, Token::Mark);
                self.depth += 1;
                if !matches!(next, Some('}' | ']')) {
                    self.open_line();
                }
            }
            '}' | ']' => {
                self.depth = self.depth.saturating_sub(1);
                if !matches!(previous, '{' | '[') {
                    self.open_line();
                }
                self.push(piece, Token::Mark);
            }
            ',' => {
                self.push(piece, Token::Mark);
                self.open_line();
            }
            ':' => self.push(": ", Token::Mark),
            '"' if next == Some(':') => self.push(piece, self.name),
            '"' => self.push(piece, Token::Text),
            _ => self.push(piece, Token::Word),
        }
    }

    fn push(&mut self, piece: &str, token: Token) {
        if let Some(line) = self.lines.last_mut() {
            line.push((plain(piece).into_owned(), token));
        }
    }

    fn open_line(&mut self) {
        // Deeper than this the window has no room to indent.
        let indent = "  ".repeat(self.depth.min(40));
        self.lines.push(vec![(indent, Token::Mark)]);
    }
}

/// The lines of header and payload, with an empty line between; remembered while on screen.
pub(super) fn lines(ctx: &Context, header: &str, payload: &str) -> Arc<Vec<Line>> {
    ctx.memory_mut(|memory| {
        memory
            .caches
            .cache::<FrameCache<Arc<Vec<Line>>, Breaker>>()
            .get((header, payload))
            .clone()
    })
}

#[derive(Default)]
struct Breaker;

impl ComputerMut<(&str, &str), Arc<Vec<Line>>> for Breaker {
    fn compute(&mut self, (header, payload): (&str, &str)) -> Arc<Vec<Line>> {
        let mut lines = break_lines(header, Token::HeaderName);
        lines.push(Vec::new());
        lines.extend(break_lines(payload, Token::ClaimName));
        Arc::new(lines)
    }
}

/// A line ready to be drawn.
pub(super) fn job(line: &Line, palette: &Palette) -> LayoutJob {
    let mut job = LayoutJob::default();
    for (text, token) in line {
        let color = match token {
            Token::Mark => palette.muted,
            Token::HeaderName => palette.header,
            Token::ClaimName => palette.payload,
            Token::Text => palette.text,
            Token::Word => palette.accent,
        };
        append_mono(&mut job, text, color, Color32::TRANSPARENT);
    }
    job
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(json: &str) -> Vec<String> {
        break_lines(json, Token::ClaimName)
            .iter()
            .map(|line| line.iter().map(|(t, _)| t.as_str()).collect())
            .collect()
    }

    #[test]
    fn json_is_broken_into_lines_and_otherwise_left_alone() {
        let rows: [(&str, &str, &[&str]); 8] = [
            (
                "object",
                r#"{"b":1,"a":"x"}"#,
                &["{", r#"  "b": 1,"#, r#"  "a": "x""#, "}"],
            ),
            (
                "repeats stay",
                r#"{"a":1,"a":2}"#,
                &["{", r#"  "a": 1,"#, r#"  "a": 2"#, "}"],
            ),
            (
                "numbers as written",
                "[1.50e3,0.10]",
                &["[", "  1.50e3,", "  0.10", "]"],
            ),
            (
                "empty",
                r#"{"a":[],"b":{}}"#,
                &["{", r#"  "a": [],"#, r#"  "b": {}"#, "}"],
            ),
            (
                "marks in strings",
                r#"["{,:\"}"]"#,
                &["[", r#"  "{,:\"}""#, "]"],
            ),
            (
                "its own line breaks",
                "{ \"a\" :\n 1 }",
                &["{", r#"  "a": 1"#, "}"],
            ),
            ("cut off", r#"{"a":"x"#, &["{", r#"  "a": "x"#]),
            ("no JSON", "é text", &["étext"]),
        ];
        for (name, json, expected) in rows {
            assert_eq!(text(json), expected, "{name}");
        }
    }

    #[test]
    fn names_are_told_from_strings() {
        let lines = break_lines(r#"{"a":"b"}"#, Token::HeaderName);
        let kinds: Vec<Token> = lines
            .iter()
            .flatten()
            .filter(|(t, _)| t.starts_with('"'))
            .map(|(_, k)| *k)
            .collect();
        assert_eq!(kinds, [Token::HeaderName, Token::Text]);
    }

    #[test]
    fn deceiving_characters_are_written_out() {
        assert_eq!(text("\"a\u{202e}b\""), [r#""a\u{202E}b""#]);
    }
}
