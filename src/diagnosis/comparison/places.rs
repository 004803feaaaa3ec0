//! Where the API finds its keys, whether the token's is among them, and how it checks with them.

use super::origin::Said;
use super::switch::Check;
use super::{Likeness, Line, Subject};
use crate::diagnosis::Facts;
use crate::diagnosis::issuers::{both_versions, stops_at_start, takes_metadata};
use crate::diagnosis::limits::{other_type, typ};
use crate::diagnosis::pinned::{Pinned, pinned, thumbprint};
use crate::diagnosis::rules::{claims_other_place, older_copy_than_key, reads_other_format};
use crate::diagnosis::words::short;
use crate::issuer::{Address, Family, Purpose};
use crate::keys::Source;
use crate::token::Token;

/// The place that the API reads beside the one that publishes the token's key.
pub(super) fn metadata(facts: &Facts<'_>) -> Option<Line> {
    facts.jwt()?;
    let configured = facts.api_place();
    if configured.is_none() && !facts.api.keys.is_empty() {
        return None;
    }
    let by_keys = facts.api.keys_address.is_some();
    let publisher = publisher(facts);
    let actual = publisher.map(|a| if by_keys { &a.keys } else { &a.metadata });
    let actual = actual.filter(|place| !place.is_empty()).cloned();
    let Some(place) = configured else {
        return Some(assumed(facts, actual));
    };
    let line = Line::new(Subject::Metadata, vec![place.to_owned()], actual);
    let Some((index, address)) = facts.configured_address() else {
        return Some(line);
    };
    if reads_other_format(facts) {
        let line = line.likeness(Likeness::Different);
        return Some(line.note("It gives JSON, and this middleware reads XML."));
    }
    let line = read_there(facts, line, index, address);
    // That the key is listed is not all that counts.
    Some(match stops_at_start(facts) {
        Some(stops) if line.note.is_empty() => line.note(stops),
        Some(stops) => {
            let note = format!("{} {stops}", line.note);
            line.note(note)
        }
        None => line,
    })
}

/// What the place that the API reads holds.
fn read_there(facts: &Facts<'_>, line: Line, index: usize, address: &Address) -> Line {
    let usual = matches!(address.purpose, Purpose::Own | Purpose::Common);
    let listed = lists_key(facts, |s| s.address == Some(index));
    let read = facts.keys.sources.iter().any(|s| s.address == Some(index));
    // The keys of both versions are the same: it is the issuer in the metadata that makes the
    // difference, where it counts.
    let other_version = address.purpose == Purpose::OtherVersion
        && takes_metadata(facts.api)
        && !both_versions(facts.api)
        && !facts.api.unchecked.issuer;
    match listed {
        Some(true) if other_version => line.likeness(Likeness::Near).note(
            "It is the same tenant's metadata of the other token version: the keys are the same, \
             the issuer isn't.",
        ),
        Some(true) => line
            .likeness(Likeness::Equal)
            .note("It lists the token's key."),
        Some(false) if read && older_copy_than_key(facts) => {
            line.note("What was read of it is older than the token's key.")
        }
        Some(false) if read => line
            .likeness(Likeness::Different)
            .note("It doesn't list the token's key."),
        _ if claims_other_place(facts) => line.likeness(Likeness::Different),
        _ if other_version => line.likeness(Likeness::Near),
        _ if usual => line.likeness(Likeness::Equal).note(
            "It is a place of the token's own issuer; whether it lists the key was not read.",
        ),
        _ => line.note("It was not read."),
    }
}

/// The address that publishes the token's key: that of the token's own tenant or policy, unless only
/// others list it, such as the one with `?appid=`.
fn publisher<'a>(facts: &Facts<'a>) -> Option<&'a Address> {
    let own = facts.own_address();
    let Some(key) = facts.signed().and_then(|_| facts.signing_key()) else {
        return own;
    };
    let lists = |address: &Address| {
        let mut sources = facts.keys.sources_of(key);
        sources.any(|s| s.purpose.as_ref() == Some(&address.purpose))
    };
    let publishes =
        |address: &&Address| matches!(address.purpose, Purpose::Application(_)) && lists(address);
    own.filter(|address| lists(address))
        .or_else(|| {
            facts
                .addresses()
                .map(|(address, _)| address)
                .find(publishes)
        })
        .or(own)
}

/// Nothing is said: Entra's libraries have a default.
fn assumed(facts: &Facts<'_>, actual: Option<String>) -> Line {
    let default = facts
        .api_metadata()
        .filter(|_| facts.family() == Some(Family::Entra));
    let line = Line::new(
        Subject::Metadata,
        default.into_iter().map(str::to_owned).collect(),
        actual,
    );
    match default {
        Some(_) => line
            .said(Said::Assumed)
            .note("Which metadata your API reads isn't known."),
        None => line.note("Which metadata your API reads isn't known."),
    }
}

