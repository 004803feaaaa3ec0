//! What the API accepts: given by hand, in a saved inspection, or read from its configuration; and the
//! configuration that accepts a token, written out.

mod accepted;
mod import;
mod pasted;
mod reading;
mod saved;
mod stack;
mod write;

pub use accepted::{Api, Limits, Permissions, PinnedKey, RequiredClaim, Unchecked};
pub use import::{import, recognise};
pub use pasted::is_configuration;
pub use reading::{About, Reading, Setting, Unread};
pub use stack::Stack;
pub use write::{Fix, Target, Unwritten, write};

/// Why a configuration could not be read. Never holds a value of it: values may be secrets.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// Nothing in it looks like a configuration that this program knows.
    #[error("{name} is no configuration that this program knows")]
    NotRecognised {
        /// The file's name, or "the pasted text".
        name: String,
    },
    /// It breaks the grammar of its format.
    #[error("{name} is not well-formed {language}: {reason}")]
    Malformed {
        /// The file's name, or "the pasted text".
        name: String,
        /// "JSON", "XML", "YAML".
        language: &'static str,
        /// The reader's words, with line and column, without text of the file.
        reason: String,
    },
    /// It is of a known kind, but says nothing about tokens.
    #[error("{name} is {what}, but {missing}")]
    Nothing {
        /// The file's name, or "the pasted text".
        name: String,
        /// What it is, with its article: an `appsettings.json`.
        what: String,
        /// What is missing, as the end of a sentence: "it has no section `AzureAd`".
        missing: String,
    },
}
