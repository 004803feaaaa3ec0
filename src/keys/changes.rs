//! Which keys came and went between two looks at the same addresses.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Key, KeyTable};

/// What one look found: the keys of every address that could be read, by their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Look {
    /// The keys by their kid, by the URL of the address.
    pub places: BTreeMap<String, BTreeMap<String, Named>>,
}

/// A key by its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The kid; for certificates without one the thumbprint in base64url.
    pub kid: String,
    /// The certificate's SHA-1 thumbprint, hex in capitals.
    pub thumbprint: Option<String>,
}

/// One key that came or went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Whether it came; else it went.
    pub added: bool,
    /// The URL of the address.
    pub url: String,
    /// The key.
    pub key: Named,
}

impl Look {
    /// The keys of every place of a table that lists any.
    pub fn of(table: &KeyTable) -> Self {
        let mut look = Self::default();
        for source in table.sources.iter().filter(|s| s.listed > 0) {
            look.places.entry(source.url.clone()).or_default();
        }
        for key in &table.keys {
            for source in table.sources_of(key) {
                if let (Some(place), Some(named)) =
                    (look.places.get_mut(&source.url), Named::of(key))
                {
                    place.insert(named.kid.clone(), named);
                }
            }
        }
        look
    }

    /// Adds what another look at the same time found: answers differ from one to the next.
    pub fn join(&mut self, other: Self) {
        for (url, keys) in other.places {
            self.places.entry(url).or_default().extend(keys);
        }
    }

    /// What is different in a later look, of the addresses that both could read.
    pub fn changes(&self, later: &Self) -> Vec<Change> {
        let mut changes = Vec::new();
        for (url, new) in &later.places {
            let Some(old) = self.places.get(url) else {
                continue;
            };
            let gone = old.iter().filter(|(kid, _)| !new.contains_key(*kid));
            let come = new.iter().filter(|(kid, _)| !old.contains_key(*kid));
            let change = |added: bool, key: &Named| Change {
                added,
                url: url.clone(),
                key: key.clone(),
            };
            changes.extend(gone.map(|(_, key)| change(false, key)));
            changes.extend(come.map(|(_, key)| change(true, key)));
        }
        changes
    }

    /// Takes over a later look; an address that it could not read stays as it was.
    pub fn follow(&mut self, later: Self) {
        self.places.extend(later.places);
    }

    /// All keys, whatever their address.
    pub fn union(&self) -> BTreeMap<String, Named> {
        let all = self.places.values().flatten();
        all.map(|(kid, key)| (kid.clone(), key.clone())).collect()
    }
}

impl Named {
    fn of(key: &Key) -> Option<Self> {
        let name = key.kid.clone().or_else(|| key.thumbprints.x5t.clone());
        Some(Self {
            kid: name.or_else(|| key.thumbprints.jwk.clone())?,
            thumbprint: key.thumbprints.sha1_hex.clone(),
        })
    }
}

impl Change {
    /// As a line.
    pub fn text(&self, at: Timestamp) -> String {
        let word = if self.added { "added" } else { "removed" };
        let thumbprint = self.key.thumbprint.as_deref();
        let thumbprint = thumbprint.map(|t| format!(" (thumbprint {t})"));
        format!(
            "{at} {word} {}{} at {}",
            self.key.kid,
            thumbprint.unwrap_or_default(),
            self.url
        )
    }

    /// As one line of JSON.
    pub fn json(&self, at: Timestamp) -> Value {
        json!({
            "at": at.to_string(),
            "event": if self.added { "added" } else { "removed" },
            "url": self.url,
            "kid": self.key.kid,
            "thumbprint": self.key.thumbprint,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(places: &[(&str, &[&str])]) -> Look {
        let named = |kid: &&str| {
            let kid = (*kid).to_owned();
            let named = Named {
                kid: kid.clone(),
                thumbprint: None,
            };
            (kid, named)
        };
        let place =
            |(url, kids): &(&str, &[&str])| ((*url).to_owned(), kids.iter().map(named).collect());
        Look {
            places: places.iter().map(place).collect(),
        }
    }

    #[test]
    fn changes_are_of_places_that_both_could_read() {
        type Places = &'static [(&'static str, &'static [&'static str])];
        let rows: &[(&str, Places, Places, &[&str])] = &[
            ("nothing", &[("u", &["a"])], &[("u", &["a"])], &[]),
            (
                "one came",
                &[("u", &["a"])],
                &[("u", &["a", "b"])],
                &["+b u"],
            ),
            (
                "one went",
                &[("u", &["a", "b"])],
                &[("u", &["b"])],
                &["-a u"],
            ),
            (
                "rollover",
                &[("u", &["a", "b"])],
                &[("u", &["b", "c"])],
                &["-a u", "+c u"],
            ),
            ("not read this time", &[("u", &["a"])], &[], &[]),
            ("new place", &[], &[("u", &["a"])], &[]),
            (
                "two places",
                &[("u", &["a"]), ("v", &["a"])],
                &[("u", &["a"]), ("v", &[])],
                &["-a v"],
            ),
        ];
        for (name, old, new, expected) in rows {
            let changes = look(old).changes(&look(new));
            let told: Vec<String> = changes
                .iter()
                .map(|c| {
                    let sign = if c.added { '+' } else { '-' };
                    format!("{sign}{} {}", c.key.kid, c.url)
                })
                .collect();
            assert_eq!(told, *expected, "{name}");
        }
    }

    #[test]
    fn a_place_that_was_not_read_stays_as_it_was() {
        let mut known = look(&[("u", &["a"]), ("v", &["b"])]);
        known.follow(look(&[("v", &["c"])]));
        assert_eq!(known, look(&[("u", &["a"]), ("v", &["c"])]));
    }

    #[test]
    fn a_key_is_missing_only_if_every_answer_lacks_it() {
        let known = look(&[("u", &["a", "b"])]);
        let mut seen = look(&[("u", &["b"])]);
        assert_eq!(known.changes(&seen).len(), 1);
        seen.join(look(&[("u", &["a"])]));
        assert_eq!(known.changes(&seen), []);
    }
}
