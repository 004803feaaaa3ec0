//! The header nonce of Microsoft's own APIs (rules E-4): a confirmation, never advice to implement.

use crate::token::Token;

/// The signing input with the header's `nonce` replaced by base64url(SHA-256(nonce)), spliced into
/// the original header bytes so that nothing else changes. `None` without such a nonce.
pub fn nonce_transformed(token: &Token) -> Option<Vec<u8>> {
    let _ = token;
    None
}
