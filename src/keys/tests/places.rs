//! The documents that are read.

use aws_lc_rs::encoding::AsDer as _;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::KeyPair as _;
use base64::engine::general_purpose::STANDARD;

use super::super::sources::read_sources;
use super::*;
use crate::documents::{Content, Document, Documents, Origin};
use crate::issuer::{Address, HostTrust};

fn pem(label: &str, der: &[u8]) -> String {
    let lines: Vec<String> = STANDARD
        .encode(der)
        .as_bytes()
        .chunks(64)
        .map(|line| String::from_utf8_lossy(line).into_owned())
        .collect();
    format!(
        "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
        lines.join("\n")
    )
}

fn document(url: &str, origin: Origin, content: Content) -> Document {
    Document {
        url: url.to_owned(),
        fetched: None,
        date: None,
        origin,
        content,
    }
}

#[test]
fn loose_certificate_files_join_the_table() {
    let der = certificate("x");
    let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
    let spki = pair.public_key().as_der().unwrap();
    let text = |s: String| Content::Text(s);
    let json = |s: String| Content::Json(serde_json::Value::String(s));
    let both = pem("CERTIFICATE", &der) + &pem("CERTIFICATE", &certificate("y"));
    let damaged = "-----BEGIN CERTIFICATE-----\nM!!\n-----END CERTIFICATE-----\n".to_owned();
    let rows = [
        ("PEM", text(pem("CERTIFICATE", &der)), Some((1, 0))),
        (
            "PEM with words around",
            text(format!("Bag\n{}end", pem("CERTIFICATE", &der))),
            Some((1, 0)),
        ),
        ("two", text(both), Some((2, 0))),
        (
            "PEM in a JSON string",
            json(pem("CERTIFICATE", &der)),
            Some((1, 0)),
        ),
        ("base64 alone", text(STANDARD.encode(&der)), Some((1, 0))),
        (
            "public key",
            text(pem("PUBLIC KEY", spki.as_ref())),
            Some((1, 0)),
        ),
        (
            "broken public key",
            text(pem("PUBLIC KEY", b"no")),
            Some((0, 1)),
        ),
        ("damaged block", text(damaged), Some((0, 1))),
        ("private key", text(pem("PRIVATE KEY", b"no")), None),
        ("other text", text("hello".to_owned()), None),
        ("other XML", text("<a/>".to_owned()), None),
        (
            "metadata",
            Content::Json(serde_json::json!({"issuer": "i"})),
            None,
        ),
    ];
    for (name, content, expected) in rows {
        let mut documents = Documents::default();
        documents.insert(document("dir/my.pem", Origin::File, content));
        let read = read_sources(&[], &documents);
        let found = read
            .first()
            .map(|r| (r.source.listed, r.source.faults.len()));
        assert_eq!(found, expected, "{name}");
        assert!(read.iter().all(|r| r.source.label == "my.pem"), "{name}");
    }
}

#[test]
fn addresses_come_before_loose_files_and_failures_list_nothing() {
    let address = Address {
        label: "tenant, v2.0".to_owned(),
        purpose: Purpose::Own,
        metadata: "https://h/m".to_owned(),
        keys: "https://h/k".to_owned(),
        federation: Some("https://h/f".to_owned()),
        trust: HostTrust::Microsoft,
        why: String::new(),
    };
    let mut documents = Documents::default();
    let der = certificate("x");
    let set = || Content::Json(serde_json::json!({"keys": []}));
    documents.extend([
        document(
            "mine.pem",
            Origin::File,
            Content::Text(pem("CERTIFICATE", &der)),
        ),
        document("https://other/k", Origin::Saved, set()),
        document("https://gone/k", Origin::Live, set()),
        document("https://h/k", Origin::Saved, set()),
        document(
            "https://h/f",
            Origin::Live,
            Content::Failed {
                status: Some(404),
                reason: String::new(),
            },
        ),
    ]);
    let read = read_sources(&[address], &documents);
    let rows: Vec<_> = read
        .iter()
        .map(|r| (r.source.label.as_str(), r.source.address, r.source.kind))
        .collect();
    assert_eq!(
        rows,
        [
            ("tenant, v2.0", Some(0), SourceKind::Jwks),
            ("mine.pem", None, SourceKind::Certificate),
            ("other", None, SourceKind::Jwks),
        ]
    );
}
