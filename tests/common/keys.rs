//! Signing keys, made once a test run, with the certificates and the published form of each
//! platform.

use std::sync::OnceLock;

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{CertificateParams, DistinguishedName, DnType, date_time_ymd};
use serde_json::{Map, Value, json};
use tokenscope::input::base64url;

/// A key that signs tokens, and how its platform publishes it.
pub struct SigningKey {
    pair: KeyPair,
    certificate: Option<Vec<u8>>,
    /// `cloud_instance_name` in version 2 key sets.
    pub cloud: Option<&'static str>,
    /// The only issuer that it may sign for, where it is not its tenant's.
    pub issuer: Option<&'static str>,
}

macro_rules! keys {
    ($($(#[$doc:meta])* $function:ident, $name:literal, $spec:expr;)*) => {
        impl SigningKey {
            $($(#[$doc])*
            pub fn $function() -> &'static Self {
                static KEY: OnceLock<SigningKey> = OnceLock::new();
                KEY.get_or_init(|| Self::make(&$spec))
            })*

            /// The key of a name in a case file.
            pub fn named(name: &str) -> &'static Self {
                match name {
                    $($name => Self::$function(),)*
                    _ => panic!("no signing key is called {name:?}"),
                }
            }
        }
    };
}

/// What makes one key different from another.
struct Spec {
    /// The common name of its certificate; `None` for a key without one.
    subject: Option<&'static str>,
    /// The year in which the certificate ends.
    until: i32,
    /// Whether the certificate is that of another key.
    twisted: bool,
    cloud: Option<&'static str>,
    issuer: Option<&'static str>,
}

const BARE: Spec = Spec {
    subject: None,
    until: 2030,
    twisted: false,
    cloud: None,
    issuer: None,
};
const SHARED: Spec = Spec {
    subject: Some("accounts.accesscontrol.windows.net"),
    cloud: Some("microsoftonline.com"),
    ..BARE
};
const SAML: Spec = Spec {
    subject: Some("Microsoft Azure Federated SSO Certificate"),
    ..BARE
};

keys! {
    /// Entra, public cloud.
    entra, "entra", SHARED;
    /// A second one of the same.
    entra_other, "entra-other", SHARED;
    /// Entra, US Government.
    us_gov, "us-gov", Spec {
        subject: Some("login.microsoftonline.us"),
        cloud: Some("microsoftonline.us"),
        ..BARE
    };
    /// Entra, China.
    china, "china", Spec {
        subject: Some("accounts.accesscontrol.chinacloudapi.cn"),
        cloud: Some("partner.microsoftonline.cn"),
        ..BARE
    };
    /// A national cloud whose certificates nobody has described yet.
    sovereign, "sovereign", Spec { subject: Some("token signing"), ..BARE };
    /// Personal accounts: it may sign for their issuer only.
    personal, "personal", Spec {
        subject: Some("Live ID STS Signing Public Key"),
        issuer: Some("https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0"),
        ..SHARED
    };
    /// The SAML certificate of the API's application.
    saml_app, "saml-app", SAML;
    /// The same, past its date.
    saml_app_old, "saml-app-old", Spec { until: 2026, ..SAML };
    /// A custom signing key of the API's application.
    custom_app, "custom-app", Spec { subject: Some("contoso token signing"), ..BARE };
    /// A custom signing key that may sign for another tenant only.
    custom_elsewhere, "custom-elsewhere", Spec {
        subject: Some("contoso token signing"),
        issuer: Some("https://login.microsoftonline.com/aa00d1fa-5269-4e1c-b06d-30868371d2c5/v2.0"),
        ..BARE
    };
    /// The same of a SAML certificate.
    saml_elsewhere, "saml-elsewhere", Spec {
        issuer: Some("https://login.microsoftonline.com/aa00d1fa-5269-4e1c-b06d-30868371d2c5/v2.0"),
        ..SAML
    };
    /// The key that B2C policies share: no certificate.
    b2c, "b2c", BARE;
    /// The key of another B2C policy.
    b2c_other, "b2c-other", BARE;
    /// External ID.
    external_id, "external-id", Spec { cloud: None, ..SHARED };
    /// AD FS.
    adfs, "adfs", Spec { subject: Some("ADFS Signing - fs.contoso.com"), ..BARE };
    /// Another provider: no certificate.
    foreign, "foreign", BARE;
    /// Published with the certificate of another key.
    twisted, "twisted", Spec { twisted: true, ..SHARED };
    /// A SAML certificate that isn't the key's.
    twisted_saml, "twisted-saml", Spec { twisted: true, ..SAML };
    /// A custom signing key with the certificate of another.
    twisted_custom, "twisted-custom", Spec {
        subject: Some("contoso token signing"),
        twisted: true,
        ..BARE
    };
}

impl SigningKey {
    fn make(spec: &Spec) -> Self {
        let new = || KeyPair::generate(KeySize::Rsa2048).expect("an RSA key");
        let pair = new();
        let certificate = spec.subject.map(|subject| {
            let of = if spec.twisted { &new() } else { &pair };
            self_signed(of, subject, spec.until)
        });
        Self {
            pair,
            certificate,
            cloud: spec.cloud,
            issuer: spec.issuer,
        }
    }

    /// The name it is published under: the SHA-1 thumbprint of its certificate, or its own
    /// RFC 7638 thumbprint.
    pub fn kid(&self) -> String {
        self.x5t().unwrap_or_else(|| self.jwk_thumbprint())
    }

    /// The SHA-1 thumbprint of its certificate, base64url.
    pub fn x5t(&self) -> Option<String> {
        let der = self.certificate.as_ref()?;
        let hash = digest(&SHA1_FOR_LEGACY_USE_ONLY, der);
        Some(base64url::encode(hash.as_ref()))
    }

    /// Its certificate, DER.
    pub fn certificate(&self) -> Option<&[u8]> {
        self.certificate.as_deref()
    }

    /// Its certificate in PEM, or its public key where it has none.
    pub fn pem(&self) -> String {
        let (label, der) = if let Some(der) = &self.certificate {
            ("CERTIFICATE", der.clone())
        } else {
            let der: PublicKeyX509Der<'_> = self.pair.public_key().as_der().expect("DER");
            ("PUBLIC KEY", der.as_ref().to_vec())
        };
        let text = STANDARD.encode(der);
        format!("-----BEGIN {label}-----\n{text}\n-----END {label}-----\n")
    }

    fn jwk_thumbprint(&self) -> String {
        let (n, e) = self.numbers();
        let json = format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#);
        base64url::encode(digest(&SHA256, json.as_bytes()).as_ref())
    }

    /// Modulus and exponent, base64url.
    pub fn numbers(&self) -> (String, String) {
        let public = self.pair.public_key();
        let plain = |bytes: &[u8]| {
            let zeros = bytes.iter().take_while(|b| **b == 0).count();
            base64url::encode(&bytes[zeros..])
        };
        (
            plain(public.modulus().big_endian_without_leading_zero()),
            plain(public.exponent().big_endian_without_leading_zero()),
        )
    }

    /// As it is published, without what depends on the place: `issuer` and `cloud_instance_name`.
    pub fn jwk(&self) -> Value {
        let (n, e) = self.numbers();
        let mut jwk = Map::new();
        let mut set = |name: &str, value: Value| jwk.insert(name.to_owned(), value);
        set("kty", json!("RSA"));
        set("use", json!("sig"));
        set("kid", json!(self.kid()));
        if let Some(x5t) = self.x5t() {
            set("x5t", json!(x5t));
        } else {
            set("nbf", json!(1_493_763_266));
        }
        set("n", json!(n));
        set("e", json!(e));
        if let Some(der) = &self.certificate {
            set("x5c", json!([STANDARD.encode(der)]));
        }
        Value::Object(jwk)
    }

    /// As Entra's version 2 key sets publish it for this issuer.
    pub fn jwk_for(&self, issuer: &str) -> Value {
        let mut jwk = self.jwk();
        jwk["issuer"] = json!(self.issuer.unwrap_or(issuer));
        if let Some(cloud) = self.cloud {
            jwk["cloud_instance_name"] = json!(cloud);
        }
        jwk
    }

    /// RS256 over these bytes.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        self.sign_as(&RSA_PKCS1_SHA256, message)
    }

    /// PS256 over these bytes.
    pub fn sign_pss(&self, message: &[u8]) -> Vec<u8> {
        self.sign_as(&RSA_PSS_SHA256, message)
    }

    fn sign_as(&self, padding: &'static dyn RsaEncoding, message: &[u8]) -> Vec<u8> {
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(padding, &SystemRandom::new(), message, &mut signature)
            .expect("a signature");
        signature
    }
}

/// A self-signed certificate of the same key, as Entra's are.
fn self_signed(pair: &KeyPair, subject: &str, until: i32) -> Vec<u8> {
    let pkcs8 = AsDer::<Pkcs8V1Der<'static>>::as_der(pair).expect("PKCS#8");
    let pair = rcgen::KeyPair::try_from(pkcs8.as_ref()).expect("the same key for rcgen");
    let mut params = CertificateParams::default();
    params.not_before = date_time_ymd(2025, 1, 1);
    params.not_after = date_time_ymd(until, 1, 1);
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, subject);
    let certificate = params.self_signed(&pair).expect("a certificate");
    certificate.der().to_vec()
}
