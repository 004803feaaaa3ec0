//! Thumbprints: the names that keys go by (rules D1.1, D1.3; RFC 7515 §4.1.7, RFC 7638).

use std::fmt::Write as _;

use aws_lc_rs::digest::{self, Algorithm, SHA1_FOR_LEGACY_USE_ONLY, SHA256};

use super::PublicKey;
use crate::input::base64url;

/// All names of one key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Thumbprints {
    /// SHA-1 of the certificate, 40 upper-case hex digits: portal, web.config, PowerShell.
    pub sha1_hex: Option<String>,
    /// SHA-1 of the certificate, base64url: `x5t`, and the kid of Entra's keys.
    pub x5t: Option<String>,
    /// SHA-256 of the certificate, base64url: `x5t#S256`.
    pub x5t_s256: Option<String>,
    /// The RFC 7638 thumbprint of the key, base64url: the kid of B2C's keys.
    pub jwk: Option<String>,
}

impl Thumbprints {
    /// The names that come from a certificate (DER). It need not be readable.
    pub fn of_certificate(der: &[u8]) -> Self {
        let sha1 = hash(&SHA1_FOR_LEGACY_USE_ONLY, der);
        Self {
            sha1_hex: Some(hex(&sha1)),
            x5t: Some(base64url::encode(&sha1)),
            x5t_s256: Some(base64url::encode(&hash(&SHA256, der))),
            jwk: None,
        }
    }
}

/// The RFC 7638 §3 thumbprint of a public key: SHA-256, base64url.
pub fn jwk_thumbprint(key: &PublicKey) -> Option<String> {
    let text = |s: &str| serde_json::Value::from(s).to_string();
    let number = |bytes: &[u8]| text(&base64url::encode(bytes));
    // The required members alone, in lexicographic order, without white space (RFC 7638 §3.2).
    let canonical = match key {
        PublicKey::Rsa { n, e } => {
            format!(r#"{{"e":{},"kty":"RSA","n":{}}}"#, number(e), number(n))
        }
        PublicKey::Ec { curve, x, y } => format!(
            r#"{{"crv":{},"kty":"EC","x":{},"y":{}}}"#,
            text(curve),
            number(x),
            number(y)
        ),
        PublicKey::Okp { curve, x } => {
            format!(r#"{{"crv":{},"kty":"OKP","x":{}}}"#, text(curve), number(x))
        }
        PublicKey::Unknown { .. } => return None,
    };
    Some(base64url::encode(&hash(&SHA256, canonical.as_bytes())))
}

/// A hex thumbprint (spaces, colons and invisible characters allowed, as Windows copies it) as
/// base64url. `None` unless it is 40 or 64 hex digits.
pub fn x5t_of_hex(hex: &str) -> Option<String> {
    let mut digits = Vec::with_capacity(64);
    for c in hex.chars().filter(|c| !is_filler(*c)) {
        digits.push(u8::try_from(c.to_digit(16)?).ok()?);
        if digits.len() > 64 {
            return None;
        }
    }
    if !matches!(digits.len(), 40 | 64) {
        return None;
    }
    let (pairs, _) = digits.as_chunks::<2>();
    let bytes: Vec<u8> = pairs.iter().map(|[high, low]| high << 4 | low).collect();
    Some(base64url::encode(&bytes))
}

/// A base64url thumbprint as upper-case hex. `None` unless it is 20 or 32 bytes.
pub fn hex_of_x5t(x5t: &str) -> Option<String> {
    let bytes = base64url::decode(x5t.trim().trim_end_matches('='))?;
    matches!(bytes.len(), 20 | 32).then(|| hex(&bytes))
}

/// What stands between the digits of a copied thumbprint: separators, and the invisible marks that
/// the Windows certificate dialog puts before it.
fn is_filler(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, ':' | '-' | '\u{feff}' | '\u{ad}' | '\u{2060}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn hash(algorithm: &'static Algorithm, bytes: &[u8]) -> Vec<u8> {
    digest::digest(algorithm, bytes).as_ref().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String never fails.
        let _ = write!(text, "{byte:02X}");
        text
    })
}
