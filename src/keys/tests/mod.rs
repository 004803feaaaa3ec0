//! The table of keys from hand-made publications.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod faults;
mod history;
mod merging;
mod places;
mod roles;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rcgen::{CertificateParams, DnType};

use super::merge::build;
use super::names::KeyNames;
use super::sources::{Entry, ReadSource};
use super::*;
use crate::documents::Jwk;
use crate::issuer::Purpose;
use crate::token::Token;

/// A certificate with a new P-256 key.
fn certificate(common_name: &str) -> Vec<u8> {
    let pair = rcgen::KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params
        .distinguished_name
        .push(DnType::CommonName, common_name);
    params.self_signed(&pair).unwrap().der().to_vec()
}

/// A key as Entra publishes it: kid and x5t are the certificate's thumbprint.
fn entra(der: &[u8]) -> Jwk {
    let x5t = Thumbprints::of_certificate(der).x5t;
    let PublicKey::Ec { curve, x, y } = Certificate::read(der).unwrap().public else {
        panic!("an EC certificate");
    };
    Jwk {
        kty: "EC".to_owned(),
        kid: x5t.clone(),
        use_: Some("sig".to_owned()),
        x5t,
        crv: Some(curve),
        x: Some(x),
        y: Some(y),
        x5c: vec![der.to_vec()],
        ..Jwk::default()
    }
}

fn rsa(kid: &str, n: Vec<u8>) -> Jwk {
    Jwk {
        kty: "RSA".to_owned(),
        kid: Some(kid.to_owned()),
        n: Some(n),
        e: Some(vec![1, 0, 1]),
        ..Jwk::default()
    }
}

fn source(url: &str, purpose: Option<Purpose>, entries: Vec<Entry>) -> ReadSource {
    ReadSource {
        past: Vec::new(),
        source: Source {
            answers: 1,
            only_past: false,
            url: url.to_owned(),
            label: url.to_owned(),
            kind: SourceKind::Jwks,
            address: purpose.as_ref().map(|_| 0),
            purpose,
            fetched: None,
            metadata_issuer: None,
            cloud_instance_name: None,
            listed: entries.len(),
            faults: Vec::new(),
        },
        entries,
        earlier: Vec::new(),
    }
}

fn jwks(url: &str, purpose: Purpose, keys: &[Jwk]) -> ReadSource {
    let entries = keys.iter().map(|k| Entry::Jwk(Box::new(k.clone())));
    source(url, Some(purpose), entries.collect())
}

fn names(header: &str) -> KeyNames {
    let header = URL_SAFE_NO_PAD.encode(header);
    KeyNames::of(&Token::take_apart(&format!("{header}.e30.AA")))
}

fn one(entry: Jwk) -> Key {
    let table = build(
        vec![jwks("u", Purpose::Own, &[entry])],
        &KeyNames::default(),
        None,
    );
    table.keys.into_iter().next().unwrap()
}
