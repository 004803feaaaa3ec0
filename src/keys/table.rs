//! The table of keys: rows are distinct keys, columns the places that list them.

use jiff::Timestamp;

use super::merge::build;
use super::names::KeyNames;
use super::sources::read_sources;
use super::{Certificate, KeyRole, PublicKey, Thumbprints};
use crate::documents::Documents;
use crate::issuer::{Authority, Purpose};
use crate::token::Token;

/// All known keys and where each is listed.
#[derive(Debug, Clone, Default)]
pub struct KeyTable {
    /// The places that were read: first those of the authority's addresses in their order, then
    /// loose files.
    pub sources: Vec<Source>,
    /// The distinct keys; those of the token's kid first, then in the order in which they were met:
    /// listed keys before remembered ones.
    pub keys: Vec<Key>,
}

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SourceKind {
    /// A JSON Web Key Set.
    Jwks,
    /// Federation metadata.
    Federation,
    /// A certificate file.
    Certificate,
}

/// A place that lists keys: one key set, one federation metadata document, one certificate file.
#[derive(Debug, Clone)]
pub struct Source {
    /// The URL of the document that was read, or the name of a loose file.
    pub url: String,
    /// A short name for a column: the address's label, or the file's name.
    pub label: String,
    /// What it is.
    pub kind: SourceKind,
    /// The index in the authority's addresses; `None` for loose files.
    pub address: Option<usize>,
    /// The address's purpose.
    pub purpose: Option<Purpose>,
    /// When the document was fetched.
    pub fetched: Option<Timestamp>,
    /// How many of its answers are at hand.
    pub answers: usize,
    /// Whether nothing of it is at hand but what is remembered from earlier: then it lists nothing
    /// now.
    pub only_past: bool,
    /// The `issuer` of the metadata that led here (template not filled).
    pub metadata_issuer: Option<String>,
    /// `cloud_instance_name` of that metadata.
    pub cloud_instance_name: Option<String>,
    /// How many keys it lists.
    pub listed: usize,
    /// What is wrong with the document or its keys, one sentence each.
    pub faults: Vec<String>,
}

/// One distinct key: the same public key under the same kid.
#[derive(Debug, Clone)]
pub struct Key {
    /// The name it is published under; for federation metadata and certificates the SHA-1
    /// thumbprint in base64url, as Entra names its keys.
    pub kid: Option<String>,
    /// The key itself.
    pub public: PublicKey,
    /// Its thumbprints.
    pub thumbprints: Thumbprints,
    /// Its own certificate.
    pub certificate: Option<Certificate>,
    /// `use`.
    pub use_: Option<String>,
    /// `alg`.
    pub alg: Option<String>,
    /// The `issuer` it is published with: it may sign only for that one (rules C6.2). Template not
    /// filled.
    pub issuer: Option<String>,
    /// `cloud_instance_name` (rules C2.5).
    pub cloud_instance_name: Option<String>,
    /// What kind of key it is (rules D1.6).
    pub role: KeyRole,
    /// The places that list it now: indices of [`KeyTable::sources`], ascending. Empty for a key
    /// that is [remembered](Self::is_remembered) from earlier answers.
    pub listed_at: Vec<usize>,
    /// When and where it was seen, earlier answers included.
    pub seen: Seen,
    /// Whether it answers to the token's `kid` (or `x5t`).
    pub matches_kid: bool,
    /// What is wrong with it.
    pub faults: Vec<KeyFault>,
}

/// When and where a key was seen in the answers that are at hand, earlier ones included (rules
/// D1.9).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// The date of the first answer that lists it; `None` where none of them has a date.
    pub first: Option<Timestamp>,
    /// The date of the last answer that lists it.
    pub last: Option<Timestamp>,
    /// The places whose answers list it or once did: indices of [`KeyTable::sources`], ascending.
    pub at: Vec<usize>,
    /// How many of the answers at hand of each of these places list it, in the order of `at`. What is
    /// remembered without its document doesn't count.
    pub times: Vec<usize>,
}

impl Key {
    /// Whether only earlier answers list it: it is known, but in none of the newest answers.
    pub fn is_remembered(&self) -> bool {
        self.listed_at.is_empty() && !self.seen.at.is_empty()
    }

