//! Verification with one key.

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ECDSA_P521_SHA512_FIXED, ED25519,
    RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY, RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY,
    RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384, RSA_PKCS1_2048_8192_SHA512,
    RSA_PSS_2048_8192_SHA256, RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512, RsaParameters,
    RsaPublicKeyComponents, UnparsedPublicKey, VerificationAlgorithm,
};

use super::{Algorithm, Explanation, explain};
use crate::keys::PublicKey;

/// Verifies with one key over exactly these bytes (RFC 7515 §5.2). The algorithm comes from the
/// caller, never from the key; a key of another type, curve or size never verifies.
pub fn verify_with(
    key: &PublicKey,
    algorithm: Algorithm,
    content: &[u8],
    signature: &[u8],
) -> bool {
    if algorithm.refusal(key).is_some() {
        return false;
    }
    match key {
        PublicKey::Rsa { n, e } => {
            match rsa_parameters(algorithm, key.bits().unwrap_or_default()) {
                Some(parameters) => RsaPublicKeyComponents { n, e }
                    .verify(parameters, content, signature)
                    .is_ok(),
                // Sizes that the library doesn't take: the same check by our own arithmetic.
                None => algorithm.pkcs1_digest().is_some_and(|digest| {
                    explain(key, content, signature) == Some(Explanation::SameContent(digest))
                }),
            }
        }
        PublicKey::Ec { x, y, .. } => {
            // The uncompressed point of SEC 1 §2.3.3.
            let point = [&[4], x.as_slice(), y.as_slice()].concat();
            let Some(parameters) = curve_parameters(algorithm) else {
                return false;
            };
            UnparsedPublicKey::new(parameters, point)
                .verify(content, signature)
                .is_ok()
        }
        PublicKey::Okp { x, .. } => UnparsedPublicKey::new(&ED25519, x)
            .verify(content, signature)
            .is_ok(),
        PublicKey::Unknown { .. } => false,
    }
}

fn rsa_parameters(algorithm: Algorithm, bits: usize) -> Option<&'static RsaParameters> {
    Some(match (algorithm, bits) {
        (Algorithm::Rs256, 2048..=8192) => &RSA_PKCS1_2048_8192_SHA256,
        (Algorithm::Rs384, 2048..=8192) => &RSA_PKCS1_2048_8192_SHA384,
        (Algorithm::Rs512, 2048..=8192) => &RSA_PKCS1_2048_8192_SHA512,
        (Algorithm::Rs256, 1024..=2047) => &RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY,
        (Algorithm::Rs512, 1024..=2047) => &RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY,
        (Algorithm::Ps256, 2048..=8192) => &RSA_PSS_2048_8192_SHA256,
        (Algorithm::Ps384, 2048..=8192) => &RSA_PSS_2048_8192_SHA384,
        (Algorithm::Ps512, 2048..=8192) => &RSA_PSS_2048_8192_SHA512,
        _ => return None,
    })
}

fn curve_parameters(algorithm: Algorithm) -> Option<&'static dyn VerificationAlgorithm> {
    Some(match algorithm {
        Algorithm::Es256 => &ECDSA_P256_SHA256_FIXED,
        Algorithm::Es384 => &ECDSA_P384_SHA384_FIXED,
        Algorithm::Es512 => &ECDSA_P521_SHA512_FIXED,
        _ => return None,
    })
}
