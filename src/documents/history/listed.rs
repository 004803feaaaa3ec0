//! The keys of one answer, out of a document and into one again.

use std::collections::HashMap;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::PlaceKind;
use crate::documents::base64;
use crate::documents::jwks::MOST_KEYS;
use crate::documents::state::strays;
use crate::documents::{Content, Document, FederationMetadata, Metadata, Origin};
use crate::issuer::same_host_family;

/// The member that keeps a federation metadata document's `entityID`.
const ENTITY: &str = "entityID";

/// The keys that a document lists; `None` where it is no key set and no federation metadata, and
/// where it has more keys than are read.
pub(super) fn listed(document: &Document) -> Option<(PlaceKind, Vec<Value>)> {
    match &document.content {
        Content::Json(Value::String(xml)) | Content::Text(xml) => {
            let metadata = FederationMetadata::read(&document.url, xml).ok()?;
            let keys = metadata.signers.into_iter().map(|signer| {
                let certificate = base64::encode(&signer.certificate);
                json!({ "x5c": [certificate], ENTITY: metadata.entity_id })
            });
            Some((PlaceKind::Federation, keys.collect()))
        }
        Content::Json(value) => {
            let keys = value.get("keys")?.as_array()?;
            let keys = Some(keys).filter(|keys| keys.len() <= MOST_KEYS)?;
            // What is no object is no key.
            let keys = keys.iter().filter(|key| key.is_object());
            Some((PlaceKind::Keys, keys.cloned().collect()))
        }
        Content::Failed { .. } => None,
    }
}

/// The key set that metadata names, where it is its own to name.
pub(super) fn named_keys(document: &Document) -> Option<String> {
    let Content::Json(value) = &document.content else {
        return None;
    };
    if document.origin == Origin::File || value.get("jwks_uri").is_none() {
        return None;
    }
    let keys = Metadata::read(&document.url, value).ok()?.jwks_uri;
    let ours = same_host_family(&document.url, &keys) || !strays(&document.url, &keys);
    ours.then_some(keys)
}

/// The keys as a document again.
pub(super) fn content_of(kind: PlaceKind, keys: &[&Value]) -> Content {
    match kind {
        PlaceKind::Keys => Content::Json(json!({ "keys": keys })),
        PlaceKind::Federation => Content::Text(federation(keys)),
    }
}

/// Federation metadata with these certificates and nothing else.
fn federation(keys: &[&Value]) -> String {
    let text = |key: &&Value, pointer: &str| {
        let text = key.pointer(pointer)?.as_str()?;
        Some(quick_xml::escape::escape(text).into_owned())
    };
    let entity = keys.iter().find_map(|key| text(key, "/entityID"));
    let mut xml = format!(
        "<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"{}\"><RoleDescriptor>",
        entity.unwrap_or_default()
    );
    for certificate in keys.iter().filter_map(|key| text(key, "/x5c/0")) {
        // Writing to a string can't fail.
        let _ = write!(
            xml,
            "<KeyDescriptor use=\"signing\"><KeyInfo xmlns=\"http://www.w3.org/2000/09/xmldsig#\">\
             <X509Data><X509Certificate>{certificate}</X509Certificate></X509Data></KeyInfo>\
             </KeyDescriptor>"
        );
    }
    xml + "</RoleDescriptor></EntityDescriptor>"
}

/// The keys that are known, by their names: comparing each with each takes too long where there are
/// thousands.
pub(super) struct Known(HashMap<String, Vec<usize>>);

impl Known {
    pub(super) fn of(keys: &[Value]) -> Self {
        let mut known = Self(HashMap::new());
        for (index, key) in keys.iter().enumerate() {
            known.add(key, index);
        }
        known
    }

    pub(super) fn add(&mut self, key: &Value, index: usize) {
        self.0.entry(name(key).to_owned()).or_default().push(index);
    }

    /// Where the very same key stands.
    pub(super) fn find(&self, keys: &[Value], key: &Value) -> Option<usize> {
        let mut same = self.0.get(name(key))?.iter().copied();
        same.find(|index| keys.get(*index) == Some(key))
    }
}

/// What tells most keys apart.
pub(super) fn name(key: &Value) -> &str {
    let text = |pointer: &str| key.pointer(pointer).and_then(Value::as_str);
    let name = text("/kid").or_else(|| text("/x5c/0"));
    name.or_else(|| text("/n")).unwrap_or_default()
}
