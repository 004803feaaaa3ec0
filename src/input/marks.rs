//! Marks that stand for something left out: `…`, `[truncated]`, `***` (rules A-1, A1.5).

/// The end of the mark that starts at a byte offset, if one does.
pub(super) fn at(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    match rest.chars().next()? {
        // An empty payload or key also leaves two dots together, so only three make a mark.
        c @ ('.' | '*' | '\u{2022}') => repeated(rest, c, 3).map(|end| at + end),
        '\u{2026}' => repeated(rest, '\u{2026}', 1).map(|end| at + end),
        '[' => bracketed(rest, ']').map(|end| at + end),
        '<' => bracketed(rest, '>').map(|end| at + end),
        '(' => bracketed(rest, ')').map(|end| at + end),
        '{' => bracketed(rest, '}').map(|end| at + end),
        _ => None,
    }
}

/// Whether a whole part of a token is a word that somebody put in its place.
pub(super) fn is_word(part: &str) -> bool {
    let plain = part.trim_matches(['_', '-']);
    WHOLE_PARTS
        .iter()
        .any(|word| plain.eq_ignore_ascii_case(word))
        || (plain.len() > 2 && plain.bytes().all(|b| b == b'x' || b == b'X'))
}

fn repeated(rest: &str, c: char, least: usize) -> Option<usize> {
    let count = rest.chars().take_while(|&found| found == c).count();
    (count >= least).then(|| count * c.len_utf8())
}

/// A bracket whose words say that something was left out.
fn bracketed(rest: &str, close: char) -> Option<usize> {
    let end = rest
        .bytes()
        .take(LONGEST)
        .position(|b| char::from(b) == close || b == b'\n')?;
    if !rest.get(end..)?.starts_with(close) {
        return None; // The line ends first.
    }
    let inside = rest.get(1..end)?;
    let words = inside.to_ascii_lowercase();
    if words.starts_with('/') {
        return None; // A closing tag.
    }
    let told = inside == "..."
        || inside == "\u{2026}"
        || WORDS.iter().any(|word| words.contains(word))
        || words == "signature";
    told.then(|| end + close.len_utf8())
}

/// The longest bracket that is looked at, in bytes.
const LONGEST: usize = 160;

const WORDS: [&str; 14] = [
    "artifact", "cut", "elided", "filtered", "hidden", "masked", "more", "omitted", "redact",
    "remov", "sanit", "snip", "strip", "trunc",
];

const WHOLE_PARTS: [&str; 8] = [
    "redacted",
    "removed",
    "signature",
    "signatureremoved",
    "signature_removed",
    "signature-removed",
    "snip",
    "truncated",
];

#[cfg(test)]
mod tests {
    #![allow(clippy::string_slice)]
    use super::*;

    #[test]
    fn marks_are_told() {
        for (name, text, expected) in [
            ("three dots", "...rest", Some("...")),
            ("four dots", "....", Some("....")),
            ("two dots", "..rest", None),
            ("ellipsis", "\u{2026}x", Some("\u{2026}")),
            ("stars", "***", Some("***")),
            ("two stars", "**", None),
            ("bracket", "[truncated] x", Some("[truncated]")),
            ("angle", "<snip>", Some("<snip>")),
            ("capitals", "[REDACTED]", Some("[REDACTED]")),
            (
                "count",
                "(1234 more characters)",
                Some("(1234 more characters)"),
            ),
            (
                "library",
                "[Security Artifact of type 'X' is hidden]",
                Some("[Security Artifact of type 'X' is hidden]"),
            ),
            ("open bracket", "[truncated", None),
            ("other bracket", "[1, 2]", None),
            ("signature", "[Signature]", Some("[Signature]")),
            ("letter", "x", None),
            ("beyond ASCII", "[é…é] trunc", None),
        ] {
            assert_eq!(at(text, 0).map(|end| &text[..end]), expected, "{name}");
        }
    }

    #[test]
    fn words_in_place_of_a_part_are_told() {
        for (part, expected) in [
            ("signature", true),
            ("REDACTED", true),
            ("xxxxxx", true),
            ("eyJhbGciOi", false),
            ("", false),
        ] {
            assert_eq!(is_word(part), expected, "{part}");
        }
    }
}
