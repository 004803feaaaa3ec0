//! Metadata, key sets and federation metadata as dated documents by URL; saved inspections.

pub mod examples;
mod federation;
mod jwks;
mod metadata;
mod saved;
mod store;
mod wanted;

pub use federation::{FederationMetadata, Signer};
pub use jwks::{Jwk, JwkSet};
pub use metadata::Metadata;
pub use saved::{Redaction, SavedInspection};
pub use store::{Content, Document, Documents, Origin};
pub use wanted::{AddressState, Consent, Request, RequestKind, address_state, wanted};

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
        /// The member, as a JSON pointer.
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
