//! The pasted text: its coloured parts, and its rows where it is long.

use std::ops::Range;

use egui::cache::{ComputerMut, FrameCache};
use egui::text::LayoutJob;
use egui::{Color32, Context};

use super::theme::Palette;
use super::widgets::append_mono;

/// A part of a token in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// The header.
    Header,
    /// The payload, or what is encrypted.
    Payload,
    /// The signature, or the authentication tag.
    Signature,
}

/// Where the parts of tokens stand in a text, in order and without overlap. Line breaks, quotes and
/// mail quoting inside a token are looked through.
pub fn parts(text: &str, tokens: &[&str]) -> Vec<(Range<usize>, PartKind)> {
    let (compact, places) = compact(text);
    let mut taken: Vec<(usize, usize)> = Vec::new();
    let mut found = Vec::new();
    for token in tokens.iter().filter(|t| t.contains('.')) {
        let Some(start) = compact.find(token) else {
            continue;
        };
        let end = start + token.len();
        if taken.iter().any(|(s, e)| start < *e && end > *s) {
            continue;
        }
        taken.push((start, end));
        let last = token.matches('.').count();
        let mut from = start;
        for (index, part) in token.split('.').enumerate() {
            let to = from + part.len();
            let kind = match index {
                0 => PartKind::Header,
                _ if index == last => PartKind::Signature,
                _ => PartKind::Payload,
            };
            if let (Some(first), Some(end)) = (
                places.get(from),
                to.checked_sub(1).and_then(|l| places.get(l)),
            ) && to > from
            {
                found.push((first.start..end.end, kind));
            }
            from = to + 1;
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

/// The text without white space, quotes and mail quoting, and where each of its bytes stood.
fn compact(text: &str) -> (String, Vec<Range<usize>>) {
    let mut compact = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if !c.is_whitespace() && !matches!(c, '"' | '\'' | '>') {
            compact.push(c);
            places.extend(std::iter::repeat_n(at..at + c.len_utf8(), c.len_utf8()));
        }
    }
    (compact, places)
}

type Key<'a> = (&'a str, &'a [&'a str], bool);

/// Colours a text; remembered as long as it is on screen.
pub(super) fn job(ctx: &Context, text: &str, tokens: &[&str], dark: bool) -> LayoutJob {
    ctx.memory_mut(|memory| {
        memory
            .caches
            .cache::<FrameCache<LayoutJob, Painter>>()
            .get((text, tokens, dark))
            .clone()
    })
}

#[derive(Default)]
struct Painter;

impl ComputerMut<Key<'_>, LayoutJob> for Painter {
    fn compute(&mut self, (text, tokens, dark): Key<'_>) -> LayoutJob {
        let palette = if dark {
            &super::theme::DARK
        } else {
            &super::theme::LIGHT
        };
        colored(text, tokens, palette)
    }
}

fn colored(text: &str, tokens: &[&str], palette: &Palette) -> LayoutJob {
    let mut job = LayoutJob::default();
    // Around a token the text is context; where no token could be placed it is all there is.
    let parts = parts(text, tokens);
    let around = if parts.is_empty() {
        palette.text
    } else {
        palette.muted
    };
    let mut at = 0;
    let mut push = |range: Range<usize>, color| {
        append_mono(
            &mut job,
            text.get(range).unwrap_or_default(),
            color,
            Color32::TRANSPARENT,
        );
    };
    for (range, kind) in parts {
        push(at..range.start, around);
        at = range.end;
        push(range, part_color(palette, kind));
    }
    push(at..text.len(), around);
    job.wrap.break_anywhere = true;
    job
}

/// The colour of a part.
pub(super) fn part_color(palette: &Palette, kind: PartKind) -> Color32 {
    match kind {
        PartKind::Header => palette.header,
        PartKind::Payload => palette.payload,
        PartKind::Signature => palette.signature,
    }
}

/// Where the rows of a long text begin.
#[derive(Debug, Default)]
pub struct TextRows {
    of: (usize, usize, u64),
    starts: Vec<usize>,
}

