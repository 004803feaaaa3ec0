//! Secrets that are told by their look, whatever the setting is called.
//!
//! Each look begins at a sign that few texts have, and is followed from there: configurations may be
//! long, and every place is looked at a fixed number of times.

use std::ops::Range;

use super::Hidden;

/// Finds what has one look.
type Look = fn(&str) -> Vec<Range<usize>>;

/// All of them.
pub(super) fn of_secrets(text: &str) -> Vec<Hidden> {
    let looks: [Look; 9] = [
        client_secrets,
        signatures,
        passwords,
        tokens,
        credentials,
        connection_strings,
        padded_values,
        key_elements,
        private_keys,
    ];
    let found = looks.into_iter().flat_map(|look| look(text));
    found.map(Hidden::plain).collect()
}

/// A part of a text; nothing where its ends don't fit.
fn part(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

/// A text from a place on.
fn after(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

/// How many bytes at the beginning of a text fit.
fn run(text: &str, fits: impl Fn(char) -> bool) -> usize {
    text.find(|c| !fits(c)).unwrap_or(text.len())
}

/// A text without a word at its beginning, in any case.
fn without<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let start = text.get(..word.len())?;
    start
        .eq_ignore_ascii_case(word)
        .then(|| after(text, word.len()))
}

/// Where a word stands, in any case of its letters. It begins with a letter or a sign that has no case.
fn places<'t>(text: &'t str, word: &'static str) -> impl Iterator<Item = usize> + 't {
    let first = word.chars().next().unwrap_or_default();
    let both = [first.to_ascii_lowercase(), first.to_ascii_uppercase()];
    let begins = text.match_indices(both);
    begins
        .map(|(at, _)| at)
        .filter(move |at| without(after(text, *at), word).is_some())
}

/// Client secrets that Entra ID makes: three characters, a digit, `Q~`.
fn client_secrets(text: &str) -> Vec<Range<usize>> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '~' | '.' | '-');
    let of = |at: usize| {
        let start = at.checked_sub(4)?;
        let begins = part(text, start..at);
        let digit = begins.ends_with(|c: char| c.is_ascii_digit());
        let first = !part(text, 0..start).ends_with(fits);
        let length = run(after(text, at + 2), fits);
        let whole = digit && first && begins.chars().all(fits) && length >= 30;
        whole.then(|| start..at + 2 + length.min(40))
    };
    text.match_indices("Q~")
        .filter_map(|(at, _)| of(at))
        .collect()
}

/// Shared access signatures in addresses.
fn signatures(text: &str) -> Vec<Range<usize>> {
    let fits =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '%' | '+' | '/' | '=' | '_' | '-');
    let of = |at: usize| {
        let rest = after(text, at + 1);
        let names = ["sig=", "code=", "subscription-key="];
        let value = names.iter().find_map(|name| without(rest, name))?;
        let (start, length) = (text.len() - value.len(), run(value, fits));
        (length >= 16).then(|| start..start + length)
    };
    text.match_indices(['?', '&'])
        .filter_map(|(at, _)| of(at))
        .collect()
}

/// Passwords in addresses.
fn passwords(text: &str) -> Vec<Range<usize>> {
    let ends = |c: char| c.is_whitespace() || matches!(c, '/' | '"' | '\'' | '<' | '>');
    let of = |at: usize| {
        let user = run(after(text, at + 3), |c| !ends(c) && !matches!(c, ':' | '@'));
        let colon = at + 3 + user;
        let password = after(text, colon).strip_prefix(':')?;
        let length = run(password, |c| !ends(c) && c != '@');
        let whole = user > 0 && length > 0 && after(password, length).starts_with('@');
        whole.then(|| colon + 1..colon + 1 + length)
    };
    text.match_indices("://")
        .filter_map(|(at, _)| of(at))
        .collect()
}

/// Tokens.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = after(text, from).find("eyJ").map(|at| from + at) {
        let inside = |c: char| c.is_alphanumeric() || c == '_';
        let header = run(after(text, at), fits);
        let payload = after(text, at + header)
            .strip_prefix('.')
            .map_or(0, |payload| run(payload, fits));
        if part(text, 0..at).ends_with(inside) {
            from = at + 3;
        } else if header < 11 || payload < 8 {
            // What begins later in the same run has no more behind it.
            from = at + header;
        } else {
            let more = |c: char| fits(c) || c == '.';
            from = at + run(after(text, at), more);
            found.push(at..from);
        }
    }
    found
}

