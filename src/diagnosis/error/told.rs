//! What an error text tells about the token that was refused, and about the API that refused it.

use std::sync::LazyLock;

use regex_lite::Regex;

use super::Told;
use super::names::{is_key_name, keys_in};
use super::wordings::{Value, WORDINGS};
use crate::input::errors::Errors;

/// Everything that a text tells; a log may hold the errors of several tokens.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) kids: Vec<String>,
    pub(super) issuers: Vec<String>,
    pub(super) audiences: Vec<String>,
    pub(super) accepted_issuers: Vec<String>,
    pub(super) accepted_audiences: Vec<String>,
    pub(super) keys: Option<usize>,
    pub(super) key_ids: Vec<String>,
}

impl Seen {
    /// As it is shown: of kids and issuers the first, which belongs to the most telling error.
    pub(super) fn told(&self) -> Told {
        Told {
            kid: self.kids.first().cloned(),
            issuer: self.issuers.first().cloned(),
            audiences: self.audiences.clone(),
            accepted_issuers: self.accepted_issuers.clone(),
            accepted_audiences: self.accepted_audiences.clone(),
            keys: self.keys,
            key_ids: self.key_ids.clone(),
        }
    }
}

/// How much is read before and behind each error, in bytes.
const BEFORE: usize = 300;
const BEHIND: usize = 4 * 1024;
/// How much is read in all, in bytes.
const LONGEST: usize = 256 * 1024;
/// Longer lists are cut.
const MOST: usize = 32;

/// Reads what stands around the errors, around the most telling ones first.
pub(super) fn seen(errors: &Errors) -> Seen {
    let mut hits: Vec<_> = errors.hits.iter().collect();
    hits.sort_by_key(|hit| (std::cmp::Reverse(hit.pattern.telling), hit.at));
    let mut seen = Seen::default();
    let mut done: Vec<(usize, usize)> = Vec::new();
    let mut room = LONGEST;
    for hit in hits {
        let covered = |(from, to): &(usize, usize)| *from <= hit.at && hit.end <= *to;
        if room < BEHIND || done.iter().any(covered) {
            continue;
        }
        // What belongs to the error stands behind it, as a rule; a header's name may stand before.
        let from = hit.at.saturating_sub(BEFORE);
        let to = hit.end + BEHIND;
        read(errors.plain.slice(from, to), &mut seen);
        room = room.saturating_sub(to - from);
        done.push((from, to));
    }
    seen
}

static COUNTS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"Number of keys in (TokenValidationParameters|Configuration): '([0-9]{1,6})'").ok()
});

fn read(text: &str, seen: &mut Seen) {
    for name in keys_in(text) {
        add(&mut seen.kids, name);
    }
    let there = WORDINGS.iter().filter(|one| text.contains(one.words));
    for wording in there {
        for captures in wording.pattern.captures_iter(text) {
            let before = captures.get(0).and_then(|all| text.get(..all.start()));
            let of_another = before.is_some_and(is_of_another);
            for (index, value) in wording.values.iter().enumerate() {
                if let Some(text) = captures.get(index + 1).filter(|_| !of_another) {
                    take(seen, *value, text.as_str());
                }
            }
        }
    }
    if let Some(counts) = COUNTS.as_ref() {
        let found = counts.captures_iter(text).filter_map(|captures| {
            let count = captures.get(2)?.as_str().parse().ok()?;
            Some((captures.get(1)?.as_str() == "Configuration", count))
        });
        let found: Vec<(bool, usize)> = found.take(2).collect();
        if seen.keys.is_none() && found.iter().any(|(configured, _)| *configured) {
            seen.keys = Some(found.iter().map(|(_, count)| count).sum());
        }
    }
}

/// Whether the words before a value say that it is not the token's: "does not match the signing key
/// issuer: '…'" is the key's, "expected aud: '…'" is the API's.
fn is_of_another(before: &str) -> bool {
    const WORDS: [&str; 6] = [
        "key",
        "xpected",
        "ccepted",
        "equired",
        "llowed",
        "onfigured",
    ];
    WORDS.iter().any(|word| before.ends_with(word))
}

fn take(seen: &mut Seen, value: Value, text: &str) {
    let list = match value {
        Value::Issuer => &mut seen.issuers,
        Value::Audiences => &mut seen.audiences,
        Value::AcceptedIssuers => &mut seen.accepted_issuers,
        Value::AcceptedAudiences => &mut seen.accepted_audiences,
        Value::KeyId => {
            if is_key_name(text) {
                add(&mut seen.key_ids, text);
            }
            return;
        }
    };
    for one in text.split([',', ' ']).filter(|one| *one != "or") {
        let one = one.trim_matches(['"', '\'', '[', ']', '(', ')', ';']);
        // As Go writes the keys of a map without values.
        let one = one.strip_suffix(":{}").unwrap_or(one);
        let one = one.strip_suffix('.').unwrap_or(one);
        if is_value(one) {
            add(list, one);
        }
    }
}

fn add(list: &mut Vec<String>, value: &str) {
    if list.len() < MOST && !list.iter().any(|known| known == value) {
        list.push(value.to_owned());
    }
}

/// Whether a text can be an issuer or an audience: no placeholder, and never a token or a piece of
/// one.
fn is_value(text: &str) -> bool {
    const LONGEST_VALUE: usize = 300;
    const LONGEST_WORD: usize = 63;
    const PLACEHOLDERS: [&str; 6] = ["null", "empty", "null)", "token", "hidden", "x"];
    let fits = (2..=LONGEST_VALUE).contains(&text.len())
        && text
            .chars()
            .all(|c| c.is_ascii_graphic() || c.is_alphanumeric())
        && !text.contains(['<', '>', '`', '\\']);
    let word = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let short = text.split(word).all(|word| word.len() <= LONGEST_WORD);
    let placeholder = PLACEHOLDERS.iter().any(|p| p.eq_ignore_ascii_case(text))
        || text.starts_with("System.")
        || text.contains("[PII");
    fits && short && !placeholder && !text.contains("eyJ") && speaks_of_something(text)
}

/// An address, a URI, an ID or a domain; words of a sentence are none of these.
fn speaks_of_something(text: &str) -> bool {
    text.contains([':', '.', '/']) || text.contains('-') || text.bytes().any(|b| b.is_ascii_digit())
}
