//! What is broken in a token, told with its place (RFC 4648, RFC 7515, RFC 7518).

use serde_json::json;
use tokenscope::input::{Damage, Kind, base64url};

use crate::make::{bytes, claims, only, part, parts, paste, rs256, token};

fn with_payload(payload: &[u8]) -> String {
    format!(
        "{}.{}.{}",
        rs256(),
        base64url::encode(payload),
        bytes(256, 1)
    )
}

#[test]
fn every_damage_is_told() {
    let (header, payload, signature) = parts();
    let without_first = &header[1..];
    for (name, text, expected) in [
        (
            "two parts",
            format!("{header}.{payload}"),
            Damage::PartCount { parts: 2 },
        ),
        (
            "four parts",
            format!("{header}.{payload}.{signature}.AAAA"),
            Damage::PartCount { parts: 4 },
        ),
        (
            "header alone",
            header.clone(),
            Damage::PartCount { parts: 1 },
        ),
        (
            "five parts without encryption",
            format!("{header}.{payload}.{signature}.AAAA.AAAA"),
            Damage::PartCount { parts: 5 },
        ),
        (
            "three parts with encryption",
            token(
                &json!({"alg": "RSA-OAEP", "enc": "A256GCM"}),
                &claims("x"),
                256,
            ),
            Damage::PartCount { parts: 3 },
        ),
        (
            "letter lost in the signature",
            format!("{header}.{payload}.{}", &signature[1..]),
            Damage::Length {
                part: "signature",
                chars: 341,
            },
        ),
        (
            "trailing bits",
            format!("{header}.{payload}.{}B", &signature[..341]),
            Damage::TrailingBits {
                part: "signature",
                last: 'B',
            },
        ),
        (
            "wrong letter in the payload",
            format!("{header}.{}!{}.{signature}", &payload[..10], &payload[11..]),
            Damage::Alphabet {
                part: "payload",
                column: 11,
                found: '!',
            },
        ),
        (
            "wrong letter in the header",
            format!("{}~{}.{payload}.{signature}", &header[..20], &header[21..]),
            Damage::Alphabet {
                part: "header",
                column: 21,
                found: '~',
            },
        ),
        (
            "dash of a word processor",
            format!(
                "{header}.{payload}.{}\u{2013}{}",
                &signature[..5],
                &signature[6..]
            ),
            Damage::Alphabet {
                part: "signature",
                column: 6,
                found: '\u{2013}',
            },
        ),
        (
            "header cut at its start",
            format!("{without_first}.{payload}.{signature}"),
            Damage::Json {
                part: "header",
                reason: "it is not JSON but other data".to_owned(),
                cut: false,
            },
        ),
        (
            "array",
            with_payload(b"[1,2,3]"),
            Damage::Json {
                part: "payload",
                reason: "it starts as an array, not as an object".to_owned(),
                cut: false,
            },
        ),
        (
            "string",
            with_payload(b"\"hidden\""),
            Damage::Json {
                part: "payload",
                reason: "it starts as a string, not as an object".to_owned(),
                cut: false,
            },
        ),
        (
            "nothing",
            with_payload(b""),
            Damage::Json {
                part: "payload",
                reason: "it is empty".to_owned(),
                cut: false,
            },
        ),
        (
            "no JSON",
            with_payload(b"hello"),
            Damage::Json {
                part: "payload",
                reason: "it is not JSON".to_owned(),
                cut: false,
            },
        ),
        (
            "byte order mark",
            with_payload("\u{feff}{\"iss\":\"a\"}".as_bytes()),
            Damage::Json {
                part: "payload",
                reason: "it starts with a byte order mark, which most JSON readers refuse"
                    .to_owned(),
                cut: false,
            },
        ),
        (
            "not UTF-8",
            with_payload(b"{\"iss\":\"\xFF\"}"),
            Damage::Json {
                part: "payload",
                reason: "it is not UTF-8 from byte 9 on".to_owned(),
                cut: false,
            },
        ),
        (
            "half a surrogate pair",
            with_payload(br#"{"iss":"\ud800"}"#),
            Damage::Json {
                part: "payload",
                reason:
                    "a \\u escape is incomplete or half of a surrogate pair at line 1 column 15"
                        .to_owned(),
                cut: false,
            },
        ),
        (
            "too deep",
            with_payload("{\"a\":".repeat(1000).as_bytes()),
            Damage::Json {
                part: "payload",
                reason: "it is nested more than 128 levels deep at line 1 column 636".to_owned(),
                cut: false,
            },
        ),
        (
            "JSON cut",
            with_payload(br#"{"iss":"https://lo"#),
            Damage::Json {
                part: "payload",
                reason: "it breaks off at line 1 column 18".to_owned(),
                cut: true,
            },
        ),
        (
            "JSON cut in a character",
            with_payload(b"{\"name\":\"Zo\xC3"),
            Damage::Json {
                part: "payload",
                reason: "it ends in the middle of a character at byte 12".to_owned(),
                cut: true,
            },
        ),
        (
            "JSON broken",
            with_payload(b"{\"iss\" \"a\"}"),
            Damage::Json {
                part: "payload",
                reason: "expected `:` at line 1 column 8".to_owned(),
                cut: false,
            },
        ),
    ] {
        let found = only(name, paste(&text));
        assert_eq!(found.kind, Kind::DamagedJwt, "{name}: {found:?}");
        assert!(found.damage.contains(&expected), "{name}: {found:?}");
    }
}

#[test]
fn signature_lengths_follow_the_algorithm() {
    for (alg, good, bad) in [
        ("RS256", &[128, 256, 384, 512][..], &[14, 255, 257][..]),
        ("PS512", &[256], &[64]),
        ("ES256", &[64], &[63, 71, 72]),
        ("ES384", &[96], &[64]),
        ("ES512", &[132], &[131, 128]),
        ("ES256K", &[64], &[65]),
        ("EdDSA", &[64, 114], &[63]),
        ("HS256", &[32], &[20]),
        ("HS384", &[48], &[32]),
        ("HS512", &[64], &[32]),
        ("own", &[5, 256], &[]),
    ] {
        let make = |length| token(&json!({"alg": alg}), &claims("x"), length);
        for &length in good {
            let name = format!("{alg} with {length} bytes");
            assert_eq!(only(&name, paste(&make(length))).kind, Kind::Jws, "{name}");
        }
        for &length in bad {
            let name = format!("{alg} with {length} bytes");
            let found = only(&name, paste(&make(length)));
            let told = found.damage.iter().any(|damage| {
                matches!(damage, Damage::SignatureLength { algorithm, found, expected }
                    if algorithm == alg && *found == length && good.iter().all(|g| expected.contains(g)))
            });
            assert!(told && found.kind == Kind::DamagedJwt, "{name}: {found:?}");
        }
    }
}

#[test]
fn encrypted_tokens_are_checked_too() {
    let header = part(&json!({"alg": "RSA-OAEP-256", "enc": "A256GCM", "kid": "k"}));
    let make = |tag: usize| {
        format!(
            "{header}.{}.{}.{}.{}",
            bytes(256, 1),
            bytes(12, 2),
            bytes(90, 3),
            bytes(tag, 4)
        )
    };
    assert_eq!(only("whole", paste(&make(16))).kind, Kind::Jwe);
    let found = only("tag cut", paste(&make(10)));
    let expected = Damage::SignatureLength {
        algorithm: "A256GCM".to_owned(),
        expected: vec![16],
        found: 10,
    };
    assert_eq!(
        (found.kind, found.damage),
        (Kind::DamagedJwt, vec![expected])
    );
    let found = only(
        "wrong letter",
        paste(
            &make(16)
                .replacen(".-_", ".!_", 1)
                .replace(&bytes(12, 2), "a!b"),
        ),
    );
    let expected = Damage::Alphabet {
        part: "initialization vector",
        column: 2,
        found: '!',
    };
    assert!(found.damage.contains(&expected), "{found:?}");
}
