//! The certificate that a key is published with.

use jiff::Timestamp;

use super::PublicKey;

/// What a certificate says. Its dates are not the life of its key (rules D1.7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// The certificate, DER.
    pub der: Vec<u8>,
    /// Subject, as text.
    pub subject: String,
    /// The subject's common name.
    pub common_name: Option<String>,
    /// Issuer, as text.
    pub issuer: String,
    /// Start of its dates.
    pub not_before: Timestamp,
    /// End of its dates.
    pub not_after: Timestamp,
    /// Its public key.
    pub public: PublicKey,
}

impl Certificate {
    /// Reads a certificate.
    ///
    /// # Errors
    ///
    /// A sentence that says what is wrong with it.
    pub fn read(der: &[u8]) -> Result<Self, String> {
        let _ = der;
        Err("The certificate can't be read.".to_owned())
    }
}
