//! Keys that somebody put into a configuration: copies that are never fetched again.

use super::names::canonical;
use super::{Certificate, PublicKey, Thumbprints, jwk_thumbprint, pem, x5t_of_hex};

/// A key in a configuration. It proves what the API accepts, never what the issuer publishes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedKey {
    /// The public key.
    pub public: PublicKey,
    /// The names that it and its certificate go by.
    pub thumbprints: Thumbprints,
}

/// The keys in a text: certificates and public keys in PEM (RFC 7468), or one certificate in base64
/// alone. What can't be read is left out.
pub fn fixed_keys(text: &str) -> Vec<FixedKey> {
    let read = pem::read(text).unwrap_or_default();
    let of_certificates = read.certificates.iter().filter_map(|der| {
        let public = Certificate::read(der).ok()?.public;
        let thumbprints = Thumbprints {
            jwk: jwk_thumbprint(&public),
            ..Thumbprints::of_certificate(der)
        };
        Some(FixedKey {
            public,
            thumbprints,
        })
    });
    let bare = read.keys.into_iter().map(|public| FixedKey {
        thumbprints: Thumbprints {
            jwk: jwk_thumbprint(&public),
            ..Thumbprints::default()
        },
        public,
    });
    of_certificates.chain(bare).collect()
}

/// Whether two names mean one key: a kid, or a thumbprint as base64url or in hexadecimal, spaces and
/// colons overlooked.
pub fn same_name(a: &str, b: &str) -> bool {
    let plain = |name: &str| x5t_of_hex(name.trim()).unwrap_or_else(|| canonical(name.trim()));
    plain(a) == plain(b)
}
