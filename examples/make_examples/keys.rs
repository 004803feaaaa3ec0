//! Signing keys from fixed seeds, with the certificates that each platform publishes.

use std::sync::OnceLock;

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use aws_lc_rs::signature::RSA_PKCS1_SHA256;
use rand::SeedableRng as _;
use rcgen::{CertificateParams, DistinguishedName, DnType, KeyPair, SerialNumber, date_time_ymd};
use rsa::RsaPrivateKey;
use rsa::pkcs8::EncodePrivateKey as _;
use rsa::traits::PublicKeyParts as _;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use serde_json::{Value, json};
use tokenscope::input::base64url;

/// A key that signs example tokens.
pub(crate) struct SigningKey {
    private: aws_lc_rs::rsa::KeyPair,
    kid: String,
    n: String,
    e: String,
    certificate: Option<Vec<u8>>,
}

/// Year, month, day.
type Day = (i32, u8, u8);

/// Encodes a value as one part of a token.
pub(crate) fn encode(value: &Value) -> String {
    base64url::encode(value.to_string().as_bytes())
}

impl SigningKey {
    /// A key from its seed. With a common name it gets a self-signed certificate and its kid is
    /// the certificate's SHA-1 thumbprint; without, its kid is its RFC 7638 thumbprint.
    fn make(seed: u64, common_name: Option<&str>, years: i32) -> Self {
        Self::make_since(seed, common_name, (2026, 10, 1), years)
    }

    /// The same with the day from which the certificate is good.
    fn make_since(seed: u64, common_name: Option<&str>, since: Day, years: i32) -> Self {
        let mut random = rand_chacha::ChaCha20Rng::seed_from_u64(seed);
        let private = RsaPrivateKey::new(&mut random, 2048).unwrap();
        let n = base64url::encode(&private.n().to_bytes_be());
        let e = base64url::encode(&private.e().to_bytes_be());
        let pkcs8 = private.to_pkcs8_der().unwrap();
        let certificate = common_name.map(|name| {
            let key = pkcs8.as_bytes();
            certificate(key, name, seed, since, years)
        });
        let kid = certificate.as_ref().map_or_else(
            || {
                let members = format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#);
                base64url::encode(digest(&SHA256, members.as_bytes()).as_ref())
            },
            |der| base64url::encode(digest(&SHA1_FOR_LEGACY_USE_ONLY, der).as_ref()),
        );
        let private = aws_lc_rs::rsa::KeyPair::from_pkcs8(pkcs8.as_bytes()).unwrap();
        Self {
            private,
            kid,
            n,
            e,
            certificate,
        }
    }

    /// The name it is published under.
    pub(crate) fn kid(&self) -> &str {
        &self.kid
    }

    /// Signs a token: `alg` and `kid` join the header after `typ`, in Entra's order.
    pub(crate) fn sign(&self, header: &Value, claims: &Value) -> String {
        let input = format!("{}.{}", encode(&self.header(header)), encode(claims));
        format!("{input}.{}", self.signature(&input))
    }

    /// Signs a token as Microsoft Graph's are: the signature covers the hash of the header's nonce.
    pub(crate) fn sign_for_graph(&self, header: &Value, claims: &Value) -> String {
        let sent = self.header(header);
        let mut signed = sent.clone();
        let nonce = sent["nonce"].as_str().unwrap();
        signed["nonce"] = json!(base64url::encode(
            digest(&SHA256, nonce.as_bytes()).as_ref()
        ));
        let signature = self.signature(&format!("{}.{}", encode(&signed), encode(claims)));
        format!("{}.{}.{signature}", encode(&sent), encode(claims))
    }

    fn header(&self, header: &Value) -> Value {
        let mut header = header.clone();
        header["alg"] = json!("RS256");
        header["kid"] = json!(self.kid);
        header
    }

    fn signature(&self, input: &str) -> String {
        let mut signature = vec![0; self.private.public_modulus_len()];
        let random = aws_lc_rs::rand::SystemRandom::new();
        self.private
            .sign(&RSA_PKCS1_SHA256, &random, input.as_bytes(), &mut signature)
            .unwrap();
        base64url::encode(&signature)
    }

