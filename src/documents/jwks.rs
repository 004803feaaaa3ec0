//! JSON Web Key Sets (RFC 7517), as they were published: every member kept as a claim, not a truth.

use serde_json::Value;

use super::DocumentError;

/// A key set.
#[derive(Debug, Clone, PartialEq)]
pub struct JwkSet {
    /// Its keys in the order of the document, which means nothing (rules D1.8).
    pub keys: Vec<Jwk>,
    /// What is wrong with single keys, one sentence each, with the key's place ("key 3 …").
    pub faults: Vec<String>,
}

/// One key as published.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Jwk {
    /// `kty`: `RSA`, `EC`, `OKP`, or something else.
    pub kty: String,
    /// `kid`.
    pub kid: Option<String>,
    /// `use`.
    pub use_: Option<String>,
    /// `alg`.
    pub alg: Option<String>,
    /// `x5t`.
    pub x5t: Option<String>,
    /// RSA modulus, big-endian without leading zeros.
    pub n: Option<Vec<u8>>,
    /// RSA exponent, big-endian without leading zeros.
    pub e: Option<Vec<u8>>,
    /// Curve of an EC or OKP key.
    pub crv: Option<String>,
    /// First coordinate of an EC key, or the public key of an OKP key.
    pub x: Option<Vec<u8>>,
    /// Second coordinate of an EC key.
    pub y: Option<Vec<u8>>,
    /// Certificates, DER, the first one is the key's own (RFC 7517 §4.7).
    pub x5c: Vec<Vec<u8>>,
    /// `issuer` of Entra's version 2 key sets, possibly a template (rules C6.2).
    pub issuer: Option<String>,
    /// `cloud_instance_name` (rules C2.5).
    pub cloud_instance_name: Option<String>,
}

impl JwkSet {
    /// Reads a key set. Single broken keys become faults, the rest goes on.
    pub fn read(url: &str, value: &Value) -> Result<Self, DocumentError> {
        let _ = (url, value);
        Ok(Self {
            keys: Vec::new(),
            faults: Vec::new(),
        })
    }
}
