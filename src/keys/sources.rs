//! Reads the documents that list keys.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::{Value, json};
use url::Url;

use super::{PublicKey, Source, SourceKind, pem};
use crate::documents::{Content, Document, Documents, FederationMetadata, Jwk, JwkSet, Origin};
use crate::documents::{PlaceKind, Sighting, keys_url, metadata_failure, metadata_of};
use crate::issuer::Address;

/// One place with what it lists.
pub(super) struct ReadSource {
    pub(super) source: Source,
    pub(super) entries: Vec<Entry>,
    /// What its earlier answers list, the newest first, each with its date.
    pub(super) earlier: Vec<(Option<Timestamp>, Vec<Entry>)>,
    /// What is remembered of it from earlier, and when it was listed.
    pub(super) past: Vec<(Entry, Sighting)>,
}

/// One key as a place lists it.
#[derive(Clone)]
pub(super) enum Entry {
    /// A JSON Web Key.
    Jwk(Box<Jwk>),
    /// A certificate, DER.
    Certificate(Vec<u8>),
    /// A bare public key.
    Public(PublicKey),
}

/// Reads the documents of every address in their order, then loose documents.
pub(super) fn read_sources(addresses: &[Address], documents: &Documents) -> Vec<ReadSource> {
    let mut sources = Vec::new();
    let mut seen = BTreeSet::new();
    for (index, address) in addresses.iter().enumerate() {
        sources.extend(of_keys(index, address, documents));
        // Versions of one tenant share its federation metadata.
        let federation = address.federation.as_deref();
        if seen.insert((federation, format!("{:?}", address.purpose))) {
            sources.extend(of_federation(index, address, documents));
        }
    }
    sources.extend(loose(addresses, documents));
    sources
}

/// The key set of an address.
fn of_keys(index: usize, address: &Address, documents: &Documents) -> Option<ReadSource> {
    let document = keys_url(address, documents)
        .and_then(|url| usable(documents, &url))
        .or_else(|| usable(documents, &address.keys));
    let Some(document) = document else {
        let url = keys_url(address, documents);
        let named = || documents.past().keys_named_by(&address.metadata);
        let url = url.or_else(|| named().map(str::to_owned));
        let url = url.unwrap_or_else(|| address.keys.clone());
        let mut read = only_past(documents, &url, SourceKind::Jwks)?;
        read.source.label.clone_from(&address.label);
        read.source.address = Some(index);
        read.source.purpose = Some(address.purpose.clone());
        return Some(read);
    };
    let metadata = metadata_of(address, documents);
    let mut read = match &document.content {
        Content::Json(value) => of_jwks(document, value),
        Content::Text(_) => {
            let fault = "This is not a key set: it is not JSON.".to_owned();
            with_fault(document, SourceKind::Jwks, fault)
        }
        Content::Failed { .. } => return None,
    };
    read.source.label.clone_from(&address.label);
    read.source.address = Some(index);
    read.source.purpose = Some(address.purpose.clone());
    let urls = [document.url.as_str(), address.keys.as_str()];
    read.earlier = earlier(documents, document, &urls, |answer| match &answer.content {
        Content::Json(value) => Some(of_jwks(answer, value)),
        Content::Text(_) | Content::Failed { .. } => None,
    });
    read.past = past(documents, &document.url);
    if let Some(reason) = metadata_failure(address, documents) {
        let reason = reason.trim_end_matches('.');
        read.source.faults.push(format!(
            "The metadata at this address can't be used ({reason}); these keys are from where they \
             are usually published."
        ));
    }
    if let Some(metadata) = metadata {
        read.source.metadata_issuer = Some(metadata.issuer);
        read.source.cloud_instance_name = metadata.cloud_instance_name;
    }
    Some(read)
}

/// The federation metadata of an address.
fn of_federation(index: usize, address: &Address, documents: &Documents) -> Option<ReadSource> {
    let url = address.federation.as_deref()?;
    let mut read = match usable(documents, url) {
        None => only_past(documents, url, SourceKind::Federation)?,
        Some(document) => {
            let mut read = match text_of(&document.content) {
                Some(text) => of_xml(document, text),
                None => with_fault(
                    document,
                    SourceKind::Federation,
                    "This is not federation metadata: it is not XML.".to_owned(),
                ),
            };
            read.earlier = earlier(documents, document, &[url], |answer| {
                text_of(&answer.content).map(|text| of_xml(answer, text))
            });
            read.past = past(documents, url);
            read
        }
    };
    read.source.label = format!("{}, federation metadata", address.label);
    read.source.address = Some(index);
    read.source.purpose = Some(address.purpose.clone());
    Some(read)
}

/// What the answers of a place list beside its newest one, `newest`.
fn earlier(
    documents: &Documents,
    newest: &Document,
    urls: &[&str],
    read: impl Fn(&Document) -> Option<ReadSource>,
) -> Vec<(Option<Timestamp>, Vec<Entry>)> {
    let mut answers: Vec<&Document> = Vec::new();
    for (index, url) in urls.iter().enumerate() {
        if !urls.iter().take(index).any(|known| known == url) {
            answers.extend(documents.history(url).filter(|d| !std::ptr::eq(*d, newest)));
        }
    }
    answers.sort_by_key(|answer| std::cmp::Reverse(answer.fetched));
    let listed = answers
        .into_iter()
        .filter_map(|answer| Some((answer.fetched, read(answer)?.entries)));
    listed.collect()
}

