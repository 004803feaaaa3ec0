//! The strings of four languages: quotes, escapes, and expressions inside.

use super::lexer::{Language, Piece, Reader, inner_words};

/// The longest expression in a string, in characters.
const LONGEST_HOLE: usize = 500;

/// How a string is written.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent habits of languages"
)]
pub(super) struct Style {
    close: String,
    /// A backslash escapes.
    escapes: bool,
    /// A doubled closing quote stands for one.
    doubled: bool,
    /// It may go over lines.
    lines: bool,
    /// What opens an expression inside, and what closes it.
    hole: Option<(String, String)>,
    /// A raw string of C# that goes over lines: the indentation of its end is taken off.
    raw: bool,
}

impl Style {
    fn plain(close: &str) -> Self {
        Self {
            close: close.to_owned(),
            escapes: true,
            doubled: false,
            lines: false,
            hole: None,
            raw: false,
        }
    }

    /// Takes the opening of a string, where one stands here.
    pub(super) fn opening(reader: &mut Reader<'_>) -> Option<Self> {
        if ["\u{201c}", "\u{201d}"]
            .iter()
            .any(|quote| reader.eat(quote))
        {
            // Pages that show code often make its quotes pretty.
            return Some(Self::plain("\u{201d}"));
        }
        match reader.language {
            Language::CSharp => csharp(reader),
            Language::JavaScript => javascript(reader),
            Language::Python => python(reader),
            Language::Go => go(reader),
        }
    }

    /// What stands behind the closing quote.
    fn after_close<'a>(&self, rest: &'a str) -> &'a str {
        let other = rest.chars().next().map_or(1, char::len_utf8);
        let whole = rest.strip_prefix(&self.close);
        whole.or_else(|| rest.get(other..)).unwrap_or_default()
    }

    /// Whether the closing quote stands here.
    fn closes(&self, reader: &Reader<'_>) -> bool {
        let pretty = self.close == "\u{201d}";
        reader.rest.starts_with(&self.close) || pretty && reader.rest.starts_with(['\u{201c}', '"'])
    }
}

/// How many characters of one byte a text begins with that pass a test; 16 at most.
fn run(text: &str, fits: impl Fn(char) -> bool) -> usize {
    text.chars().take(16).take_while(|c| fits(*c)).count()
}

fn csharp(reader: &mut Reader<'_>) -> Option<Style> {
    let rest = reader.rest;
    if rest.starts_with('\'') {
        reader.eat("'");
        return Some(Style::plain("'"));
    }
    let length = run(rest, |c| matches!(c, '$' | '@'));
    let (prefix, after) = rest.split_at_checked(length)?;
    if !after.starts_with('"') {
        return None;
    }
    let dollars = prefix.matches('$').count();
    let quotes = run(after, |c| c == '"');
    let verbatim = prefix.contains('@');
    let raw = quotes >= 3 && !verbatim;
    let quotes = if raw { quotes } else { 1 };
    reader.rest = after.get(quotes..)?;
    let braces = if raw { dollars } else { dollars.min(1) };
    Some(Style {
        close: "\"".repeat(quotes),
        escapes: !verbatim && !raw,
        doubled: verbatim,
        lines: verbatim || raw,
        hole: (dollars > 0).then(|| ("{".repeat(braces), "}".repeat(braces))),
        raw,
    })
}

fn javascript(reader: &mut Reader<'_>) -> Option<Style> {
    for quote in ["'", "\""] {
        if reader.eat(quote) {
            return Some(Style::plain(quote));
        }
    }
    reader.eat("`").then(|| Style {
        lines: true,
        hole: Some(("${".to_owned(), "}".to_owned())),
        ..Style::plain("`")
    })
}

fn python(reader: &mut Reader<'_>) -> Option<Style> {
    let rest = reader.rest;
    let length = run(rest, |c| "rRbBuUfFtT".contains(c));
    let (prefix, after) = rest.split_at_checked(length)?;
    let prefix = prefix.to_ascii_lowercase();
    if prefix.len() > 2 {
        return None;
    }
    let quotes = ["\"\"\"", "'''", "\"", "'"];
    let close = quotes.into_iter().find(|quote| after.starts_with(*quote))?;
    reader.rest = after.get(close.len()..)?;
    Some(Style {
        escapes: !prefix.contains('r'),
        lines: close.len() == 3,
        hole: (prefix.contains('f') || prefix.contains('t'))
            .then(|| ("{".to_owned(), "}".to_owned())),
        ..Style::plain(close)
    })
}

