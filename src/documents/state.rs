//! How far an address has come, and which document holds its keys.

use super::wanted::Consent;
use super::{Content, Document, Documents, FederationMetadata, JwkSet, Metadata, Origin};
use crate::issuer::{Address, HostTrust, host_of, host_trust, refusal, same_host_family};

/// How far an address has come (interface: `addresses[].state`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddressState {
    /// Its keys came from the network.
    Fetched,
    /// Its keys came from a saved file.
    Saved,
    /// It was asked and gave no keys; the reason, as a sentence.
    Failed(String),
    /// It was not asked; the reason, as a sentence ("Offline.", "Not a Microsoft host: …").
    NotAsked(String),
}

/// What is known about an address's metadata.
pub(super) enum Standing {
    /// Nothing.
    Absent,
    /// It was read.
    Read(Metadata),
    /// It could not be fetched or understood; why, as a sentence.
    Failed(String),
}

pub(super) fn standing(address: &Address, documents: &Documents) -> Standing {
    if address.metadata.is_empty() {
        return Standing::Absent;
    }
    let Some(document) = documents.latest(&address.metadata) else {
        return Standing::Absent;
    };
    match &document.content {
        Content::Json(value) => Metadata::read(&address.metadata, value).map_or_else(
            |error| Standing::Failed(format!("The metadata can't be used: {error}.")),
            Standing::Read,
        ),
        Content::Text(_) => Standing::Failed(format!(
            "The metadata can't be used: what {} answered is not JSON.",
            host_in(&document.url)
        )),
        Content::Failed { reason, .. } => Standing::Failed(format!(
            "The metadata could not be fetched from {}: {reason}.",
            host_in(&document.url)
        )),
    }
}

/// The metadata of an address, where it is known and can be read. Its `issuer` may be another than
/// the token's: that is for the rules to judge.
pub fn metadata_of(address: &Address, documents: &Documents) -> Option<Metadata> {
    match standing(address, documents) {
        Standing::Read(metadata) => Some(metadata),
        Standing::Absent | Standing::Failed(_) => None,
    }
}

/// Why the metadata of an address can't be used, though it was asked for, as a sentence: it did not
/// come, or what came is no metadata.
pub fn metadata_failure(address: &Address, documents: &Documents) -> Option<String> {
    match standing(address, documents) {
        Standing::Failed(why) => Some(why),
        Standing::Absent | Standing::Read(_) => None,
    }
}

/// The URL whose document holds the keys of an address: the `jwks_uri` of its metadata, or the
/// expected one as long as there is no metadata. `None` where nothing is known, and where the
/// metadata names keys on a foreign host (rules C-5, last paragraph) that were never fetched. Keys
/// that metadata of a Microsoft host names elsewhere are never its own, fetched or not.
pub fn keys_url(address: &Address, documents: &Documents) -> Option<String> {
    match standing(address, documents) {
        Standing::Read(metadata) => {
            let url = metadata.jwks_uri;
            let ours = same_host_family(&address.metadata, &url)
                || !strays(&address.metadata, &url) && documents.latest(&url).is_some();
            ours.then_some(url)
        }
        Standing::Absent | Standing::Failed(_) => {
            Some(address.keys.clone()).filter(|url| !url.is_empty())
        }
    }
}

/// How far one address has come.
pub fn address_state(address: &Address, documents: &Documents, consent: &Consent) -> AddressState {
    let keys = keys_url(address, documents).and_then(|url| documents.latest(&url));
    let failure = match keys.map(read_keys) {
        Some(Ok(state)) => return state,
        Some(Err(reason)) => Some(reason),
        None => None,
    };
    // AD FS before 2016 has no key sets, but federation metadata with its certificates.
    if let Some(state) = by_federation(address, documents) {
        return state;
    }
    let standing = standing(address, documents);
    if let Some(failure) = failure {
        return AddressState::Failed(match standing {
            Standing::Failed(metadata) => both_failed(&metadata, &failure),
            Standing::Absent | Standing::Read(_) => failure,
        });
    }
    without_keys(address, &standing, consent)
}

