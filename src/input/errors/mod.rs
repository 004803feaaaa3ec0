//! Error lines and logs of token libraries, gateways and token endpoints (rules A-3).

mod alone;
mod plain;
mod scan;
mod table;

use std::sync::LazyLock;

use super::words_in::Words;

pub(crate) use plain::Plain;
pub(crate) use scan::Hit;
pub(crate) use table::{About, Pattern};

/// The known errors in a text.
#[derive(Debug)]
pub(crate) struct Errors {
    /// The text without escapes and tokens; the places of the hits are places in it.
    pub(crate) plain: Plain,
    /// The errors in reading order.
    pub(crate) hits: Vec<Hit>,
}

/// The pattern of that name.
pub(crate) fn pattern(id: &str) -> Option<&'static Pattern> {
    table::PATTERNS.iter().find(|pattern| pattern.id == id)
}

/// Finds the errors of the table in a text.
pub(crate) fn find(text: &str) -> Errors {
    let plain = Plain::of(text);
    let hits = scan::find(&plain.text);
    Errors { plain, hits }
}

/// What a text mentions first of the errors that tell of refused tokens: a code (`IDX10503`), or the
/// words of a library. The mention is a code or one of our own tables' phrases, never other text.
pub(super) fn mention(text: &str) -> Option<String> {
    let words = |words: &str| format!("\u{201c}{words}\u{201d}");
    let hits = find(text).hits;
    let by_code = hits.iter().find(|hit| hit.by_code);
    by_code
        .map(|hit| hit.code.clone())
        .or_else(|| hits.first().map(|hit| words(&hit.code)))
        .or_else(|| phrase(text).map(words))
}

/// A text that is no longer than this is kept as it is, in bytes.
const SHORT: usize = 4 * 1024;
/// Of a longer one the errors are kept with their line's beginning, where it is no longer than this.
const BEFORE: usize = 200;
/// … and with so many bytes behind each.
const BEHIND: usize = 3 * 1024;
/// All of them together are no longer than this, in bytes.
const LONGEST_ERROR: usize = 16 * 1024;

/// The errors in a text that may hold much else, such as a log with a token in it: the lines in which
/// known errors stand and what belongs to them, without escapes and without the tokens. `None` where
/// no known error stands in it.
pub fn error_in(text: &str) -> Option<String> {
    if is_token_alone(text) {
        return None;
    }
    let Errors { plain, mut hits } = find(text);
    if hits.is_empty() {
        return None;
    }
    if plain.text.len() <= SHORT && !plain.text.contains(plain::IN_PLACE) {
        return Some(plain.text.trim().to_owned());
    }
    // The telling ones come first where not all find room; they are put in the order of the text.
    hits.sort_by_key(|hit| (std::cmp::Reverse(hit.pattern.telling), hit.at));
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    let mut room = LONGEST_ERROR;
    for hit in &hits {
        let line = plain.line_start(hit.at);
        let from = if hit.at - line > BEFORE { hit.at } else { line };
        let covered = |(start, end): &(usize, usize)| *start <= hit.at && hit.end <= *end;
        if room < BEHIND || ranges.iter().any(covered) {
            continue;
        }
        let rest = plain.slice(hit.at, hit.end + BEHIND);
        let end = hit.at + end_of_record(rest).max(hit.end - hit.at);
        room = room.saturating_sub(end - from);
        ranges.push((from, end));
    }
    ranges.sort_unstable();
    let mut reached = 0;
    let mut out = String::new();
    for (from, end) in ranges {
        let piece = plain.slice(from.max(reached), end).trim();
        if !piece.is_empty() {
            out.push_str(piece);
            out.push('\n');
        }
        reached = reached.max(end);
    }
    Some(out.trim().to_owned())
}

