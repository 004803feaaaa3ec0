//! Listings of keys.

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use serde_json::{Value, json};

use super::loopback::{Authority, Leaf, Reply, Server};
use super::{Signer, call, file};

#[test]
fn files_are_listed() {
    let signer = Signer::new("file-key");
    let key_set = file("list.json", signer.key_set().to_string().as_bytes());
    let authority = Authority::new();
    let pem = file("list.pem", authority.pem().as_bytes());
    let der = file("list.der", &authority.der());
    let sha1 = digest(&SHA1_FOR_LEGACY_USE_ONLY, &authority.der());
    let hex: Vec<String> = sha1.as_ref().iter().map(|b| format!("{b:02X}")).collect();
    let hex = hex.concat();
    let rows = [
        ("a key set", &key_set, "file-key"),
        ("a PEM certificate", &pem, hex.as_str()),
        ("a DER certificate", &der, hex.as_str()),
    ];
    for (name, path, expected) in rows {
        let called = call(&["keys", "--offline", path], "");
        assert_eq!(called.status, Some(0), "{name}: {}", called.err);
        assert!(called.out.contains(expected), "{name}: {}", called.out);
        assert!(
            called.out.contains(path.as_str()),
            "{name} names its place: {}",
            called.out
        );
    }
    let called = call(&["keys", "--json", &key_set, &pem], "");
    let listing: Value = serde_json::from_str(&called.out).unwrap();
    assert_eq!(listing["addresses"][0]["keys_listed"], 1, "{listing:#}");
    let keys = listing["keys"].as_array().unwrap();
    let find = |member: &str, value: &str| keys.iter().find(|k| k[member] == value).cloned();
    let mine = find("kid", "file-key").unwrap();
    assert_eq!(mine["bits"], 2048);
    assert_eq!(mine["listed_at"], json!([key_set]));
    assert!(find("thumbprint", &hex).is_some(), "{listing:#}");
}

#[test]
fn addresses_are_asked() {
    let signer = Signer::new("asked-key");
    let authority = Authority::new();
    let leaf = Leaf {
        names: vec!["localhost".to_owned()],
        until: 2096,
    };
    let keys = signer.key_set().to_string();
    let server = Server::start(&authority, &leaf, move |path| match path {
        "/realm/keys" => Reply::json(&keys),
        "/empty/keys" => Reply::json(r#"{"keys": []}"#),
        _ => Reply::html("<html>Nothing here</html>"),
    });
    let ca = file("keys-ca.pem", authority.pem().as_bytes());
    let address = |path: &str| format!("https://localhost:{}{path}", server.address.port());
    let rows = [
        ("a key set", address("/realm/keys"), 0, "asked-key"),
        ("an empty one", address("/empty/keys"), 3, "lists no keys"),
        (
            "a web page",
            address("/other"),
            3,
            "answered with a web page (HTML), not JSON",
        ),
    ];
    for (name, address, status, expected) in rows {
        let called = call(&["keys", "--ca", &ca, &address], "");
        let all = format!("{}{}", called.out, called.err);
        assert!(all.contains(expected), "{name}: {all}");
        assert_eq!(called.status, Some(status), "{name}: {all}");
    }
    let stranger = call(&["keys", &address("/realm/keys")], "");
    assert_eq!(stranger.status, Some(3));
    assert!(
        stranger.err.contains("the certificate is not trusted"),
        "{}",
        stranger.err
    );
}

#[test]
fn every_fault_is_one_line_at_its_address() {
    let good = Signer::new("twice");
    let other = Signer::new("twice");
    let (good, other) = (
        good.key_set()["keys"][0].clone(),
        other.key_set()["keys"][0].clone(),
    );
    let with = |kid: &str, change: &dyn Fn(&mut Value)| {
        let mut key = good.clone();
        key["kid"] = json!(kid);
        change(&mut key);
        key
    };
    let broken: [(&str, Value, &str); 4] = [
        (
            "no modulus",
            with("bare", &|k| drop(k.as_object_mut().unwrap().remove("n"))),
            "n is missing",
        ),
        (
            "a broken certificate",
            with("cert", &|k| k["x5c"] = json!(["AQID"])),
            "Key cert: its certificate can't be read",
        ),
        (
            "no base64",
            with("text", &|k| k["x5c"] = json!(["!"])),
            "certificate 1 of x5c is not base64",
        ),
        (
            "another kind",
            with("kind", &|k| k["kty"] = json!("XYZ")),
            "kty is \"XYZ\"",
        ),
    ];
    for (name, key, words) in broken {
        let set = json!({ "keys": [good, key, other] });
        let file = file("faults.json", set.to_string().as_bytes());
        let called = call(&["keys", "--offline", &file], "");
        assert_eq!(called.status, Some(0), "{name}: {}", called.err);
        let told = called.out.lines().filter(|line| line.contains(words));
        assert_eq!(told.count(), 1, "{name}:\n{}", called.out);
        let faults = called
            .out
            .lines()
            .filter(|l| l.contains("In key 2") || l.starts_with("Key "));
        assert_eq!(faults.count(), 1, "{name}:\n{}", called.out);
        let twice = called.out.lines().filter(|l| l.starts_with("twice"));
        assert_eq!(
            twice.count(),
            2,
            "{name}: both keys of one name\n{}",
            called.out
        );
    }
}

#[test]
fn large_sets_are_listed_or_told_in_one_line() {
    // Distinct small numbers: making real keys would take minutes.
    let key = |number: usize| {
        let n = tokenscope::input::base64url::encode(&(number as u64 | 1 << 60).to_be_bytes());
        json!({ "kty": "RSA", "kid": format!("k{number}"), "e": "AQAB", "n": n })
    };
    let set = |count: usize| json!({ "keys": (0..count).map(key).collect::<Vec<_>>() });
    let many = file("many-keys.json", set(10_000).to_string().as_bytes());
    let called = call(&["keys", "--offline", "--json", &many], "");
    let listing: Value = serde_json::from_str(&called.out).unwrap();
    assert_eq!(listing["keys"].as_array().unwrap().len(), 10_000);
    let endless = file("endless-keys.json", set(100_000).to_string().as_bytes());
    let called = call(&["keys", "--offline", &endless], "");
    assert_eq!(called.status, Some(3), "{}", called.err);
    let told = called
        .out
        .lines()
        .filter(|l| l.contains("has 100000 entries"));
    assert_eq!(told.count(), 1, "{}", called.out);
    assert!(called.out.lines().count() < 5, "{}", called.out);
}
