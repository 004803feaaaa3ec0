//! Claims whose values are secrets of their own: what is shown of them is only that they are there.

use std::borrow::Cow;

use serde_json::Value;

use super::Part;
use crate::input::json::Object;

/// Claims that hold tokens of other services, which outlive the token around them: a primary
/// refresh token's cookie, and B2C's passed-on tokens of another identity provider.
const SECRET: [&str; 3] = ["refresh_token", "idp_refresh_token", "idp_access_token"];

/// Whether a claim's value is a secret of its own, never to be shown.
pub fn is_secret_claim(name: &str) -> bool {
    SECRET
        .iter()
        .any(|secret| name.eq_ignore_ascii_case(secret))
}

/// What is shown in place of a secret.
fn in_place_of(value: &Value) -> String {
    match value {
        Value::String(text) => format!("(a secret of {} characters)", text.chars().count()),
        _ => "(a secret)".to_owned(),
    }
}

/// A claim's value as it may be shown.
pub(super) fn shown_value<'a>(name: &str, value: &'a Value) -> Cow<'a, Value> {
    if is_secret_claim(name) && !value.is_null() {
        Cow::Owned(Value::String(in_place_of(value)))
    } else {
        Cow::Borrowed(value)
    }
}

/// The claims as a JSON value, as they may be shown; of a repeated member the last one.
pub fn shown_claims(claims: &Object) -> Value {
    let members = claims.members().iter();
    let shown = members.map(|(name, value)| (name.clone(), shown_value(name, value).into_owned()));
    Value::Object(shown.collect())
}

/// The decoded text of a payload as it may be shown: secrets are replaced, all else stays as it was
/// written.
pub fn shown_json(part: &Part) -> Cow<'_, str> {
    let members = part.object.members();
    if !members.iter().any(|(name, _)| is_secret_claim(name)) {
        return Cow::Borrowed(&part.json);
    }
    let mut text = part.json.clone();
    for (name, value) in members.iter().filter(|(name, _)| is_secret_claim(name)) {
        let (written, instead) = (value.to_string(), shown_value(name, value).to_string());
        // Written with escapes that need not be there, or a word that stands elsewhere too.
        if !value.is_string() || !text.contains(&written) {
            return Cow::Owned(shown_claims(&part.object).to_string());
        }
        text = text.replace(&written, &instead);
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn part(json: &str) -> Part {
        Part {
            object: Object::parse(json).unwrap(),
            json: json.to_owned(),
            fault: None,
        }
    }

    #[test]
    fn secrets_are_never_shown() {
        for (name, json, expected) in [
            (
                "as it was written",
                r#"{ "a": 1, "refresh_token": "0.ASECRET", "b" : 2 }"#,
                r#"{ "a": 1, "refresh_token": "(a secret of 9 characters)", "b" : 2 }"#,
            ),
            (
                "escaped",
                r#"{"refresh_token":"0.A\u0053ECRET"}"#,
                r#"{"refresh_token":"(a secret of 9 characters)"}"#,
            ),
            (
                "no text",
                r#"{"refresh_token":["SECRET"],"a":1.50}"#,
                r#"{"refresh_token":"(a secret)","a":1.50}"#,
            ),
            (
                "written twice",
                r#"{"refresh_token":"SECRET","refresh_token":"SECRET2"}"#,
                r#"{"refresh_token":"(a secret of 6 characters)","refresh_token":"(a secret of 7 characters)"}"#,
            ),
            ("none", r#"{"token":"x"}"#, r#"{"token":"x"}"#),
        ] {
            let part = part(json);
            let shown = shown_json(&part);
            assert_eq!(shown, expected, "{name}");
            let value = shown_claims(&part.object).to_string();
            assert!(!value.contains("SECRET"), "{name}: {value}");
        }
    }
}