impl TextRows {
    /// Cuts a text into rows of at most `columns` characters, at line breaks and wherever else it
    /// must; does nothing when it was done already.
    pub fn cut(&mut self, text: &str, columns: usize) {
        let of = (text.len(), columns, sample(text));
        if self.of == of && !self.starts.is_empty() {
            return;
        }
        self.of = of;
        self.starts = vec![0];
        let mut column = 0;
        for (at, c) in text.char_indices() {
            if column >= columns.max(1) && !matches!(c, '\n' | '\r') {
                self.starts.push(at);
                column = 0;
            }
            column += 1;
            if c == '\n' {
                self.starts.push(at + 1);
                column = 0;
            }
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether nothing was cut yet.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// One row's text.
    pub fn row<'a>(&self, text: &'a str, index: usize) -> &'a str {
        let Some(start) = self.starts.get(index) else {
            return "";
        };
        let end = self.starts.get(index + 1).copied().unwrap_or(text.len());
        text.get(*start..end)
            .unwrap_or_default()
            .trim_end_matches(['\n', '\r'])
    }
}

/// Tells long texts apart by 64 places of each, so that no frame reads them whole.
fn sample(text: &str) -> u64 {
    let stride = (text.len() / 64).max(1);
    let places = text.as_bytes().iter().step_by(stride);
    places.fold(0u64, |sum, byte| sum.rotate_left(5) ^ u64::from(*byte))
}

#[cfg(test)]
#[allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests may fail"
)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_where_they_stand() {
        let rows: [(&str, &str, &[&str], Vec<&str>); 6] = [
            ("bare", "aa.bb.cc", &["aa.bb.cc"], vec!["aa", "bb", "cc"]),
            (
                "in a header",
                "Bearer aa.bb.cc\n",
                &["aa.bb.cc"],
                vec!["aa", "bb", "cc"],
            ),
            (
                "wrapped",
                "a\na.b\n> b.cc",
                &["aa.bb.cc"],
                vec!["a\na", "b\n> b", "cc"],
            ),
            ("no signature", "aa.bb.", &["aa.bb."], vec!["aa", "bb"]),
            (
                "two",
                "aa.bb.cc é dd.ee.ff",
                &["dd.ee.ff", "aa.bb.cc"],
                vec!["aa", "bb", "cc", "dd", "ee", "ff"],
            ),
            ("not there", "xx", &["aa.bb.cc"], vec![]),
        ];
        for (name, text, tokens, expected) in rows {
            let found: Vec<&str> = parts(text, tokens)
                .into_iter()
                .map(|(r, _)| &text[r])
                .collect();
            assert_eq!(found, expected, "{name}");
        }
    }

    #[test]
    fn the_last_part_is_the_signature() {
        let kinds: Vec<PartKind> = parts("a.b.c.d.e", &["a.b.c.d.e"])
            .into_iter()
            .map(|(_, k)| k)
            .collect();
        assert_eq!(
            (kinds[0], kinds[1], kinds[3], kinds[4]),
            (
                PartKind::Header,
                PartKind::Payload,
                PartKind::Payload,
                PartKind::Signature
            )
        );
    }

    #[test]
    fn rows_join_to_the_text() {
        let rows = [
            ("short", "abc", 10, vec!["abc"]),
            ("cut", "abcdefgh", 3, vec!["abc", "def", "gh"]),
            ("lines", "ab\r\ncd", 5, vec!["ab", "cd"]),
            ("full line", "abc\ndef", 3, vec!["abc", "def"]),
            (
                "characters of more bytes",
                "ééééé",
                2,
                vec!["éé", "éé", "é"],
            ),
        ];
        for (name, text, columns, expected) in rows {
            let mut cut = TextRows::default();
            cut.cut(text, columns);
            let found: Vec<&str> = (0..cut.len()).map(|i| cut.row(text, i)).collect();
            assert_eq!(found, expected, "{name}");
        }
    }

    #[test]
    fn another_text_of_the_same_length_is_cut_anew() {
        let mut cut = TextRows::default();
        cut.cut("aaaaaa", 3);
        cut.cut("a\na\na\n", 3);
        assert_eq!(cut.len(), 4);
    }
}
