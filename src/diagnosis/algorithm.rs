//! Which `alg` names belong to public keys (RFC 7518 §3.1, RFC 8037 §3.1).

/// Whether an algorithm is checked with a public key. Names are case-sensitive (RFC 7515 §4.1.1).
pub(super) fn is_public_key(alg: &str) -> bool {
    const NAMES: [&str; 11] = [
        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
        "Ed25519",
    ];
    NAMES.contains(&alg)
}
