//! Sentences with code and addresses in them.

use egui::text::LayoutJob;
use egui::{FontId, TextFormat, Ui};

use super::shown::plain;
use super::theme::{BODY, Palette, mono};

/// A piece of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span<'a> {
    /// Words.
    Text(&'a str),
    /// Something to type or to compare, that stood between backticks.
    Code(&'a str),
    /// An address.
    Url(&'a str),
}

/// Takes a paragraph of the guide apart: `code`, addresses, words. Fences count as code.
pub fn spans(text: &str) -> Vec<Span<'_>> {
    let mut spans = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('`') {
        let fence = after.strip_prefix("``");
        let (inside, close) = fence.map_or((after, "`"), |inside| (inside, "```"));
        let Some((code, next)) = inside.split_once(close) else {
            break;
        };
        words(before, &mut spans);
        let code = if fence.is_some() { fenced(code) } else { code };
        if !code.is_empty() {
            spans.push(Span::Code(code));
        }
        rest = next;
    }
    words(rest, &mut spans);
    spans
}

/// What stands in a fence, without its language and its line breaks at the ends.
fn fenced(code: &str) -> &str {
    let body = match code.split_once('\n') {
        Some((language, body)) if !language.contains(' ') => body,
        _ => code,
    };
    body.trim_matches('\n')
}

fn words<'a>(text: &'a str, spans: &mut Vec<Span<'a>>) {
    let mut rest = text;
    while let Some(start) = rest.find("https://") {
        let (before, from) = rest.split_at(start);
        if !before.is_empty() {
            spans.push(Span::Text(before));
        }
        let end = from
            .find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '|' | '`'))
            .unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        let url = word.trim_end_matches(['.', ',', ';', ':', ')', '!', '?']);
        spans.push(Span::Url(url));
        let tail = word.strip_prefix(url).unwrap_or_default();
        if !tail.is_empty() {
            spans.push(Span::Text(tail));
        }
        rest = after;
    }
    if !rest.is_empty() {
        spans.push(Span::Text(rest));
    }
}

/// What can be copied out of a paragraph: its code and addresses, each one time.
pub fn copyable(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for span in spans(text) {
        if let Span::Code(value) | Span::Url(value) = span
            && !found.contains(&value)
        {
            found.push(value);
        }
    }
    found
}

/// A paragraph ready to be drawn: words in the body font, code and addresses in monospace.
pub(super) fn job(ui: &Ui, text: &str) -> LayoutJob {
    let palette = Palette::of(ui);
    let mut job = LayoutJob::default();
    for span in spans(text) {
        let (text, font, color) = match span {
            Span::Text(text) => (text, FontId::proportional(BODY), palette.text),
            Span::Code(text) => (text, mono(), palette.text),
            Span::Url(text) => (text, mono(), palette.accent),
        };
        let mut format = TextFormat::simple(font, color);
        if matches!(span, Span::Code(_)) {
            format.background = palette.raised;
        } else {
            format.line_height = Some(18.0);
        }
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                job.append("\n", 0.0, format.clone());
            }
            job.append(&plain(line), 0.0, format.clone());
        }
    }
    job
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_and_addresses_are_told_from_words() {
        use Span::{Code, Text, Url};
        let rows = [
            ("words", "Sign in again.", vec![Text("Sign in again.")]),
            (
                "code",
                "Set `aud` to it.",
                vec![Text("Set "), Code("aud"), Text(" to it.")],
            ),
            (
                "address at the end of a sentence",
                "Read https://login.example/v2.0.",
                vec![Text("Read "), Url("https://login.example/v2.0"), Text(".")],
            ),
            (
                "address in code",
                "Use `https://a.example/x`",
                vec![Text("Use "), Code("https://a.example/x")],
            ),
            (
                "fence",
                "Write:\n```json\n{ \"a\": 1 }\n```",
                vec![Text("Write:\n"), Code("{ \"a\": 1 }")],
            ),
            ("open backtick", "a ` b", vec![Text("a ` b")]),
            ("nothing", "", vec![]),
        ];
        for (name, text, expected) in rows {
            assert_eq!(spans(text), expected, "{name}");
        }
    }

    #[test]
    fn each_copyable_thing_stands_one_time() {
        assert_eq!(
            copyable("`a`, https://x.example/ and `a` and `b`"),
            ["a", "https://x.example/", "b"]
        );
    }
}
