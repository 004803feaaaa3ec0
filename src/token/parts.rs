//! A compact token and its parts (RFC 7515 §3.1, RFC 7516 §3.1).

use std::fmt;

use jiff::Timestamp;
use serde_json::Value;

use super::{Claim, Part};
use crate::input::json::Object;
use crate::input::{Found, base64url};

/// One compact token, taken apart as far as it goes. A damaged token still shows every part that
/// can be read.
#[derive(Clone)]
pub struct Token {
    text: String,
    segments: Vec<std::ops::Range<usize>>,
    header: Part,
    payload: Part,
    signature: Option<Vec<u8>>,
}

impl fmt::Debug for Token {
    /// Leaves the token's text out: it is a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token")
            .field("chars", &self.text.len())
            .finish_non_exhaustive()
    }
}

impl Token {
    /// Takes a found token apart. `None` where it has no parts (an opaque token, XML).
    pub fn of(found: &Found) -> Option<Self> {
        found
            .kind
            .has_parts()
            .then(|| Self::take_apart(&found.text))
    }

    /// Takes any dotted text apart.
    pub fn take_apart(text: &str) -> Self {
        let mut segments = Vec::new();
        let mut start = 0;
        for part in text.split('.') {
            segments.push(start..start + part.len());
            start += part.len() + 1;
        }
        let encrypted = segments.len() == 5;
        let mut token = Self {
            text: text.to_owned(),
            segments,
            header: Part::default(),
            payload: Part::default(),
            signature: None,
        };
        token.header = Part::read(token.part(0), "header");
        if !encrypted {
            token.payload = Part::read(token.part(1), "payload");
            token.signature = token.part(2).and_then(base64url::decode);
        }
        token
    }

    /// The compact text. A secret.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of one dot-separated part, counted from 0; empty where there is none.
    pub fn segment(&self, index: usize) -> &str {
        self.part(index).unwrap_or_default()
    }

    fn part(&self, index: usize) -> Option<&str> {
        let range = self.segments.get(index)?;
        self.text.get(range.clone())
    }

    /// How many dot-separated parts there are.
    pub fn segment_count(&self) -> usize {
        self.segments.len()
    }

    /// The bytes that the signature covers: header and payload as they were sent, with the dot
    /// between them (RFC 7515 §5.2).
    pub fn signing_input(&self) -> &[u8] {
        let end = self.segments.get(1).map_or(0, |r| r.end);
        self.text.as_bytes().get(..end).unwrap_or_default()
    }

    /// The signature's bytes; `None` where the part is missing or not base64url.
    pub fn signature(&self) -> Option<&[u8]> {
        self.signature.as_deref()
    }

    /// The header part.
    pub fn header(&self) -> &Part {
        &self.header
    }

    /// The payload part (empty for an encrypted token).
    pub fn payload(&self) -> &Part {
        &self.payload
    }

    /// The header's members.
    pub fn header_object(&self) -> &Object {
        &self.header.object
    }

    /// The claims.
    pub fn claims(&self) -> &Object {
        &self.payload.object
    }

    /// Header `alg`.
    pub fn alg(&self) -> Option<&str> {
        self.header.object.text("alg")
    }

    /// Header `kid`.
    pub fn kid(&self) -> Option<&str> {
        self.header.object.text("kid")
    }

    /// Header `x5t`.
    pub fn x5t(&self) -> Option<&str> {
        self.header.object.text("x5t")
    }

    /// Header `nonce`: the mark of a Microsoft API's own token format (rules E-4).
    pub fn header_nonce(&self) -> Option<&str> {
        self.header.object.text("nonce")
    }

    /// A claim that is a string.
    pub fn claim(&self, name: &str) -> Option<&str> {
        self.payload.object.text(name)
    }

    /// Claim `aud`: one string or an array of strings (RFC 7519 §4.1.3).
    pub fn audiences(&self) -> Vec<&str> {
        match self.payload.object.get("aud") {
            Some(Value::String(one)) => vec![one.as_str()],
            Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// Claim `iss`.
    pub fn issuer(&self) -> Option<&str> {
        self.claim("iss")
    }

    /// The client application: `azp`, or `appid` in version 1 tokens.
    pub fn client_id(&self) -> Option<&str> {
        self.claim("azp").or_else(|| self.claim("appid"))
    }

    /// A claim that is a time in seconds since 1970 (RFC 7519 §2, rules B0.3): a number, or a
    /// number written as a string, as version 1 tokens sometimes have it.
    pub fn time(&self, name: &str) -> Claim<Timestamp> {
        super::time::numeric_date(self.payload.object.get(name))
    }
}
