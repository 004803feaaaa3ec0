//! Key sets: every key is read as far as it goes, and what is wrong is told with its place.

use serde_json::{Value, json};
use tokenscope::documents::{DocumentError, Jwk, JwkSet};

fn read(value: &Value) -> JwkSet {
    JwkSet::read("u", value).unwrap()
}

#[test]
fn keys_are_read_as_published() {
    let set = read(&json!({"keys": [
        {
            "kty": "RSA", "use": "sig", "alg": "RS256", "kid": "k", "x5t": "t",
            "n": "AAD_7g", "e": "AQAB", "x5c": ["AQID", "BA=="],
            "issuer": "https://login.microsoftonline.com/{tenantid}/v2.0",
            "cloud_instance_name": "microsoftonline.com", "nbf": 5
        },
        {"kty": "EC", "crv": "P-256", "x": "AAE", "y": "AAI"},
        {"kty": "OKP", "crv": "Ed25519", "x": "AAM"}
    ]}));
    assert_eq!(set.faults, [""; 0]);
    let rsa = Jwk {
        kty: "RSA".to_owned(),
        kid: Some("k".to_owned()),
        use_: Some("sig".to_owned()),
        alg: Some("RS256".to_owned()),
        x5t: Some("t".to_owned()),
        n: Some(vec![0xff, 0xee]),
        e: Some(vec![1, 0, 1]),
        x5c: vec![vec![1, 2, 3], vec![4]],
        issuer: Some("https://login.microsoftonline.com/{tenantid}/v2.0".to_owned()),
        cloud_instance_name: Some("microsoftonline.com".to_owned()),
        ..Jwk::default()
    };
    assert_eq!(set.keys[0], rsa);
    assert_eq!(
        set.keys[1].x,
        Some(vec![0, 1]),
        "coordinates keep their leading zeros"
    );
    assert_eq!(set.keys[2].crv.as_deref(), Some("Ed25519"));
}

#[test]
fn broken_keys_are_told_and_the_rest_goes_on() {
    let good = json!({"kty": "RSA", "n": "_-4", "e": "AQAB"});
    #[rustfmt::skip]
    let rows: Vec<(&str, Value, &str)> = vec![
        ("not an object", json!("x"), "key 2 is not a JSON object"),
        ("no kty", json!({"n": "_-4"}), "In key 2, kty is missing."),
        ("capital members", json!({"Kty": "RSA"}), "In key 2, kty is missing."),
        ("kty of another type", json!({"kty": 5}), "In key 2, kty is not a string."),
        ("unknown kty", json!({"kty": "XYZ"}), "In key 2, kty is \"XYZ\""),
        ("shared secret", json!({"kty": "oct", "k": "AA"}), "shared secret"),
        ("private key", json!({"kty": "RSA", "n": "_-4", "e": "AQAB", "d": "AQ"}), "private key"),
        ("no n", json!({"kty": "RSA", "e": "AQAB"}), "In key 2, n is missing."),
        ("no e", json!({"kty": "RSA", "n": "_-4"}), "In key 2, e is missing."),
        ("n of another type", json!({"kty": "RSA", "n": [1], "e": "AQAB"}), "In key 2, n is not a string."),
        ("n not base64", json!({"kty": "RSA", "n": "!!", "e": "AQAB"}), "In key 2, n is not base64url."),
        ("n of zeros", json!({"kty": "RSA", "n": "AAAA", "e": "AQAB"}), "In key 2, n is zero."),
        ("empty e", json!({"kty": "RSA", "n": "_-4", "e": ""}), "In key 2, e is not base64url."),
        ("n padded", json!({"kty": "RSA", "n": "/+4=", "e": "AQAB"}), "padding or another alphabet"),
        ("n absurd", json!({"kty": "RSA", "n": "A".repeat(5000), "e": "AQAB"}), "about 30000 bits"),
        ("no curve", json!({"kty": "EC", "x": "AAE", "y": "AAI"}), "In key 2, crv is missing."),
        ("no y", json!({"kty": "EC", "crv": "P-256", "x": "AAE"}), "In key 2, y is missing."),
        ("kid of another type", json!({"kty": "RSA", "n": "_-4", "e": "AQAB", "kid": 7}), "In key 2, kid is not a string."),
        ("x5c of another type", json!({"kty": "RSA", "n": "_-4", "e": "AQAB", "x5c": "AQID"}), "x5c is not an array"),
        ("x5c holds a number", json!({"kty": "RSA", "n": "_-4", "e": "AQAB", "x5c": [5]}), "certificate 1 of x5c is not a string"),
        ("x5c not base64", json!({"kty": "RSA", "n": "_-4", "e": "AQAB", "x5c": ["AQID", "!"]}), "certificate 2 of x5c is not base64"),
        ("x5c endless", json!({"kty": "RSA", "n": "_-4", "e": "AQAB", "x5c": vec!["AQID"; 30]}), "x5c has 30 certificates"),
    ];
    for (name, broken, words) in rows {
        let listed = usize::from(broken.is_object());
        let set = read(&json!({"keys": [good, broken, good]}));
        assert_eq!(set.keys.len(), 2 + listed, "{name}: keys");
        assert!(
            set.faults.len() == 1 && set.faults[0].contains(words),
            "{name}: {:?}",
            set.faults
        );
    }
}

#[test]
fn certificates_are_read_in_any_base64() {
    #[rustfmt::skip]
    let rows: Vec<(&str, Value, Vec<Vec<u8>>)> = vec![
        ("padded", json!(["+/8="]), vec![vec![0xfb, 0xff]]),
        ("without padding", json!(["+/8"]), vec![vec![0xfb, 0xff]]),
        ("base64url", json!(["-_8"]), vec![vec![0xfb, 0xff]]),
        ("line breaks", json!(["+/\r\n8=\n"]), vec![vec![0xfb, 0xff]]),
        ("the own one broken: none", json!(["!", "AQID"]), vec![]),
        ("none", json!([]), vec![]),
    ];
    for (name, x5c, expected) in rows {
        let key = json!({"kty": "RSA", "n": "_-4", "e": "AQAB", "x5c": x5c});
        assert_eq!(
            read(&json!({"keys": [key]})).keys[0].x5c,
            expected,
            "{name}"
        );
    }
}

#[test]
fn what_is_no_key_set_is_refused() {
    #[rustfmt::skip]
    let rows: Vec<(&str, Value, &str, &str)> = vec![
        ("array", json!([]), "the document", "is not a JSON object"),
        ("no keys", json!({"issuer": "x"}), "/keys", "is missing"),
        ("null", json!({"keys": null}), "/keys", "is missing"),
        ("object", json!({"keys": {}}), "/keys", "is not an array"),
    ];
    for (name, value, member, problem) in rows {
        let expected = DocumentError::Member {
            what: "u".to_owned(),
            member: member.to_owned(),
            problem: problem.to_owned(),
        };
        assert_eq!(JwkSet::read("u", &value), Err(expected), "{name}");
    }
    assert_eq!(read(&json!({"keys": []})).keys.len(), 0);
}

#[test]
fn large_sets_are_read_whole_or_not_at_all() {
    let keys =
        |count: usize| json!({"keys": vec![json!({"kty": "RSA", "n": "_-4", "e": "AQAB"}); count]});
    let set = read(&keys(10_000));
    assert_eq!((set.keys.len(), set.faults.len()), (10_000, 0));
    let error = JwkSet::read("u", &keys(100_000)).unwrap_err().to_string();
    assert_eq!(
        error,
        "u: /keys has 100000 entries; a set of more than 20000 keys is not read"
    );
}
