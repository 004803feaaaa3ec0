//! The keys that a validator with the API's configuration reads.

use crate::diagnosis::Facts;
use crate::diagnosis::pinned::{Pinned, pinned};
use crate::issuer::Purpose;
use crate::keys::{Key, KeyFault, Source};

/// The keys that a validator reads.
pub(super) enum Keys<'a> {
    /// These.
    Listed(Vec<&'a Key>),
    /// The signature is known to hold with a key of the configuration, or is not checked.
    Trusted,
    /// They aren't known; what is missing, as the end of a sentence.
    Unknown(String),
}

/// The keys at the place that the API reads, and nowhere else; those for encryption only where a
/// library overlooks what keys are for.
pub(super) fn keys<'a>(facts: &Facts<'a>, any_use: bool) -> Keys<'a> {
    if facts.api.unchecked.signature {
        return Keys::Trusted;
    }
    if !facts.api.keys.is_empty() {
        return match pinned(facts) {
            Some(Pinned::Verifies(_)) => Keys::Trusted,
            Some(Pinned::Named(_)) if facts.genuine() => Keys::Trusted,
            _ => Keys::Unknown("the keys that stand in the API's configuration".to_owned()),
        };
    }
    let place = facts.configured_address().map(|(index, _)| index);
    let listed = |test: &dyn Fn(&Source) -> bool| {
        let read = |source: &&Source| !source.only_past && test(source);
        facts.keys.sources.iter().any(|s| read(&s)).then(|| {
            let keys = facts.keys.keys.iter();
            let there =
                |key: &&Key| facts.keys.sources_of(key).any(|s| read(&s)) && usable(key, any_use);
            Keys::Listed(keys.filter(there).collect())
        })
    };
    if let Some(place) = facts.api_place() {
        let index = place_index(facts, place);
        let found = index.and_then(|index| listed(&|s| s.address == Some(index)));
        return found.unwrap_or_else(|| {
            Keys::Unknown(
                "the keys at the place that your API reads, which was not read".to_owned(),
            )
        });
    }
    let own = || listed(&|s| s.purpose == Some(Purpose::Own));
    let configured = place.and_then(|index| listed(&|s| s.address == Some(index)));
    configured.or_else(own).unwrap_or_else(|| {
        Keys::Unknown("the keys of the token's issuer, which were not read".to_owned())
    })
}

/// The address among the authority's that the API reads its keys from.
fn place_index(facts: &Facts<'_>, place: &str) -> Option<usize> {
    let configured = facts.configured_address().map(|(index, _)| index);
    configured.or_else(|| {
        let addresses = facts.authority?.addresses.iter();
        { addresses }.position(|a| a.metadata == place || a.keys == place)
    })
}

/// Whether a library can use a key at all: what it can't read it leaves out.
fn usable(key: &Key, any_use: bool) -> bool {
    let for_signing = any_use || key.use_.as_deref().is_none_or(|u| u == "sig");
    for_signing
        && !key
            .faults
            .iter()
            .any(|f| matches!(f, KeyFault::Unusable(_)))
}
