//! The list of what was found: in reading order, without repeats.

use std::collections::HashMap;

use super::{Damage, Found, Kind, Noise, Role};

/// A place in a text, as far as its container tells.
#[derive(Debug, Clone, Default)]
pub(super) struct Place {
    /// Where it is: a JSON pointer, "header Authorization". `None`: tell the line.
    pub(super) at: Option<String>,
    /// The name of the field or header that holds it.
    pub(super) name: Option<String>,
    /// The URL of the request that carried it.
    pub(super) request_url: Option<String>,
}

/// One thing that was found, before its place is told.
pub(super) struct Item {
    /// The token. A secret.
    pub(super) text: String,
    /// What it is.
    pub(super) kind: Kind,
    /// What the field's name says.
    pub(super) role: Option<Role>,
    /// What was repaired.
    pub(super) noise: Vec<Noise>,
    /// What is broken.
    pub(super) damage: Vec<Damage>,
    /// What it is, in words.
    pub(super) remark: Option<String>,
}

impl Item {
    /// Something opaque.
    pub(super) fn opaque(text: String, kind: Kind, remark: String) -> Self {
        Self {
            text,
            kind,
            role: None,
            noise: Vec::new(),
            damage: Vec::new(),
            remark: Some(remark),
        }
    }
}

/// Collects what was found in one text.
pub(super) struct Collector<'a> {
    source: &'a str,
    found: Vec<Found>,
    /// Where each text stands in `found`.
    seen: HashMap<String, usize>,
}

impl<'a> Collector<'a> {
    /// An empty list for a source.
    pub(super) fn new(source: &'a str) -> Self {
        Self {
            source,
            found: Vec::new(),
            seen: HashMap::new(),
        }
    }

    /// Adds an item. Of an item that is there already the first place stays; what only the later
    /// place tells (the field's name, the request, the header) is added to it.
    pub(super) fn add(&mut self, item: Item, at: String, request_url: Option<String>) {
        let found = Found {
            text: item.text,
            kind: item.kind,
            role: item.role,
            source: self.source.to_owned(),
            at,
            request_url,
            noise: item.noise,
            damage: item.damage,
            remark: item.remark,
        };
        let earlier = self.seen.get(&found.text);
        if let Some(earlier) = earlier.and_then(|&i| self.found.get_mut(i)) {
            earlier.seen_again(&found);
            return;
        }
        self.seen.insert(found.text.clone(), self.found.len());
        self.found.push(found);
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.found.len()
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether there is nothing of another kind.
    pub(super) fn all_are(&self, kind: Kind) -> bool {
        self.found.iter().all(|found| found.kind == kind)
    }

    /// Forgets all.
    pub(super) fn clear(&mut self) {
        self.found.clear();
        self.seen.clear();
    }

    /// The list.
    pub(super) fn finish(self) -> Vec<Found> {
        self.found
    }
}
