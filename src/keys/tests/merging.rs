//! Distinct keys, and the names that they answer to.

use super::*;

#[test]
fn one_key_in_many_places_is_one_row() {
    let (a, b) = (
        certificate("accounts.accesscontrol.windows.net"),
        certificate("x"),
    );
    let v2 = Jwk {
        issuer: Some("https://login.microsoftonline.com/{tenantid}/v2.0".to_owned()),
        cloud_instance_name: Some("microsoftonline.com".to_owned()),
        ..entra(&a)
    };
    let federation = source(
        "fm",
        Some(Purpose::Own),
        vec![Entry::Certificate(a.clone()), Entry::Certificate(b.clone())],
    );
    let renamed = Jwk {
        kid: Some("other name".to_owned()),
        ..entra(&a)
    };
    let table = build(
        vec![
            jwks("v1", Purpose::OtherVersion, &[entra(&a), entra(&a)]),
            jwks("v2", Purpose::Own, &[entra(&b), v2]),
            federation,
            jwks("loose", Purpose::Common, &[renamed]),
        ],
        &KeyNames::default(),
        None,
    );
    let rows: Vec<_> = table
        .keys
        .iter()
        .map(|k| (k.kid.as_deref().unwrap(), k.listed_at.clone()))
        .collect();
    let (x5t_a, x5t_b) = (
        Thumbprints::of_certificate(&a).x5t.unwrap(),
        Thumbprints::of_certificate(&b).x5t.unwrap(),
    );
    assert_eq!(
        rows,
        [
            (x5t_a.as_str(), vec![0, 1, 2]),
            (x5t_b.as_str(), vec![1, 2]),
            ("other name", vec![3]),
        ]
    );
    assert!(
        table.keys[0].issuer.is_some(),
        "filled from the second place"
    );
    assert_eq!(table.keys[0].role, KeyRole::EntraPublic);
    assert!(table.keys.iter().all(|k| k.faults.is_empty()));
    assert_eq!(table.sources[0].listed, 2);
}

#[test]
fn the_header_calls_keys_by_any_of_their_names() {
    let der = certificate("x");
    let print = Thumbprints::of_certificate(&der);
    let (x5t, hex, sha256) = (
        print.x5t.unwrap(),
        print.sha1_hex.unwrap(),
        print.x5t_s256.unwrap(),
    );
    let (jwk, named) = (
        entra(&der),
        Jwk {
            kid: Some("policy-key".to_owned()),
            ..entra(&der)
        },
    );
    let by_hex = Jwk {
        kid: Some(hex.to_lowercase()),
        x5t: None,
        x5c: Vec::new(),
        ..entra(&der)
    };
    let bare = Jwk {
        x5c: Vec::new(),
        ..named.clone()
    };
    let row = |member: &str, value: &str| format!(r#"{{"{member}":"{value}"}}"#);
    let rows = [
        ("kid", &jwk, row("kid", &x5t), true),
        (
            "kid in another case",
            &jwk,
            row("kid", &x5t.to_lowercase()),
            false,
        ),
        ("kid in hex", &jwk, row("kid", &hex), true),
        (
            "kid in lower hex",
            &jwk,
            row("kid", &hex.to_lowercase()),
            true,
        ),
        ("x5t", &jwk, row("x5t", &x5t), true),
        ("x5t#S256", &jwk, row("x5t#S256", &sha256), true),
        ("another kid", &jwk, row("kid", "nope"), false),
        ("no name", &jwk, "{}".to_owned(), false),
        ("a name", &named, row("kid", "policy-key"), true),
        (
            "a name in another case",
            &named,
            row("kid", "POLICY-KEY"),
            false,
        ),
        ("thumbprint of a named key", &named, row("kid", &x5t), true),
        ("published x5t alone", &bare, row("kid", &hex), true),
        (
            "published in hex, called in hex",
            &by_hex,
            row("kid", &hex),
            true,
        ),
        (
            "published in hex, called in base64",
            &by_hex,
            row("kid", &x5t),
            true,
        ),
        (
            "published in hex, called by x5t",
            &by_hex,
            row("x5t", &x5t),
            true,
        ),
        ("number", &jwk, r#"{"kid":5}"#.to_owned(), false),
    ];
    for (name, jwk, header, expected) in rows {
        let other = entra(&certificate("y"));
        let sources = vec![jwks("u", Purpose::Own, &[other, jwk.clone()])];
        let table = build(sources, &names(&header), None);
        assert_eq!(table.matching().count(), usize::from(expected), "{name}");
        assert_eq!(table.keys[0].matches_kid, expected, "{name}: comes first");
    }
}
