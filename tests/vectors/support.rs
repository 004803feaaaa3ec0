//! Recorded public data, and a reader of key sets that shares no code with the program.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::Value;
use tokenscope::keys::{Key, KeyRole, KeyTable, PublicKey, Thumbprints};
use tokenscope::signature::{Signature, check};
use tokenscope::token::Token;

/// A folder of recorded data; `None`, and a word about it, where it isn't at hand.
pub(super) fn recorded(folder: &str) -> Option<PathBuf> {
    let path = Path::new("../shared/data").join(folder);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {} is not here", path.display());
    None
}

pub(super) fn json(path: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The keys of a set, read from scratch.
pub(super) fn keys_of(set: &Value) -> Vec<Key> {
    set["keys"].as_array().unwrap().iter().map(key_of).collect()
}

pub(super) fn key_of(jwk: &Value) -> Key {
    let text = |name: &str| jwk[name].as_str().map(str::to_owned);
    let number = |name: &str| {
        // Old publications use the other alphabet, and padding.
        let text = text(name).unwrap().replace('+', "-").replace('/', "_");
        URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).unwrap()
    };
    let kty = text("kty").unwrap_or_default();
    let public = match kty.as_str() {
        "RSA" => PublicKey::Rsa {
            n: number("n"),
            e: number("e"),
        },
        "EC" => PublicKey::Ec {
            curve: text("crv").unwrap(),
            x: number("x"),
            y: number("y"),
        },
        _ => PublicKey::Unknown { kty },
    };
    let certificate = jwk["x5c"][0].as_str();
    let certificate = certificate.map(|text| STANDARD.decode(text).unwrap());
    Key {
        kid: text("kid"),
        public,
        thumbprints: Thumbprints {
            x5t: text("x5t"),
            ..Thumbprints::default()
        },
        certificate: certificate
            .map(|der| tokenscope::keys::Certificate::read(&der).expect("a certificate")),
        use_: text("use"),
        alg: text("alg"),
        issuer: text("issuer"),
        cloud_instance_name: text("cloud_instance_name"),
        role: KeyRole::Unknown(None),
        listed_at: Vec::new(),
        seen: tokenscope::keys::Seen::default(),
        matches_kid: false,
        faults: Vec::new(),
    }
}

/// What becomes of a token with these keys.
pub(super) fn judge(text: &str, keys: &[Key]) -> Signature {
    let token = Token::take_apart(text);
    let mut keys = keys.to_vec();
    for key in &mut keys {
        key.matches_kid = token.kid().is_some() && token.kid() == key.kid.as_deref();
    }
    keys.sort_by_key(|key| !key.matches_kid);
    let table = KeyTable {
        sources: Vec::new(),
        keys,
    };
    check(&token, &table)
}