/// Two failures in one sentence where they are of one kind, else one after the other.
fn both_failed(metadata: &str, keys: &str) -> String {
    let same = metadata
        .strip_prefix("The metadata could not be fetched from ")
        .filter(|rest| keys.strip_prefix("The keys could not be fetched from ") == Some(*rest));
    same.map_or_else(
        || format!("{metadata} {keys}"),
        |rest| format!("Neither metadata nor keys could be fetched from {rest}"),
    )
}

/// Where a key set's document leads: a state, or why it holds no keys.
fn read_keys(document: &Document) -> Result<AddressState, String> {
    let host = host_in(&document.url);
    match &document.content {
        Content::Json(value) => JwkSet::read(&document.url, value)
            .map(|_| came_from(document))
            .map_err(|error| format!("The keys can't be used: {error}.")),
        Content::Text(_) => Err(format!(
            "The keys can't be used: what {host} answered is not JSON."
        )),
        Content::Failed { reason, .. } => Err(format!(
            "The keys could not be fetched from {host}: {reason}."
        )),
    }
}

fn by_federation(address: &Address, documents: &Documents) -> Option<AddressState> {
    let document = documents.latest(address.federation.as_deref()?)?;
    let Content::Text(xml) = &document.content else {
        return None;
    };
    let read = FederationMetadata::read(&document.url, xml).ok()?;
    (!read.signers.is_empty()).then(|| came_from(document))
}

fn came_from(document: &Document) -> AddressState {
    match document.origin {
        Origin::Live => AddressState::Fetched,
        Origin::Saved | Origin::File => AddressState::Saved,
    }
}

/// The state of an address whose keys are not there.
fn without_keys(address: &Address, standing: &Standing, consent: &Consent) -> AddressState {
    if address.trust == HostTrust::Refused {
        let why = refusal(address.place()).unwrap_or_default();
        return AddressState::NotAsked(format!("Never asked: {}", uncapitalised(&why)));
    }
    if let Standing::Read(metadata) = standing {
        let keys = &metadata.jwks_uri;
        let foreign = !same_host_family(&address.metadata, keys);
        let unasked = !consent.offline && !consent.allows_keys(&address.metadata, keys);
        if strays(&address.metadata, keys) || foreign && unasked {
            return AddressState::Failed(foreign_keys(&address.metadata, keys));
        }
    }
    // A recorded failure is a fact; without the network nothing more will be asked.
    if consent.offline {
        return match standing {
            Standing::Failed(reason) => AddressState::Failed(reason.clone()),
            Standing::Absent | Standing::Read(_) => AddressState::NotAsked("Offline.".to_owned()),
        };
    }
    if !consent.allows(address.place()) {
        return AddressState::NotAsked(format!(
            "{} is not a Microsoft host: asked only after you allow it.",
            host_in(address.place())
        ));
    }
    match standing {
        Standing::Failed(reason) if address.keys.is_empty() => AddressState::Failed(reason.clone()),
        Standing::Failed(reason) => AddressState::NotAsked(format!(
            "{reason} The expected address of its keys is not asked yet."
        )),
        Standing::Absent | Standing::Read(_) => AddressState::NotAsked("Not asked yet.".to_owned()),
    }
}

/// Whether metadata of a Microsoft host names keys elsewhere: Microsoft's never does.
pub(super) fn strays(metadata: &str, keys: &str) -> bool {
    host_trust(metadata) == HostTrust::Microsoft && !same_host_family(metadata, keys)
}

/// Why the keys that metadata names on another host don't count.
fn foreign_keys(metadata: &str, keys: &str) -> String {
    let host = host_in(keys);
    if let Some(why) = refusal(keys) {
        return format!(
            "The metadata names keys where they are never asked: {}",
            uncapitalised(&why)
        );
    }
    if strays(metadata, keys) {
        return format!(
            "The metadata names keys on {host}. Metadata of a Microsoft host never names another's: \
             it was changed or put together by hand, and those keys don't count."
        );
    }
    format!("The metadata names keys on another host, {host}: asked only after you allow it.")
}

fn uncapitalised(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars
        .next()
        .map(|first| format!("{}{}", first.to_ascii_lowercase(), chars.as_str()))
        .unwrap_or_default()
}

/// The host for a sentence; the text itself where it is no URL.
fn host_in(url: &str) -> String {
    host_of(url).unwrap_or_else(|| url.to_owned())
}
