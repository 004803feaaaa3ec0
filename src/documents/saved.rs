//! Saved inspections (`*.tokenscope.json`): tokens, dated documents, what the API accepts.

use std::fmt;

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::saved_document::{Extras, read_document, write_document};
use super::{Document, DocumentError, error_text, redact};

/// What errors call the file.
pub(super) const WHAT: &str = "the saved inspection";

/// The version that is read and written.
const VERSION: u64 = 1;

/// The members that are known. All others are kept as they are.
const KNOWN: [&str; 7] = [
    "tokenscope",
    "title",
    "at",
    "tokens",
    "documents",
    "api",
    "error",
];

/// One saved inspection.
#[derive(Clone, Default)]
pub struct SavedInspection {
    /// What it shows.
    pub title: Option<String>,
    /// The moment to judge by.
    pub at: Option<Timestamp>,
    /// The tokens, as pasted. Secrets.
    pub tokens: Vec<String>,
    /// The documents. One whose `url` is no URL came from a loose file.
    pub documents: Vec<Document>,
    /// What the API accepts, as it stands in the file.
    pub api: Option<Value>,
    /// The error that the API logged or answered.
    pub error: Option<String>,
    /// Members that this program doesn't know: kept when the file is saved again. Unknown members
    /// of single documents stand under `documents` here, each with the document's `url` and
    /// `fetched`; so whoever carries this map along loses nothing.
    pub unknown: Map<String, Value>,
}

impl fmt::Debug for SavedInspection {
    /// Leaves the tokens out: they are secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SavedInspection")
            .field("title", &self.title)
            .field("tokens", &self.tokens.len())
            .field("documents", &self.documents.len())
            .finish_non_exhaustive()
    }
}

/// Whether signatures and personal data are left out when saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Redaction {
    /// Everything as it is.
    Keep,
    /// Without signatures and personal data.
    Redact,
}

impl SavedInspection {
    /// Reads a saved inspection. Every member but `tokenscope` is optional.
    ///
    /// # Errors
    ///
    /// [`DocumentError::NotJson`], [`DocumentError::Version`], and [`DocumentError::Member`] with
    /// the member as a JSON pointer. None of them holds a value from the file.
    pub fn read(text: &str) -> Result<Self, DocumentError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let value: Value = serde_json::from_str(text).map_err(|error| DocumentError::NotJson {
            what: WHAT.to_owned(),
            reason: error.to_string(),
        })?;
        let Value::Object(mut members) = value else {
            return Err(wrong("", "is not a JSON object"));
        };
        check_version(members.get("tokenscope"))?;
        let mut take = |name: &str| members.shift_remove(name).filter(|value| !value.is_null());
        take("tokenscope");
        let title = take("title").map(|v| text_of(v, "/title")).transpose()?;
        let at = take("at").map(|v| moment(&v, "/at")).transpose()?;
        let error = take("error").map(|v| text_of(v, "/error")).transpose()?;
        let api = match take("api") {
            Some(value) if !value.is_object() => return Err(wrong("/api", "is not an object")),
            other => other,
        };
        let tokens = each(take("tokens"), "/tokens", text_of)?;
        let mut extras = Extras::default();
        let documents = each(take("documents"), "/documents", |v, place| {
            read_document(v, place, &mut extras)
        })?;
        let mut unknown = members;
        unknown.extend(extras.into_value().map(|v| ("documents".to_owned(), v)));
        Ok(Self {
            title,
            at,
            tokens,
            documents,
            api,
            error,
            unknown,
        })
    }

    /// The same as text, ready to be written to a file.
    ///
    /// With [`Redaction::Redact`] no signature can be checked any more: the title says so.
    pub fn write(&self, redaction: Redaction) -> String {
        let value = match redaction {
            Redaction::Keep => self.to_value(),
            Redaction::Redact => redact::inspection(self).to_value(),
        };
        let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
        text.push('\n');
        text
    }

    fn to_value(&self) -> Value {
        let mut members = Map::new();
        members.insert("tokenscope".to_owned(), VERSION.into());
        if let Some(title) = &self.title {
            members.insert("title".to_owned(), title.as_str().into());
        }
        if let Some(at) = self.at {
            members.insert("at".to_owned(), at.to_string().into());
        }
        if !self.tokens.is_empty() {
            members.insert("tokens".to_owned(), self.tokens.clone().into());
        }
        if !self.documents.is_empty() {
            let mut extras = Extras::of(self.unknown.get("documents"));
            let documents: Vec<Value> = self
                .documents
                .iter()
                .map(|document| write_document(document, &mut extras))
                .collect();
            members.insert("documents".to_owned(), documents.into());
        }
        if let Some(api) = &self.api {
            members.insert("api".to_owned(), api.clone());
        }
        if let Some(error) = &self.error {
            // Secrets are never kept, with redaction or without.
            let error = error_text::without_secrets(error, redact::LEFT_OUT);
            members.insert("error".to_owned(), error.into());
        }
        for (name, value) in &self.unknown {
            if !KNOWN.contains(&name.as_str()) {
                members.insert(name.clone(), value.clone());
            }
        }
        Value::Object(members)
    }
}

fn check_version(version: Option<&Value>) -> Result<(), DocumentError> {
    let found = match version {
        None => return Err(wrong("/tokenscope", "is missing")),
        Some(Value::Number(number)) if number.as_u64() == Some(VERSION) => return Ok(()),
        Some(Value::Number(number)) => number.to_string().chars().take(20).collect(),
        Some(Value::String(_)) => "a text".to_owned(),
        Some(_) => "something that is no number".to_owned(),
    };
    Err(DocumentError::Version { found })
}

/// An error about one member; never holds its value.
pub(super) fn wrong(member: &str, problem: &str) -> DocumentError {
    DocumentError::member(WHAT, member, problem)
}

pub(super) fn text_of(value: Value, member: &str) -> Result<String, DocumentError> {
    match value {
        Value::String(text) => Ok(text),
        _ => Err(wrong(member, "is not a string")),
    }
}

pub(super) fn moment(value: &Value, member: &str) -> Result<Timestamp, DocumentError> {
    value
        .as_str()
        .ok_or_else(|| wrong(member, "is not a string"))?
        .parse()
        .map_err(|_| wrong(member, "is not a time such as 2026-11-21T10:00:00Z"))
}

/// Reads every value of an array, each with its place as a JSON pointer.
fn each<T>(
    value: Option<Value>,
    member: &str,
    mut read: impl FnMut(Value, &str) -> Result<T, DocumentError>,
) -> Result<Vec<T>, DocumentError> {
    let values = match value {
        None => Vec::new(),
        Some(Value::Array(values)) => values,
        Some(_) => return Err(wrong(member, "is not an array")),
    };
    values
        .into_iter()
        .enumerate()
        .map(|(index, value)| read(value, &format!("{member}/{index}")))
        .collect()
}
