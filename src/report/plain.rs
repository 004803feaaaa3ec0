//! Foreign text made harmless for a terminal: nothing that deceives, nothing that is a secret.

use std::fmt::Write as _;

use crate::token::escape_deceiving;

/// The text with control characters, invisible characters and those that change the direction of
/// writing as visible escapes (`\u{202E}`): in a claim's value they make one text look like another,
/// and on a terminal they can do worse. Line breaks and tabs have their short escapes.
pub fn escaped(text: &str) -> String {
    let short = text
        .replace('\n', "\\n")
        .replace('\r', "\\r")
        .replace('\t', "\\t");
    escape_deceiving(&short).0
}

/// The text with every compact token in it (a JWT inside a claim, as in a signed HTTP request)
/// replaced by its length: a report can be shared, a token can't.
pub fn without_tokens(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, run, after)) = next_run(rest) {
        out.push_str(before);
        if is_compact(run) {
            let _ = write!(out, "(a token of {} characters)", run.len());
        } else {
            out.push_str(run);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The next stretch of characters that compact tokens are made of, with what stands around it.
fn next_run(text: &str) -> Option<(&str, &str, &str)> {
    let part_of_token = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let (before, from) = text.split_at_checked(text.find(part_of_token)?)?;
    let end = from.find(|c| !part_of_token(c)).unwrap_or(from.len());
    let (run, after) = from.split_at_checked(end)?;
    Some((before, run, after))
}

/// Two or more parts of which the first is a JSON object in base64url.
fn is_compact(run: &str) -> bool {
    const SHORTEST: usize = 20;
    run.starts_with("eyJ") && run.len() >= SHORTEST && run.trim_end_matches('.').contains('.')
}
