//! Public keys as numbers.

use crate::documents::Jwk;

/// Fewer bits than these are never tried: such keys can be broken.
const LEAST_RSA_BITS: usize = 1024;
/// More bits than these are never tried: checking would take noticeable time.
const MOST_RSA_BITS: usize = 16384;
/// Longer exponents are refused by the libraries too, and would take noticeable time.
const MOST_EXPONENT_BITS: usize = 33;

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
    /// The key that a JWK publishes (RFC 7518 §6, RFC 8037 §2).
    ///
    /// # Errors
    ///
    /// What is missing or unknown, as a phrase ("its member n is missing").
    pub fn of_jwk(jwk: &Jwk) -> Result<Self, String> {
        match jwk.kty.as_str() {
            "RSA" => Ok(Self::Rsa {
                n: without_zeros(member("n", jwk.n.as_deref())?),
                e: without_zeros(member("e", jwk.e.as_deref())?),
            }),
            "EC" => {
                let curve = curve(jwk)?;
                let x = coordinate(&curve, member("x", jwk.x.as_deref())?);
                let y = coordinate(&curve, member("y", jwk.y.as_deref())?);
                Ok(Self::Ec { curve, x, y })
            }
            "OKP" => Ok(Self::Okp {
                curve: curve(jwk)?,
                x: member("x", jwk.x.as_deref())?.to_vec(),
            }),
            "oct" => {
                Err("it is a symmetric key (kty oct), which checks no public signature".into())
            }
            "" => Err("its member kty is missing".to_owned()),
            other => Err(format!("its key type {} is not known", short(other))),
        }
    }

    /// The size in bits, where it is known: of the modulus, or of the curve.
    pub fn bits(&self) -> Option<usize> {
        match self {
            Self::Rsa { n, .. } => Some(bits_of(n)),
            Self::Ec { curve, .. } | Self::Okp { curve, .. } => match curve.as_str() {
                "P-256" | "secp256k1" | "Ed25519" => Some(256),
                "P-384" => Some(384),
                "P-521" => Some(521),
                _ => None,
            },
            Self::Unknown { .. } => None,
        }
    }

    /// A short name: "RSA 2048", "EC P-256", "Ed25519".
    pub fn title(&self) -> String {
        match self {
            Self::Rsa { n, .. } => format!("RSA {}", bits_of(n)),
            Self::Ec { curve, .. } => format!("EC {}", short(curve)),
            Self::Okp { curve, .. } => short(curve),
            Self::Unknown { kty } if kty.is_empty() => "unknown key".to_owned(),
            Self::Unknown { kty } => format!("unknown key type {}", short(kty)),
        }
    }

    /// Why the key is never tried, as a phrase ("its modulus has 512 bits, fewer than 1024");
    /// `None` for keys that can be used. Sizes as RFC 7518 §3.3 and RFC 8017 §3.1 allow, with
    /// 1024 bits tolerated for old issuers.
    pub fn refusal(&self) -> Option<String> {
        match self {
            Self::Rsa { n, e } => rsa_refusal(n, e),
            Self::Ec { curve, x, y } => match coordinate_bytes(curve) {
                None => Some(format!("its curve {} is not supported", short(curve))),
                Some(bytes) if x.len() != bytes || y.len() != bytes => Some(format!(
                    "its coordinates are not the {bytes} bytes that {curve} has"
                )),
                Some(_) => None,
            },
            Self::Okp { curve, x } => match curve.as_str() {
                "Ed25519" if x.len() == 32 => None,
                "Ed25519" => Some(format!("it has {} bytes where Ed25519 has 32", x.len())),
                _ => Some(format!("its curve {} is not supported", short(curve))),
            },
            Self::Unknown { kty } => Some(format!("its key type {} is not supported", short(kty))),
        }
    }
}

fn rsa_refusal(n: &[u8], e: &[u8]) -> Option<String> {
    let bits = bits_of(n);
    let odd = |bytes: &[u8]| bytes.last().is_some_and(|last| last % 2 == 1);
    if bits < LEAST_RSA_BITS {
        Some(format!(
            "its modulus has {bits} bits, fewer than {LEAST_RSA_BITS}"
        ))
    } else if bits > MOST_RSA_BITS {
        Some(format!(
            "its modulus has {bits} bits, more than {MOST_RSA_BITS}"
        ))
    } else if !odd(n) {
        Some("its modulus is even, which no RSA key has".to_owned())
    } else if bits_of(e) < 2 || !odd(e) {
        Some("its exponent is not an odd number from 3 on".to_owned())
    } else if bits_of(e) > MOST_EXPONENT_BITS {
        Some(format!(
            "its exponent has {} bits, more than {MOST_EXPONENT_BITS}",
            bits_of(e)
        ))
    } else {
        None
    }
}

/// The bytes of one coordinate on a supported curve.
fn coordinate_bytes(curve: &str) -> Option<usize> {
    match curve {
        "P-256" => Some(32),
        "P-384" => Some(48),
        "P-521" => Some(66),
        _ => None,
    }
}

/// A coordinate in its full length (RFC 7518 §6.2.1.2); some issuers leave leading zeros out.
fn coordinate(curve: &str, bytes: &[u8]) -> Vec<u8> {
    let trimmed = without_zeros(bytes);
    match coordinate_bytes(curve) {
        Some(length) if trimmed.len() <= length => {
            let mut full = vec![0; length - trimmed.len()];
            full.extend(trimmed);
            full
        }
        _ => bytes.to_vec(),
    }
}

