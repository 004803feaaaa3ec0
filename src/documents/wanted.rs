//! What is still to be asked: a pure function of the addresses and the documents that are there.

use super::Documents;
use crate::issuer::Address;

/// What the user allows to be asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Consent {
    /// Nothing at all may be asked.
    pub offline: bool,
    /// Every host may be asked.
    pub all_hosts: bool,
    /// Hosts beside Microsoft's that may be asked, in lower case.
    pub hosts: Vec<String>,
}

/// One request that should be made.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Request {
    /// The address of the document.
    pub url: String,
    /// What it should be.
    pub kind: RequestKind,
}

/// What a request asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RequestKind {
    /// `OpenID` metadata: JSON.
    Metadata,
    /// A key set: JSON.
    Keys,
    /// Federation metadata: XML.
    Federation,
}

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

/// The requests that are still to be made: metadata first, then the keys that it names (or the
/// expected address where there is no metadata), and federation metadata. Nothing that is there
/// already, nothing that `consent` doesn't allow, nothing twice.
pub fn wanted(addresses: &[Address], documents: &Documents, consent: &Consent) -> Vec<Request> {
    let _ = (addresses, documents, consent);
    Vec::new()
}

/// How far one address has come.
pub fn address_state(address: &Address, documents: &Documents, consent: &Consent) -> AddressState {
    let _ = (address, documents, consent);
    AddressState::NotAsked(String::new())
}
