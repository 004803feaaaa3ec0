//! JSON objects as they were written: members in order, repeats kept, numbers in full.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
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
    /// Whatever `serde_json` says, with line and column; its messages never quote values.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
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
