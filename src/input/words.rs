//! The words of a text, in order, and the values that stand after names.

use std::ops::Range;

use super::context::is_quote;
use super::escapes;

/// The next word at or after a byte offset: letters, digits, `_` and `-`. What is left of an escape
/// right before it (`%3D`, `\n`, `\u0022`) is not part of the word.
pub(super) fn next(text: &str, at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let start = at + bytes.get(at..)?.iter().position(|&b| is_word_byte(b))?;
    let length = bytes
        .get(start..)?
        .iter()
        .take_while(|&&b| is_word_byte(b))
        .count();
    let end = start + length;
    let inner = start
        .checked_sub(1)
        .and_then(|sign| escapes::at(text, sign))
        .map_or(start, |escape| escape.end.max(start));
    // An escape may reach beyond the word; the rest of it is read next time.
    Some(inner.min(end)..end)
}

/// Whether a word starts after something that ends a word before it. A dot between two words makes
/// them one.
pub(super) fn stands_free(text: &str, start: usize) -> bool {
    let mut before = text
        .as_bytes()
        .get(..start)
        .unwrap_or_default()
        .iter()
        .rev();
    !(before.next() == Some(&b'.') && before.next().is_some_and(|&b| is_word_byte(b)))
}

/// The value after a name that ends at a byte offset: `name=value`, `"name": "value"`,
/// `name%3Dvalue`, `("name", "value")`, `name="…" value="…"`.
pub(super) fn value_after_name(text: &str, at: usize) -> Option<Range<usize>> {
    let mut place = at;
    let mut separated = false;
    for _ in 0..MOST_SIGNS {
        let (c, end) = character(text, place)?;
        match c {
            ':' | '=' | ',' => separated = true,
            c if c == '>' && separated => {}
            c if c == ' ' || c == '\t' || c == ']' || c == ')' || is_quote(c) || c == '\\' => {}
            'v' if !separated && text.get(place..place + 6) == Some("value=") => {
                separated = true;
                place += 6;
                continue;
            }
            _ if separated => return value(text, place),
            _ => return None,
        }
        place = end;
    }
    None
}

/// The value after a scheme that ends at a byte offset.
pub(super) fn value_after_scheme(text: &str, at: usize) -> Option<Range<usize>> {
    let mut place = at;
    while let Some((c, end)) = character(text, place) {
        if !(c == ' ' || c == '+' || is_quote(c)) || place - at > MOST_SIGNS {
            break;
        }
        place = end;
    }
    (place > at).then(|| value(text, place)).flatten()
}

/// The value that starts here: up to a quote, a blank, a bracket or a separator, plain or escaped.
fn value(text: &str, start: usize) -> Option<Range<usize>> {
    let mut end = start;
    while let Some((c, next)) = character(text, end) {
        let ends = c.is_whitespace() && end + 1 == next
            || is_quote(c)
            || matches!(
                c,
                '&' | '<' | '>' | ',' | ';' | '(' | ')' | '[' | ']' | '{' | '}' | '#'
            );
        if ends {
            break;
        }
        end = next;
    }
    (end > start).then_some(start..end)
}

/// The character at a place with its end, an escape resolved.
fn character(text: &str, at: usize) -> Option<(char, usize)> {
    if let Some(escape) = escapes::at(text, at) {
        return Some((escape.character, escape.end));
    }
    let c = text.get(at..)?.chars().next()?;
    Some((c, at + c.len_utf8()))
}

fn is_word_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_' || b == b'-'
}

/// How many signs may stand between a name and its value.
const MOST_SIGNS: usize = 16;

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn words_leave_escapes_out() {
        for (name, text, expected) in [
            ("plain", "one two", vec!["one", "two"]),
            ("percent", "a%3Dword", vec!["a", "word"]),
            ("percent twice", "a%253Dword", vec!["a", "word"]),
            ("two percents", "a%3D%22word", vec!["a", "word"]),
            ("JSON line break", r"a\nword", vec!["a", "word"]),
            ("JSON code", r"a\u0022word", vec!["a", "word"]),
            ("entity", "a&quot;word", vec!["a", "word"]),
            ("beyond ASCII", "é word é", vec!["word"]),
            ("nothing", " .,", vec![]),
        ] {
            let mut at = 0;
            let mut words = Vec::new();
            while let Some(word) = next(text, at) {
                at = word.end;
                words.push(text.get(word).unwrap());
            }
            words.retain(|word| !word.is_empty());
            assert_eq!(words, expected, "{name}");
        }
    }

    #[test]
    fn values_are_found_after_names() {
        for (name, text, expected) in [
            ("form", "n=abc&x=1", Some("abc")),
            ("encoded form", "n%3Dabc%26x", Some("abc")),
            ("JSON", r#"n": "abc", "x""#, Some("abc")),
            ("JSON in a string", r#"n\":\"abc\",\"x"#, Some("abc")),
            ("JSON slash", r#"n":"a\/c""#, Some(r"a\/c")),
            ("arrow", "n => 'abc'", Some("abc")),
            ("tuple", r#"n", "abc")"#, Some("abc")),
            ("HTML", r#"n" value="abc"/>"#, Some("abc")),
            ("entities", "n&quot;:&quot;abc&quot;", Some("abc")),
            ("prose", "n is abc", None),
            ("end", "n=", None),
        ] {
            let found = value_after_name(text, 1).map(|range| text.get(range).unwrap());
            assert_eq!(found, expected, "{name}");
        }
    }
}