/// Whether the place lists the key that would verify the token; `None` where no place does.
fn lists_key(facts: &Facts<'_>, at: impl Fn(&Source) -> bool) -> Option<bool> {
    let key = facts.signed().and_then(|_| facts.signing_key())?;
    Some(facts.keys.sources_of(key).any(at))
}

/// Whether the API's keys hold the token's.
pub(super) fn key(facts: &Facts<'_>) -> Option<Line> {
    let token = facts.jwt()?;
    let actual = token.kid().or(token.x5t()).map(|kid| short(kid, 100));
    if facts.api.unchecked.signature {
        let line = Line::new(Subject::Key, Vec::new(), actual);
        let line = line
            .likeness(Likeness::Unchecked)
            .said(Said::Off(Check::Signature));
        return Some(line.note("Your API doesn't verify signatures."));
    }
    if let Some(pinned) = pinned(facts) {
        return Some(in_configuration(facts, token, actual, &pinned));
    }
    let place = facts.api_place()?;
    let index = facts.configured_address().map(|(index, _)| index);
    let mut sources = facts.keys.sources.iter();
    let source = sources.find(|s| s.address.is_some() && s.address == index);
    let expected = match source {
        Some(source) => format!("one of the {} keys at {}", source.listed, source.url),
        None => format!("one of the keys of {place}"),
    };
    let line = Line::new(Subject::Key, vec![expected], actual).said(Said::Value(place.to_owned()));
    let at_place = |s: &Source| s.address.is_some() && s.address == index;
    Some(match (source, lists_key(facts, at_place)) {
        (None, _) => line.note("Its keys were not read."),
        (Some(_), Some(true)) => line.likeness(Likeness::Equal),
        (Some(_), _) if older_copy_than_key(facts) => {
            line.note("What was read of it is older than the token's key.")
        }
        (Some(_), Some(false)) => line.likeness(Likeness::Different),
        (Some(_), None) if facts.signed().is_some() && token.kid().or(token.x5t()).is_some() => {
            line.likeness(Likeness::Different)
        }
        (Some(_), None) => line,
    })
}

/// The keys stand in the configuration itself.
fn in_configuration(
    facts: &Facts<'_>,
    token: &Token,
    actual: Option<String>,
    pinned: &Pinned<'_>,
) -> Line {
    let keys = &facts.api.keys;
    let names = keys.iter().map(|key| short(&key.name, 100)).collect();
    let actual = thumbprint(facts, token)
        .filter(|_| {
            keys.iter()
                .any(|k| crate::keys::x5t_of_hex(&k.name).is_some())
        })
        .or(actual);
    let line = Line::new(Subject::Key, names, actual);
    let first = keys.first().map_or(0, |key| key.line);
    match pinned {
        Pinned::Named(key) => line
            .likeness(Likeness::Equal)
            .said(Said::Line(key.line))
            .note("It stands in the configuration, so it is never fetched again."),
        Pinned::Verifies(key) => line
            .likeness(Likeness::Equal)
            .said(Said::Line(key.line))
            .note("Your API's own copy verifies the signature; it is never fetched again."),
        Pinned::Missing => line
            .likeness(Likeness::Different)
            .said(Said::Line(first))
            .note("Keys in a configuration are never fetched again."),
        Pinned::Untold => line
            .said(Said::Line(first))
            .note("Their names don't tell whether the token's key is among them."),
    }
}

pub(super) fn algorithm(facts: &Facts<'_>) -> Option<Line> {
    let token = facts.jwt()?;
    let api = facts.api;
    let actual = token.alg().map(|alg| short(alg, 40));
    let line = Line::new(Subject::Algorithm, api.algorithms.clone(), actual);
    if api.unchecked.signature {
        let line = line
            .likeness(Likeness::Unchecked)
            .said(Said::Off(Check::Signature));
        return Some(line.note("Your API doesn't verify signatures."));
    }
    if api.algorithms.is_empty() {
        return Some(line.note("No algorithms are configured: what the keys are for decides."));
    }
    let Some(alg) = token.alg() else {
        return Some(
            line.likeness(Likeness::Different)
                .note("The token names no algorithm."),
        );
    };
    let known = |same: fn(&str, &str) -> bool| api.algorithms.iter().any(|a| same(a, alg));
    Some(if known(|a, b| a == b) {
        line.likeness(Likeness::Equal)
    } else if known(str::eq_ignore_ascii_case) {
        line.likeness(Likeness::Near)
            .note("Only upper and lower case differ.")
    } else {
        line.likeness(Likeness::Different)
    })
}

/// The header's `typ`, where the API accepts certain types alone.
pub(super) fn kind(facts: &Facts<'_>) -> Option<Line> {
    let token = facts.jwt()?;
    let types = facts.api.limits.types.clone();
    if types.is_empty() {
        return None;
    }
    let line = Line::new(Subject::Type, types, typ(token).map(|typ| short(&typ, 80)));
    let line = line.said(Said::Named(&["types", "typ", "type"]));
    Some(if other_type(facts, token) {
        line.likeness(Likeness::Different)
    } else {
        line.likeness(Likeness::Equal)
    })
}
