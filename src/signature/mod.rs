//! Verify a token's signature with every known key; explain a failure from the arithmetic
//! (rules E).

mod algorithm;
mod check;
mod explain;
mod nonce;
mod obstacle;
mod reason;
mod trial;
mod verify;

pub use algorithm::Algorithm;
pub use check::check;
pub use explain::{Explanation, explain};
pub use nonce::nonce_transformed;
pub use verify::verify_with;

/// What became of a token's signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// The outcome.
    pub outcome: SignatureOutcome,
    /// The key that decided it: an index of `KeyTable::keys`.
    pub key: Option<usize>,
    /// Why it came out so, as sentences; `None` where a listed key verified it.
    pub reason: Option<String>,
    /// What each known key said, in the table's order. Empty where nothing could be tried: the reason
    /// says why.
    pub trials: Vec<Trial>,
}

/// The outcome (interface: `signature.outcome`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignatureOutcome {
    /// A known key verifies it.
    Verified,
    /// A known key verifies it after the header's nonce was replaced by its hash: a genuine token
    /// of a Microsoft API (rules E-4).
    VerifiedAfterNonceTransform,
    /// The key of its kid made this signature, but over other content.
    Altered,
    /// Another key than that of its kid made it.
    WrongKey,
    /// No known key could be it: none with its kid, and no other verifies it.
    NoKey,
    /// It could not be checked: no keys, no signature, an algorithm that isn't supported.
    NotChecked,
}

impl SignatureOutcome {
    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::VerifiedAfterNonceTransform => "verified-after-nonce-transform",
            Self::Altered => "altered",
            Self::WrongKey => "wrong-key",
            Self::NoKey => "no-key",
            Self::NotChecked => "not-checked",
        }
    }
}

/// What one key said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// Index of the key in `KeyTable::keys`.
    pub key: usize,
    /// What it said.
    pub result: TrialResult,
}

/// What one key said about one signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrialResult {
    /// It verifies.
    Verified,
    /// It verifies after the nonce transform.
    VerifiedAfterNonceTransform,
    /// The arithmetic gives a correct PKCS#1 v1.5 block of this digest algorithm with another
    /// digest: this key made the signature, over other content.
    OtherContent {
        /// The digest algorithm that stands in the block: "SHA-256".
        digest: &'static str,
    },
    /// The arithmetic gives no correct block: another key made the signature.
    NotThisKey,
    /// It was not tried or gave no answer, and why, as a phrase ("an EC P-256 key can't check RS256").
    NotTried(String),
}
