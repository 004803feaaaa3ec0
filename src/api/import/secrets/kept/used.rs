//! The values that facts were read from.

use std::collections::HashSet;

use super::super::super::super::Api;

/// Shorter values are no parts of others.
const SHORTEST: usize = 3;

/// Longer ones neither: every one is looked for in all values.
const LONGEST: usize = 512;

/// The values that a configuration's facts were read from.
#[derive(Debug, Default)]
pub(super) struct Used {
    whole: HashSet<String>,
    /// All of them, a line each.
    all: String,
}

impl Used {
    pub(super) fn of(api: &Api) -> Self {
        let mut used = Self::default();
        used.add_api(api);
        used
    }

    fn add_api(&mut self, api: &Api) {
        let lists = [
            &api.audiences,
            &api.issuers,
            &api.algorithms,
            &api.permissions.scopes,
            &api.permissions.roles,
            &api.limits.types,
        ];
        lists
            .into_iter()
            .flatten()
            .for_each(|value| self.add(value));
        let texts = [
            &api.metadata,
            &api.keys_address,
            &api.client_id,
            &api.tenant,
            &api.policy,
        ];
        texts
            .into_iter()
            .flatten()
            .for_each(|value| self.add(value));
        for claim in &api.required_claims {
            let values = claim.names.iter().chain(&claim.values);
            values.for_each(|value| self.add(value));
        }
        for key in &api.keys {
            self.add(&key.name);
            key.pem.iter().for_each(|pem| self.add(pem));
        }
        for setting in &api.reading.settings {
            self.add(&setting.value);
        }
        for other in &api.others {
            self.add_api(other);
        }
    }

    fn add(&mut self, value: &str) {
        let value = plain(value);
        if !value.is_empty() && self.whole.insert(value.clone()) {
            self.all.push_str(&value);
            self.all.push('\n');
        }
    }

    /// Whether a value is one of them, a part of one between signs, or a list of them.
    pub(super) fn holds(&self, value: &str) -> bool {
        let value = plain(value);
        if self.whole.contains(&value) || self.is_part(&value) {
            return true;
        }
        // `aud:api://…`, as Apache writes what it asks for.
        if let Some((name, value)) = value.split_once(':')
            && name.chars().all(char::is_alphabetic)
            && self.whole.contains(value)
        {
            return true;
        }
        let separators = [',', ';', ' ', '\t', '\n', '|', '"', '\'', '[', ']'];
        let mut parts = value.split(separators).filter(|part| !part.is_empty());
        let several = value.contains(separators);
        several && parts.all(|part| self.whole.contains(&plain(part)) || self.is_part(part))
    }

    fn is_part(&self, value: &str) -> bool {
        if !(SHORTEST..=LONGEST).contains(&value.len()) {
            return false;
        }
        self.all.match_indices(value).any(|(at, _)| {
            let before = self.all.get(..at).unwrap_or_default();
            let after = self.all.get(at + value.len()..).unwrap_or_default();
            !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
        })
    }
}

/// A value as it is compared: without the escapes of its format.
fn plain(value: &str) -> String {
    let value = value.trim().replace('\\', "").replace("&amp;", "&");
    value.trim_end_matches('/').to_ascii_lowercase()
}
