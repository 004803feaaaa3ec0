//! What the matrix of keys shows, computed once and not in every frame: a table may hold thousands.

use std::rc::Rc;

use jiff::tz::TimeZone;

use super::keys_panel::{self, Column, Detail, KeyRow, Pinned};
use crate::diagnosis::Inspection;
use crate::keys::Key;

/// With more keys than these they can be filtered.
pub const MANY: usize = 30;

/// What the matrix shows of one table of keys.
#[derive(Debug, Default)]
pub struct KeysView {
    /// The state of the model that this was computed from.
    revision: Option<u64>,
    /// The places.
    pub columns: Rc<[Column]>,
    /// The kind of all keys, where they have but one.
    pub one_kind: Option<String>,
    /// Whether a place lists a key no longer: its mark is explained then.
    pub past: bool,
    /// Whether no newest answer lists one of the keys: its row says when it was last seen.
    pub remembered: bool,
    /// What stands above the rows.
    pub pinned: Option<Pinned>,
    /// What the user looks for.
    pub filter: String,
    /// The rows that were looked at, by their index in the table.
    rows: Vec<Option<Rc<KeyRow>>>,
    /// What was selected, and the key whose details are shown for it.
    shown: Option<(Option<String>, Option<usize>)>,
    /// The key whose details were looked at, and these.
    details: Option<(usize, Rc<[Detail]>)>,
    /// The names of every key in small letters; made when first looked for.
    names: Vec<String>,
    /// What was looked for, and the keys that were found.
    hits: Option<(String, Rc<[usize]>)>,
}

impl KeysView {
    /// Forgets what was computed where the model has changed. What the user looks for stays.
    pub fn follow(&mut self, revision: u64, inspection: &Inspection, zone: &TimeZone) {
        if self.revision == Some(revision) {
            return;
        }
        *self = Self {
            revision: Some(revision),
            columns: keys_panel::columns(inspection, zone).into(),
            one_kind: keys_panel::one_kind(inspection),
            remembered: inspection.keys.keys.iter().any(Key::is_remembered),
            past: inspection.keys.keys.iter().any(keys_panel::is_past),
            pinned: Some(keys_panel::pinned(inspection)),
            filter: std::mem::take(&mut self.filter),
            rows: vec![None; inspection.keys.keys.len()],
            ..Self::default()
        };
    }

    /// How many of the first keys stand above the rows.
    pub fn pinned_keys(&self) -> usize {
        match self.pinned {
            Some(Pinned::Keys(count)) => count,
            _ => 0,
        }
    }

    /// The row of that index in the table of keys.
    pub fn row(&mut self, inspection: &Inspection, index: usize) -> Option<Rc<KeyRow>> {
        let row = self.rows.get_mut(index)?;
        if row.is_none() {
            *row = keys_panel::row(inspection, index).map(Rc::new);
        }
        row.clone()
    }

    /// The key whose details are shown.
    pub fn shown(&mut self, inspection: &Inspection, selected: Option<&str>) -> Option<usize> {
        if let Some((of, shown)) = &self.shown
            && of.as_deref() == selected
        {
            return *shown;
        }
        let shown = keys_panel::shown(inspection, selected);
        self.shown = Some((selected.map(str::to_owned), shown));
        shown
    }

    /// Its details.
    pub fn details(
        &mut self,
        inspection: &Inspection,
        index: usize,
        zone: &TimeZone,
    ) -> Rc<[Detail]> {
        if let Some((of, details)) = &self.details
            && *of == index
        {
            return Rc::clone(details);
        }
        let details: Rc<[Detail]> = keys_panel::details(inspection, index, zone).into();
        self.details = Some((index, Rc::clone(&details)));
        details
    }

    /// The keys that the user looks for, without those that are pinned; `None` where nothing is
    /// looked for.
    pub fn hits(&mut self, inspection: &Inspection) -> Option<Rc<[usize]>> {
        let wanted = self.filter.trim().to_lowercase();
        if wanted.is_empty() || self.rows.len() <= MANY {
            return None;
        }
        if let Some((of, hits)) = &self.hits
            && *of == wanted
        {
            return Some(Rc::clone(hits));
        }
        if self.names.is_empty() {
            self.names = inspection.keys.keys.iter().map(names).collect();
        }
        // Thumbprints are also written in pairs: 2B:B9:80 or 2B B9 80.
        let joined: String = wanted.chars().filter(|c| !": ".contains(*c)).collect();
        let names = self.names.iter().enumerate().skip(self.pinned_keys());
        let hits = names.filter(|(_, names)| names.contains(&wanted) || names.contains(&joined));
        let hits: Rc<[usize]> = hits.map(|(index, _)| index).collect();
        self.hits = Some((wanted, Rc::clone(&hits)));
        Some(hits)
    }
}

/// Everything that a key is called, in small letters.
fn names(key: &Key) -> String {
    let prints = &key.thumbprints;
    let names = [
        &key.kid,
        &prints.x5t,
        &prints.sha1_hex,
        &prints.x5t_s256,
        &prints.jwk,
    ];
    let names: Vec<&str> = names.into_iter().flatten().map(String::as_str).collect();
    names.join("\n").to_lowercase()
}
