//! Keys that stand in a configuration: PEM, or a key set in JSON.

use serde_json::Value;

use super::super::draft::Draft;
use super::tree::Item;
use crate::api::{About, PinnedKey};

/// The kinds of PEM that hold something to verify with.
const PUBLIC: [&str; 3] = ["CERTIFICATE", "PUBLIC KEY", "RSA PUBLIC KEY"];

impl Draft {
    /// Keys in PEM, any number of them.
    pub(super) fn pem_keys(&mut self, item: &Item<'_>) {
        self.deciding(About::Key, |draft| draft.read_pem_keys(item));
    }

    fn read_pem_keys(&mut self, item: &Item<'_>) {
        let Some(text) = item.as_text() else {
            item.text(self, "");
            return;
        };
        let blocks = pem_blocks(text);
        if blocks.is_empty() {
            let reason = if text.contains("-----BEGIN") {
                "is no public key and no certificate that is whole"
            } else {
                "is no key in PEM"
            };
            // Whatever stands there instead of a key may be a placeholder.
            if item.unnoted_text(self).is_some() {
                self.unread(Some(item.line), &item.name, reason);
            }
        }
        for (kind, pem) in blocks {
            self.pem_key(item, kind, pem);
        }
    }

    fn pem_key(&mut self, item: &Item<'_>, kind: &str, pem: String) {
        let shown = match kind {
            "CERTIFICATE" => "(a certificate in PEM)",
            _ if PUBLIC.contains(&kind) => "(a public key in PEM)",
            _ => {
                let reason = "is not a public key, so it is left alone";
                self.unread(Some(item.line), &item.name, reason);
                return;
            }
        };
        let meaning = "a key that stands in the text";
        self.read(item.line, &item.name, shown, meaning);
        self.api.keys.push(PinnedKey {
            name: "a key in PEM".to_owned(),
            pem: Some(pem),
            line: item.line,
        });
    }

    /// A key set in JSON that stands in the text.
    pub(super) fn key_set(&mut self, item: &Item<'_>) {
        self.deciding(About::Key, |draft| draft.read_key_set(item));
    }

    fn read_key_set(&mut self, item: &Item<'_>) {
        let Some(text) = item.unnoted_text(self) else {
            return;
        };
        let set: Option<Value> = serde_json::from_str(&text).ok();
        let keys = set.as_ref().and_then(|set| match set.get("keys") {
            Some(Value::Array(keys)) => Some(keys.as_slice()),
            None if set.get("kty").is_some() => Some(std::slice::from_ref(set)),
            _ => None,
        });
        let Some(keys) = keys else {
            self.unread(Some(item.line), &item.name, "is no key set in JSON");
            return;
        };
        for key in keys {
            let member = |name: &str| key.get(name).and_then(Value::as_str);
            let name = member("kid").unwrap_or("a key without a kid");
            let certificate = key.pointer("/x5c/0").and_then(Value::as_str);
            let shown = format!("({} key {name})", member("kty").unwrap_or("a"));
            self.read(
                item.line,
                &item.name,
                &shown,
                "a key that stands in the text",
            );
            self.api.keys.push(PinnedKey {
                name: name.to_owned(),
                pem: certificate.map(|base64| pem("CERTIFICATE", base64)),
                line: item.line,
            });
        }
        if keys.is_empty() {
            self.unread(Some(item.line), &item.name, "is a key set without keys");
        }
    }
}

/// The PEM blocks of a text: what each one holds, and the block itself.
fn pem_blocks(text: &str) -> Vec<(&str, String)> {
    let mut blocks = Vec::new();
    // JSON and environment variables write the ends of lines as two characters.
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("-----BEGIN ") {
        let Some((kind, body)) = after.split_once("-----") else {
            break;
        };
        let end = format!("-----END {kind}-----");
        let Some((inside, later)) = body.split_once(&end) else {
            break;
        };
        let inside = inside.replace("\\r", "").replace("\\n", "");
        blocks.push((kind, pem(kind, &inside)));
        rest = later;
    }
    blocks
}

/// PEM with lines of 64 characters (RFC 7468 §2).
fn pem(kind: &str, base64: &str) -> String {
    let mut pem = format!("-----BEGIN {kind}-----");
    for (index, c) in base64.chars().filter(|c| !c.is_whitespace()).enumerate() {
        if index % 64 == 0 {
            pem.push('\n');
        }
        pem.push(c);
    }
    format!("{pem}\n-----END {kind}-----\n")
}
