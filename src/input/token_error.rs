//! A token endpoint's or sign-in page's error answer: no token was issued (RFC 6749 §4.1.2.1, §5.2).

use serde_json::Value;
use url::form_urlencoded;

use super::errors;

/// What an error answer says. Its description is left out: it may name users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenError {
    /// `error`: "`invalid_grant`".
    pub error: String,
    /// Microsoft's code in `error_description`: "AADSTS70008".
    pub code: Option<String>,
    /// `trace_id` and `correlation_id`, by which support finds the request.
    pub ids: Vec<(&'static str, String)>,
}

/// Longer texts are no answers, in bytes.
const LONGEST: usize = 64 * 1024;

/// Longer words are no error codes and no ids, in characters.
const LONGEST_WORD: usize = 80;

impl TokenError {
    /// Reads an answer's JSON, or the query, fragment or form that a redirect carries. `None` where
    /// the text is something else.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.len() > LONGEST {
            return None;
        }
        if text.starts_with('{') {
            let answer: Value = serde_json::from_str(text).ok()?;
            return Self::of(|name| answer.get(name)?.as_str().map(str::to_owned));
        }
        let pairs = text.split_once(['?', '#']).map_or(text, |(_, after)| after);
        let pairs: Vec<_> = form_urlencoded::parse(pairs.as_bytes()).collect();
        let find = |name: &str| pairs.iter().find(|(n, _)| n == name);
        Self::of(|name| find(name).map(|(_, value)| value.clone().into_owned()))
    }

    /// What it is, in words.
    pub(super) fn sentence(&self) -> String {
        let code = self.code.as_ref().unwrap_or(&self.error);
        format!("This is an error answer to a request for a token ({code}): no token was issued.")
    }

    fn of(member: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let is_word = |word: &String| {
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
            !word.is_empty() && word.len() <= LONGEST_WORD && word.chars().all(plain)
        };
        let error = member("error").filter(is_word)?;
        let description = member("error_description");
        let ids: Vec<(&'static str, String)> = ["trace_id", "correlation_id"]
            .into_iter()
            .filter_map(|name| Some((name, member(name).filter(is_word)?)))
            .collect();
        if description.is_none() && ids.is_empty() {
            return None;
        }
        let code = description.as_deref().and_then(errors::code);
        Some(Self { error, code, ids })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn answers_are_read_and_nothing_else() {
        let told =
            |error: &str, code: Option<&str>| Some((error.to_owned(), code.map(str::to_owned)));
        for (name, text, expected) in [
            (
                "answer",
                r#"{"error":"invalid_grant","error_description":"AADSTS70008: expired."}"#,
                told("invalid_grant", Some("AADSTS70008")),
            ),
            (
                "redirect",
                "https://app.contoso.com/cb?error=access_denied&error_description=AADB2C90091%3A+cancelled",
                told("access_denied", Some("AADB2C90091")),
            ),
            (
                "fragment",
                "https://app.contoso.com/#error=login_required&error_description=AADSTS50058%3A+x",
                told("login_required", Some("AADSTS50058")),
            ),
            (
                "without a code",
                r#"{"error":"slow_down","error_description":"wait"}"#,
                told("slow_down", None),
            ),
            ("only a word", r#"{"error":"broken"}"#, None),
            ("an API's", r#"{"error":{"code":"x","message":"y"}}"#, None),
            ("prose", "error: error_description", None),
            (
                "a token in place of a word",
                r#"{"error":"<b>x</b>","error_description":"y"}"#,
                None,
            ),
        ] {
            let read = TokenError::read(text).map(|e| (e.error, e.code));
            assert_eq!(read, expected, "{name}");
        }
    }
}