    /// Whether no document at hand lists it: it is known from the key history alone.
    pub fn is_of_history(&self) -> bool {
        self.is_remembered() && self.seen.times.iter().all(|times| *times == 0)
    }
}

impl Seen {
    /// Takes in one more answer.
    pub(super) fn add(&mut self, place: usize, date: Option<Timestamp>, at_hand: bool) {
        let index = self.at.binary_search(&place);
        if let Err(index) = index {
            self.at.insert(index, place);
            self.times.insert(index, 0);
        }
        let (Ok(index) | Err(index)) = index;
        if let Some(times) = self.times.get_mut(index).filter(|_| at_hand) {
            *times += 1;
        }
        if let Some(date) = date {
            self.first = Some(self.first.map_or(date, |first| first.min(date)));
            self.last = Some(self.last.map_or(date, |last| last.max(date)));
        }
    }
}

/// Something wrong with a published key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyFault {
    /// The certificate's public key isn't `n` and `e` (rules D1.2, F-54).
    CertificateOfAnotherKey,
    /// kid or `x5t` look like a thumbprint but aren't the certificate's.
    ThumbprintMismatch {
        /// The certificate's SHA-1 thumbprint, base64url.
        expected: String,
    },
    /// The certificate can't be read; why, as a sentence.
    CertificateUnreadable(String),
    /// The key can't be used: a member is missing or broken, or its size is refused; why, as a phrase
    /// ("its member n is missing").
    Unusable(String),
    /// `use` is something other than `sig`.
    NotForSigning(String),
}

impl KeyTable {
    /// The keys that answer to the token's kid, remembered ones included.
    pub fn matching(&self) -> impl Iterator<Item = (usize, &Key)> {
        self.keys
            .iter()
            .enumerate()
            .filter(|(_, key)| key.matches_kid)
    }

    /// Whether any key is known at all.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The keys that answer to the token's kid and are listed now.
    pub fn matching_now(&self) -> impl Iterator<Item = (usize, &Key)> {
        self.matching().filter(|(_, key)| !key.is_remembered())
    }

    /// The sources that list a key.
    pub fn sources_of<'a>(&'a self, key: &'a Key) -> impl Iterator<Item = &'a Source> {
        key.listed_at
            .iter()
            .filter_map(|index| self.sources.get(*index))
    }

    /// The sources that list a key or once did.
    pub fn seen_by<'a>(&'a self, key: &'a Key) -> impl Iterator<Item = &'a Source> {
        let indices = key.seen.at.iter();
        indices.filter_map(|index| self.sources.get(*index))
    }

    /// Whether nobody asked if a remembered key is still listed: nothing newer is at hand of any place
    /// that once listed it.
    pub fn is_unasked(&self, key: &Key) -> bool {
        key.is_remembered() && self.seen_by(key).all(|source| source.only_past)
    }

    /// In how many of the answers at hand a place lists a key, and how many there are: "in 2 of 3
    /// answers" (rules D1.9).
    pub fn share(&self, key: &Key, source: usize) -> (usize, usize) {
        let times = key.seen.at.binary_search(&source).ok();
        let times = times.and_then(|index| key.seen.times.get(index));
        let answers = self.sources.get(source).map_or(0, |s| s.answers);
        (times.copied().unwrap_or(0).min(answers), answers)
    }

    /// Whether a key is listed by a source whose purpose satisfies `test`.
    pub fn listed_for(&self, key: &Key, test: impl Fn(&Purpose) -> bool) -> bool {
        self.sources_of(key)
            .any(|s| s.purpose.as_ref().is_some_and(&test))
    }
}

/// Builds the table from the newest document of every address, and from every loose document that
/// holds keys. Keys that only earlier documents of an address list are remembered. `token` marks the keys of its kid; without an authority only loose documents count.
pub fn table(
    token: Option<&Token>,
    authority: Option<&Authority>,
    documents: &Documents,
) -> KeyTable {
    let addresses = authority.map_or(&[][..], |a| a.addresses.as_slice());
    let family = authority.map(|a| a.platform.family());
    let names = token.map(KeyNames::of).unwrap_or_default();
    build(read_sources(addresses, documents), &names, family)
}