    /// The key as Entra publishes it: with `issuer` in version 2 key sets.
    pub(crate) fn jwk(&self, issuer: Option<&str>, cloud: Option<&str>) -> Value {
        let mut jwk = json!({ "kty": "RSA", "use": "sig", "kid": self.kid });
        if let Some(der) = &self.certificate {
            jwk["x5t"] = json!(self.kid);
            jwk["n"] = json!(self.n);
            jwk["e"] = json!(self.e);
            jwk["x5c"] = json!([standard_base64(der)]);
        } else {
            jwk["e"] = json!(self.e);
            jwk["n"] = json!(self.n);
        }
        if let Some(issuer) = issuer {
            jwk["issuer"] = json!(issuer);
        }
        if let Some(cloud) = cloud {
            jwk["cloud_instance_name"] = json!(cloud);
        }
        jwk
    }
}

fn standard_base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

fn certificate(pkcs8: &[u8], name: &str, serial: u64, since: Day, years: i32) -> Vec<u8> {
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(pkcs8.to_vec()));
    let key = KeyPair::try_from(&key).unwrap();
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params.serial_number = Some(SerialNumber::from(serial));
    let (year, month, day) = since;
    params.not_before = date_time_ymd(year, month, day);
    params.not_after = date_time_ymd(year + years, month, day);
    params.self_signed(&key).unwrap().der().to_vec()
}

/// Entra's shared keys, public cloud: 1, 2 and 3.
pub(crate) fn entra(number: u64) -> &'static SigningKey {
    static KEYS: [OnceLock<SigningKey>; 3] = [OnceLock::new(), OnceLock::new(), OnceLock::new()];
    let index = usize::try_from(number - 1).unwrap();
    KEYS[index]
        .get_or_init(|| SigningKey::make(number, Some("accounts.accesscontrol.windows.net"), 5))
}

/// A key that no example lists.
pub(crate) fn withdrawn() -> &'static SigningKey {
    static KEY: OnceLock<SigningKey> = OnceLock::new();
    KEY.get_or_init(|| SigningKey::make(9, Some("accounts.accesscontrol.windows.net"), 5))
}

/// The key for personal accounts.
pub(crate) fn personal() -> &'static SigningKey {
    static KEY: OnceLock<SigningKey> = OnceLock::new();
    KEY.get_or_init(|| SigningKey::make(11, Some("Live ID STS Signing Public Key"), 5))
}

/// Entra's key for US Government.
pub(crate) fn us_gov() -> &'static SigningKey {
    static KEY: OnceLock<SigningKey> = OnceLock::new();
    KEY.get_or_init(|| SigningKey::make(12, Some("login.microsoftonline.us"), 5))
}

/// The SAML certificate of one application.
pub(crate) fn saml() -> &'static SigningKey {
    static KEY: OnceLock<SigningKey> = OnceLock::new();
    KEY.get_or_init(|| SigningKey::make(13, Some("Microsoft Azure Federated SSO Certificate"), 3))
}

/// The key of B2C user flows.
pub(crate) fn b2c() -> &'static SigningKey {
    static KEY: OnceLock<SigningKey> = OnceLock::new();
    KEY.get_or_init(|| SigningKey::make(14, None, 0))
}

/// The keys of an External ID tenant: 1 and 2.
pub(crate) fn external(number: u64) -> &'static SigningKey {
    static KEYS: [OnceLock<SigningKey>; 2] = [OnceLock::new(), OnceLock::new()];
    let index = usize::try_from(number - 1).unwrap();
    KEYS[index].get_or_init(|| {
        SigningKey::make(20 + number, Some("accounts.accesscontrol.windows.net"), 5)
    })
}

/// The keys of one tenant over two months of rollover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rollover {
    /// Leaves early.
    Early,
    /// Signs the token, and leaves after it did.
    Old,
    /// Is listed all the time.
    Steady,
    /// Comes in the middle.
    New,
    /// Comes late.
    Late,
    /// That of personal accounts.
    Personal,
}

/// A key of the rollover. Each is published a few weeks after its certificate begins, as Entra does.
pub(crate) fn rollover(key: Rollover) -> &'static SigningKey {
    static KEYS: [OnceLock<SigningKey>; 6] = [const { OnceLock::new() }; 6];
    let entra = "accounts.accesscontrol.windows.net";
    let (index, name, since) = match key {
        Rollover::Early => (0, entra, (2026, 8, 13)),
        Rollover::Old => (1, entra, (2026, 8, 27)),
        Rollover::Steady => (2, entra, (2026, 9, 10)),
        Rollover::New => (3, entra, (2026, 10, 14)),
        Rollover::Late => (4, entra, (2026, 11, 4)),
        Rollover::Personal => (5, "Live ID STS Signing Public Key", (2026, 9, 3)),
    };
    let seed = 30 + u64::try_from(index).unwrap();
    KEYS[index].get_or_init(|| SigningKey::make_since(seed, Some(name), since, 5))
}