/// Credentials of a request.
fn credentials(text: &str) -> Vec<Range<usize>> {
    let fits =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '.' | '_' | '~' | '=' | '-');
    let of = |at: usize| {
        let inside = part(text, 0..at).ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let rest = after(text, at);
        let rest = without(rest, "basic").or_else(|| without(rest, "bearer"))?;
        let value = rest.trim_start_matches([' ', '\t']);
        let (start, length) = (text.len() - value.len(), run(value, fits));
        let whole = !inside && value.len() < rest.len() && length >= 16;
        whole.then(|| start..start + length)
    };
    places(text, "b").filter_map(of).collect()
}

/// Connection strings, whole.
fn connection_strings(text: &str) -> Vec<Range<usize>> {
    const NAMES: [&str; 9] = [
        "server=",
        "data source=",
        "endpoint=",
        "accountendpoint=",
        "blobendpoint=",
        "defaultendpointsprotocol=",
        "host=",
        "instrumentationkey=",
        "account=",
    ];
    let mut found = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices(['"', '\'', '>', '=']) {
        let value = after(text, at + 1).trim_start();
        let start = text.len() - value.len();
        if start < from || !NAMES.iter().any(|name| without(value, name).is_some()) {
            continue;
        }
        let length = run(value, |c| !matches!(c, '"' | '\'' | '<' | '\n'));
        // Without a second part neither this is one nor what begins inside of it.
        from = start + length;
        if part(value, 0..length.saturating_sub(1)).contains(';') {
            found.push(start..from);
        }
    }
    found
}

/// Keys with padding, as `dotnet user-jwts` keeps them.
fn padded_values(text: &str) -> Vec<Range<usize>> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/');
    let of = |at: usize| {
        let rest = without(after(text, at), "\"value\"")?.trim_start();
        let value = rest.strip_prefix(':')?.trim_start().strip_prefix('"')?;
        let (start, length) = (text.len() - value.len(), run(value, fits));
        let padding = run(after(value, length), |c| c == '=');
        let whole = length >= 22
            && (1..=2).contains(&padding)
            && after(value, length + padding).starts_with('"');
        whole.then(|| start..start + length + padding)
    };
    places(text, "\"value\"").filter_map(of).collect()
}

/// The text of elements `key` in XML, unless it is a certificate or names a value.
fn key_elements(text: &str) -> Vec<Range<usize>> {
    let of = |at: usize| {
        let rest = after(text, at + "<key".len());
        let tag = run(rest, |c| !matches!(c, '<' | '>'));
        let attributes = part(rest, 0..tag);
        let opens = attributes.is_empty()
            || attributes.starts_with(char::is_whitespace) && !attributes.ends_with('/');
        let inside = after(rest, tag).strip_prefix('>').filter(|_| opens)?;
        let length = run(inside, |c| c != '<');
        without(after(inside, length), "</key>")?;
        let blank = inside.len() - inside.trim_start().len();
        let start = text.len() - inside.len() + blank.min(length);
        let key = part(inside, 0..length).trim();
        let public = ["MII", "{{", "@", "-----"];
        let secret = !public.iter().any(|sign| key.starts_with(sign));
        secret.then(|| start..start + key.len())
    };
    places(text, "<key").filter_map(of).collect()
}

/// What stands between the lines of private keys in PEM; to the end of the text where the last line
/// is missing.
fn private_keys(text: &str) -> Vec<Range<usize>> {
    const SIGN: &str = "PRIVATE KEY-----";
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = after(text, from).find(SIGN).map(|at| from + at) {
        let start = at + SIGN.len();
        let before = part(text, 0..at);
        let begins = before
            .rfind("-----")
            .is_some_and(|dashes| after(before, dashes).starts_with("-----BEGIN"));
        if begins {
            let end = after(text, start).find("-----END");
            let end = end.map_or(text.len(), |end| start + end);
            // The last line keeps its indentation: in YAML the block would end before it.
            let lines = part(text, start..end).trim_end_matches([' ', '\t']);
            found.push(start..start + lines.len());
            from = end;
        } else {
            from = start;
        }
    }
    found
}
