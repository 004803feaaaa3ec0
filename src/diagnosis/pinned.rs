//! Keys that stand in the API's configuration, compared with the token's.

use super::Facts;
use crate::api::{PinnedKey, Stack};
use crate::keys::{FixedKey, fixed_keys, hex_of_x5t, same_name, x5t_of_hex};
use crate::signature::{Algorithm, verify_with};
use crate::token::Token;

/// What comparing them says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pinned<'a> {
    /// This one is the token's key, by its name.
    Named(&'a PinnedKey),
    /// This one verifies the signature. It is the API's own copy: whether the issuer publishes it,
    /// it doesn't tell.
    Verifies(&'a PinnedKey),
    /// None of them is.
    Missing,
    /// It can't be told: the token names no key, or they have neither names nor keys that can be
    /// read.
    Untold,
}

/// Compares the keys in the API's configuration with the token's; `None` where there are none, or
/// where the API reads keys beside them.
pub(super) fn pinned<'a>(facts: &Facts<'a>) -> Option<Pinned<'a>> {
    let keys = &facts.api.keys;
    // These look at nothing but the keys that they were given, whatever else is configured.
    let alone = matches!(facts.api.stack, Some(Stack::WebConfig | Stack::KongJwt));
    if keys.is_empty() || (facts.api_place().is_some() && !alone) {
        return None;
    }
    let token = facts.signed()?;
    let verifying = keys.iter().find(|key| verifies(token, key));
    if let Some(key) = verifying {
        return Some(Pinned::Verifies(key));
    }
    let names = names(facts, token);
    let is_named = |key: &&PinnedKey| {
        own_names(key)
            .iter()
            .any(|own| names.iter().any(|name| same_name(name, own)))
    };
    if let Some(key) = keys.iter().find(is_named) {
        return Some(Pinned::Named(key));
    }
    Some(if keys.iter().all(|key| comparable(facts, key, &names)) {
        Pinned::Missing
    } else {
        Pinned::Untold
    })
}

/// Whether a key that is not the token's by its names is known to be another one: a key that doesn't
/// verify what a published key does, or a name of the kind that the token's key has, too.
fn comparable(facts: &Facts<'_>, key: &PinnedKey, names: &[String]) -> bool {
    let length = |name: &str| {
        let plain = x5t_of_hex(name).unwrap_or_else(|| name.trim().to_owned());
        hex_of_x5t(&plain).map(|hex| hex.len())
    };
    if key
        .pem
        .as_deref()
        .is_some_and(|pem| !fixed_keys(pem).is_empty())
        && facts.genuine()
    {
        return true;
    }
    let own = if key.pem.is_some() {
        own_names(key).split_off(1)
    } else {
        own_names(key)
    };
    let plain =
        |name: &String| !name.trim().is_empty() && !name.trim().contains(char::is_whitespace);
    own.iter().any(|own| match length(own) {
        Some(bytes) => names.iter().any(|name| length(name) == Some(bytes)),
        None => plain(own) && !names.is_empty(),
    })
}

/// Whether one of the keys in a text verifies the signature.
fn verifies(token: &Token, key: &PinnedKey) -> bool {
    let keys = key.pem.as_deref().map(fixed_keys).unwrap_or_default();
    let algorithm = token.alg().and_then(Algorithm::of);
    let (Some(algorithm), Some(signature)) = (algorithm, token.signature()) else {
        return false;
    };
    let verifies =
        |key: &FixedKey| verify_with(&key.public, algorithm, token.signing_input(), signature);
    keys.iter().any(verifies)
}

/// All names of the token's key: those in its header, and those of the key that the issuer lists.
fn names(facts: &Facts<'_>, token: &Token) -> Vec<String> {
    let header = [
        token.kid(),
        token.x5t(),
        token.header_object().text("x5t#S256"),
    ];
    let mut names: Vec<String> = header.into_iter().flatten().map(str::to_owned).collect();
    if let Some(key) = facts.signing_key() {
        let t = &key.thumbprints;
        let all = [&key.kid, &t.sha1_hex, &t.x5t, &t.x5t_s256, &t.jwk];
        names.extend(all.into_iter().flatten().cloned());
    }
    names
}

fn own_names(key: &PinnedKey) -> Vec<String> {
    let mut names = vec![key.name.clone()];
    for fixed in key.pem.as_deref().map(fixed_keys).unwrap_or_default() {
        let t = fixed.thumbprints;
        names.extend([t.x5t, t.x5t_s256, t.jwk].into_iter().flatten());
    }
    names
}

/// The thumbprint in hexadecimal that a configuration would list for the token's key.
pub(super) fn thumbprint(facts: &Facts<'_>, token: &Token) -> Option<String> {
    let published = facts
        .signing_key()
        .and_then(|k| k.thumbprints.sha1_hex.clone());
    published.or_else(|| hex_of_x5t(token.x5t().or(token.kid())?))
}
