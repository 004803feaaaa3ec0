//! Certificates, thumbprints and names of keys, against published values and hostile bytes.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use proptest::prelude::*;
use rcgen::{
    CertificateParams, DnType, DnValue, KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ECDSA_P384_SHA384,
    PKCS_ECDSA_P521_SHA512, PKCS_ED25519, PKCS_RSA_SHA256, SignatureAlgorithm, date_time_ymd,
};
use tokenscope::documents::Documents;
use tokenscope::input::base64url;
use tokenscope::keys::{
    Certificate, KeyRole, PublicKey, Thumbprints, hex_of_x5t, jwk_thumbprint, table, x5t_of_hex,
};

fn certificate(common_name: DnValue, algorithm: &'static SignatureAlgorithm) -> Vec<u8> {
    let pair = KeyPair::generate_for(algorithm).unwrap();
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params
        .distinguished_name
        .push(DnType::OrganizationName, "Contoso");
    params
        .distinguished_name
        .push(DnType::CommonName, common_name);
    params.not_before = date_time_ymd(2024, 2, 29);
    params.not_after = date_time_ymd(2029, 3, 1);
    params.self_signed(&pair).unwrap().der().to_vec()
}

#[test]
fn certificates_are_read() {
    let bmp = rcgen::string::BmpString::try_from("Zertifikat Ü").unwrap();
    let rows: [(&str, DnValue, &'static SignatureAlgorithm, &str, &str); 6] = [
        ("RSA", "a".into(), &PKCS_RSA_SHA256, "a", "RSA 2048"),
        (
            "P-256",
            "b ü".into(),
            &PKCS_ECDSA_P256_SHA256,
            "b ü",
            "EC P-256",
        ),
        (
            "P-384",
            "c".into(),
            &PKCS_ECDSA_P384_SHA384,
            "c",
            "EC P-384",
        ),
        (
            "P-521",
            "d".into(),
            &PKCS_ECDSA_P521_SHA512,
            "d",
            "EC P-521",
        ),
        ("Ed25519", "e".into(), &PKCS_ED25519, "e", "Ed25519"),
        (
            "name in UTF-16",
            DnValue::BmpString(bmp),
            &PKCS_ED25519,
            "Zertifikat Ü",
            "Ed25519",
        ),
    ];
    for (name, common_name, algorithm, expected, title) in rows {
        let der = certificate(common_name, algorithm);
        let read = Certificate::read(&der).unwrap();
        assert_eq!(read.common_name.as_deref(), Some(expected), "{name}");
        assert!(
            read.subject.contains(&format!("CN={expected}")),
            "{name}: {}",
            read.subject
        );
        assert!(read.subject.contains("O=Contoso"), "{name}");
        assert_eq!(read.issuer, read.subject, "{name}");
        assert_eq!(
            read.not_before.to_string(),
            "2024-02-29T00:00:00Z",
            "{name}"
        );
        assert_eq!(read.not_after.to_string(), "2029-03-01T00:00:00Z", "{name}");
        assert_eq!(read.public.title(), title, "{name}");
        assert_eq!(read.public.refusal(), None, "{name}");
        assert_eq!(read.der, der, "{name}");
    }
}

#[test]
fn a_certificate_without_end_has_a_far_date() {
    let pair = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.not_after = date_time_ymd(9999, 12, 31);
    let der = params.self_signed(&pair).unwrap().der().to_vec();
    let read = Certificate::read(&der).unwrap();
    assert!(read.not_after.to_string().starts_with("9999-12-3"));
    assert_eq!(read.common_name.as_deref(), Some("rcgen self signed cert"));
}

#[test]
fn what_is_no_certificate_is_refused_in_a_sentence() {
    let mut long = certificate("x".into(), &PKCS_ED25519);
    let cut = long[..long.len() - 1].to_vec();
    long.push(0);
    let rows: [(&str, &[u8], &str); 5] = [
        ("empty", b"", "empty"),
        ("text", b"-----BEGIN", "not the DER"),
        ("cut", &cut, "not the DER"),
        ("one byte more", &long, "after its end (1)"),
        (
            "endless lengths",
            &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
            "not the DER",
        ),
    ];
    for (name, der, part) in rows {
        let fault = Certificate::read(der).unwrap_err();
        assert!(
            fault.contains(part) && fault.ends_with('.'),
            "{name}: {fault}"
        );
    }
}

#[test]
fn thumbprints_have_two_notations() {
    // Published samples: a web.config, a certificate credential, federation metadata, a kid.
    let rows = [
        (
            "3A38FA984E8560F19AADC9F86FE9594BB6AD049B",
            "Ojj6mE6FYPGarcn4b-lZS7atBJs",
        ),
        (
            "84E05C1D98BCE3A5421D225B140B36E86A3D5534",
            "hOBcHZi846VCHSJbFAs26Go9VTQ",
        ),
        (
            "3464C5BDD2BE7F2B6112E2F08E9C0024E33D9FE0",
            "NGTFvdK-fythEuLwjpwAJOM9n-A",
        ),
        (
            "9CEA37643ACE0D710AD63296857B251D1FCA5C48",
            "nOo3ZDrODXEK1jKWhXslHR_KXEg",
        ),
    ];
    for (hex, x5t) in rows {
        assert_eq!(x5t_of_hex(hex).as_deref(), Some(x5t), "{hex}");
        assert_eq!(hex_of_x5t(x5t).as_deref(), Some(hex), "{x5t}");
    }
    let expected = Some("Ojj6mE6FYPGarcn4b-lZS7atBJs".to_owned());
    let sha256 = "ab".repeat(32);
    let copied = [
        (
            "lower case",
            "3a38fa984e8560f19aadc9f86fe9594bb6ad049b",
            expected.clone(),
        ),
        (
            "spaces",
            "3a 38 fa 98 4e 85 60 f1 9a ad c9 f8 6f e9 59 4b b6 ad 04 9b",
            expected.clone(),
        ),
        (
            "colons",
            "3A:38:FA:98:4E:85:60:F1:9A:AD:C9:F8:6F:E9:59:4B:B6:AD:04:9B",
            expected.clone(),
        ),
        (
            "as Windows copies it",
            "\u{200e}3a 38 fa 98 4e 85 60 f1 9a ad c9 f8 6f e9 59 4b b6 ad 04 9b\r\n",
            expected,
        ),
        (
            "SHA-256",
            sha256.as_str(),
            Some(base64url::encode(&[0xab; 32])),
        ),
        ("39 digits", "3a38fa984e8560f19aadc9f86fe9594bb6ad049", None),
        (
            "41 digits",
            "3a38fa984e8560f19aadc9f86fe9594bb6ad049b0",
            None,
        ),
        ("no hex", "zz38fa984e8560f19aadc9f86fe9594bb6ad049b", None),
        ("empty", "", None),
    ];
    for (name, hex, expected) in copied {
        assert_eq!(x5t_of_hex(hex), expected, "{name}");
    }
    for (name, x5t) in [
        ("26", "A".repeat(26)),
        ("28", "A".repeat(28)),
        ("bits", "B".repeat(27)),
    ] {
        assert_eq!(hex_of_x5t(&x5t), None, "{name}");
    }
}

fn number(text: &str) -> Vec<u8> {
    base64url::decode(text).unwrap()
}

#[test]
fn keys_have_the_thumbprints_that_were_published() {
    let rfc7638 = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1\
                   L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4\
                   QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbO\
                   pbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csF\
                   Cur-kEgU8awapJzKnqDKgw";
    let rows = [
        (
            "RFC 7638 §3.1",
            PublicKey::Rsa {
                n: number(rfc7638),
                e: vec![1, 0, 1],
            },
            Some("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"),
        ),
        (
            "RFC 8037 A.3",
            PublicKey::Okp {
                curve: "Ed25519".to_owned(),
                x: number("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"),
            },
            Some("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"),
        ),
        (
            "RFC 9449, its example proof and cnf.jkt",
            PublicKey::Ec {
                curve: "P-256".to_owned(),
                x: number("l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs"),
                y: number("9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA"),
            },
            Some("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"),
        ),
        (
            "unknown",
            PublicKey::Unknown {
                kty: "AKP".to_owned(),
            },
            None,
        ),
    ];
    for (name, key, expected) in rows {
        assert_eq!(jwk_thumbprint(&key).as_deref(), expected, "{name}");
    }
    // FIPS 180 test message "abc".
    let print = Thumbprints::of_certificate(b"abc");
    assert_eq!(
        print.sha1_hex.as_deref(),
        Some("A9993E364706816ABA3E25717850C26C9CD0D89D")
    );
    assert_eq!(print.x5t.as_deref(), Some("qZk-NkcGgWq6PiVxeFDCbJzQ2J0"));
    assert_eq!(
        print.x5t_s256.as_deref(),
        Some("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0")
    );
}

#[test]
fn nothing_known_is_an_empty_table() {
    let empty = table(None, None, &Documents::default());
    assert!(empty.is_empty() && empty.sources.is_empty());
    assert_eq!(
        KeyRole::EntraPublic.title(),
        "Microsoft Entra ID, public cloud"
    );
}

proptest! {
    #[test]
    fn any_bytes_are_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = Certificate::read(&bytes);
        let _ = PublicKey::of_spki(&bytes);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let _ = (x5t_of_hex(&text), hex_of_x5t(&text));
    }
}

/// Every byte of a real certificate changed: read or refused, never a panic.
#[test]
fn damaged_certificates_are_no_panic() {
    for algorithm in [&PKCS_ED25519, &PKCS_ECDSA_P256_SHA256, &PKCS_RSA_SHA256] {
        let der = certificate("x".into(), algorithm);
        for at in 0..der.len() {
            for value in [0, 0x05, 0x30, 0x7f, 0x80, 0x84, 0xff] {
                let mut damaged = der.clone();
                damaged[at] = value;
                if let Ok(certificate) = Certificate::read(&damaged) {
                    let _ = (certificate.public.refusal(), certificate.public.title());
                }
            }
            assert!(Certificate::read(&der[..at]).is_err(), "cut at {at}");
        }
    }
}
