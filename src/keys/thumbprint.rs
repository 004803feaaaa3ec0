//! Thumbprints: the names that keys go by (rules D1.1, D1.3; RFC 7515 §4.1.7, RFC 7638).

use super::PublicKey;

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

/// The RFC 7638 §3 thumbprint of a public key: SHA-256, base64url.
pub fn jwk_thumbprint(key: &PublicKey) -> Option<String> {
    let _ = key;
    None
}

/// A hex thumbprint (spaces, colons and invisible characters allowed, as Windows copies it) as
/// base64url. `None` unless it is 40 or 64 hex digits.
pub fn x5t_of_hex(hex: &str) -> Option<String> {
    let _ = hex;
    None
}

/// A base64url thumbprint as upper-case hex. `None` unless it is 20 or 32 bytes.
pub fn hex_of_x5t(x5t: &str) -> Option<String> {
    let _ = x5t;
    None
}
