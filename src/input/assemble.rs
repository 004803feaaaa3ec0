//! One token put together from its pieces: what copying, wrapping and encoding tore apart or
//! disguised (rules A-1).

use super::draft::{Checkpoint, Draft};
use super::gap::{self, Between, Gap};
use super::symbols::{self, Symbol};
use super::{Noise, base64url, classify};

/// A piece of text that may be a token, after repair.
pub(super) struct Candidate {
    /// The token. A secret.
    pub(super) text: String,
    /// The byte of the source after it.
    pub(super) end: usize,
    /// What was repaired.
    pub(super) noise: Vec<Noise>,
    /// The marks for something left out, as they were written.
    pub(super) marks: Vec<String>,
}

impl Candidate {
    /// Whether it is too little to tell anything from: a word that starts like a token by chance.
    pub(super) fn is_too_short(&self) -> bool {
        self.text.len() < SHORTEST_PART && self.marks.is_empty()
    }
}

/// Puts together the token that starts at a byte offset.
///
/// `budget` is how many bytes may still be read ahead for joining pieces. It keeps the reading of a
/// whole text linear, whatever the text is.
pub(super) fn assemble(text: &str, start: usize, budget: &mut usize) -> Candidate {
    let mut draft = Draft::default();
    let end = run(text, start, &mut draft);
    *budget = budget.saturating_sub(end - start);
    let first = draft.checkpoint(end);
    let fallback = join(text, start, first, &mut draft, budget);
    let last = draft.best().unwrap_or(fallback);
    draft.back_to(last);
    finish(draft, last.end)
}

/// Whether a token may start here: `{"`, `{ `, `{` and a line break or a tab, in base64.
pub(super) fn starts(bytes: &[u8], at: usize) -> bool {
    matches!(
        bytes.get(at..at + 3),
        Some(b"eyJ" | b"eyA" | b"ewo" | b"ew0" | b"ewk")
    )
}

