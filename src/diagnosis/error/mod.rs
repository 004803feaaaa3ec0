//! What an error text says (rules F-6): which library wrote it, what it means, which rules it points
//! to, and what it tells about the token that was refused.

mod hidden;
mod names;
mod narrow;
mod objection;
mod settle;
mod told;
mod wordings;

use std::cmp::Reverse;

use crate::input::errors::{self, About, Hit, Pattern};

pub(super) use names::keys_in;
pub use narrow::{Narrowed, Suspect, narrow};
pub(super) use objection::objection;
pub(super) use settle::{api_by_error, is_of_another, settle};
use told::Seen;

/// What an error text says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorReading {
    /// The errors that were recognised, the most telling one first.
    pub matches: Vec<ErrorMatch>,
    /// What it tells about the token that was refused.
    pub told: Told,
    /// That values are hidden in it and how to show them; `None` where none are.
    pub hidden: Option<String>,
}

/// One error that was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorMatch {
    /// The name of the pattern in the data file.
    pub pattern: &'static str,
    /// The code or the stem that was found: "IDX10503", "invalid signature".
    pub code: String,
    /// Who writes it: "Microsoft.IdentityModel", "jose".
    pub stack: &'static str,
    /// What it means, one or two sentences.
    pub meaning: &'static str,
    /// The rules that it points to, the likeliest first.
    pub rules: Vec<&'static str>,
    /// The line of the error text where it stands, counted from 1.
    pub line: usize,
}

/// What an error text tells about the token that was refused. Never holds a token.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// The kid.
    pub kid: Option<String>,
    /// The issuer.
    pub issuer: Option<String>,
    /// The audiences.
    pub audiences: Vec<String>,
    /// The issuers that the API accepts.
    pub accepted_issuers: Vec<String>,
    /// The audiences that the API accepts.
    pub accepted_audiences: Vec<String>,
    /// How many keys the API had: "Number of keys in Configuration: '0'".
    pub keys: Option<usize>,
    /// The kids of the keys that the API had.
    pub key_ids: Vec<String>,
}

/// An error beside a token.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorVerdict {
    /// What the error says.
    pub reading: ErrorReading,
    /// How the error and the token go together, a sentence each: "The error names another kid: another
    /// token was refused.", "This is what Microsoft.IdentityModel answers to a Graph token."
    pub sentences: Vec<String>,
    /// Whether the error is about another token.
    pub other_token: bool,
}

/// Reads an error line or a whole log; nothing is matched where no known error stands in it.
///
/// Logs of megabytes are read in one pass. Escapes of JSON, HTML, URLs and headers are taken off
/// first.
pub fn read_error(text: &str) -> ErrorReading {
    Read::of(text).reading
}

/// A reading with what only this folder uses.
struct Read {
    reading: ErrorReading,
    /// The pattern of each match.
    patterns: Vec<&'static Pattern>,
    seen: Seen,
}

impl Read {
    fn of(text: &str) -> Self {
        let errors = errors::find(text);
        let seen = told::seen(&errors);
        let hits = first_of_each(&errors.hits);
        let of = |hit: &&Hit| ErrorMatch {
            pattern: &hit.pattern.id,
            code: hit.code.clone(),
            stack: &hit.pattern.stack,
            meaning: &hit.pattern.meaning,
            rules: hit.pattern.rules.iter().map(String::as_str).collect(),
            line: errors.plain.line(hit.at),
        };
        Self {
            reading: ErrorReading {
                matches: hits.iter().map(of).collect(),
                hidden: hidden::hidden(&errors, !seen.kids.is_empty()),
                told: seen.told(),
            },
            patterns: hits.iter().map(|hit| hit.pattern).collect(),
            seen,
        }
    }
}

/// Of every pattern the first hit, of every code that stands for its family alone too; the most
/// telling comes first.
fn first_of_each(hits: &[Hit]) -> Vec<&Hit> {
    const MOST: usize = 24;
    let mut first: Vec<&Hit> = Vec::new();
    for hit in hits {
        let same = |known: &&Hit| {
            let family = hit.by_code && hit.pattern.rules.is_empty();
            known.pattern.id == hit.pattern.id && (!family || known.code == hit.code)
        };
        if !first.iter().any(same) {
            first.push(hit);
        }
    }
    first.sort_by_key(|hit| (Reverse(hit.pattern.telling), hit.at));
    first.truncate(MOST);
    first
}

/// The library by which an error says that the API has no key of the token's kid; `None` where it
/// says something else.
pub(super) fn says_no_key(error: &str) -> Option<&'static str> {
    let hits = errors::find(error).hits;
    hits.iter().find_map(|hit| hit.pattern.library.as_deref())
}
