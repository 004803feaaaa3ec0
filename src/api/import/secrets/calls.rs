//! Secrets that stand as texts in calls of code: `jwt.verify(token, 'secret')`. They have no name that
//! says what they are; the call says it.

use std::ops::Range;

use super::Hidden;
use super::literals::{closing, is_public};

/// A call that is given a secret.
struct Call {
    /// How it is written up to its opening parenthesis, in any case of letters.
    name: &'static str,
    /// Which of its arguments is the secret, counted from 0.
    argument: usize,
}

const fn call(name: &'static str, argument: usize) -> Call {
    Call { name, argument }
}

const CALLS: [Call; 15] = [
    call("GetBytes", 0),
    call("FromBase64String", 0),
    call("SymmetricSecurityKey", 0),
    call("TextEncoder().encode", 0),
    call("Buffer.from", 0),
    call("createSecretKey", 0),
    call("b64decode", 0),
    call("[]byte", 0),
    call("jwt.decode", 1),
    call("jwt.verify", 1),
    call("jwtVerify", 1),
    call("jwt.sign", 1),
    call("jwt.encode", 1),
    call("ClientCredential", 1),
    call("ClientSecretCredential", 2),
];

/// How much of a call's arguments is looked at, in bytes.
const LONGEST: usize = 8192;

/// All of them.
pub(super) fn of_secrets(text: &str) -> Vec<Hidden> {
    let calls = text.match_indices('(').filter_map(|(at, _)| {
        let before = text.get(..at)?.trim_end_matches(' ');
        let call = CALLS.iter().find(|call| is_call(before, call.name))?;
        literal(text, at + 1, call.argument)
    });
    calls.map(Hidden::plain).collect()
}

/// Whether a text ends with the name of a call, not merely with a part of a longer one.
fn is_call(before: &str, name: &str) -> bool {
    let Some(start) = before.len().checked_sub(name.len()) else {
        return false;
    };
    let ends = before.get(start..);
    let longer = before
        .get(..start)
        .is_some_and(|rest| rest.ends_with(|c: char| c.is_alphanumeric() || c == '_'));
    ends.is_some_and(|end| end.eq_ignore_ascii_case(name)) && !longer
}

/// The inside of the text in quotes that is an argument of a call, unless it is no secret.
fn literal(text: &str, open: usize, argument: usize) -> Option<Range<usize>> {
    let start = open + skipped(text.get(open..)?, argument)?;
    let rest = text.get(start..)?.trim_start();
    let rest = without_name(rest)?;
    let opened = rest.trim_start_matches(['@', '$', 'r', 'b', 'f', 'u']);
    let quote = opened.chars().next().filter(|c| is_quote(*c))?;
    let (inside, length) = inside(opened, quote)?;
    let value = inside.get(..length)?;
    let kept = is_public(value) || value.contains("://") || crate::token::is_guid(value);
    let start = text.len() - inside.len();
    (!kept).then(|| start..start + length)
}

/// What follows the opening quote, and how much of it stands in quotes.
fn inside(opened: &str, quote: char) -> Option<(&str, usize)> {
    let three = opened
        .get(..3)
        .filter(|three| three.chars().all(|c| c == quote));
    if let Some(three) = three {
        let inside = opened.get(3..)?;
        return Some((inside, inside.find(three).unwrap_or(inside.len())));
    }
    let inside = opened.get(1..)?;
    if quote == '`' {
        return Some((inside, inside.find('`').unwrap_or(inside.len())));
    }
    Some((inside, closing(inside, quote)))
}

/// An argument without the name `key` before it; nothing where it has any other: that tells by itself.
fn without_name(argument: &str) -> Option<&str> {
    let length = argument.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
    let (name, rest) = argument.split_at_checked(length)?;
    let rest = rest.trim_start();
    match rest.strip_prefix(['=', ':']) {
        Some(value) if length > 0 && matches!(name, "key" | "jwt_key" | "s" | "value") => {
            Some(value.trim_start())
        }
        Some(_) if length > 0 => None,
        _ => Some(argument),
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`')
}

/// How long the first `count` arguments are, with their commas; `None` where there are no more.
fn skipped(arguments: &str, count: usize) -> Option<usize> {
    let (mut left, mut depth, mut quote) = (count, 0_usize, None);
    let mut escaped = false;
    if count == 0 {
        return Some(0);
    }
    for (at, c) in arguments.char_indices().take_while(|(at, _)| *at < LONGEST) {
        match (quote, c) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), c) if c == open => quote = None,
            (None, c) if is_quote(c) => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth = depth.checked_sub(1)?,
            (None, ',') if depth == 0 => {
                left -= 1;
                if left == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}
