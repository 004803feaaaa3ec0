//! Why an RSA signature fails: raise it with the key and look at the block (RFC 8017 §8.2.2, §9.2).

use aws_lc_rs::digest::{self, SHA1_FOR_LEGACY_USE_ONLY, SHA256, SHA384, SHA512};
use rsa::BigUint;

use crate::keys::PublicKey;

/// What the arithmetic shows for one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Explanation {
    /// A correct PKCS#1 v1.5 block holding the digest of exactly this content.
    SameContent(&'static str),
    /// A correct block with another digest: right key, other content.
    OtherContent(&'static str),
    /// No correct block: another key.
    NotThisKey,
}

/// A digest algorithm with the DER that stands before its value in a block: a `DigestInfo` with
/// NULL parameters (RFC 8017 §9.2, note 1).
struct Digest {
    name: &'static str,
    prefix: &'static [u8],
    algorithm: &'static digest::Algorithm,
}

static DIGESTS: [Digest; 4] = [
    Digest {
        name: "SHA-256",
        prefix: b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20",
        algorithm: &SHA256,
    },
    Digest {
        name: "SHA-384",
        prefix: b"\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30",
        algorithm: &SHA384,
    },
    Digest {
        name: "SHA-512",
        prefix: b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40",
        algorithm: &SHA512,
    },
    Digest {
        name: "SHA-1",
        prefix: b"\x30\x21\x30\x09\x06\x05\x2b\x0e\x03\x02\x1a\x05\x00\x04\x14",
        algorithm: &SHA1_FOR_LEGACY_USE_ONLY,
    },
];

/// Raises a signature with an RSA key. `None` for other keys, and for sizes that are refused
/// (moduli below 1024 or above 16384 bits, a signature of another length than the modulus).
pub fn explain(key: &PublicKey, content: &[u8], signature: &[u8]) -> Option<Explanation> {
    let PublicKey::Rsa { n, e } = key else {
        return None;
    };
    // Sizes first: the arithmetic below takes long for hostile numbers.
    if key.refusal().is_some() || signature.len() != key.bits()?.div_ceil(8) {
        return None;
    }
    let Some(block) = raise(n, e, signature) else {
        return Some(Explanation::NotThisKey);
    };
    Some(match digest_in(&block) {
        Some((digest, value)) if digest::digest(digest.algorithm, content).as_ref() == value => {
            Explanation::SameContent(digest.name)
        }
        Some((digest, _)) => Explanation::OtherContent(digest.name),
        None => Explanation::NotThisKey,
    })
}

/// The RSA public operation; `None` where the signature is no number below the modulus
/// (RFC 8017 §5.2.2). The block is as long as the modulus.
fn raise(n: &[u8], e: &[u8], signature: &[u8]) -> Option<Vec<u8>> {
    let modulus = BigUint::from_bytes_be(n);
    let signature_number = BigUint::from_bytes_be(signature);
    if signature_number >= modulus {
        return None;
    }
    let raised = signature_number
        .modpow(&BigUint::from_bytes_be(e), &modulus)
        .to_bytes_be();
    let mut block = vec![0; signature.len().checked_sub(raised.len())?];
    block.extend(raised);
    Some(block)
}

/// The digest in an EMSA-PKCS1-v1_5 block: `00 01 FF … FF 00 DigestInfo`, at least eight `FF`, and
/// nothing before, between or behind (RFC 8017 §9.2).
fn digest_in(block: &[u8]) -> Option<(&'static Digest, &[u8])> {
    let padded = block.strip_prefix(&[0, 1])?;
    let filling = padded.iter().take_while(|b| **b == 0xff).count();
    let info = padded.get(filling..)?.strip_prefix(&[0])?;
    if filling < 8 {
        return None;
    }
    DIGESTS.iter().find_map(|digest| {
        let value = info.strip_prefix(digest.prefix)?;
        (value.len() == digest.algorithm.output_len()).then_some((digest, value))
    })
}

#[cfg(test)]
#[allow(clippy::indexing_slicing)]
mod tests {
    use super::*;

    /// A block with `info` behind its filling, 256 bytes long.
    fn block(filling: usize, info: &[u8]) -> Vec<u8> {
        let mut block = vec![0, 1];
        block.extend(vec![0xff; filling]);
        block.push(0);
        block.extend(info);
        block
    }

    #[test]
    fn only_exact_blocks_hold_a_digest() {
        for digest in &DIGESTS {
            let length = digest.algorithm.output_len();
            let exact = [digest.prefix, &vec![7; length]].concat();
            let long = [digest.prefix, &vec![7; length + 1]].concat();
            let short = [digest.prefix, &vec![7; length - 1]].concat();
            let without_null: Vec<u8> = {
                // The form with absent parameters: two bytes less in both lengths.
                let mut info = exact.clone();
                let null = digest.prefix.len() - 4;
                info.drain(null..null + 2);
                for length in info.iter_mut().skip(1).step_by(2).take(2) {
                    *length -= 2;
                }
                info
            };
            let fill = |info: &[u8]| 256 - 3 - info.len();
            let mut first = block(fill(&exact), &exact);
            first[0] = 1;
            let mut second = block(fill(&exact), &exact);
            second[1] = 2;
            let mut broken = block(fill(&exact), &exact);
            broken[20] = 0xfe;
            let rows = [
                ("exact", block(fill(&exact), &exact), true),
                ("eight FF", block(8, &exact), true),
                ("seven FF", block(7, &exact), false),
                ("digest too long", block(fill(&long), &long), false),
                ("digest too short", block(fill(&short), &short), false),
                ("no NULL", block(fill(&without_null), &without_null), false),
                ("first byte", first, false),
                ("block type 2", second, false),
                ("hole in the filling", broken, false),
                ("empty", Vec::new(), false),
                ("only filling", vec![0xff; 256], false),
            ];
            for (name, block, expected) in rows {
                let found = digest_in(&block);
                assert_eq!(found.is_some(), expected, "{} {name}", digest.name);
                if let Some((found, value)) = found {
                    assert_eq!((found.name, value.len()), (digest.name, length), "{name}");
                }
            }
        }
    }

    #[test]
    fn refused_sizes_are_not_raised() {
        let rsa = |bytes: usize, e: &[u8]| PublicKey::Rsa {
            n: vec![0xff; bytes],
            e: e.to_vec(),
        };
        let rows = [
            ("512 bits", rsa(64, &[3]), 64),
            ("16392 bits", rsa(2049, &[3]), 2049),
            ("short signature", rsa(256, &[3]), 255),
            ("long signature", rsa(256, &[3]), 257),
            ("exponent 1", rsa(256, &[1]), 256),
            ("endless exponent", rsa(256, &[0xff; 256]), 256),
        ];
        for (name, key, length) in rows {
            assert_eq!(explain(&key, b"", &vec![1; length]), None, "{name}");
        }
        let key = rsa(256, &[3]);
        let not_below = explain(&key, b"", &[0xff; 256]);
        assert_eq!(
            not_below,
            Some(Explanation::NotThisKey),
            "not below the modulus"
        );
    }
}
