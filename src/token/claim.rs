//! A claim that is missing, malformed or there: three different facts.

use serde_json::Value;

/// What a token says for one claim.
#[derive(Debug, Clone, PartialEq)]
pub enum Claim<T> {
    /// The claim isn't there. Never an error by itself (rules B0.1).
    Missing,
    /// The claim is there, but its value has not the form that its definition asks for.
    Malformed {
        /// The value as it stands.
        value: Value,
        /// What is wrong with it, as the end of a sentence: "is not a number".
        why: &'static str,
    },
    /// The claim is there and well formed.
    Present(T),
}

impl<T> Claim<T> {
    /// The value, where it is there and well formed.
    pub fn present(&self) -> Option<&T> {
        match self {
            Self::Present(value) => Some(value),
            Self::Missing | Self::Malformed { .. } => None,
        }
    }
}
