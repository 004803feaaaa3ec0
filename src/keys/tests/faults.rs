//! What is wrong with published keys.

use super::*;

#[test]
fn faults_are_told_and_exceptions_are_not() {
    let (der, other) = (certificate("x"), certificate("y"));
    let expected = Thumbprints::of_certificate(&der).x5t.unwrap();
    let wrong = Thumbprints::of_certificate(&other).x5t.unwrap();
    let mismatch = KeyFault::ThumbprintMismatch {
        expected: expected.clone(),
    };
    let hex_text = Thumbprints::of_certificate(&der).sha1_hex.unwrap();
    let with = |change: fn(&mut Jwk)| {
        let mut jwk = entra(&der);
        change(&mut jwk);
        jwk
    };
    let named = |kid: &str, x5t: Option<&str>| Jwk {
        kid: Some(kid.to_owned()),
        x5t: x5t.map(str::to_owned),
        ..entra(&der)
    };
    let bare = rsa("B2C_1A_TokenSigningKeyContainer", vec![0xff; 256]);
    let unusable = |text: &str| KeyFault::Unusable(text.to_owned());
    let rows: Vec<(&str, Jwk, Vec<KeyFault>)> = vec![
        ("healthy", entra(&der), vec![]),
        (
            "kid of another certificate",
            named(&wrong, Some(&expected)),
            vec![mismatch.clone()],
        ),
        (
            "x5t of another certificate",
            named(&expected, Some(&wrong)),
            vec![mismatch.clone()],
        ),
        (
            "a container's name as kid",
            named("IdTokenSigningKeyContainer.v2", None),
            vec![],
        ),
        (
            "a name of 27 characters",
            named("B2C_1A_TokenSigningKeyStore", None),
            vec![],
        ),
        ("x5t in hex", named(&expected, Some(&hex_text)), vec![]),
        (
            "x5t of the hex text",
            named(&expected, Some(&URL_SAFE_NO_PAD.encode(&hex_text))),
            vec![],
        ),
        (
            "x5t with padding",
            named(&expected, Some(&format!("{expected}="))),
            vec![],
        ),
        ("no certificate", bare, vec![]),
        (
            "for encryption",
            with(|j| j.use_ = Some("enc".to_owned())),
            vec![KeyFault::NotForSigning("enc".to_owned())],
        ),
        ("no use", with(|j| j.use_ = None), vec![]),
        (
            "unreadable certificate",
            with(|j| {
                j.x5c = vec![vec![1, 2, 3]];
                j.kid = None;
                j.x5t = None;
            }),
            vec![KeyFault::CertificateUnreadable(
                "The certificate can't be read: it is not the DER of one.".to_owned(),
            )],
        ),
        (
            "no coordinate",
            with(|j| {
                j.y = None;
            }),
            vec![unusable("its member y is missing")],
        ),
        (
            "512 bits",
            rsa("k", vec![0xff; 64]),
            vec![unusable("its modulus has 512 bits, fewer than 1024")],
        ),
        (
            "symmetric",
            Jwk {
                kty: "oct".to_owned(),
                ..Jwk::default()
            },
            vec![unusable(
                "it is a symmetric key (kty oct), which checks no public signature",
            )],
        ),
    ];
    for (name, jwk, faults) in rows {
        assert_eq!(one(jwk).faults, faults, "{name}");
    }
    let forged = Jwk {
        x5c: vec![other],
        ..entra(&der)
    };
    let key = one(forged);
    assert!(key.faults.contains(&KeyFault::CertificateOfAnotherKey));
    assert!(matches!(key.faults[1], KeyFault::ThumbprintMismatch { .. }));
}

#[test]
fn a_certificate_that_fits_replaces_one_that_does_not() {
    let (der, other) = (certificate("right"), certificate("wrong"));
    let forged = Jwk {
        x5c: vec![other],
        ..entra(&der)
    };
    let table = build(
        vec![
            jwks("1", Purpose::Own, &[forged]),
            jwks("2", Purpose::Common, &[entra(&der)]),
        ],
        &KeyNames::default(),
        None,
    );
    assert_eq!(table.keys.len(), 1);
    let key = &table.keys[0];
    let name = key.certificate.as_ref().unwrap().common_name.clone();
    assert_eq!(name.as_deref(), Some("right"));
    assert_eq!(key.thumbprints.x5t, key.kid);
    assert!(key.faults.contains(&KeyFault::CertificateOfAnotherKey));
}

#[test]
fn short_rsa_keys_are_usable_but_flagged() {
    let sources = vec![jwks("u", Purpose::Own, &[rsa("k", vec![0xff; 128])])];
    let table = build(sources, &KeyNames::default(), None);
    assert!(table.keys[0].faults.is_empty());
    assert_eq!(
        table.sources[0].faults,
        ["Key k has 1024 bits; RSA signatures ask for 2048 or more (RFC 7518 §3.3)."]
    );
}
