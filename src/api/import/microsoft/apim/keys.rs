//! Keys that stand in a policy or are uploaded to API Management.

use roxmltree::Node;

use super::super::super::draft::Draft;
use super::super::super::secrets::HIDDEN;
use super::super::xml::{attribute, below, line, text_of};
use super::elements::unknown;
use crate::api::{About, PinnedKey};

/// Reads `issuer-signing-keys`.
pub(super) fn read(policy: Node<'_, '_>, draft: &mut Draft) {
    for key in below(policy, "issuer-signing-keys").flat_map(|list| below(list, "key")) {
        draft.deciding(About::Key, |draft| read_key(key, draft));
    }
    if !draft.api.keys.is_empty() {
        draft.note("Keys that stand in a policy are never fetched again.");
    }
}

fn read_key(key: Node<'_, '_>, draft: &mut Draft) {
    let line = line(key);
    let id = attribute(key, "id").map(|a| a.value().to_owned());
    let certificate = attribute(key, "certificate-id").map(|a| a.value().to_owned());
    let Some((what, shown)) = kind(key, certificate.as_deref(), draft) else {
        draft.unread(Some(line), "issuer-signing-keys/key", "is empty");
        return;
    };
    // An element named "key" counts as a secret; only a symmetric one is.
    let place = match shown.as_str() {
        HIDDEN => "issuer-signing-keys/key",
        _ => "issuer-signing-keys/public-key",
    };
    if !shown.is_empty() {
        draft.read(line, place, &shown, what);
    }
    let name = id.or(certificate).unwrap_or_else(|| what.to_owned());
    draft.api.keys.push(PinnedKey {
        name,
        pem: None,
        line,
    });
}

/// What a key is, and what may be shown of it; `None` where the element is empty.
fn kind(
    key: Node<'_, '_>,
    certificate: Option<&str>,
    draft: &mut Draft,
) -> Option<(&'static str, String)> {
    if let Some(id) = certificate {
        return Some(("an uploaded certificate", id.to_owned()));
    }
    if attribute(key, "n").is_some() {
        return Some(("a key by its modulus and exponent", "n, e".to_owned()));
    }
    let (text, _) = text_of(key)?;
    if text.starts_with("MII") {
        let shown = text.chars().take(12).chain("…".chars()).collect();
        return Some(("a certificate in the policy", shown));
    }
    if let Some(reason) = unknown(text) {
        draft.unread(Some(line(key)), "issuer-signing-keys/key", reason);
        return Some(("a key", String::new()));
    }
    Some(("a symmetric key", HIDDEN.to_owned()))
}
