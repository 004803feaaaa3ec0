//! How far a part of a token can be read.

use serde_json::{Map, Value};

use crate::input::base64url::{self, is_letter};
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

/// Whether most libraries read a text as base64url: what is left over in the last character may be
/// anything.
pub(super) fn decodes(text: &str) -> bool {
    text.chars().all(is_letter) && text.len() % 4 != 1
}

/// The claims, where what is left over in the last character may be anything.
pub(super) fn claims(token: &Token) -> Result<Map<String, Value>, Part> {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let text = token.segment(1);
    let mask: usize = match text.len() % 4 {
        2 => 0b11_0000,
        3 => 0b11_1100,
        _ => 0b11_1111,
    };
    let mut whole = text.to_owned();
    if let Some(last) = whole.pop().filter(|_| decodes(text)) {
        let place = LETTERS.find(last).map(|place| place & mask);
        whole.extend(place.and_then(|place| LETTERS.chars().nth(place)));
    } else {
        text.clone_into(&mut whole);
    }
    let bytes = base64url::decode(&whole).ok_or(Part::NotBase64)?;
    match serde_json::from_slice(&bytes) {
        Ok(Value::Object(claims)) => Ok(claims),
        _ => Err(Part::NotJson),
    }
}
