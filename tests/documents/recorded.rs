//! Recorded public documents, where they are: every one is read, none of them loses a key.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tokenscope::documents::{Content, FederationMetadata, JwkSet, Metadata};

/// The files of a folder, or nothing with a remark where it isn't there.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let path = Path::new("../shared/data").join(folder);
    let Ok(entries) = fs::read_dir(&path) else {
        println!("skipped: {} is not there", path.display());
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == ending))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{} is empty", path.display());
    files
}

fn json(path: &Path) -> Value {
    match Content::of_text(&fs::read_to_string(path).unwrap()) {
        Content::Json(value) => value,
        other => panic!("{}: {other:?}", path.display()),
    }
}

#[test]
fn metadata_documents_are_read() {
    let mut read = 0;
    for path in files("oidc-config", "json") {
        let value = json(&path);
        let name = path.display();
        let Some(issuer) = value.get("issuer") else {
            assert!(Metadata::read("u", &value).is_err(), "{name}");
            continue;
        };
        let metadata = Metadata::read("u", &value).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(Value::from(metadata.issuer.as_str()), *issuer, "{name}");
        assert_eq!(metadata.algorithms, ["RS256"], "{name}");
        assert_eq!(
            metadata.is_template(),
            metadata.issuer.contains('{'),
            "{name}"
        );
        read += 1;
    }
    println!("{read} metadata documents");
}

#[test]
fn key_sets_are_read_whole() {
    let mut keys = 0;
    let folders = [
        "jwks",
        "jwks/panva-entra-common",
        "jwks/panva-entra-organizations",
    ];
    for path in folders.iter().flat_map(|folder| files(folder, "json")) {
        let value = json(&path);
        let name = path.display();
        let Some(listed) = value.get("keys").and_then(Value::as_array) else {
            assert!(JwkSet::read("u", &value).is_err(), "{name}");
            continue;
        };
        let set = JwkSet::read("u", &value).unwrap();
        assert_eq!(set.keys.len(), listed.len(), "{name}");
        // Two recordings have place-holders in some keys.
        let is_whole = |key: &Value| !key.to_string().contains("\"%s\"");
        for (key, written) in set.keys.iter().zip(listed).filter(|(_, w)| is_whole(w)) {
            assert_eq!(key.kid.as_deref(), written["kid"].as_str(), "{name}");
            let certificates = written["x5c"].as_array().map_or(0, Vec::len);
            assert_eq!(key.x5c.len(), certificates, "{name}: certificates");
            let text = written["n"].as_str().unwrap().trim_end_matches('=');
            let bytes = key.n.as_ref().map(Vec::len);
            assert_eq!(bytes, Some(text.len() * 6 / 8), "{name}: n");
            assert_eq!(key.e.as_deref(), Some(&[1, 0, 1][..]), "{name}: e");
        }
        // Only the oldest documents write numbers with padding.
        let padding = |fault: &String| fault.contains("padding");
        let whole = listed.iter().all(is_whole);
        assert!(
            !whole || set.faults.iter().all(padding),
            "{name}: {:?}",
            set.faults
        );
        keys += set.keys.len();
    }
    println!("{keys} keys");
}

#[test]
fn broken_key_sets_are_read_as_far_as_they_go() {
    #[rustfmt::skip]
    let rows = [
        ("identitymodel-BadRsaDataMissingComponent.json", 3, "In key 3, e is missing."),
        ("identitymodel-JsonWebKeySetUnrecognizedKty.json", 2, "kty is oct"),
    ];
    for path in files("jwks/bad", "json") {
        let set = JwkSet::read("u", &json(&path)).unwrap();
        let file = path.file_name().unwrap().to_str().unwrap();
        match rows.iter().find(|(name, ..)| *name == file) {
            Some((name, keys, fault)) => {
                assert_eq!(set.keys.len(), *keys, "{name}");
                assert!(
                    set.faults.iter().any(|f| f.contains(fault)),
                    "{name}: {:?}",
                    set.faults
                );
            }
            // Bytes that are no certificate: told when the certificate is read.
            None => assert_eq!(set.keys.len(), 2, "{file}"),
        }
    }
}

#[test]
fn federation_metadata_is_read() {
    #[rustfmt::skip]
    let rows = [
        ("aspnet-security-federationmetadata.xml", "https://sts.windows.net/4afbc689-805b-48cf-a24c-d4aa3248a248/", 2, 2),
        ("django-auth-adfs-FederationMetadata.xml", "http://adfs.example.com/adfs/services/trust", 2, 2),
        ("identitymodel-adfs-v2-metadata.xml", "http://fs.msidlab7.com/adfs/services/trust", 1, 3),
        ("identitymodel-adfs-v3-metadata.xml", "http://fs.msidlab2.com/adfs/services/trust", 1, 3),
        ("identitymodel-adfs-v4-metadata.xml", "http://fs.msidlab11.com/adfs/services/trust", 1, 3),
        ("identitymodel-windows-ad-metadata.xml", "urn:federation:MicrosoftOnline", 2, 1),
        ("katana-federationmetadata.xml", "https://sts.windows.net/4afbc689-805b-48cf-a24c-d4aa3248a248/", 2, 2),
        ("wire-azurewire.xml", "https://sts.windows.net/682febe8-021b-4fde-ac09-e60085f05181/", 3, 2),
        ("wire-common.xml", "https://sts.windows.net/{tenantid}/", 3, 2),
        ("wire-microsoft-meta-2.xml", "https://sts.windows.net/682febe8-021b-4fde-ac09-e60085f05181/", 2, 2),
    ];
    for path in files("federationmetadata", "xml") {
        let file = path.file_name().unwrap().to_str().unwrap();
        let xml = fs::read_to_string(&path).unwrap();
        let read = FederationMetadata::read("u", &xml).unwrap_or_else(|e| panic!("{file}: {e}"));
        let (_, entity, signers, roles) = rows.iter().find(|row| row.0 == file).unwrap();
        assert_eq!(read.entity_id, *entity, "{file}");
        assert_eq!(read.signers.len(), *signers, "{file}: signers");
        let widest = read.signers.iter().map(|s| s.roles.len()).max();
        assert_eq!(widest, Some(*roles), "{file}: roles");
        assert!(read.document_signer.is_some(), "{file}: its own signature");
    }
}
