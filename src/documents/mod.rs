//! Metadata, key sets and federation metadata as dated documents by URL; saved inspections.

mod base64;
mod error_text;
pub mod examples;
mod federation;
mod history;
mod jwks;
mod metadata;
mod redact;
mod saved;
mod saved_document;
pub(crate) mod secret_names;
mod secrets;
mod state;
mod store;
mod wanted;

pub use federation::{FederationMetadata, Signer};
pub use history::{History, PastAnswer, PlaceHistory, PlaceKind, Sighting};
pub use jwks::{Jwk, JwkSet};
pub use metadata::Metadata;
pub use saved::{Redaction, SavedInspection};
pub use state::{AddressState, address_state, keys_url, metadata_failure, metadata_of};
pub use store::{Content, Document, Documents, Origin};
pub use wanted::{Consent, Request, RequestKind, wanted};

/// Why a document could not be understood. Never holds a token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// The text is not JSON where JSON is expected.
    #[error("{what} is not JSON: {reason}")]
    NotJson {
        /// What was read.
        what: String,
        /// The reader's words, with line and column.
        reason: String,
    },
    /// The text is not well-formed XML.
    #[error("{what} is not well-formed XML: {reason}")]
    NotXml {
        /// What was read.
        what: String,
        /// The reader's words.
        reason: String,
    },
    /// A member has the wrong type or is missing.
    #[error("{what}: {member} {problem}")]
    Member {
        /// What was read.
        what: String,
        /// The member, as a JSON pointer; "the document" for all of it.
        member: String,
        /// What is wrong, as the end of a sentence: "is missing", "is not a string".
        problem: String,
    },
    /// The file is of a version that this program doesn't know.
    #[error("this file says version {found}; this program reads version 1")]
    Version {
        /// What stands there.
        found: String,
    },
}

impl DocumentError {
    /// A member of the wrong type or missing; an empty `member` is the whole document.
    pub(crate) fn member(what: &str, member: &str, problem: &str) -> Self {
        let member = if member.is_empty() {
            "the document"
        } else {
            member
        };
        Self::Member {
            what: what.to_owned(),
            member: member.to_owned(),
            problem: problem.to_owned(),
        }
    }
}
