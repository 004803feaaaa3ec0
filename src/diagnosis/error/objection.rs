//! What an error objects to a token, as a name for a headline.

use super::{ErrorMatch, read_error};
use crate::diagnosis::libraries::key_not_found;
use crate::diagnosis::words::short;
use crate::input::errors;

/// The code in an error, or whose error it is; `None` where nothing is objected. The rest may hold
/// anything and is not repeated.
pub(in crate::diagnosis) fn objection(error: &str) -> Option<String> {
    if error.trim().is_empty() {
        return None;
    }
    let reading = read_error(error);
    // Lines of a log that tell of a check that passed are no objection.
    let objects = |found: &&ErrorMatch| {
        errors::pattern(found.pattern)
            .is_none_or(|p| p.telling > 0 && p.about != Some(errors::About::SignatureHeld))
    };
    if let Some(first) = reading.matches.iter().find(objects) {
        return Some(short(&first.code, 80));
    } else if !reading.matches.is_empty() {
        return None;
    }
    let is_code = |word: &&str| {
        let digits = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
        let letters = word.len() - digits.len();
        let numbered = digits.len() >= 4 && digits.len() <= 9;
        (3..=6).contains(&letters) && numbered && digits.chars().all(|c| c.is_ascii_digit())
    };
    let mut words = error.split(|c: char| !c.is_ascii_alphanumeric());
    let code = words.find(is_code).map(str::to_owned);
    let named = || Some(format!("an error of {}", key_not_found(error)?.name));
    Some(code.or_else(named).unwrap_or_else(|| "an error".to_owned()))
}
