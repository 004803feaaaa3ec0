//! Whether words of a text are a message of their own.

/// Whether nothing but the marks of a log or of JSON stands around some words in their line:
/// `Error: invalid signature`, `{"message":"invalid signature"}`, and not `The letter has an invalid
/// signature.`
pub(super) fn is_said_alone(text: &str, at: usize, end: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default().trim_end();
    let begins = line.is_empty() || line.ends_with(OPENS) || ends_with_level(line);
    let behind = text.get(end..).unwrap_or_default();
    let rest = behind.split('\n').next().unwrap_or_default();
    let ends = rest.trim().is_empty() || rest.starts_with(CLOSES);
    begins && ends && !rest.starts_with(". ")
}

/// What stands before a message.
const OPENS: [char; 14] = [
    ':', '"', '\'', '`', '>', '=', '(', '[', ']', '{', '|', ',', ';', '\u{201c}',
];
/// What stands behind one.
const CLOSES: [char; 14] = [
    '.', ',', ';', '"', '\'', '`', ')', ']', '}', '<', '|', '!', '\\', '\u{201d}',
];

/// Whether a line ends with the level of a log's record.
fn ends_with_level(line: &str) -> bool {
    let word = line.split_ascii_whitespace().next_back();
    let word = word.unwrap_or_default().to_ascii_lowercase();
    let levels = [
        "error", "err", "warn", "warning", "info", "debug", "trace", "fatal", "critical", "-", "--",
    ];
    levels.contains(&word.as_str())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    #[test]
    fn messages_are_told_from_sentences() {
        for (name, text, expected) in [
            ("alone", "invalid signature", true),
            ("with its class", "Error: invalid signature", true),
            ("with a level", "10:00:00 ERROR invalid signature", true),
            ("in JSON", r#"{"message":"invalid signature"}"#, true),
            (
                "a line of several",
                "x\n  - invalid signature\n    at y",
                true,
            ),
            ("in a sentence", "It has an invalid signature.", false),
            ("goes on", "Error: invalid signature of the parcel", false),
            (
                "first of a sentence",
                "invalid signature. Sign again",
                false,
            ),
            (
                "names what it is of",
                "gpg: invalid signature: x.deb",
                false,
            ),
        ] {
            let at = text.find("invalid").unwrap();
            let end = at + "invalid signature".len();
            assert_eq!(super::is_said_alone(text, at, end), expected, "{name}");
        }
    }
}
