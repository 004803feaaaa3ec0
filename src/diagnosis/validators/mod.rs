//! What each library and gateway would answer to this token with this configuration: its order of
//! checks, its tolerance, its words (rules D-3, F-6, H). One file a validator.

use super::Facts;

/// What one validator would say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prediction {
    /// The validator with its version: "Microsoft.IdentityModel 8".
    pub validator: &'static str,
    /// What it would answer.
    pub answer: Answer,
    /// Why it answers so, and why it differs from others: skew, order of checks, `alg` missing from
    /// the JWK, strict issuer. One or two sentences; empty where there is nothing to add.
    pub why: String,
}

/// The answer of a validator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It accepts the token.
    Accepts,
    /// It refuses it.
    Refuses {
        /// The code or the class of the error: `IDX10503`, `InvalidAudienceError`.
        error: String,
        /// The beginning of its message.
        message: String,
    },
    /// What it would answer depends on something that is not known; what, as a sentence.
    Unknown(String),
}

/// What every validator would answer; empty where what was found is no JWT.
pub(super) fn predict(facts: &Facts<'_>) -> Vec<Prediction> {
    let _ = facts;
    Vec::new()
}
