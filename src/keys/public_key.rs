//! Public keys as numbers.

/// A public key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PublicKey {
    /// RSA (RFC 7518 §6.3).
    Rsa {
        /// Modulus, big-endian without leading zeros.
        n: Vec<u8>,
        /// Exponent, big-endian without leading zeros.
        e: Vec<u8>,
    },
    /// Elliptic curve (RFC 7518 §6.2).
    Ec {
        /// `P-256`, `P-384`, `P-521` or another name.
        curve: String,
        /// First coordinate.
        x: Vec<u8>,
        /// Second coordinate.
        y: Vec<u8>,
    },
    /// Octet key pair (RFC 8037).
    Okp {
        /// `Ed25519` or another name.
        curve: String,
        /// The public key.
        x: Vec<u8>,
    },
    /// A key type that this program doesn't know, or members that can't be read.
    Unknown {
        /// `kty`.
        kty: String,
    },
}

impl PublicKey {
    /// The size in bits, where it is known: of the modulus, or of the curve.
    pub fn bits(&self) -> Option<usize> {
        None
    }

    /// A short name: "RSA 2048", "EC P-256", "Ed25519".
    pub fn title(&self) -> String {
        String::new()
    }
}
