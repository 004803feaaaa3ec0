//! What is still to be asked: a pure function of the addresses and the documents that are there.

use super::Documents;
use super::state::{Standing, standing, strays};
use crate::issuer::{Address, HostTrust, Purpose, host_of, host_trust, same_host_family};

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

impl Consent {
    /// Whether a URL may be asked: never while offline, never a refused one, Microsoft's always,
    /// others when their host is allowed.
    pub fn allows(&self, url: &str) -> bool {
        !self.offline
            && match host_trust(url) {
                HostTrust::Microsoft => true,
                HostTrust::Other => self.names(url),
                HostTrust::Refused => false,
            }
    }

    /// Whether the user allowed the host of a URL, be it Microsoft's or not.
    fn names(&self, url: &str) -> bool {
        self.all_hosts || host_of(url).is_some_and(|host| self.hosts.contains(&host))
    }

    /// Whether metadata at `metadata` may send to `keys`: within its host family, or where the user
    /// allowed the other host. Metadata of a Microsoft host sends nowhere else.
    pub(super) fn allows_keys(&self, metadata: &str, keys: &str) -> bool {
        self.allows(keys)
            && !strays(metadata, keys)
            && (same_host_family(metadata, keys) || self.names(keys))
    }
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

/// The requests that are still to be made: metadata first, then the keys that it names (or the
/// expected address where there is no metadata), and federation metadata. Nothing that is there
/// already, nothing that `consent` doesn't allow, nothing twice.
pub fn wanted(addresses: &[Address], documents: &Documents, consent: &Consent) -> Vec<Request> {
    let mut requests = Requests {
        documents,
        list: Vec::new(),
    };
    let allowed =
        |address: &&Address| address.trust != HostTrust::Refused && consent.allows(address.place());
    let with_metadata = |address: &&Address| !address.metadata.is_empty() && allowed(address);
    for address in addresses.iter().filter(with_metadata) {
        requests.add(&address.metadata, RequestKind::Metadata);
    }
    for address in addresses.iter().filter(allowed) {
        if let Some(url) = keys_to_ask(address, documents, consent) {
            requests.add(&url, RequestKind::Keys);
        }
    }
    for address in addresses.iter().filter(allowed) {
        // The keys of all tenants are in the key sets; federation metadata only adds what belongs
        // to this one.
        let own = matches!(
            address.purpose,
            Purpose::Own | Purpose::Application(_) | Purpose::Configured
        );
        if let Some(url) = address.federation.as_deref().filter(|_| own)
            && consent.allows(url)
        {
            requests.add(url, RequestKind::Federation);
        }
    }
    requests.list
}

/// The key set of an address that may be asked now; `None` as long as its metadata is awaited.
fn keys_to_ask(address: &Address, documents: &Documents, consent: &Consent) -> Option<String> {
    match standing(address, documents) {
        Standing::Absent if address.metadata.is_empty() => {
            Some(address.keys.clone()).filter(|keys| consent.allows(keys))
        }
        Standing::Absent => None,
        Standing::Read(metadata) => {
            Some(metadata.jwks_uri).filter(|keys| consent.allows_keys(&address.metadata, keys))
        }
        Standing::Failed(_) => Some(address.keys.clone()).filter(|keys| consent.allows(keys)),
    }
}

struct Requests<'a> {
    documents: &'a Documents,
    list: Vec<Request>,
}

impl Requests<'_> {
    fn add(&mut self, url: &str, kind: RequestKind) {
        // A failure that is known counts too: asking again is the user's to say.
        let known = self.documents.latest(url).is_some();
        if !known && !self.list.iter().any(|request| request.url == url) {
            self.list.push(Request {
                url: url.to_owned(),
                kind,
            });
        }
    }
}
