//! How far a part of a token can be read.

use serde_json::Value;

use crate::input::base64url;
use crate::token::Token;

/// The state of the header or the payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A JSON object.
    Object,
    /// Base64url, but no JSON object.
    NotJson,
    /// No base64url.
    NotBase64,
}

/// How far a part can be read: 0 is the header, 1 the payload.
pub(super) fn part(token: &Token, index: usize) -> Part {
    let Some(bytes) = base64url::decode(token.segment(index)) else {
        return Part::NotBase64;
    };
    match serde_json::from_slice(&bytes) {
        Ok(Value::Object(_)) => Part::Object,
        _ => Part::NotJson,
    }
}
