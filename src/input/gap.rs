//! What can stand between two pieces of one token: blanks, line breaks, mail quoting, the seams of
//! a string that source code puts together from lines.

use super::Noise;
use super::symbols::{self, Symbol};

/// What a gap is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Blanks on one line; how many.
    Spaces(usize),
    /// At least one line break.
    Lines,
    /// A line break that the text itself takes back: the next line belongs to this one.
    Soft,
}

/// A gap with its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Between {
    /// What it is made of.
    pub(super) gap: Gap,
    /// The byte after it.
    pub(super) end: usize,
    /// What was taken off.
    pub(super) noise: Vec<Noise>,
}

/// Reads the gap at a byte offset, if there is one.
pub(super) fn at(text: &str, at: usize) -> Option<Between> {
    seam(text, at).or_else(|| blanks(text, at))
}

fn blanks(text: &str, at: usize) -> Option<Between> {
    let (mut spaces, mut lines, mut soft) = (0, 0, false);
    let mut noise = Vec::new();
    let mut place = at;
    loop {
        let step = symbols::step(text, place);
        match step.symbol {
            Symbol::Space => spaces += 1,
            Symbol::Line => lines += 1,
            Symbol::SoftLine => soft = true,
            Symbol::Invisible => {}
            _ => break,
        }
        note(&mut noise, step.noise);
        place = step.end;
        if lines > MOST_LINES || spaces > MOST_SPACES {
            return None;
        }
        if step.symbol == Symbol::Line && after_quoting(text, place) > place {
            note(&mut noise, Some(Noise::Quoting));
            place = after_quoting(text, place);
        }
    }
    let gap = match (soft, lines, spaces) {
        (true, ..) => Gap::Soft,
        (false, 0, 0) => return None,
        (false, 0, spaces) => Gap::Spaces(spaces),
        _ => Gap::Lines,
    };
    if !matches!(gap, Gap::Spaces(_)) {
        note(&mut noise, Some(Noise::LineBreaks));
    }
    Some(Between {
        gap,
        end: place,
        noise,
    })
}

/// The end of mail quoting (`> `, `>> `, `| `) at the start of a line.
pub(super) fn after_quoting(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let plain = rest.trim_start_matches([' ', '\t', '>', '|']);
    let taken = rest.len() - plain.len();
    match rest.get(..taken) {
        Some(prefix) if prefix.contains(['>', '|']) => at + taken,
        _ => at,
    }
}

/// `" +⏎ "`: a string literal that goes on in the next line.
fn seam(text: &str, at: usize) -> Option<Between> {
    let quote = *text
        .as_bytes()
        .get(at)
        .filter(|b| matches!(b, b'"' | b'\''))?;
    let rest = text.get(at + 1..)?;
    let mut operators = 0;
    let mut lines = 0;
    for (place, c) in rest.char_indices().take(MOST_SPACES) {
        match c {
            ' ' | '\t' | '\r' => {}
            '\n' => lines += 1,
            '+' | '&' | '.' | '_' | '\\' => operators += 1,
            c if c == char::from(quote) && lines == 1 && operators <= 2 => {
                return Some(Between {
                    gap: Gap::Soft,
                    end: at + 1 + place + 1,
                    noise: vec![Noise::Quotes, Noise::LineBreaks],
                });
            }
            _ => return None,
        }
    }
    None
}

fn note(noise: &mut Vec<Noise>, new: Option<Noise>) {
    if let Some(new) = new
        && !noise.contains(&new)
    {
        noise.push(new);
    }
}

const MOST_LINES: usize = 2;
const MOST_SPACES: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_told() {
        for (name, text, expected) in [
            ("none", "abc", None),
            ("space", " abc", Some((Gap::Spaces(1), 1))),
            ("line", "\r\n  abc", Some((Gap::Lines, 4))),
            ("blank line", "\n\nabc", Some((Gap::Lines, 2))),
            ("three lines", "\n\n\nabc", None),
            ("mail", "\n> > abc", Some((Gap::Lines, 5))),
            ("quoted-printable", "=\r\nabc", Some((Gap::Soft, 3))),
            ("shell", "\\\nabc", Some((Gap::Soft, 2))),
            ("cmd", "^\r\nabc", Some((Gap::Soft, 3))),
            ("JSON escape", "\\r\\nabc", Some((Gap::Lines, 4))),
            ("percent", "%0D%0Aabc", Some((Gap::Lines, 6))),
            ("seam", "\" +\n  \"abc", Some((Gap::Soft, 7))),
            ("seam without operator", "'\n'abc", Some((Gap::Soft, 3))),
            ("end of a string", "\",\n\"abc", None),
        ] {
            let found = at(text, 0).map(|between| (between.gap, between.end));
            assert_eq!(found, expected, "{name}");
        }
    }
}
