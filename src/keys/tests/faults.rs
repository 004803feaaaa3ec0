//! What is wrong with published keys.

use super::*;

#[test]
fn names_are_compared_with_the_certificate() {
    let (der, other) = (certificate("x"), certificate("y"));
    let print = Thumbprints::of_certificate(&der);
    let (expected, hex) = (print.x5t.unwrap(), print.sha1_hex.unwrap());
    let print = Thumbprints::of_certificate(&other);
    let (wrong, wrong_hex) = (print.x5t.unwrap(), print.sha1_hex.unwrap());
    let padded = format!("{expected}=");
    let of_hex = URL_SAFE_NO_PAD.encode(&hex);
    let named = |kid: &str, x5t: &str| Jwk {
        kid: Some(kid.to_owned()),
        x5t: (!x5t.is_empty()).then(|| x5t.to_owned()),
        ..entra(&der)
    };
    let rows = [
        ("healthy", named(&expected, &expected), false),
        ("kid of another certificate", named(&wrong, &expected), true),
        ("hex kid of another", named(&wrong_hex, ""), true),
        ("x5t of another certificate", named(&expected, &wrong), true),
        (
            "container's name",
            named("IdTokenSigningKeyContainer.v2", ""),
            false,
        ),
        (
            "name of 27 characters",
            named("B2C_1A_TokenSigningKeyStore", ""),
            false,
        ),
        ("kid in hex", named(&hex, &expected), false),
        ("x5t in hex", named(&expected, &hex), false),
        ("x5t of the hex text", named(&expected, &of_hex), false),
        ("x5t with padding", named(&expected, &padded), false),
    ];
    for (name, jwk, mismatch) in rows {
        let expected = expected.clone();
        let fault = mismatch.then_some(KeyFault::ThumbprintMismatch { expected });
        assert_eq!(one(jwk).faults, Vec::from_iter(fault), "{name}");
    }
    let forged = Jwk {
        x5c: vec![other],
        ..entra(&der)
    };
    let faults = one(forged).faults;
    assert_eq!(faults[0], KeyFault::CertificateOfAnotherKey);
    assert!(matches!(faults[1], KeyFault::ThumbprintMismatch { .. }));
}

#[test]
fn members_are_judged() {
    let der = certificate("x");
    let with = |change: fn(&mut Jwk)| {
        let mut jwk = entra(&der);
        change(&mut jwk);
        jwk
    };
    let unusable = |text: &str| Some(KeyFault::Unusable(text.to_owned()));
    let unreadable = "The certificate can't be read: it is not the DER of one.".to_owned();
    let encryption = Some(KeyFault::NotForSigning("enc".to_owned()));
    let symmetric = "it is a symmetric key (kty oct), which checks no public signature";
    let container = rsa("B2C_1A_TokenSigningKeyContainer", vec![0xff; 256]);
    let rows = [
        ("no certificate", container, None),
        ("no use", with(|j| j.use_ = None), None),
        (
            "for encryption",
            with(|j| j.use_ = Some("enc".to_owned())),
            encryption,
        ),
        (
            "unreadable certificate",
            with(|j| j.x5c = vec![vec![1, 2, 3]]),
            Some(KeyFault::CertificateUnreadable(unreadable)),
        ),
        (
            "no coordinate",
            with(|j| j.y = None),
            unusable("its member y is missing"),
        ),
        (
            "512 bits",
            rsa("k", vec![0xff; 64]),
            unusable("its modulus has 512 bits, fewer than 1024"),
        ),
        (
            "symmetric",
            with(|j| j.kty = "oct".to_owned()),
            unusable(symmetric),
        ),
    ];
    for (name, jwk, fault) in rows {
        assert_eq!(one(jwk).faults, Vec::from_iter(fault), "{name}");
    }
    // What the publication claims stands in where the certificate tells nothing.
    let unreadable = one(with(|j| j.x5c = vec![vec![1, 2, 3]]));
    assert_eq!(unreadable.thumbprints.x5t, unreadable.kid);
    assert_eq!(unreadable.certificate, None);
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
