//! Keys over time: for one address, when each key was listed, and which answers lacked it.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;

use super::{Certificate, KeyTable, PublicKey, Thumbprints};
use crate::documents::{Documents, Jwk, JwkSet, PastAnswer, PlaceHistory};

/// The history of one address, ready to be drawn.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Timeline {
    /// The address.
    pub url: String,
    /// Its answers, oldest first.
    pub answers: Vec<Timestamp>,
    /// One row a key: that of the token's kid first, then the latest seen first. The order of keys in
    /// a document means nothing (rules D1.8).
    pub rows: Vec<TimelineRow>,
}

/// One key over time.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineRow {
    /// The name it is published under; for federation metadata its certificate's thumbprint.
    pub kid: String,
    /// The same key in the table of keys, where it stands there.
    pub key: Option<usize>,
    /// Whether it answers to the token's kid.
    pub matches_kid: bool,
    /// The first answer that lists it.
    pub first: Timestamp,
    /// The last answer that lists it.
    pub last: Timestamp,
    /// When it was listed, without a break: from the first to the last answer of a run that lists it.
    pub spans: Vec<Span>,
    /// How many answers between its first and its last lack it.
    pub gaps: usize,
}

/// A run of answers that list a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first answer of the run.
    pub from: Timestamp,
    /// The last answer of the run.
    pub to: Timestamp,
}

/// The timelines of every address of the table whose answers have dates, those with the most answers
/// first.
pub fn timelines(table: &KeyTable, documents: &Documents) -> Vec<Timeline> {
    let mut urls = BTreeSet::new();
    let sources = table.sources.iter().map(|source| source.url.as_str());
    let mut timelines: Vec<Timeline> = sources
        .filter(|url| urls.insert(*url))
        .filter_map(|url| Some(timeline(documents.over_time(url)?.as_ref(), table)))
        .collect();
    timelines.sort_by_key(|timeline| std::cmp::Reverse(timeline.answers.len()));
    timelines
}

/// The timeline of one address.
pub fn timeline(place: &PlaceHistory, table: &KeyTable) -> Timeline {
    let mut in_table: HashMap<&PublicKey, usize> = HashMap::new();
    for (index, key) in table.keys.iter().enumerate() {
        in_table.entry(&key.public).or_insert(index);
    }
    let mut rows: Vec<TimelineRow> = Vec::new();
    for one in distinct(place) {
        let key = one.public.as_ref().and_then(|public| in_table.get(public));
        rows.extend(row(&one, place, table, key.copied()));
    }
    rows.sort_by(|a, b| {
        let later = (b.last, b.first).cmp(&(a.last, a.first));
        b.matches_kid
            .cmp(&a.matches_kid)
            .then(later)
            .then_with(|| a.kid.cmp(&b.kid))
    });
    Timeline {
        url: place.url.clone(),
        answers: place.answers.iter().map(|answer| answer.at).collect(),
        rows,
    }
}

fn row(
    one: &Distinct,
    place: &PlaceHistory,
    table: &KeyTable,
    key: Option<usize>,
) -> Option<TimelineRow> {
    let (spans, gaps) = spans(place, &one.indices);
    let in_table = key.and_then(|index| table.keys.get(index));
    Some(TimelineRow {
        kid: one.name.clone(),
        key,
        matches_kid: in_table.is_some_and(|key| key.matches_kid),
        first: spans.first()?.from,
        last: spans.last()?.to,
        gaps,
        spans,
    })
}

/// One key of a place. It may have been published in several forms: members come and go.
struct Distinct {
    name: String,
    public: Option<PublicKey>,
    indices: Vec<usize>,
}

fn distinct(place: &PlaceHistory) -> Vec<Distinct> {
    let mut all: Vec<Distinct> = Vec::new();
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, jwk) in JwkSet::of_keys(&place.keys).keys.iter().enumerate() {
        let (name, public) = identity(index, jwk);
        let named = by_name.entry(name.clone()).or_default();
        let same = |at: &usize| {
            let known = all.get(*at);
            public.is_some() && known.is_some_and(|one| one.public == public)
        };
        let known = named.iter().copied().find(same);
        if let Some(one) = known.and_then(|at| all.get_mut(at)) {
            one.indices.push(index);
            continue;
        }
        named.push(all.len());
        all.push(Distinct {
            name,
            public,
            indices: vec![index],
        });
    }
    all
}

/// The runs of answers that list a key, and how many answers lack it between its first and last.
pub(super) fn spans(place: &PlaceHistory, indices: &[usize]) -> (Vec<Span>, usize) {
    let mut spans: Vec<Span> = Vec::new();
    let (mut open, mut lacking, mut gaps) = (false, 0, 0);
    for PastAnswer { at, keys } in &place.answers {
        let listed = indices
            .iter()
            .any(|index| keys.binary_search(index).is_ok());
        match spans.last_mut() {
            Some(span) if open && listed => span.to = *at,
            _ if listed => {
                gaps += std::mem::take(&mut lacking);
                spans.push(Span { from: *at, to: *at });
            }
            Some(_) => lacking += 1,
            None => {}
        }
        open = listed;
    }
    (spans, gaps)
}

/// The name of a key and the key itself.
pub(super) fn identity(index: usize, jwk: &Jwk) -> (String, Option<PublicKey>) {
    let certificate = jwk.x5c.first();
    let public = PublicKey::of_jwk(jwk).ok().or_else(|| {
        let read = Certificate::read(certificate?).ok()?;
        Some(read.public)
    });
    let thumbprint = || Thumbprints::of_certificate(certificate?).x5t;
    let name = jwk.kid.clone().or_else(|| jwk.x5t.clone());
    let name = name.or_else(thumbprint);
    let name = name.unwrap_or_else(|| format!("key {}", index + 1));
    (name, public)
}
