//! JSON Web Key Sets (RFC 7517), as they were published: every member kept as a claim, not a truth.

use serde_json::{Map, Value};

use super::{DocumentError, base64};

/// More keys than any publisher has. A longer set is not read at all: part of it would make keys seem
/// missing.
pub(super) const MOST_KEYS: usize = 20_000;
/// More certificates than any chain has.
const MOST_CERTIFICATES: usize = 20;
/// Numbers above 16384 bits are not read: no library accepts them.
const MOST_BYTES: usize = 2048;
/// Base64 text of a certificate beyond this is not read.
const MOST_CERTIFICATE_TEXT: usize = 100_000;

/// A key set.
#[derive(Debug, Clone, PartialEq)]
pub struct JwkSet {
    /// Its keys in the order of the document, which means nothing (rules D1.8). Broken ones too,
    /// without what could not be read of them.
    pub keys: Vec<Jwk>,
    /// What is wrong with single keys, one sentence each, with the key's place ("key 3 …").
    pub faults: Vec<String>,
}

/// One key as published.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Jwk {
    /// `kty`: `RSA`, `EC`, `OKP`, or something else. Empty where it is missing.
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
    /// Certificates, DER, the first one is the key's own (RFC 7517 §4.7). Ends before the first one
    /// that is not base64.
    pub x5c: Vec<Vec<u8>>,
    /// `issuer` of Entra's version 2 key sets, possibly a template (rules C6.2).
    pub issuer: Option<String>,
    /// `cloud_instance_name` (rules C2.5).
    pub cloud_instance_name: Option<String>,
}

impl JwkSet {
    /// Reads a key set. Single broken keys become faults, the rest goes on.
    ///
    /// # Errors
    ///
    /// [`DocumentError::Member`] where it is no object with an array `keys`, or has more keys than are
    /// read.
    pub fn read(url: &str, value: &Value) -> Result<Self, DocumentError> {
        if !value.is_object() {
            return Err(DocumentError::member(url, "", "is not a JSON object"));
        }
        let listed = match value.get("keys") {
            Some(Value::Array(keys)) => keys,
            Some(Value::Null) | None => {
                return Err(DocumentError::member(url, "/keys", "is missing"));
            }
            Some(_) => return Err(DocumentError::member(url, "/keys", "is not an array")),
        };
        if listed.len() > MOST_KEYS {
            let problem = format!(
                "has {} entries; a set of more than {MOST_KEYS} keys is not read",
                listed.len()
            );
            return Err(DocumentError::member(url, "/keys", &problem));
        }
        Ok(Self::of_keys(listed))
    }

    /// Reads keys that stand in no document.
    pub fn of_keys(listed: &[Value]) -> Self {
        let (mut keys, mut faults) = (Vec::new(), Vec::new());
        for (index, key) in listed.iter().enumerate() {
            let place = index + 1;
            match key {
                Value::Object(members) => {
                    let reader = KeyReader {
                        place,
                        members,
                        faults: &mut faults,
                    };
                    keys.push(reader.read());
                }
                _ => faults.push(format!("What stands for key {place} is not a JSON object.")),
            }
        }
        Self { keys, faults }
    }
}

/// Reads one key and notes what is wrong with it.
struct KeyReader<'a> {
    place: usize,
    members: &'a Map<String, Value>,
    faults: &'a mut Vec<String>,
}