fn go(reader: &mut Reader<'_>) -> Option<Style> {
    for quote in ["'", "\""] {
        if reader.eat(quote) {
            return Some(Style::plain(quote));
        }
    }
    reader.eat("`").then(|| Style {
        escapes: false,
        lines: true,
        ..Style::plain("`")
    })
}

/// Reads a string after its opening.
pub(super) fn read(reader: &mut Reader<'_>, mut style: Style) -> Vec<Piece> {
    style.lines = style.lines && reader.rest.contains(&style.close);
    let line = reader.line;
    let mut closed = false;
    let mut text = String::new();
    let mut pieces = Vec::new();
    while let Some(next) = reader.rest.chars().next() {
        if style.closes(reader) {
            reader.rest = style.after_close(reader.rest);
            if style.doubled && reader.eat(&style.close) {
                text.push_str(&style.close);
                continue;
            }
            closed = true;
            break;
        }
        if next == '\n' && !style.lines {
            break;
        }
        if style.escapes && next == '\\' {
            reader.bump();
            text.extend(escaped(reader));
        } else if let Some(words) = hole(reader, &style, &mut text) {
            pieces.push(Piece::Text(std::mem::take(&mut text)));
            pieces.push(words);
        } else if let Some(next) = reader.bump() {
            text.push(next);
        }
    }
    if style.raw {
        text = without_margin(&text);
    }
    pieces.push(Piece::Text(text));
    if !closed {
        reader.unclosed = reader.unclosed.or(Some(line));
        pieces.push(Piece::Unclosed);
    }
    pieces
}

/// The character after a backslash.
fn escaped(reader: &mut Reader<'_>) -> Option<char> {
    match reader.bump()? {
        'n' => Some('\n'),
        't' => Some('\t'),
        'r' => Some('\r'),
        '\n' => None,
        'u' => {
            let code = u32::from_str_radix(reader.rest.get(..4)?, 16).ok()?;
            reader.rest = reader.rest.get(4..)?;
            char::from_u32(code)
        }
        other => Some(other),
    }
}

/// Takes an expression in a string, where one stands here. Doubled braces stand for themselves.
fn hole(reader: &mut Reader<'_>, style: &Style, text: &mut String) -> Option<Piece> {
    let (open, close) = style.hole.as_ref()?;
    if open == "{" && !style.raw {
        for (doubled, one) in [("{{", '{'), ("}}", '}')] {
            if reader.eat(doubled) {
                text.push(one);
                return Some(Piece::Text(String::new()));
            }
        }
    }
    let line = reader.line;
    let after = reader.rest.strip_prefix(open.as_str())?;
    let end = end_of_hole(after, style)?;
    let inside = after.get(..end)?;
    reader.line += inside.matches('\n').count();
    reader.rest = after.get(end + close.len()..)?;
    let words = inner_words(inside, reader.language, line, reader.depth + 1);
    Some(Piece::Hole(words))
}

/// Where an expression in a string ends: at its own closing brace, in the string's own line where
/// the string has only one.
fn end_of_hole(after: &str, style: &Style) -> Option<usize> {
    let close = &style.hole.as_ref()?.1;
    let mut open = 0_usize;
    for (at, c) in after.char_indices().take(LONGEST_HOLE) {
        let here = after.get(at..)?;
        match c {
            '\n' if !style.lines => return None,
            '{' => open += 1,
            '}' if open == 0 && here.starts_with(close.as_str()) => return Some(at),
            '}' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// A raw string of C# without the line ends at its quotes and without its common indentation.
fn without_margin(text: &str) -> String {
    let Some((_, body)) = text.split_once('\n') else {
        return text.to_owned();
    };
    let (body, last) = body.rsplit_once('\n').unwrap_or(("", body));
    let lines = body
        .lines()
        .map(|line| line.strip_prefix(last).unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n")
}
