//! A text read as the characters of a token, one at a time: percent-encoding, JSON escapes, HTML
//! entities and invisible characters are resolved on the way (rules A-1).

use super::Noise;
use super::escapes::{self, Escape};
use super::marks;

/// What stands at a place, as far as a token is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Symbol {
    /// A letter of base64url, or `+` or `/` of the standard alphabet.
    Letter(char),
    /// The dot between parts.
    Dot,
    /// `=`.
    Pad,
    /// A character that takes no room.
    Invisible,
    /// A blank that stays on the line.
    Space,
    /// A line break.
    Line,
    /// A line break that the text itself takes back: `\`, `^`, a back quote or `=` before it.
    SoftLine,
    /// A mark that stands for something left out.
    Mark,
    /// Anything else, or the end of the text.
    End,
}

/// A symbol with its end and what it was written as.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    /// What it is.
    pub(super) symbol: Symbol,
    /// The byte after it.
    pub(super) end: usize,
    /// How it was disguised.
    pub(super) noise: Option<Noise>,
}

/// Reads the symbol at a byte offset.
pub(super) fn step(text: &str, at: usize) -> Step {
    let Some(&byte) = text.as_bytes().get(at) else {
        return plain(Symbol::End, at);
    };
    match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'+' | b'/' => {
            plain(Symbol::Letter(char::from(byte)), at + 1)
        }
        b'.' => match marks::at(text, at) {
            Some(end) => plain(Symbol::Mark, end),
            None => plain(Symbol::Dot, at + 1),
        },
        b'=' => pad(text, at),
        b'%' | b'&' | b'\\' => escaped(text, at),
        b' ' | b'\t' => plain(Symbol::Space, at + 1),
        b'\n' => plain(Symbol::Line, at + 1),
        b'\r' => plain(Symbol::Line, after_line(text, at)),
        b'^' | b'`' => soft(text, at, at + 1).unwrap_or(plain(Symbol::End, at)),
        b'*' | b'[' | b'<' | b'(' | b'{' => bracket(text, at),
        0x80.. => beyond_ascii(text, at),
        _ => plain(Symbol::End, at),
    }
}

/// Whether a character takes no room on the screen: byte order mark, zero-width characters, soft
/// hyphen, direction marks.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// The symbol that a decoded character stands for.
pub(super) fn symbol_of(c: char) -> Symbol {
    match c {
        '.' => Symbol::Dot,
        '=' => Symbol::Pad,
        '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => Symbol::Line,
        '+' | '/' => Symbol::Letter(c),
        c if super::base64url::is_letter(c) => Symbol::Letter(c),
        c if is_invisible(c) => Symbol::Invisible,
        c if c.is_whitespace() => Symbol::Space,
        _ => Symbol::End,
    }
}

fn plain(symbol: Symbol, end: usize) -> Step {
    Step {
        symbol,
        end,
        noise: None,
    }
}

fn escaped(text: &str, at: usize) -> Step {
    let Some(Escape {
        character,
        end,
        noise,
    }) = escapes::at(text, at)
    else {
        return soft(text, at, at + 1).unwrap_or(plain(Symbol::End, at));
    };
    let symbol = symbol_of(character);
    if symbol == Symbol::End {
        return plain(Symbol::End, at);
    }
    Step {
        symbol,
        end,
        noise: Some(noise),
    }
}

/// `=`: padding, or in a mail the sign that the line goes on, or `=2E` and the like.
fn pad(text: &str, at: usize) -> Step {
    if let Some(step) = soft(text, at, at + 1) {
        return step;
    }
    let symbol = match text.get(at + 1..at + 3) {
        Some("2E") => Symbol::Dot,
        Some("3D") => Symbol::Pad,
        _ => return plain(Symbol::Pad, at + 1),
    };
    Step {
        symbol,
        end: at + 3,
        noise: Some(Noise::Escapes),
    }
}

/// A sign right before a line break that takes the break back. Several backslashes count as one.
fn soft(text: &str, at: usize, after: usize) -> Option<Step> {
    let bytes = text.as_bytes();
    let mut end = after;
    if bytes.get(at) == Some(&b'\\') {
        while bytes.get(end) == Some(&b'\\') {
            end += 1;
        }
    }
    matches!(bytes.get(end), Some(b'\r' | b'\n')).then(|| {
        let end = after_line(text, end);
        plain(Symbol::SoftLine, end)
    })
}

fn after_line(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    match (bytes.get(at), bytes.get(at + 1)) {
        (Some(b'\r'), Some(b'\n')) => at + 2,
        _ => at + 1,
    }
}

fn bracket(text: &str, at: usize) -> Step {
    if text.as_bytes().get(at) == Some(&b'<') {
        for (tag, symbol) in TAGS {
            let end = at + tag.len();
            if text
                .get(at..end)
                .is_some_and(|found| found.eq_ignore_ascii_case(tag))
            {
                return Step {
                    symbol,
                    end,
                    noise: Some(Noise::Escapes),
                };
            }
        }
    }
    match marks::at(text, at) {
        Some(end) => plain(Symbol::Mark, end),
        None => plain(Symbol::End, at),
    }
}

fn beyond_ascii(text: &str, at: usize) -> Step {
    let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else {
        return plain(Symbol::End, at);
    };
    if let Some(end) = marks::at(text, at) {
        return plain(Symbol::Mark, end);
    }
    match symbol_of(c) {
        Symbol::Invisible => Step {
            symbol: Symbol::Invisible,
            end: at + c.len_utf8(),
            noise: Some(Noise::Invisible),
        },
        Symbol::End => plain(Symbol::End, at),
        other => plain(other, at + c.len_utf8()),
    }
}

/// Tags that a browser breaks lines at.
const TAGS: [(&str, Symbol); 4] = [
    ("<wbr>", Symbol::Invisible),
    ("<br>", Symbol::Line),
    ("<br/>", Symbol::Line),
    ("<br />", Symbol::Line),
];
