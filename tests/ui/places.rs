//! Addresses and keys made by hand.

use std::sync::atomic::{AtomicU8, Ordering};

use jiff::Timestamp;
use tokenscope::diagnosis::CheckedAddress;
use tokenscope::documents::AddressState;
use tokenscope::issuer::{Address, Authority, Cloud, HostTrust, Platform, Purpose, Shape};
use tokenscope::keys::{
    Certificate, Key, KeyRole, KeyTable, PublicKey, Source, SourceKind, Thumbprints,
};

use super::fixture::{KID, TENANT};

pub(crate) fn fetched() -> Timestamp {
    "2026-11-21T12:04:31Z".parse().unwrap()
}

pub(crate) fn addresses() -> Vec<CheckedAddress> {
    let host = "https://login.microsoftonline.com";
    let address = |label: &str, path: &str, purpose: Purpose, trust: HostTrust| Address {
        label: label.to_owned(),
        purpose,
        metadata: format!("{path}/.well-known/openid-configuration"),
        keys: format!("{path}/discovery/keys"),
        federation: None,
        trust,
        why: "The token's own tenant: its key should be listed here.".to_owned(),
    };
    let ms = HostTrust::Microsoft;
    vec![
        CheckedAddress {
            address: address(
                "tenant, v1.0",
                &format!("{host}/{TENANT}"),
                Purpose::Own,
                ms,
            ),
            state: AddressState::Fetched,
        },
        CheckedAddress {
            address: address(
                "tenant, v1.0, ?appid=",
                &format!("{host}/{TENANT}/app"),
                Purpose::Application("x".to_owned()),
                ms,
            ),
            state: AddressState::Saved,
        },
        CheckedAddress {
            address: address(
                "common, v2.0",
                &format!("{host}/common/v2.0"),
                Purpose::Common,
                ms,
            ),
            state: AddressState::Failed("Timed out after 10 s.".to_owned()),
        },
        CheckedAddress {
            address: address(
                "configured",
                "https://idp.contoso.example/oauth",
                Purpose::Configured,
                HostTrust::Other,
            ),
            state: AddressState::NotAsked(
                "Not a Microsoft host: allow it to ask there.".to_owned(),
            ),
        },
    ]
}

pub(crate) fn authority() -> Authority {
    Authority {
        issuer: Some(format!("https://sts.windows.net/{TENANT}/")),
        shape: Shape::StsV1,
        platform: Platform::EntraV1,
        cloud: Some(Cloud::Public),
        cloud_reason: String::new(),
        tenant: Some(TENANT.to_owned()),
        policy: None,
        addresses: addresses().into_iter().map(|a| a.address).collect(),
        default_metadata: String::new(),
        configured: None,
        configured_metadata: None,
        notes: vec!["Version 1 tokens carry this issuer whatever address the app used.".to_owned()],
    }
}

fn source(label: &str, url: &str, address: usize, at: Option<Timestamp>) -> Source {
    Source {
        url: url.to_owned(),
        label: label.to_owned(),
        kind: SourceKind::Jwks,
        address: Some(address),
        purpose: None,
        fetched: at,
        answers: 1,
        only_past: false,
        metadata_issuer: None,
        cloud_instance_name: None,
        listed: 8,
        faults: Vec::new(),
    }
}

/// A key of its own for every call.
pub(crate) fn key(kid: &str, listed_at: &[usize], matches_kid: bool) -> Key {
    static NEXT: AtomicU8 = AtomicU8::new(1);
    let n = vec![NEXT.fetch_add(1, Ordering::Relaxed); 256];
    let public = PublicKey::Rsa {
        n,
        e: vec![1, 0, 1],
    };
    Key {
        kid: Some(kid.to_owned()),
        public: public.clone(),
        thumbprints: Thumbprints {
            sha1_hex: Some("2BB980D9CF50F5C435A4BB5396EAFDB35E6F1D38".to_owned()),
            x5t: Some(kid.to_owned()),
            x5t_s256: Some("o3p9xX4lQy2oGZz0m1r8sT7uV6wY5aB4cD3eF2gH1iJ".to_owned()),
            jwk: Some(format!("jwk-{kid}")),
        },
        certificate: Some(Certificate {
            der: Vec::new(),
            subject: "CN=accounts.accesscontrol.windows.net".to_owned(),
            common_name: Some("accounts.accesscontrol.windows.net".to_owned()),
            issuer: "CN=accounts.accesscontrol.windows.net".to_owned(),
            not_before: "2026-08-01T00:00:00Z".parse().unwrap(),
            not_after: "2031-08-01T00:00:00Z".parse().unwrap(),
            public,
        }),
        use_: Some("sig".to_owned()),
        alg: None,
        issuer: Some(format!("https://login.microsoftonline.com/{TENANT}/v2.0")),
        cloud_instance_name: Some("microsoftonline.com".to_owned()),
        role: KeyRole::EntraPublic,
        listed_at: listed_at.to_vec(),
        seen: tokenscope::keys::Seen::default(),
        matches_kid,
        faults: Vec::new(),
    }
}

pub(crate) fn keys() -> KeyTable {
    KeyTable {
        sources: vec![
            source(
                "tenant, v1.0",
                "https://login.microsoftonline.com/common/discovery/keys",
                0,
                Some(fetched()),
            ),
            source(
                "tenant, v1.0, ?appid=",
                "https://login.microsoftonline.com/app/keys",
                1,
                None,
            ),
            source(
                "common, v2.0",
                "https://login.microsoftonline.com/common/discovery/v2.0/keys",
                2,
                Some("2026-11-19T08:00:00Z".parse().unwrap()),
            ),
        ],
        keys: vec![
            key(KID, &[0, 1, 2], true),
            key("b1cD2eF3gH4iJ5kL6mN7oP8qR9s", &[0, 2], false),
            key("saml-app-key-0000000000000", &[1], false),
            key("X5eXk4xyojNFum1kl2Ytv8dlNP4", &[0, 1, 2], false),
        ],
    }
}
