//! How one key came and went at the addresses that list it or once did (rules D1.9).

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use super::timeline::{identity, spans};
use super::{Key, KeyTable};
use crate::documents::{Documents, JwkSet, PlaceHistory};

/// One key at one address, over all of its dated answers that are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// The address.
    pub url: String,
    /// The first answer that lists the key.
    pub first: Timestamp,
    /// The last answer that lists it.
    pub last: Timestamp,
    /// The last answer before the first one, which lacks the key: the key is new since then. `None`
    /// where the first known answer lists it, so that nobody knows since when it is published.
    pub before: Option<Timestamp>,
    /// How many answers between the first and the last lack it: it vanished and came back.
    pub gaps: usize,
    /// The longest time between two answers that list it, where others between them lack it.
    pub longest_gap: SignedDuration,
    /// The answers after the last one, oldest first: all of them lack it. Of a long run of equal
    /// answers only the ends may be known.
    pub after: Vec<Timestamp>,
}

/// What the answers tell about a key, one course for every address that lists it or once did.
pub fn courses(key: &Key, table: &KeyTable, documents: &Documents) -> Vec<Course> {
    let urls: BTreeSet<&str> = table.seen_by(key).map(|s| s.url.as_str()).collect();
    let place = |url: &str| course(key, documents.over_time(url)?.as_ref());
    urls.into_iter().filter_map(place).collect()
}

fn course(key: &Key, place: &PlaceHistory) -> Option<Course> {
    let published = JwkSet::of_keys(&place.keys).keys;
    let same = |(index, jwk)| identity(index, jwk).1.as_ref() == Some(&key.public);
    let published = published.iter().enumerate();
    let indices: Vec<usize> = published
        .filter(|one| same(*one))
        .map(|(index, _)| index)
        .collect();
    let (spans, gaps) = spans(place, &indices);
    let (first, last) = (spans.first()?.from, spans.last()?.to);
    let away = spans.windows(2).filter_map(|two| match two {
        [a, b] => Some(b.from.duration_since(a.to)),
        _ => None,
    });
    let answers = || place.answers.iter().map(|answer| answer.at);
    Some(Course {
        url: place.url.clone(),
        first,
        last,
        before: answers().rfind(|at| *at < first),
        gaps,
        longest_gap: away.max().unwrap_or_default(),
        after: answers().filter(|at| *at > last).collect(),
    })
}
