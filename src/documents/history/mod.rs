//! What the key addresses answered over time (rules D1.9): every distinct key once, and for every
//! answer which of them it listed. Public documents only; a token never stands in it.

mod file;
mod listed;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::Value;

use listed::{Known, content_of, listed, named_keys};

use super::{Document, Documents, Origin};

/// The history of every address.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    places: Vec<PlaceHistory>,
    /// Which key set a metadata document named last, by the metadata's address.
    named: BTreeMap<String, String>,
}

/// The history of one address.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceHistory {
    /// The address of the key set or of the federation metadata.
    pub url: String,
    /// What it publishes.
    pub kind: PlaceKind,
    /// Every distinct key that it ever listed, as JSON objects: JSON Web Keys as published; for
    /// federation metadata the certificate as `x5c` and the document's `entityID`.
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

    /// Its dates: the first answer and the last one of all addresses.
    pub fn span(&self) -> Option<Sighting> {
        let answers = || self.places.iter().flat_map(|place| &place.answers);
        let first = answers().map(|answer| answer.at).min()?;
        let last = answers().map(|answer| answer.at).max()?;
        Some(Sighting { first, last })
    }

    /// The place that listed a key of this name (`kid` or `x5t`) last, and when it did.
    pub fn seen_named(&self, name: &str) -> Option<(&str, Sighting)> {
        let of_place = |place| seen_named(place, name);
        let seen = self.places.iter().filter_map(of_place);
        seen.max_by_key(|(_, sighting)| sighting.last)
    }

    /// Whether nothing is remembered.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Takes in a document and says whether it was an answer with keys: fetched or saved from an
    /// address, dated, and a key set or federation metadata. Of metadata it keeps where the keys are;
    /// everything else is left out.
    pub fn learn(&mut self, document: &Document) -> bool {
        if let Some(keys) = named_keys(document) {
            self.named.insert(document.url.clone(), keys);
        }
        let Some((kind, keys)) = listed(document) else {
            return false;
        };
        let Some(at) = document.fetched.filter(|_| document.origin != Origin::File) else {
            return false;
        };
        self.place_mut(&document.url, kind).take(at, keys);
        true
    }

    /// The key set that the metadata at this address named last, where its answers are remembered.
    pub fn keys_named_by(&self, metadata: &str) -> Option<&str> {
        let url = self.named.get(metadata)?;
        self.place(url).map(|place| place.url.as_str())
    }

    /// Takes in another history.
    pub fn merge(&mut self, other: &Self) {
        self.named.extend(other.named.clone());
        for theirs in &other.places {
            let place = self.place_mut(&theirs.url, theirs.kind);
            let map = place.indices_of(theirs.keys.iter().cloned());
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
                content: content_of(place.kind, &place.listed_in(answer)),
            }));
        }
        documents
    }

    /// What is in the documents at hand.
    pub fn of(documents: &Documents) -> Self {
        Self::of_each(documents.iter())
    }

    /// What addresses answered this program itself. What stands in a file that came from elsewhere
    /// is only a claim, and is not remembered unasked.
    pub fn of_live(documents: &Documents) -> Self {
        Self::of_each(documents.iter().filter(|d| d.origin == Origin::Live))
    }

    fn of_each<'a>(documents: impl Iterator<Item = &'a Document>) -> Self {
        let mut history = Self::default();
        for document in documents {
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

    /// Whether an answer of this moment is among them.
    fn has_answer(&self, at: Timestamp) -> bool {
        let place = self.answers.binary_search_by_key(&at, |answer| answer.at);
        place.is_ok()
    }

    /// How many keys it ever listed. One that was published in several forms, as members came and
    /// went, counts once.
    pub fn distinct_keys(&self) -> usize {
        let names = self.keys.iter().map(listed::name);
        let names: BTreeSet<&str> = names.collect();
        names.len()
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

    /// Takes in one answer.
    fn take(&mut self, at: Timestamp, keys: Vec<Value>) {
        let mut keys = self.indices_of(keys.into_iter());
        keys.sort_unstable();
        keys.dedup();
        self.insert(PastAnswer { at, keys });
    }

    /// Where these keys stand in `keys`; unknown ones are added.
    fn indices_of(&mut self, keys: impl Iterator<Item = Value>) -> Vec<usize> {
        let mut known = Known::of(&self.keys);
        keys.map(|key| {
            known.find(&self.keys, &key).unwrap_or_else(|| {
                known.add(&key, self.keys.len());
                self.keys.push(key);
                self.keys.len() - 1
            })
        })
        .collect()
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

fn seen_named<'a>(place: &'a PlaceHistory, name: &str) -> Option<(&'a str, Sighting)> {
    let named = |key: &Value| {
        let is = |member: &str| key.get(member).and_then(Value::as_str) == Some(name);
        is("kid") || is("x5t")
    };
    place.keys.iter().any(named).then_some(())?;
    let seen = place.keys.iter().zip(place.sightings());
    let seen = seen.filter_map(|(key, sighting)| sighting.filter(|_| named(key)));
    let last = seen.max_by_key(|sighting| sighting.last)?;
    Some((place.url.as_str(), last))
}

impl Documents {
    /// All that is known of an address over time: what is remembered, and the dated answers at hand.
    pub fn over_time(&self, url: &str) -> Option<Cow<'_, PlaceHistory>> {
        let past = self.past().place(url);
        let new = |document: &&Document| {
            let known = past.zip(document.fetched);
            known.is_none_or(|(place, at)| !place.has_answer(at))
        };
        let mut at_hand = History::of_each(self.history(url).filter(new));
        match (at_hand.places.pop(), past) {
            (None, past) => past.map(Cow::Borrowed),
            (Some(place), None) => Some(Cow::Owned(place)),
            (Some(new), Some(past)) => {
                let alone = |place| History {
                    places: vec![place],
                    ..History::default()
                };
                let mut both = alone(past.clone());
                both.merge(&alone(new));
                both.places.pop().map(Cow::Owned)
            }
        }
    }
}