/// Whether a text is one long word that can only be a token: most of what is pasted. The table need not
/// be read for it.
fn is_token_alone(text: &str) -> bool {
    const SHORTEST: usize = 200;
    let part = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    let word = text.trim();
    let word = word.strip_prefix("Bearer ").unwrap_or(word);
    word.len() >= SHORTEST && word.starts_with("eyJ") && word.bytes().all(part)
}

/// Where what was logged in one go ends: at an empty line, or at the next line with a time in front.
fn end_of_record(text: &str) -> usize {
    let mut end = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let dated = line.get(..8).is_some_and(|start| {
            start.bytes().filter(u8::is_ascii_digit).count() >= 5 && start.contains(['-', ':', '/'])
        });
        if index > 0 && (line.trim().is_empty() || dated) {
            break;
        }
        end += line.len();
    }
    end
}

/// The first error code of Microsoft's in a text.
pub(super) fn code(text: &str) -> Option<String> {
    CODES
        .iter()
        .filter_map(|(prefix, least)| first_code(text, prefix, *least))
        .min()
        .map(|(_, code)| code)
}

fn first_code(text: &str, prefix: &str, least: usize) -> Option<(usize, String)> {
    text.match_indices(prefix).find_map(|(at, _)| {
        let digits: String = text
            .get(at + prefix.len()..)?
            .chars()
            .take(MOST_DIGITS)
            .take_while(char::is_ascii_digit)
            .collect();
        (digits.len() >= least).then(|| (at, format!("{prefix}{digits}")))
    })
}

fn phrase(text: &str) -> Option<&'static str> {
    let start = beginning(text, LONGEST);
    let possible = PHRASE_WORDS.found_in(start);
    PHRASES
        .iter()
        .enumerate()
        .filter(|(index, _)| possible >> index & 1 == 1)
        .map(|(_, phrase)| *phrase)
        .find(|phrase| start.contains(phrase))
}

static PHRASE_WORDS: LazyLock<Words> = LazyLock::new(|| Words::of_each(PHRASES.into_iter()));

/// The first bytes of a text, up to a whole character.
pub(super) fn beginning(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// How far into a text phrases are looked for, in bytes: there are many of them.
pub(super) const LONGEST: usize = 1 << 18;

/// Prefixes of codes and how many digits they have at least.
const CODES: [(&str, usize); 4] = [("IDX", 5), ("IDW", 5), ("AADSTS", 4), ("AADB2C", 4)];

const MOST_DIGITS: usize = 9;

/// Words that tell of an error and name none: they stand around one.
const PHRASES: [&str; 12] = [
    "invalid_token",
    "WWW-Authenticate",
    "www-authenticate",
    "JWT is not well formed",
    "JsonWebTokenError",
    "TokenExpiredError",
    "NotBeforeError",
    "PyJWKClientError",
    "Signed JWT rejected",
    "ERR_JWT_CLAIM_VALIDATION_FAILED",
    "oidc: ",
    "SecurityTokenInvalid",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_told() {
        for (name, text, expected) in [
            (
                "Wilson",
                "x IDX10503: Signature validation failed.",
                Some("IDX10503"),
            ),
            (
                "Identity.Web",
                "IDW10201: Neither scope nor roles",
                Some("IDW10201"),
            ),
            (
                "Entra",
                "AADSTS50013: Assertion failed",
                Some("AADSTS50013"),
            ),
            ("B2C", "AADB2C90091: cancelled", Some("AADB2C90091")),
            (
                "the first code counts",
                "IDW10201 after IDX10500",
                Some("IDW10201"),
            ),
            ("too few digits", "IDX105", None),
            (
                "header",
                "WWW-Authenticate: Bearer",
                Some("\u{201c}WWW-Authenticate\u{201d}"),
            ),
            (
                "jsonwebtoken",
                "JsonWebTokenError: jwt malformed",
                Some("\u{201c}jwt malformed\u{201d}"),
            ),
            ("prose", "I can't sign in", None),
        ] {
            assert_eq!(mention(text).as_deref(), expected, "{name}");
        }
    }
}
