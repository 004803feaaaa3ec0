//! Values as they may be shown: characters that deceive are written out.

use std::borrow::Cow;

/// A value made safe to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown<'a> {
    /// The text to show.
    pub text: Cow<'a, str>,
    /// Whether something had to be written out.
    pub deceives: bool,
}

impl<'a> Shown<'a> {
    /// Writes out what deceives.
    pub fn of(value: &'a str) -> Self {
        // Nearly all values are ASCII; they cost nothing.
        if !value.bytes().any(|b| b >= 0x80 || b.is_ascii_control()) {
            return Self {
                text: Cow::Borrowed(value),
                deceives: false,
            };
        }
        let (text, deceives) = escape_deceiving(value);
        Self {
            text: if deceives {
                Cow::Owned(text)
            } else {
                Cow::Borrowed(value)
            },
            deceives,
        }
    }
}

/// A sentence that may hold values from a token, with what deceives written out.
pub fn plain(sentence: &str) -> Cow<'_, str> {
    Shown::of(sentence).text
}

/// Writes control, invisible, direction-changing and right-to-left characters as `\u{…}`.
///
/// Text is laid out from left to right only, and a run with right-to-left characters may come out
/// reversed: such a value would read as another one.
fn escape_deceiving(value: &str) -> (String, bool) {
    let mut text = String::with_capacity(value.len());
    let mut deceives = false;
    for c in value.chars() {
        if is_deceiving(c) {
            deceives = true;
            text.extend(c.escape_unicode());
        } else {
            text.push(c);
        }
    }
    (text, deceives)
}

fn is_deceiving(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
        || matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deceiving_characters_are_written_out() {
        let rows = [
            ("plain", "api://orders", "api://orders", false),
            (
                "letters of other scripts stay",
                "Zoë 東京",
                "Zoë 東京",
                false,
            ),
            ("override", "adm\u{202e}nim", r"adm\u{202e}nim", true),
            ("zero width", "con\u{200b}toso", r"con\u{200b}toso", true),
            ("soft hyphen", "con\u{ad}toso", r"con\u{ad}toso", true),
            ("line break", "a\nb", r"a\u{a}b", true),
            ("Hebrew", "\u{5d0}b", r"\u{5d0}b", true),
        ];
        for (name, value, text, deceives) in rows {
            let shown = Shown::of(value);
            assert_eq!(
                (shown.text.as_ref(), shown.deceives),
                (text, deceives),
                "{name}"
            );
        }
    }
}