/// Reads letters, dots, padding and marks up to the first gap or foreign character.
fn run(text: &str, start: usize, draft: &mut Draft) -> usize {
    let bytes = text.as_bytes();
    let mut place = start;
    loop {
        let letters = bytes.get(place..).unwrap_or_default();
        let count = letters
            .iter()
            .take_while(|&&b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
            .count();
        draft.letters(text.get(place..place + count).unwrap_or_default());
        place += count;
        let step = symbols::step(text, place);
        match step.symbol {
            Symbol::Letter(letter) => {
                // A slash can belong to the token or be the path that goes on after it.
                if step.noise.is_none() {
                    draft.remember(place);
                }
                draft.letter(letter);
            }
            Symbol::Dot => draft.dot(),
            Symbol::Pad if pads(text, step.end) => draft.note(Noise::Padding),
            Symbol::Mark if !draft.is_complete() => {
                draft.mark(text.get(place..step.end).unwrap_or_default());
            }
            Symbol::Invisible => {}
            _ => break,
        }
        if let Some(noise) = step.noise {
            draft.note(noise);
        }
        place = step.end;
    }
    draft.remember(place);
    place
}

/// Whether `=` is padding: no letter comes right after it.
fn pads(text: &str, after: usize) -> bool {
    !matches!(symbols::step(text, after).symbol, Symbol::Letter(_))
}

/// Joins what follows after gaps, as long as that can belong to the token. Gives the end to fall
/// back to where the token never gets complete.
fn join(
    text: &str,
    start: usize,
    first: Checkpoint,
    draft: &mut Draft,
    budget: &mut usize,
) -> Checkpoint {
    let mut wrap = Wrap::new(text, start, first.end);
    let (mut end, mut fallback) = (first.end, first);
    while let Some(between) = gap::at(text, end) {
        let may_go_on = !draft.is_complete()
            || draft.may_grow()
                && (between.gap == Gap::Soft || wrap.is_running() || draft.is_short());
        if !may_go_on || *budget == 0 {
            break;
        }
        if matches!(between.gap, Gap::Spaces(_)) {
            if end == first.end && draft.best().is_none() {
                return join_spaced(text, first, draft, budget);
            }
            break;
        }
        if !continues(text, between.end, draft) {
            break;
        }
        let at_dot = draft.text.ends_with('.') || text.as_bytes().get(between.end) == Some(&b'.');
        between.noise.iter().for_each(|&noise| draft.note(noise));
        let next = run(text, between.end, draft);
        *budget = budget.saturating_sub(next - end);
        if !closes(text, next) {
            break;
        }
        if wrap.goes_on(text, &between, next, at_dot) {
            fallback = draft.checkpoint(next);
        }
        end = next;
    }
    fallback
}

/// Joins pieces on one line, which only a token that gets healthy that way allows: blanks may have
/// been put in, or `+` turned into them.
fn join_spaced(text: &str, first: Checkpoint, draft: &mut Draft, budget: &mut usize) -> Checkpoint {
    let mut removed = draft.clone();
    let mut replaced = draft.clone();
    let mut end = first.end;
    let mut best = None;
    while let Some(Between {
        gap: Gap::Spaces(spaces),
        end: next,
        ..
    }) = gap::at(text, end)
    {
        // At the end of a value a blank can only be a `+` that was there.
        let is_last = next == text.len();
        if *budget == 0 || !(is_last || continues(text, next, &removed)) {
            break;
        }
        removed.note(Noise::LineBreaks);
        replaced.note(Noise::PlusAsSpace);
        replaced.letters(&"-".repeat(spaces));
        let before = end;
        end = run(text, next, &mut removed);
        run(text, next, &mut replaced);
        *budget = budget.saturating_sub(2 * (end - before));
        for whole in [&removed, &replaced] {
            if whole.is_complete() && whole.is_healthy() {
                best = Some((whole.clone(), end));
            }
        }
        if is_last || best.is_some() && !removed.may_grow() {
            break;
        }
    }
    let Some((whole, end)) = best else {
        return first;
    };
    *draft = whole;
    draft.checkpoint(end)
}

/// Whether what stands after a gap can belong to the token: letters that don't start a token of
/// their own.
fn continues(text: &str, at: usize, draft: &Draft) -> bool {
    match symbols::step(text, at).symbol {
        Symbol::Dot => return true,
        Symbol::Letter(_) => {}
        _ => return false,
    }
    if !starts(text.as_bytes(), at) {
        return true;
    }
    // A payload starts like a token, and any line may by chance.
    (draft.text.ends_with('.') && draft.dots() == 1) || !is_header(text, at)
}

/// Whether the letters up to the next dot are a header.
fn is_header(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    let letters: &str = rest
        .split(|c| !base64url::is_letter(c))
        .next()
        .unwrap_or_default();
    rest.as_bytes().get(letters.len()) == Some(&b'.') && classify::is_header_text(letters)
}

/// Whether a piece on a line of its own ends the way pieces do: with the line, a quote or a bracket.
fn closes(text: &str, end: usize) -> bool {
    match gap::at(text, end) {
        Some(Between {
            gap: Gap::Spaces(_),
            end,
            ..
        }) => !text
            .get(end..)
            .and_then(|rest| rest.chars().next())
            .is_some_and(char::is_alphanumeric),
        Some(_) => true,
        None => matches!(
            text.get(end..).and_then(|rest| rest.chars().next()),
            None | Some(
                '"' | '\''
                    | '`'
                    | '&'
                    | '<'
                    | ','
                    | ';'
                    | ')'
                    | ']'
                    | '}'
                    | '\\'
                    | '\u{201d}'
                    | '\n'
            )
        ),
    }
}

/// Whether lines break the way a terminal or a mail program breaks them: all full but the last.
struct Wrap {
    /// The width of a full line.
    width: usize,
    lines: usize,
    /// A line was not full, so it was the last.
    ended: bool,
}

impl Wrap {
    fn new(text: &str, start: usize, end: usize) -> Self {
        let before = text.as_bytes().get(..start).unwrap_or_default();
        // Only the last stretch matters; looking back to the start of a long line would cost.
        let column = before
            .iter()
            .rev()
            .take(WIDEST)
            .position(|&b| b == b'\n')
            .unwrap_or(start.min(WIDEST));
        Self {
            width: column + (end - start),
            lines: 0,
            ended: false,
        }
    }

    /// Whether lines were joined, and the last one was full.
    fn is_running(&self) -> bool {
        self.lines > 0 && !self.ended
    }

    /// Whether the piece after a gap still belongs to a wrapped token.
    fn goes_on(&mut self, text: &str, between: &Between, end: usize, at_dot: bool) -> bool {
        let piece = text.get(between.end..end).unwrap_or_default();
        let fits = self.width <= WIDEST && piece.len() <= self.width + 1;
        let joins = between.gap == Gap::Soft
            || (looks_encoded(piece) && (fits || (at_dot && piece.len() >= SHORTEST_PART)));
        let goes_on = !self.ended && joins;
        if between.gap == Gap::Soft || self.lines == 0 {
            self.width = piece.len();
        } else if piece.len() < self.width && !at_dot {
            self.ended = true;
        }
        self.ended |= !joins;
        self.lines += 1;
        goes_on
    }
}

/// Whether a piece looks like base64 rather than like a word.
fn looks_encoded(piece: &str) -> bool {
    let mut lower = false;
    piece.len() >= 4
        && piece.bytes().any(|b| {
            let turns = lower && b.is_ascii_uppercase();
            lower = b.is_ascii_lowercase();
            turns || b.is_ascii_digit()
        })
}

/// Takes off the dots that belong to the sentence.
fn finish(draft: Draft, end: usize) -> Candidate {
    let mut text = draft.text;
    let mut dots = text.bytes().filter(|&b| b == b'.').count();
    while dots != 2 && text.ends_with('.') {
        text.pop();
        dots -= 1;
    }
    Candidate {
        text,
        end,
        noise: draft.noise,
        marks: draft.marks,
    }
}

/// The widest line that a terminal or mail program is taken to break at, in characters.
const WIDEST: usize = 256;

/// The shortest part that is joined at a dot without a signature length to confirm it.
const SHORTEST_PART: usize = 10;
