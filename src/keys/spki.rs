//! Public keys as certificates hold them (RFC 5280 §4.1.2.7).

use x509_parser::prelude::FromDer as _;
use x509_parser::public_key::{PublicKey as Parsed, RSAPublicKey};
use x509_parser::x509::SubjectPublicKeyInfo;

use super::PublicKey;
use super::public_key::without_zeros;

impl PublicKey {
    /// The key of a `SubjectPublicKeyInfo` (RFC 5280 §4.1.2.7), DER: what a PEM block
    /// `PUBLIC KEY` holds.
    ///
    /// # Errors
    ///
    /// A sentence that says that it can't be read.
    pub fn of_spki(der: &[u8]) -> Result<Self, String> {
        match SubjectPublicKeyInfo::from_der(der) {
            Ok(([], spki)) => Ok(Self::of_parsed(&spki)),
            _ => Err("The public key can't be read: it is not the DER of one.".to_owned()),
        }
    }

    pub(super) fn of_parsed(spki: &SubjectPublicKeyInfo<'_>) -> Self {
        let oid = spki.algorithm.algorithm.to_id_string();
        let bytes = spki.subject_public_key.data.as_ref();
        match (oid.as_str(), spki.parsed()) {
            (_, Ok(Parsed::RSA(rsa))) => Self::of_rsa(&rsa),
            // id-RSASSA-PSS: an ordinary RSA key that says what it is for (RFC 4055 §3.1).
            ("1.2.840.113549.1.1.10", _) => match RSAPublicKey::from_der(bytes) {
                Ok(([], rsa)) => Self::of_rsa(&rsa),
                _ => Self::unknown("RSA"),
            },
            (_, Ok(Parsed::EC(_))) => Self::of_point(spki, bytes),
            ("1.3.101.112", _) => Self::Okp {
                curve: "Ed25519".to_owned(),
                x: bytes.to_vec(),
            },
            ("1.3.101.113", _) => Self::Okp {
                curve: "Ed448".to_owned(),
                x: bytes.to_vec(),
            },
            (_, Ok(Parsed::DSA(_))) => Self::unknown("DSA"),
            (oid, _) => Self::unknown(oid),
        }
    }

    fn of_rsa(rsa: &RSAPublicKey<'_>) -> Self {
        Self::Rsa {
            n: without_zeros(rsa.modulus),
            e: without_zeros(rsa.exponent),
        }
    }

    fn of_point(spki: &SubjectPublicKeyInfo<'_>, bytes: &[u8]) -> Self {
        let named = spki
            .algorithm
            .parameters
            .as_ref()
            .and_then(|any| any.as_oid().ok())
            .map(|oid| oid.to_id_string());
        let curve = match named.as_deref() {
            Some("1.2.840.10045.3.1.7") => "P-256",
            Some("1.3.132.0.34") => "P-384",
            Some("1.3.132.0.35") => "P-521",
            Some("1.3.132.0.10") => "secp256k1",
            Some(other) => other,
            None => return Self::unknown("EC"),
        };
        // Only the uncompressed form of SEC 1 §2.3.3 says both coordinates.
        match bytes.split_first() {
            Some((4, point)) if !point.is_empty() && point.len().is_multiple_of(2) => {
                let (x, y) = point.split_at(point.len() / 2);
                Self::Ec {
                    curve: curve.to_owned(),
                    x: x.to_vec(),
                    y: y.to_vec(),
                }
            }
            _ => Self::unknown("EC"),
        }
    }

    fn unknown(kty: &str) -> Self {
        Self::Unknown {
            kty: kty.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_bytes_are_no_public_key_but_no_panic() {
        for length in 0..64_usize {
            for fill in [0_u8, 0x30, 0x80, 0xff] {
                assert!(PublicKey::of_spki(&vec![fill; length]).is_err());
            }
        }
    }
}
