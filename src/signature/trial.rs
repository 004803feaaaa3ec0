//! One token tried with one key.

use super::{Algorithm, Explanation, TrialResult, explain, nonce_transformed, verify_with};
use crate::keys::{Key, PublicKey};
use crate::token::Token;

/// What is tried with every key.
pub(super) struct Attempt<'a> {
    pub(super) algorithm: Algorithm,
    content: &'a [u8],
    transformed: Option<Vec<u8>>,
    signature: &'a [u8],
}

impl<'a> Attempt<'a> {
    pub(super) fn new(token: &'a Token, algorithm: Algorithm, signature: &'a [u8]) -> Self {
        Self {
            algorithm,
            content: token.signing_input(),
            transformed: nonce_transformed(token),
            signature,
        }
    }

    /// Whether the header has a nonce that can be hashed.
    pub(super) fn has_nonce(&self) -> bool {
        self.transformed.is_some()
    }

    /// Verifies with one key. `None` where it fails; why it does is [`Self::explain`]'s part, which
    /// takes ten times as long.
    pub(super) fn verify(&self, key: &Key) -> Option<TrialResult> {
        if let Some(reason) = self.refusal(key) {
            return Some(TrialResult::NotTried(reason));
        }
        let verifies = |content| verify_with(&key.public, self.algorithm, content, self.signature);
        if verifies(self.content) {
            return Some(TrialResult::Verified);
        }
        self.transformed
            .as_deref()
            .is_some_and(verifies)
            .then_some(TrialResult::VerifiedAfterNonceTransform)
    }

    /// What the arithmetic says about a key that doesn't verify.
    pub(super) fn explain(&self, key: &Key) -> TrialResult {
        match explain(&key.public, self.content, self.signature) {
            Some(Explanation::OtherContent(digest)) => TrialResult::OtherContent { digest },
            Some(Explanation::SameContent(digest)) => TrialResult::NotTried(format!(
                "it signed exactly this content, but as PKCS#1 v1.5 with {digest}, not as {}",
                self.algorithm.name()
            )),
            Some(Explanation::NotThisKey) | None => TrialResult::NotThisKey,
        }
    }

    /// Why a key isn't tried, as a phrase.
    fn refusal(&self, key: &Key) -> Option<String> {
        if let Some(use_) = key.use_.as_deref().filter(|u| *u != "sig") {
            return Some(format!(
                "it is published for the use {:?}, not for signatures",
                shown(use_)
            ));
        }
        if let Some(alg) = key.alg.as_deref()
            && Algorithm::of(alg) != Some(self.algorithm)
        {
            return Some(format!(
                "it is published for {}, and the token says {}",
                shown(alg),
                self.algorithm.name()
            ));
        }
        self.algorithm.refusal(&key.public).or_else(|| {
            let expected = signature_length(self.algorithm, &key.public)?;
            (self.signature.len() != expected).then(|| {
                format!(
                    "the signature has {} bytes, and this key makes {expected}",
                    self.signature.len()
                )
            })
        })
    }
}

/// How many bytes a key's signatures have (RFC 7518 §3.3, §3.4, RFC 8032 §5.1.6).
fn signature_length(algorithm: Algorithm, key: &PublicKey) -> Option<usize> {
    match algorithm {
        Algorithm::Es256 | Algorithm::EdDsa => Some(64),
        Algorithm::Es384 => Some(96),
        Algorithm::Es512 => Some(132),
        _ => key.bits().map(|bits| bits.div_ceil(8)),
    }
}

/// A name from outside, fit for a sentence: short and without control characters.
pub(super) fn shown(name: &str) -> String {
    const MOST: usize = 64;
    let mut short: String = name
        .chars()
        .filter(|c| !c.is_control())
        .take(MOST)
        .collect();
    if name.chars().nth(MOST).is_some() {
        short.push('…');
    }
    short
}
