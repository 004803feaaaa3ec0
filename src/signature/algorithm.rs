//! The signature algorithms of JWS (RFC 7518 §3.1, RFC 8037).

use crate::keys::PublicKey;

/// A signature algorithm that can be checked here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
    /// RSASSA-PKCS1-v1_5 with SHA-384.
    Rs384,
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    Rs512,
    /// RSASSA-PSS with SHA-256.
    Ps256,
    /// RSASSA-PSS with SHA-384.
    Ps384,
    /// RSASSA-PSS with SHA-512.
    Ps512,
    /// ECDSA on P-256 with SHA-256.
    Es256,
    /// ECDSA on P-384 with SHA-384.
    Es384,
    /// ECDSA on P-521 with SHA-512.
    Es512,
    /// `EdDSA` with Ed25519.
    EdDsa,
}

impl Algorithm {
    /// The algorithm of a header's `alg`. Names are case-sensitive (RFC 7515 §4.1.1).
    pub fn of(alg: &str) -> Option<Self> {
        Some(match alg {
            "RS256" => Self::Rs256,
            "RS384" => Self::Rs384,
            "RS512" => Self::Rs512,
            "PS256" => Self::Ps256,
            "PS384" => Self::Ps384,
            "PS512" => Self::Ps512,
            "ES256" => Self::Es256,
            "ES384" => Self::Es384,
            "ES512" => Self::Es512,
            // RFC 9864 §2.2 names the curve.
            "EdDSA" | "Ed25519" => Self::EdDsa,
            _ => return None,
        })
    }

    /// Its name in `alg`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Rs384 => "RS384",
            Self::Rs512 => "RS512",
            Self::Ps256 => "PS256",
            Self::Ps384 => "PS384",
            Self::Ps512 => "PS512",
            Self::Es256 => "ES256",
            Self::Es384 => "ES384",
            Self::Es512 => "ES512",
            Self::EdDsa => "EdDSA",
        }
    }

    /// The digest of a PKCS#1 v1.5 algorithm, named as in [`super::Explanation`].
    pub(super) fn pkcs1_digest(self) -> Option<&'static str> {
        match self {
            Self::Rs256 => Some("SHA-256"),
            Self::Rs384 => Some("SHA-384"),
            Self::Rs512 => Some("SHA-512"),
            _ => None,
        }
    }

    /// Why a key can't check it, as a phrase ("an EC P-256 key can't check RS256"); `None` where
    /// type, curve and size fit.
    pub fn refusal(self, key: &PublicKey) -> Option<String> {
        // From here on a curve belongs to its own key type.
        if let Some(reason) = key.refusal() {
            return Some(reason);
        }
        let asked = match self {
            Self::Es256 => Some("P-256"),
            Self::Es384 => Some("P-384"),
            Self::Es512 => Some("P-521"),
            Self::EdDsa => Some("Ed25519"),
            _ => None,
        };
        let fits = match key {
            PublicKey::Rsa { .. } => asked.is_none(),
            PublicKey::Ec { curve, .. } | PublicKey::Okp { curve, .. } => asked == Some(curve),
            PublicKey::Unknown { .. } => false,
        };
        if !fits {
            // "an RSA 2048 key", "an EC P-256 key", "an Ed25519 key": no other type gets here.
            return Some(format!(
                "an {} key can't check {}",
                key.title(),
                self.name()
            ));
        }
        let pss = matches!(self, Self::Ps256 | Self::Ps384 | Self::Ps512);
        let bits = key.bits().unwrap_or_default();
        (pss && !(2048..=8192).contains(&bits))
            .then(|| format!("{} is checked with 2048 to 8192 bits only", self.name()))
    }
}
