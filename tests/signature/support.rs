//! Throw-away keys, tokens and tables.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{
    self, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _, RsaSignatureEncoding,
};
use tokenscope::input::base64url;
use tokenscope::keys::{Key, KeyRole, KeyTable, PublicKey, Thumbprints};
use tokenscope::signature::{Algorithm, Signature, check, nonce_transformed};
use tokenscope::token::Token;

/// A throw-away key that signs.
pub(super) enum Signer {
    Rsa(Box<RsaKeyPair>),
    Ec(EcdsaKeyPair),
    Ed(Ed25519KeyPair),
}

impl Signer {
    pub(super) fn rsa() -> Self {
        Self::Rsa(Box::new(RsaKeyPair::generate(KeySize::Rsa2048).unwrap()))
    }

    pub(super) fn ec(algorithm: &'static signature::EcdsaSigningAlgorithm) -> Self {
        Self::Ec(EcdsaKeyPair::generate(algorithm).unwrap())
    }

    pub(super) fn public(&self) -> PublicKey {
        let der = match self {
            Self::Rsa(pair) => pair.public_key().as_der(),
            Self::Ec(pair) => pair.public_key().as_der(),
            Self::Ed(pair) => pair.public_key().as_der(),
        };
        PublicKey::of_spki(der.unwrap().as_ref()).unwrap()
    }

    pub(super) fn sign(&self, algorithm: Algorithm, content: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match self {
            Self::Rsa(pair) => {
                let encoding: &'static RsaSignatureEncoding = match algorithm {
                    Algorithm::Rs256 => &signature::RSA_PKCS1_SHA256,
                    Algorithm::Rs384 => &signature::RSA_PKCS1_SHA384,
                    Algorithm::Rs512 => &signature::RSA_PKCS1_SHA512,
                    Algorithm::Ps256 => &signature::RSA_PSS_SHA256,
                    Algorithm::Ps384 => &signature::RSA_PSS_SHA384,
                    _ => &signature::RSA_PSS_SHA512,
                };
                let mut signed = vec![0; pair.public_modulus_len()];
                pair.sign(encoding, &random, content, &mut signed).unwrap();
                signed
            }
            Self::Ec(pair) => pair.sign(&random, content).unwrap().as_ref().to_vec(),
            Self::Ed(pair) => pair.sign(content).as_ref().to_vec(),
        }
    }

    /// A token whose header and payload are these texts.
    pub(super) fn token(&self, algorithm: Algorithm, header: &str, payload: &str) -> String {
        let input = input(header, payload);
        let signed = self.sign(algorithm, input.as_bytes());
        format!("{input}.{}", base64url::encode(&signed))
    }
}

pub(super) fn input(header: &str, payload: &str) -> String {
    format!(
        "{}.{}",
        base64url::encode(header.as_bytes()),
        base64url::encode(payload.as_bytes())
    )
}

pub(super) fn key(kid: &str, public: PublicKey) -> Key {
    Key {
        kid: Some(kid.to_owned()),
        public,
        thumbprints: Thumbprints::default(),
        certificate: None,
        use_: None,
        alg: None,
        issuer: None,
        cloud_instance_name: None,
        role: KeyRole::Unknown(None),
        listed_at: Vec::new(),
        seen: tokenscope::keys::Seen::default(),
        matches_kid: false,
        faults: Vec::new(),
    }
}

/// A table whose keys answer to the token's kid by name alone.
pub(super) fn table(token: &Token, keys: &[&Key]) -> KeyTable {
    let mut keys: Vec<Key> = keys.iter().map(|key| (*key).clone()).collect();
    for key in &mut keys {
        key.matches_kid = token.kid().is_some() && token.kid() == key.kid.as_deref();
    }
    keys.sort_by_key(|key| !key.matches_kid);
    KeyTable {
        sources: Vec::new(),
        keys,
    }
}

pub(super) fn judge(text: &str, keys: &[&Key]) -> Signature {
    let token = Token::take_apart(text);
    check(&token, &table(&token, keys))
}

pub(super) fn number(text: &str) -> Vec<u8> {
    base64url::decode(text).unwrap()
}

pub(super) const PAYLOAD: &str = r#"{"aud":"api://x","sub":"s"}"#;

/// A header whose members are JSON text.
pub(super) fn header(alg: &str, more: &str) -> String {
    format!(r#"{{"typ":"JWT","alg":"{alg}"{more}}}"#)
}

/// The token with another payload under the same signature.
pub(super) fn edited(text: &str) -> String {
    let parts: Vec<&str> = text.split('.').collect();
    let payload = base64url::encode(br#"{"aud":"api://y","sub":"s"}"#);
    format!("{}.{payload}.{}", parts[0], parts[2])
}

/// What Microsoft's own APIs get: signed over the hashed nonce, sent with the plain one.
pub(super) fn nonce_token(maker: &Signer, algorithm: Algorithm) -> String {
    let nonce = "HaDYMd3r7J-Tx06PzECHSNiYpKFFQaW7KoO-EWIfM9o";
    let hashed = base64url::encode(digest(&SHA256, nonce.as_bytes()).as_ref());
    assert_eq!(hashed, "lsg5fm7Mo4QSMKYazvCgpzG8SNTIpTxi7dSJjec8lR0");
    let head = |nonce: &str| {
        format!(
            r#"{{"typ":"JWT","nonce":"{nonce}","alg":"{}","kid":"a"}}"#,
            algorithm.name()
        )
    };
    let signed_input = input(&head(&hashed), PAYLOAD);
    let bytes = maker.sign(algorithm, signed_input.as_bytes());
    let text = format!(
        "{}.{}",
        input(&head(nonce), PAYLOAD),
        base64url::encode(&bytes)
    );
    let token = Token::take_apart(&text);
    assert_eq!(nonce_transformed(&token).unwrap(), signed_input.as_bytes());
    text
}
