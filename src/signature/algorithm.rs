//! The signature algorithms of JWS (RFC 7518 §3.1, RFC 8037).

/// A signature algorithm that can be checked here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
    /// RSASSA-PKCS1-v1_5 with SHA-384.
    Rs384,
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    Rs512,
    /// RSASSA-PSS with SHA-256.
    Ps256,
    /// RSASSA-PSS with SHA-384.
    Ps384,
    /// RSASSA-PSS with SHA-512.
    Ps512,
    /// ECDSA on P-256 with SHA-256.
    Es256,
    /// ECDSA on P-384 with SHA-384.
    Es384,
    /// ECDSA on P-521 with SHA-512.
    Es512,
    /// `EdDSA` with Ed25519.
    EdDsa,
}

impl Algorithm {
    /// The algorithm of a header's `alg`. Names are case-sensitive (RFC 7515 §4.1.1).
    pub fn of(alg: &str) -> Option<Self> {
        let _ = alg;
        None
    }
}
