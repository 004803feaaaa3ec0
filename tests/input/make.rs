//! Tokens for the tests. Nobody checks their signatures here, so any bytes will do.

use serde_json::{Value, json};
use tokenscope::input::{Found, Reading, base64url, read};

/// Reads a text as if it was pasted.
pub(crate) fn paste(text: &str) -> Reading {
    read("pasted text", text)
}

/// The only thing that was found.
pub(crate) fn only(name: &str, reading: Reading) -> Found {
    assert_eq!(reading.found.len(), 1, "{name}: {reading:?}");
    reading.found.into_iter().next().unwrap()
}

/// Encodes a JSON value as a part.
pub(crate) fn part(value: &Value) -> String {
    base64url::encode(value.to_string().as_bytes())
}

/// A part of random-looking bytes. It holds `-` and `_`.
pub(crate) fn bytes(count: usize, seed: u8) -> String {
    let bytes: Vec<u8> = (0..count)
        .map(|i| match i % 16 {
            0..3 => 0xFB,
            3..6 => 0xFF,
            _ => u8::try_from((i * 37 + i / 7 + usize::from(seed) * 11) % 251).unwrap(),
        })
        .collect();
    base64url::encode(&bytes)
}

/// A token with any header and claims and a signature of that many bytes.
pub(crate) fn token(header: &Value, claims: &Value, signature: usize) -> String {
    format!("{}.{}.{}", part(header), part(claims), bytes(signature, 1))
}

/// Claims of an access token.
pub(crate) fn claims(app: &str) -> Value {
    json!({
        "aud": "api://orders",
        "iss": "https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111/v2.0",
        "iat": 1_700_000_000, "nbf": 1_700_000_000, "exp": 1_700_003_600,
        "azp": app, "scp": "read", "name": "Zoë ÿÿÿ",
        "tid": "11111111-1111-1111-1111-111111111111", "ver": "2.0"
    })
}

/// A healthy RS256 token.
pub(crate) fn healthy() -> String {
    let header = json!({"typ": "JWT", "alg": "RS256", "kid": "synthetic-1"});
    token(&header, &claims("first"), 256)
}

/// Another healthy token.
pub(crate) fn second() -> String {
    let header = json!({"typ": "JWT", "alg": "RS256", "kid": "synthetic-2"});
    token(&header, &claims("second"), 256)
}

/// Breaks a text into lines.
pub(crate) fn wrap(text: &str, width: usize, seam: &str) -> String {
    let lines: Vec<&str> = text
        .as_bytes()
        .chunks(width)
        .map(|line| std::str::from_utf8(line).unwrap())
        .collect();
    lines.join(seam)
}

/// The standard alphabet for base64url.
pub(crate) fn standard(text: &str) -> String {
    text.replace('-', "+").replace('_', "/")
}

/// Each part padded to a multiple of four.
pub(crate) fn padded(text: &str) -> String {
    let parts: Vec<String> = text
        .split('.')
        .map(|part| format!("{part}{}", "=".repeat((4 - part.len() % 4) % 4)))
        .collect();
    parts.join(".")
}

/// The texts of what was found.
pub(crate) fn texts(found: &[Found]) -> Vec<&str> {
    found.iter().map(|f| f.text.as_str()).collect()
}

/// The places of what was found.
pub(crate) fn places(found: &[Found]) -> Vec<&str> {
    found.iter().map(|f| f.at.as_str()).collect()
}

/// A long opaque value.
pub(crate) fn long(prefix: &str) -> String {
    format!("{prefix}{}", "Ab1xZ9".repeat(60))
}

/// The parts of the healthy token.
pub(crate) fn parts() -> (String, String, String) {
    let token = healthy();
    let mut parts = token.split('.').map(str::to_owned);
    (
        parts.next().unwrap(),
        parts.next().unwrap(),
        parts.next().unwrap(),
    )
}

/// A header of RS256.
pub(crate) fn rs256() -> String {
    part(&json!({"alg": "RS256", "typ": "JWT"}))
}
