//! Where an address's keys are.

use crate::documents::{Content, Documents, Metadata};
use crate::issuer::{Address, same_host_family};

/// The metadata of an address, where it is known and can be read.
pub(super) fn metadata_of(address: &Address, documents: &Documents) -> Option<Metadata> {
    match &documents.latest(&address.metadata)?.content {
        Content::Json(value) => Metadata::read(&address.metadata, value).ok(),
        Content::Text(_) | Content::Failed { .. } => None,
    }
}

/// The URL whose document holds the address's keys: what its metadata names, as long as that is of
/// the same host family, else where the keys are expected.
pub(super) fn keys_url(address: &Address, documents: &Documents) -> Option<String> {
    let named = metadata_of(address, documents)
        .map(|m| m.jwks_uri)
        .filter(|url| same_host_family(&address.metadata, url));
    Some(named.unwrap_or_else(|| address.keys.clone())).filter(|url| !url.is_empty())
}
