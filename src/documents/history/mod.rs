//! What the key addresses answered over time (rules D1.9): every distinct key once, and for every
//! answer which of them it listed. Public documents only; a token never stands in it.

mod file;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::base64;
use super::{Content, Document, Documents, FederationMetadata, Origin};

/// The history of every address.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    places: Vec<PlaceHistory>,
}

/// The history of one address.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceHistory {
    /// The address of the key set or of the federation metadata.
    pub url: String,
    /// What it publishes.
    pub kind: PlaceKind,
    /// Every distinct key that it ever listed: JSON Web Keys as published; for federation metadata
    /// objects with the certificate as `x5c`.
    pub keys: Vec<Value>,
    /// Its answers, oldest first. Of a run of equal answers the first and the last are kept.
    pub answers: Vec<PastAnswer>,
}

/// What an address publishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceKind {
    /// A JSON Web Key Set.
    Keys,
    /// Federation metadata.
    Federation,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastAnswer {
    /// When it came.
    pub at: Timestamp,
    /// The keys that it listed: indices of [`PlaceHistory::keys`], ascending. The order of keys in a
    /// document means nothing (rules D1.8) and is not kept.
    pub keys: Vec<usize>,
}

/// When a key was listed by one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sighting {
    /// The first answer that listed it.
    pub first: Timestamp,
    /// The last answer that listed it.
    pub last: Timestamp,
}

impl History {
    /// The places, in the order in which they were met.
    pub fn places(&self) -> &[PlaceHistory] {
        &self.places
    }

    /// The history of an address.
    pub fn place(&self, url: &str) -> Option<&PlaceHistory> {
        self.places.iter().find(|place| place.url == url)
    }

    /// Whether nothing is remembered.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Takes in a document and says whether it was an answer with keys: fetched or saved from an
    /// address, dated, and a key set or federation metadata. Everything else is left out.
    pub fn learn(&mut self, document: &Document) -> bool {
        let Some((kind, keys)) = listed(document) else {
            return false;
        };
        let Some(at) = document.fetched.filter(|_| document.origin != Origin::File) else {
            return false;
        };
        let place = self.place_mut(&document.url, kind);
        let mut indices: Vec<usize> = keys.into_iter().map(|key| place.index_of(key)).collect();
        indices.sort_unstable();
        indices.dedup();
        place.insert(PastAnswer { at, keys: indices });
        true
    }

    /// Takes in another history.
    pub fn merge(&mut self, other: &Self) {
        for theirs in &other.places {
            let place = self.place_mut(&theirs.url, theirs.kind);
            let map: Vec<usize> = theirs
                .keys
                .iter()
                .map(|key| place.index_of(key.clone()))
                .collect();
            for answer in &theirs.answers {
                let indices = answer.keys.iter().filter_map(|index| map.get(*index));
                let mut keys: Vec<usize> = indices.copied().collect();
                keys.sort_unstable();
                place.insert(PastAnswer {
                    at: answer.at,
                    keys,
                });
            }
        }
    }

    /// The same as documents, for a saved inspection: one for every answer. Members beside the keys
    /// were not kept.
    pub fn documents(&self) -> Vec<Document> {
        let mut documents = Vec::new();
        for place in &self.places {
            documents.extend(place.answers.iter().map(|answer| Document {
                url: place.url.clone(),
                fetched: Some(answer.at),
                date: None,
                origin: Origin::Saved,
                content: Content::Json(json!({ "keys": place.listed_in(answer) })),
            }));
        }
        documents
    }

    /// What is in the documents at hand.
    pub fn of(documents: &Documents) -> Self {
        let mut history = Self::default();
        for document in documents.iter() {
            history.learn(document);
        }
        history
    }

    fn place_mut(&mut self, url: &str, kind: PlaceKind) -> &mut PlaceHistory {
        let index = self.places.iter().position(|place| place.url == url);
        let index = index.unwrap_or_else(|| {
            self.places.push(PlaceHistory {
                url: url.to_owned(),
                kind,
                keys: Vec::new(),
                answers: Vec::new(),
            });
            self.places.len() - 1
        });
        // The index was just looked up or made.
        #[expect(clippy::indexing_slicing, reason = "see above")]
        &mut self.places[index]
    }
}

impl PlaceHistory {
    /// The keys of one of its answers.
    pub fn listed_in(&self, answer: &PastAnswer) -> Vec<&Value> {
        let indices = answer.keys.iter();
        indices.filter_map(|index| self.keys.get(*index)).collect()
    }

    /// When each of its keys was listed first and last, in the order of `keys`.
    pub fn sightings(&self) -> Vec<Option<Sighting>> {
        let mut seen: Vec<Option<Sighting>> = vec![None; self.keys.len()];
        for answer in &self.answers {
            for index in &answer.keys {
                if let Some(sighting) = seen.get_mut(*index) {
                    let first = sighting.map_or(answer.at, |s| s.first);
                    let last = answer.at;
                    *sighting = Some(Sighting { first, last });
                }
            }
        }
        seen
    }

    fn index_of(&mut self, key: Value) -> usize {
        let known = self.keys.iter().position(|known| *known == key);
        known.unwrap_or_else(|| {
            self.keys.push(key);
            self.keys.len() - 1
        })
    }

    /// Puts an answer in its place in time; in the middle of a run of equal answers it adds nothing.
    fn insert(&mut self, answer: PastAnswer) {
        let place = self.answers.partition_point(|known| known.at < answer.at);
        let at = |index: usize| self.answers.get(index);
        if at(place).is_some_and(|known| *known == answer) {
            return;
        }
        self.answers.insert(place, answer);
        self.thin_out(place);
    }

    /// Drops those of three equal answers in a row that stand in the middle, around a place.
    fn thin_out(&mut self, around: usize) {
        let mut middle = (around + 1).min(self.answers.len().saturating_sub(2));
        while middle + 2 > around && middle > 0 {
            let three = self.answers.get(middle - 1..=middle + 1);
            let equal = |three: &[PastAnswer]| matches!(three, [a, b, c] if a.keys == b.keys && b.keys == c.keys);
            if three.is_some_and(equal) {
                self.answers.remove(middle);
            }
            middle -= 1;
        }
    }
}

/// The keys that a document lists; `None` where it is no key set and no federation metadata.
fn listed(document: &Document) -> Option<(PlaceKind, Vec<Value>)> {
    match &document.content {
        Content::Json(Value::String(xml)) | Content::Text(xml) => {
            let metadata = FederationMetadata::read(&document.url, xml).ok()?;
            let keys = metadata
                .signers
                .into_iter()
                .map(|signer| json!({ "x5c": [base64::encode(&signer.certificate)] }));
            Some((PlaceKind::Federation, keys.collect()))
        }
        Content::Json(value) => {
            let keys = value.get("keys")?.as_array()?;
            Some((PlaceKind::Keys, keys.clone()))
        }
        Content::Failed { .. } => None,
    }
}
