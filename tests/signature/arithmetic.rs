//! One key, one content, one signature.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING,
    ECDSA_P521_SHA512_FIXED_SIGNING, Ed25519KeyPair,
};
use tokenscope::keys::PublicKey;
use tokenscope::signature::{Algorithm, Explanation, explain, verify_with};

use super::support::Signer;

const ALGORITHMS: [Algorithm; 10] = [
    Algorithm::Rs256,
    Algorithm::Rs384,
    Algorithm::Rs512,
    Algorithm::Ps256,
    Algorithm::Ps384,
    Algorithm::Ps512,
    Algorithm::Es256,
    Algorithm::Es384,
    Algorithm::Es512,
    Algorithm::EdDsa,
];

#[test]
fn every_algorithm_verifies_with_its_own_key_alone() {
    let rsa = Signer::rsa();
    let signers = [
        Signer::ec(&ECDSA_P256_SHA256_FIXED_SIGNING),
        Signer::ec(&ECDSA_P384_SHA384_FIXED_SIGNING),
        Signer::ec(&ECDSA_P521_SHA512_FIXED_SIGNING),
        Signer::Ed(Ed25519KeyPair::generate().unwrap()),
    ];
    for (index, algorithm) in ALGORITHMS.into_iter().enumerate() {
        let name = algorithm.name();
        assert_eq!(Algorithm::of(name), Some(algorithm));
        let signer = index.checked_sub(6).map_or(&rsa, |i| &signers[i]);
        let bytes = signer.sign(algorithm, b"content");
        for other in ALGORITHMS {
            let verifies = verify_with(&signer.public(), other, b"content", &bytes);
            assert_eq!(verifies, other == algorithm, "{name} as {}", other.name());
        }
        for (at, other) in signers.iter().enumerate() {
            let own = index >= 6 && at == index - 6;
            let verifies = verify_with(&other.public(), algorithm, b"content", &bytes);
            assert_eq!(verifies, own, "{name} with key {at}");
        }
        assert!(
            !verify_with(&signer.public(), algorithm, b"Content", &bytes),
            "{name}"
        );
        assert!(
            !verify_with(&signer.public(), algorithm, b"content", &[]),
            "{name}"
        );
    }
}

#[test]
fn algorithms_have_exact_names() {
    for name in [
        "rs256", "RS256 ", "Rs256", "none", "HS256", "ES256K", "RSA", "", "RS1",
    ] {
        assert_eq!(Algorithm::of(name), None, "{name}");
    }
    assert_eq!(Algorithm::of("Ed25519"), Some(Algorithm::EdDsa));
}

#[test]
fn the_arithmetic_tells_other_content_from_another_key() {
    let (signer, stranger) = (Signer::rsa(), Signer::rsa());
    let made = signer.sign(Algorithm::Rs384, b"content");
    let pss = signer.sign(Algorithm::Ps256, b"content");
    let ec = Signer::ec(&ECDSA_P256_SHA256_FIXED_SIGNING);
    let rows = [
        (
            "same",
            signer.public(),
            &made[..],
            Some(Explanation::SameContent("SHA-384")),
            "content",
        ),
        (
            "other",
            signer.public(),
            &made,
            Some(Explanation::OtherContent("SHA-384")),
            "Content",
        ),
        (
            "stranger",
            stranger.public(),
            &made,
            Some(Explanation::NotThisKey),
            "content",
        ),
        (
            "PSS",
            signer.public(),
            &pss,
            Some(Explanation::NotThisKey),
            "content",
        ),
        ("cut", signer.public(), &made[1..], None, "content"),
        ("EC key", ec.public(), &made, None, "content"),
    ];
    for (name, public, bytes, expected, content) in rows {
        assert_eq!(
            explain(&public, content.as_bytes(), bytes),
            expected,
            "{name}"
        );
    }
}

/// RSA keys that the library doesn't take: PKCS#1 v1.5 blocks raised by hand.
#[test]
fn keys_of_unusual_sizes_are_checked_by_arithmetic() {
    use rsa::pkcs1v15::Pkcs1v15Sign;
    use rsa::traits::PublicKeyParts as _;
    use rsa::{RsaPrivateKey, rand_core::SeedableRng};
    let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(1);
    let private = RsaPrivateKey::new(&mut random, 1024).unwrap();
    let public = PublicKey::Rsa {
        n: private.n().to_bytes_be(),
        e: private.e().to_bytes_be(),
    };
    let info = |prefix: &'static [u8]| Pkcs1v15Sign {
        hash_len: None,
        prefix: prefix.into(),
    };
    let rows: [(Algorithm, &[u8], &'static aws_lc_rs::digest::Algorithm); 3] = [
        (
            Algorithm::Rs256,
            b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20",
            &SHA256,
        ),
        (
            Algorithm::Rs384,
            b"\x30\x41\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x02\x05\x00\x04\x30",
            &aws_lc_rs::digest::SHA384,
        ),
        (
            Algorithm::Rs512,
            b"\x30\x51\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x03\x05\x00\x04\x40",
            &aws_lc_rs::digest::SHA512,
        ),
    ];
    for (algorithm, prefix, hash) in rows {
        let name = algorithm.name();
        let bytes = private
            .sign(info(prefix), digest(hash, b"content").as_ref())
            .unwrap();
        for other in [Algorithm::Rs256, Algorithm::Rs384, Algorithm::Rs512] {
            let verifies = verify_with(&public, other, b"content", &bytes);
            assert_eq!(verifies, other == algorithm, "{name} as {}", other.name());
        }
        assert!(
            !verify_with(&public, algorithm, b"Content", &bytes),
            "{name}"
        );
        assert!(!verify_with(&public, Algorithm::Ps256, b"content", &bytes));
    }
}
