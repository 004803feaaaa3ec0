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
