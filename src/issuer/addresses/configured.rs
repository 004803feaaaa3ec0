//! The places that an API is configured with (rules C-8).

use super::super::hosts::host_trust;
use super::super::metadata_url::{metadata_address, metadata_facts, same_address};
use super::super::{Address, Family, Hints, Purpose};
use super::{List, Listed, address};

/// Adds what the API is configured with, unless it is in the list already.
pub(super) fn join(mut list: List, hints: &Hints) -> Listed {
    let metadata = given(hints.metadata.as_deref()).map(|text| add_metadata(&mut list, text));
    let keys = given(hints.keys.as_deref()).map(|url| add_keys(&mut list, url));
    let (keys, moved) = keys.unzip();
    // A key set that joined in front moves the metadata by one.
    let metadata = metadata.map(|at| at + usize::from(moved == Some(true)));
    Listed {
        addresses: list.addresses,
        configured: keys.or(metadata),
        configured_metadata: metadata,
    }
}

fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

fn add_metadata(list: &mut List, text: &str) -> usize {
    let metadata = metadata_address(text).unwrap_or_else(|| text.to_owned());
    if let Some(index) = list.position(&metadata) {
        return index;
    }
    let is_xml = text.to_ascii_lowercase().contains(".xml");
    let federation = is_xml.then(|| text.to_owned());
    let why = if metadata == text {
        "The metadata address that the API is configured with.".to_owned()
    } else {
        format!("The API is configured with {text}; its metadata is here.")
    };
    let label = label(&metadata);
    let configured = address(label, Purpose::Configured, metadata, federation, why);
    list.addresses.insert(0, configured);
    0
}

/// Adds a key set without metadata, and tells whether it is new. Where one of the addresses has its
/// keys there, that one stands for it.
fn add_keys(list: &mut List, url: &str) -> (usize, bool) {
    let known = |a: &Address| same_address(&a.keys, url);
    if let Some(index) = list.addresses.iter().position(known) {
        return (index, false);
    }
    let configured = Address {
        label: format!("{}, key set", label(url)),
        purpose: Purpose::Configured,
        metadata: String::new(),
        keys: url.to_owned(),
        federation: None,
        trust: host_trust(url),
        why: "The key set that the API is configured with. It reads no metadata.".to_owned(),
    };
    list.addresses.insert(0, configured);
    (0, true)
}

/// "configured: organizations, v2.0".
fn label(metadata: &str) -> String {
    let facts = metadata_facts(metadata);
    let mut parts: Vec<String> = Vec::new();
    parts.extend(facts.policy.clone().or(facts.tenant.clone()));
    if facts.family == Family::Entra {
        parts.extend(facts.version.map(|v| format!("v{v}.0")));
    }
    if facts.app_id.is_some() {
        parts.push("?appid=".to_owned());
    }
    if parts.is_empty() {
        "configured".to_owned()
    } else {
        format!("configured: {}", parts.join(", "))
    }
}
