//! When keys were seen, as the key history of this computer tells.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::documents::{Documents, Sighting};
use crate::keys::{KeyTable, timeline};
use crate::report::{Column, escaped, table};

/// When the keys of a listing were seen, and keys that were seen earlier.
#[derive(Debug, Default)]
pub(super) struct Earlier {
    /// The keys of the table, by their index.
    pub(super) listed: BTreeMap<usize, Sighting>,
    /// Keys of the same addresses that no answer lists now, the latest seen first.
    pub(super) gone: Vec<Gone>,
}

/// A key that was seen earlier.
#[derive(Debug)]
pub(super) struct Gone {
    kid: String,
    url: String,
    seen: Sighting,
}

impl Earlier {
    /// What is remembered of the table's places, and of `more` that could not be asked.
    pub(super) fn of(keys: &KeyTable, documents: &Documents, more: &[String]) -> Self {
        let mut earlier = Self::default();
        let places = keys.sources.iter().map(|source| &source.url).chain(more);
        for url in places.collect::<BTreeSet<&String>>() {
            if let Some(place) = documents.past().place(url) {
                for row in timeline(place, keys).rows {
                    let (first, last) = (row.first, row.last);
                    let seen = Sighting { first, last };
                    match row.key {
                        Some(key) => earlier.take(key, seen),
                        None => earlier.gone.push(Gone {
                            kid: row.kid,
                            url: url.clone(),
                            seen,
                        }),
                    }
                }
            }
        }
        earlier
            .gone
            .sort_by_key(|gone| std::cmp::Reverse(gone.seen.last));
        earlier
    }

    fn take(&mut self, key: usize, seen: Sighting) {
        let known = self.listed.entry(key).or_insert(seen);
        known.first = known.first.min(seen.first);
        known.last = known.last.max(seen.last);
    }

    /// The keys that no answer lists now, as lines.
    pub(super) fn lines(&self) -> Vec<String> {
        if self.gone.is_empty() {
            return Vec::new();
        }
        let column = |title, cell: &dyn Fn(&Gone) -> String| Column {
            title,
            cells: self.gone.iter().map(|gone| escaped(&cell(gone))).collect(),
            whole: true,
        };
        let columns = [
            column("kid", &|gone| gone.kid.clone()),
            column("first seen", &|gone| moment(gone.seen.first)),
            column("last seen", &|gone| moment(gone.seen.last)),
            column("where", &|gone| gone.url.clone()),
        ];
        let mut lines = vec![
            String::new(),
            "In no answer now, but in the key history of this computer. Answers differ from one to \
             the next: a key counts as withdrawn after a day."
                .to_owned(),
            String::new(),
        ];
        lines.extend(table(&columns, None));
        lines
    }

    /// The same as JSON.
    pub(super) fn json(&self) -> Vec<Value> {
        let gone = self.gone.iter().map(|gone| {
            json!({
                "kid": gone.kid,
                "url": gone.url,
                "first_seen": gone.seen.first.to_string(),
                "last_seen": gone.seen.last.to_string(),
            })
        });
        gone.collect()
    }
}

/// A moment to the minute, in UTC.
pub(super) fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M").to_string()
}