/// What is remembered of an address, and when it was listed.
fn past(documents: &Documents, url: &str) -> Vec<(Entry, Sighting)> {
    let Some(place) = documents.past().place(url) else {
        return Vec::new();
    };
    let set = JwkSet::of_keys(&place.keys);
    let sightings = place.sightings();
    let entries = set.keys.into_iter().map(|jwk| match place.kind {
        PlaceKind::Keys => Some(Entry::Jwk(Box::new(jwk))),
        PlaceKind::Federation => jwk.x5c.into_iter().next().map(Entry::Certificate),
    });
    let both = entries.zip(sightings);
    both.filter_map(|(entry, sighting)| Some((entry?, sighting?)))
        .collect()
}

/// An address of which nothing is at hand but what is remembered.
fn only_past(documents: &Documents, url: &str, kind: SourceKind) -> Option<ReadSource> {
    let past = past(documents, url);
    if past.is_empty() {
        return None;
    }
    let source = Source {
        url: url.to_owned(),
        label: label_of(url),
        kind,
        address: None,
        purpose: None,
        fetched: None,
        answers: 0,
        only_past: true,
        metadata_issuer: None,
        cloud_instance_name: None,
        listed: 0,
        faults: Vec::new(),
    };
    Some(ReadSource {
        source,
        entries: Vec::new(),
        earlier: Vec::new(),
        past,
    })
}

/// Documents from files that belong to none of the addresses.
fn loose(addresses: &[Address], documents: &Documents) -> Vec<ReadSource> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for address in addresses {
        seen.extend([address.metadata.clone(), address.keys.clone()]);
        seen.extend(address.federation.clone());
        seen.extend(keys_url(address, documents));
    }
    let mut sources = Vec::new();
    for document in documents.iter() {
        let from_file = matches!(document.origin, Origin::File | Origin::Saved);
        if from_file && seen.insert(document.url.clone()) {
            sources.extend(usable(documents, &document.url).and_then(of_loose));
        }
    }
    sources
}

fn of_loose(document: &Document) -> Option<ReadSource> {
    match &document.content {
        Content::Json(value) if value.get("keys").is_some() => Some(of_jwks(document, value)),
        // One key without the set around it.
        Content::Json(value) if value.get("kty").is_some() => {
            Some(of_jwks(document, &json!({ "keys": [value] })))
        }
        content => {
            let text = text_of(content)?;
            let start = text.trim_start_matches('\u{feff}').trim_start();
            if start.starts_with('<') {
                start
                    .contains("EntityDescriptor")
                    .then(|| of_xml(document, text))
            } else {
                of_pem(document, text)
            }
        }
    }
}

fn of_jwks(document: &Document, value: &Value) -> ReadSource {
    match JwkSet::read(&document.url, value) {
        Ok(set) => read(
            document,
            SourceKind::Jwks,
            set.faults,
            set.keys
                .into_iter()
                .map(|jwk| Entry::Jwk(Box::new(jwk)))
                .collect(),
        ),
        Err(error) => with_fault(document, SourceKind::Jwks, format!("{error}.")),
    }
}

fn of_xml(document: &Document, xml: &str) -> ReadSource {
    match FederationMetadata::read(&document.url, xml) {
        Ok(federation) => {
            let entries = federation
                .signers
                .into_iter()
                .map(|signer| Entry::Certificate(signer.certificate))
                .collect();
            let mut read = read(document, SourceKind::Federation, Vec::new(), entries);
            read.source.metadata_issuer = Some(federation.entity_id);
            read
        }
        Err(error) => with_fault(document, SourceKind::Federation, format!("{error}.")),
    }
}

fn of_pem(document: &Document, text: &str) -> Option<ReadSource> {
    let keys = pem::read(text)?;
    let certificates = keys.certificates.into_iter().map(Entry::Certificate);
    let entries = certificates
        .chain(keys.keys.into_iter().map(Entry::Public))
        .collect();
    Some(read(
        document,
        SourceKind::Certificate,
        keys.faults,
        entries,
    ))
}

fn with_fault(document: &Document, kind: SourceKind, fault: String) -> ReadSource {
    read(document, kind, vec![fault], Vec::new())
}

fn read(
    document: &Document,
    kind: SourceKind,
    faults: Vec<String>,
    entries: Vec<Entry>,
) -> ReadSource {
    ReadSource {
        source: Source {
            url: document.url.clone(),
            label: label_of(&document.url),
            kind,
            address: None,
            purpose: None,
            fetched: document.fetched,
            answers: 1,
            only_past: false,
            metadata_issuer: None,
            cloud_instance_name: None,
            listed: entries.len(),
            faults,
        },
        entries,
        earlier: Vec::new(),
        past: Vec::new(),
    }
}

/// The newest document of a URL, unless every try failed.
fn usable<'a>(documents: &'a Documents, url: &str) -> Option<&'a Document> {
    documents
        .latest(url)
        .filter(|d| !matches!(d.content, Content::Failed { .. }))
}

/// Text, or a JSON string that holds one.
fn text_of(content: &Content) -> Option<&str> {
    match content {
        Content::Text(text) | Content::Json(Value::String(text)) => Some(text),
        Content::Json(_) | Content::Failed { .. } => None,
    }
}

/// A file's name without its folders, or a URL's host.
fn label_of(url: &str) -> String {
    let host = Url::parse(url).ok().and_then(|u| {
        u.host_str()
            .filter(|host| !host.is_empty())
            .map(str::to_owned)
    });
    let file = || {
        url.rsplit(['/', '\\'])
            .find(|part| !part.is_empty())
            .unwrap_or(url)
            .to_owned()
    };
    host.unwrap_or_else(file)
}