impl KeyReader<'_> {
    fn read(mut self) -> Jwk {
        let kty = self.text("kty");
        let needed: &[&str] = match kty.as_deref() {
            Some("RSA") => &["n", "e"],
            Some("EC") => &["crv", "x", "y"],
            Some("OKP") => &["crv", "x"],
            _ => &[],
        };
        let key = Jwk {
            kid: self.text("kid"),
            use_: self.text("use"),
            alg: self.text("alg"),
            x5t: self.text("x5t"),
            n: self.number("n"),
            e: self.number("e"),
            crv: self.text("crv"),
            x: self.bytes("x"),
            y: self.bytes("y"),
            x5c: self.certificates(),
            issuer: self.text("issuer"),
            cloud_instance_name: self.text("cloud_instance_name"),
            kty: kty.unwrap_or_default(),
        };
        self.judge_kind(&key.kty);
        for name in needed {
            if self.members.get(*name).is_none_or(Value::is_null) {
                self.fault(&format!("{name} is missing"));
            }
        }
        key
    }

    /// Keys of a kind that can't check signatures, and keys that must never be published.
    fn judge_kind(&mut self, kty: &str) {
        match kty {
            "" if self.members.get("kty").is_none_or(Value::is_null) => {
                self.fault("kty is missing");
            }
            "RSA" | "EC" | "OKP" | "" => {}
            "oct" => self.fault("kty is oct: a shared secret, which must never be published"),
            other => {
                let shown: String = other.chars().take(40).collect();
                self.fault(&format!(
                    "kty is {shown:?}, a kind of key that is not known"
                ));
            }
        }
        if self.members.contains_key("d") {
            self.fault("d is there: this is a private key, which must never be published");
        }
    }

    fn fault(&mut self, what: &str) {
        self.faults.push(format!("In key {}, {what}.", self.place));
    }

    fn text(&mut self, name: &str) -> Option<String> {
        match self.members.get(name) {
            Some(Value::String(text)) => Some(text.clone()),
            Some(Value::Null) | None => None,
            Some(_) => {
                self.fault(&format!("{name} is not a string"));
                None
            }
        }
    }

    /// Bytes in base64url. Other base64 is read too, but it is a fault (RFC 7518 §6).
    fn bytes(&mut self, name: &str) -> Option<Vec<u8>> {
        let text = self.text(name)?;
        if text.len() > MOST_BYTES * 2 {
            let bits = text.len().saturating_mul(6);
            self.fault(&format!("{name} has about {bits} bits and is not read"));
            return None;
        }
        let Some(bytes) = base64::decode(&text).filter(|bytes| !bytes.is_empty()) else {
            self.fault(&format!("{name} is not base64url"));
            return None;
        };
        if !base64::is_base64url(&text) {
            self.fault(&format!(
                "{name} is written in base64 with padding or another alphabet, not in base64url"
            ));
        }
        Some(bytes)
    }

    /// A number: bytes without leading zeros.
    fn number(&mut self, name: &str) -> Option<Vec<u8>> {
        let bytes = self.bytes(name)?;
        let number: Vec<u8> = bytes.into_iter().skip_while(|byte| *byte == 0).collect();
        if number.is_empty() {
            self.fault(&format!("{name} is zero"));
            return None;
        }
        Some(number)
    }

    fn certificates(&mut self) -> Vec<Vec<u8>> {
        let members = self.members;
        let listed = match members.get("x5c") {
            Some(Value::Array(listed)) => listed,
            Some(Value::Null) | None => return Vec::new(),
            Some(_) => {
                self.fault("x5c is not an array");
                return Vec::new();
            }
        };
        if listed.len() > MOST_CERTIFICATES {
            self.fault(&format!(
                "x5c has {} certificates; the first {MOST_CERTIFICATES} are read",
                listed.len()
            ));
        }
        let mut certificates = Vec::new();
        for (index, value) in listed.iter().take(MOST_CERTIFICATES).enumerate() {
            let place = index + 1;
            let Some(text) = value.as_str() else {
                self.fault(&format!("certificate {place} of x5c is not a string"));
                break;
            };
            let der = Some(text)
                .filter(|text| text.len() <= MOST_CERTIFICATE_TEXT)
                .and_then(base64::decode)
                .filter(|der| !der.is_empty());
            let Some(der) = der else {
                self.fault(&format!("certificate {place} of x5c is not base64"));
                break;
            };
            certificates.push(der);
        }
        certificates
    }
}
