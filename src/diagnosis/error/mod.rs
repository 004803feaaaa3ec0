//! What an error text says (rules F-6): which library wrote it, what it means, which rules it points
//! to, and what it tells about the token that was refused.

use super::Facts;

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
pub fn read_error(text: &str) -> ErrorReading {
    let _ = text;
    ErrorReading::default()
}

/// Sets an error beside the token; `checklist` outcomes are known. `None` where there is no error.
pub(super) fn settle(facts: &Facts<'_>, verdict: &super::Verdict) -> Option<ErrorVerdict> {
    let _ = verdict;
    let reading = read_error(facts.error?);
    Some(ErrorVerdict {
        reading,
        ..ErrorVerdict::default()
    })
}
