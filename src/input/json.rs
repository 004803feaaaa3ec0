//! JSON objects as they were written: members in order, repeats kept, numbers in full.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::Value;

/// A JSON object with its members in order of writing. A repeated member stands as often as it was
/// written; [`Object::get`] gives the last one, as most libraries do (RFC 7519 §4).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Object {
    members: Vec<(String, Value)>,
}

impl Object {
    /// Reads one JSON object from its text.
    ///
    /// # Errors
    ///
    /// Whatever `serde_json` says, with line and column. The message never quotes a value: where the
    /// text is JSON of another type, it only says so.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        match other_type(text) {
            // serde_json would put the value itself into its "invalid type" message.
            Some(found) => Err(serde_json::Error::custom(format!(
                "it starts as {found}, not as an object"
            ))),
            None => serde_json::from_str(text),
        }
    }

    /// The last member of that name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.members
            .iter()
            .rev()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v)
    }

    /// The last member of that name, if it is a string.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Value::as_str)
    }

    /// All members in order of writing.
    pub fn members(&self) -> &[(String, Value)] {
        &self.members
    }

    /// Names that were written more than once, each one time.
    pub fn repeated(&self) -> Vec<&str> {
        let mut seen = std::collections::BTreeSet::new();
        let mut repeated: Vec<&str> = Vec::new();
        for (name, _) in &self.members {
            if !seen.insert(name.as_str()) && !repeated.contains(&name.as_str()) {
                repeated.push(name);
            }
        }
        repeated
    }

    /// The same as a JSON value; of a repeated member the last one.
    pub fn to_value(&self) -> Value {
        Value::Object(self.members.iter().cloned().collect())
    }
}

/// What a JSON text starts as, if that is neither an object nor unreadable.
pub(super) fn other_type(text: &str) -> Option<&'static str> {
    let start = text.trim_start_matches([' ', '\t', '\r', '\n']);
    match start.bytes().next()? {
        b'[' => Some("an array"),
        b'"' => Some("a string"),
        b'0'..=b'9' | b'-' => Some("a number"),
        b't' if start.starts_with("true") => Some("true"),
        b'f' if start.starts_with("false") => Some("false"),
        b'n' if start.starts_with("null") => Some("null"),
        _ => None,
    }
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry::<String, Value>()? {
                    members.push(member);
                }
                Ok(Object { members })
            }
        }
        deserializer.deserialize_map(Members)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn repeats_are_kept_and_the_last_one_counts() {
        let object = Object::parse(r#"{"iss":"a","aud":1,"iss":"b"}"#).unwrap();
        assert_eq!(object.text("iss"), Some("b"));
        assert_eq!(object.members().len(), 3);
        assert_eq!(object.repeated(), ["iss"]);
    }

    #[test]
    fn messages_name_the_place_and_never_a_value() {
        for (name, text, expected) in [
            (
                "string",
                r#""s3cret""#,
                "it starts as a string, not as an object",
            ),
            (
                "number",
                "s3cret".trim_start_matches('s'),
                "it starts as a number",
            ),
            ("array", r#"["s3cret"]"#, "it starts as an array"),
            ("literal", "true", "it starts as true"),
            (
                "cut",
                r#"{"a":"s3cre"#,
                "EOF while parsing a string at line 1 column 11",
            ),
            (
                "word",
                "{s3cret}",
                "key must be a string at line 1 column 2",
            ),
            (
                "bad value",
                r#"{"a":s3cret}"#,
                "expected value at line 1 column 6",
            ),
        ] {
            let message = Object::parse(text).unwrap_err().to_string();
            assert!(message.starts_with(expected), "{name}: {message}");
            assert!(!message.contains("3cre"), "{name}: {message}");
        }
    }

    #[test]
    fn numbers_stay_as_written() {
        let object = Object::parse(r#"{"exp":1e400,"iat":12345678901234567890123}"#).unwrap();
        assert_eq!(object.get("exp").unwrap().to_string(), "1e+400");
        assert_eq!(
            object.get("iat").unwrap().to_string(),
            "12345678901234567890123"
        );
    }

    #[test]
    fn deep_nesting_is_an_error_and_no_overflow() {
        let text = "{\"a\":".repeat(100_000);
        assert!(
            Object::parse(&text)
                .unwrap_err()
                .to_string()
                .starts_with("recursion limit exceeded")
        );
    }
}