fn curve(jwk: &Jwk) -> Result<String, String> {
    jwk.crv
        .clone()
        .ok_or_else(|| "its member crv is missing".to_owned())
}

fn member<'a>(name: &str, bytes: Option<&'a [u8]>) -> Result<&'a [u8], String> {
    match bytes {
        None => Err(format!("its member {name} is missing")),
        Some([]) => Err(format!("its member {name} is empty")),
        Some(bytes) => Ok(bytes),
    }
}

pub(super) fn without_zeros(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().copied().skip_while(|b| *b == 0).collect()
}

fn bits_of(number: &[u8]) -> usize {
    let mut digits = number.iter().skip_while(|b| **b == 0);
    digits.next().map_or(0, |first| {
        digits.count() * 8 + (8 - first.leading_zeros() as usize)
    })
}

/// A name from outside, short and without control characters.
fn short(name: &str) -> String {
    let mut short: String = name.chars().filter(|c| !c.is_control()).take(40).collect();
    if short.is_empty() {
        short.push('?');
    }
    short
}

#[cfg(test)]
#[allow(clippy::panic)]
mod tests {
    use super::*;

    fn rsa(bits: usize, e: &[u8]) -> PublicKey {
        let mut n = vec![0xff; bits / 8];
        n.extend(vec![0xff; usize::from(!bits.is_multiple_of(8))]);
        if !bits.is_multiple_of(8)
            && let Some(first) = n.first_mut()
        {
            *first = 0xff >> (8 - bits % 8);
        }
        PublicKey::Rsa { n, e: e.to_vec() }
    }

    #[test]
    fn keys_are_refused_by_size_and_shape() {
        let ec = |curve: &str, x: usize, y: usize| PublicKey::Ec {
            curve: curve.to_owned(),
            x: vec![1; x],
            y: vec![1; y],
        };
        let okp = |curve: &str, x: usize| PublicKey::Okp {
            curve: curve.to_owned(),
            x: vec![1; x],
        };
        let f4: &[u8] = &[1, 0, 1];
        let rows = [
            ("RSA 1023", rsa(1023, f4), "RSA 1023", Some("fewer")),
            ("RSA 1024", rsa(1024, f4), "RSA 1024", None),
            ("RSA 2047", rsa(2047, f4), "RSA 2047", None),
            ("RSA 16384", rsa(16384, f4), "RSA 16384", None),
            (
                "RSA 16385",
                rsa(16385, f4),
                "RSA 16385",
                Some("more than 16384"),
            ),
            ("exponent 1", rsa(2048, &[1]), "RSA 2048", Some("exponent")),
            ("exponent 2", rsa(2048, &[2]), "RSA 2048", Some("exponent")),
            ("exponent 3", rsa(2048, &[3]), "RSA 2048", None),
            ("no exponent", rsa(2048, &[]), "RSA 2048", Some("exponent")),
            (
                "long exponent",
                rsa(2048, &[255; 256]),
                "RSA 2048",
                Some("2048 bits"),
            ),
            ("P-256", ec("P-256", 32, 32), "EC P-256", None),
            (
                "P-256 short",
                ec("P-256", 31, 32),
                "EC P-256",
                Some("32 bytes"),
            ),
            ("P-521", ec("P-521", 66, 66), "EC P-521", None),
            (
                "secp256k1",
                ec("secp256k1", 32, 32),
                "EC secp256k1",
                Some("not supported"),
            ),
            ("Ed25519", okp("Ed25519", 32), "Ed25519", None),
            (
                "Ed25519 long",
                okp("Ed25519", 33),
                "Ed25519",
                Some("33 bytes"),
            ),
            ("Ed448", okp("Ed448", 57), "Ed448", Some("not supported")),
        ];
        for (name, key, title, refusal) in rows {
            assert_eq!(key.title(), title, "{name}");
            match (key.refusal(), refusal) {
                (None, None) => {}
                (Some(is), Some(part)) => assert!(is.contains(part), "{name}: {is}"),
                (is, _) => panic!("{name}: {is:?}"),
            }
        }
    }

    #[test]
    fn a_jwk_is_read_or_told_what_is_missing() {
        let jwk = |kty: &str| Jwk {
            kty: kty.to_owned(),
            ..Jwk::default()
        };
        let rows = [
            ("no kty", jwk(""), "kty is missing"),
            ("symmetric", jwk("oct"), "symmetric"),
            ("unknown", jwk("AKP"), "AKP"),
            ("RSA without n", jwk("RSA"), "n is missing"),
            (
                "RSA with empty e",
                Jwk {
                    n: Some(vec![1]),
                    e: Some(Vec::new()),
                    ..jwk("RSA")
                },
                "e is empty",
            ),
            ("EC without curve", jwk("EC"), "crv is missing"),
            ("OKP without curve", jwk("OKP"), "crv is missing"),
        ];
        for (name, jwk, part) in rows {
            let reason = PublicKey::of_jwk(&jwk).err().unwrap_or_default();
            assert!(reason.contains(part), "{name}: {reason}");
        }
        let short = Jwk {
            crv: Some("P-256".to_owned()),
            x: Some(vec![7; 31]),
            y: Some(vec![9; 32]),
            ..jwk("EC")
        };
        let Ok(PublicKey::Ec { x, y, .. }) = PublicKey::of_jwk(&short) else {
            panic!("an EC key");
        };
        assert_eq!((x.len(), x.first(), y.len()), (32, Some(&0), 32));
    }
}
