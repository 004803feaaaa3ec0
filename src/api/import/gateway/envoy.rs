//! Envoy's filter `jwt_authn`, anywhere in a configuration; also Envoy Gateway's `SecurityPolicy`.

use super::super::Importer;
use super::super::draft::Draft;
use super::documents::documents;
use super::envoy_authorization as authorization;
use super::fill::{add, is_code, means, nothing, unmarked};
use super::tree::{Item, Value, same};
use crate::api::{About, Api, ApiError, Stack};

pub(super) const IMPORTER: Importer = Importer {
    signs: &[
        "jwt_authn",
        "remote_jwks",
        "remoteJwks",
        "local_jwks",
        "localJwks",
    ],
    recognise,
    read,
};

const WHAT: &str = "an Envoy configuration";
const SETS: [&str; 6] = [
    "remote_jwks",
    "remoteJwks",
    "remoteJWKS",
    "local_jwks",
    "localJwks",
    "localJWKS",
];

fn recognise(text: &str) -> Option<Stack> {
    let text = unmarked(text);
    if is_code(text) {
        return None;
    }
    // "jwt_authn_access_denied{…}" is a line of an access log.
    let envoy = text.contains("jwt_authn")
        && text
            .replace("jwt_authn_access_denied", "")
            .contains("jwt_authn")
        || SETS
            .iter()
            .any(|set| text.contains(&format!("{set}:")) || text.contains(&format!("\"{set}\"")));
    envoy.then_some(Stack::Envoy)
}

fn read(name: &str, text: &str) -> Result<Api, ApiError> {
    let text = unmarked(text);
    let trees = documents(name, text)?;
    let mut draft = Draft::of(Stack::Envoy);
    let filters: Vec<Item<'_>> = trees
        .iter()
        .flat_map(|tree| Item::root(tree).find(&is_filter))
        .collect();
    let providers: Vec<Item<'_>> = filters.iter().flat_map(providers_of).collect();
    let suits = |provider: &&Item<'_>| provider.is_map() && has_keys(provider);
    let provider = providers.iter().find(suits).or_else(|| providers.first());
    let Some(provider) = provider else {
        return Err(nothing(
            name,
            WHAT,
            "its filter `jwt_authn` has no `providers`",
        ));
    };
    draft.took_first_of(
        providers.len(),
        "providers",
        &format!("`{}`", title(provider)),
    );
    let read = |draft: &mut Draft, provider: &Item<'_>| {
        read_whole(draft, provider, &filters);
        for tree in &trees {
            authorization::read(draft, &Item::root(tree));
        }
    };
    read(&mut draft, provider);
    draft.api.others = others(&providers, provider, name, &read);
    draft.finish_or(
        name,
        WHAT,
        "its provider names neither an issuer nor a key set",
    )
}

/// The providers beside the one that is taken: a token has to meet that of its issuer alone.
fn others(
    providers: &[Item<'_>],
    taken: &Item<'_>,
    name: &str,
    read: &dyn Fn(&mut Draft, &Item<'_>),
) -> Vec<Api> {
    const MOST: usize = 16;
    let others = providers
        .iter()
        .filter(|other| other.name != taken.name || other.line != taken.line);
    let others = others.filter(|other| has_keys(other)).take(MOST);
    let others = others.filter_map(|provider| {
        let mut draft = Draft::of(Stack::Envoy);
        read(&mut draft, provider);
        draft.finish_or(name, WHAT, "").ok()
    });
    others.collect()
}

/// A provider with what the rules of its filter add.
fn read_whole(draft: &mut Draft, provider: &Item<'_>, filters: &[Item<'_>]) {
    read_provider(draft, provider);
    for filter in filters {
        read_rules(draft, filter, &title(provider));
    }
    if draft.api.audiences.is_empty() && provider.get("audiences").is_none() {
        draft.api.unchecked.audience = true;
        draft.note("The provider names no audience: tokens for any audience are accepted.");
    }
}

fn is_filter(item: &Item<'_>) -> bool {
    let Some(providers) = item.get("providers") else {
        return false;
    };
    let typed = item
        .get("@type")
        .and_then(|kind| kind.as_text())
        .is_some_and(|kind| kind.contains("jwt_authn"));
    let keyed = match &providers.node.value {
        Value::List(_) => providers.values().iter().any(has_keys),
        _ => providers.members().any(|(_, provider)| has_keys(&provider)),
    };
    typed || keyed || same(item.last_name(), "jwt_authn")
}

/// The providers: a map in Envoy, a list in Envoy Gateway.
fn providers_of<'a>(filter: &Item<'a>) -> Vec<Item<'a>> {
    let Some(providers) = filter.get("providers") else {
        return Vec::new();
    };
    match &providers.node.value {
        Value::List(_) => providers.values(),
        _ => providers.members().map(|(_, provider)| provider).collect(),
    }
}

fn has_keys(provider: &Item<'_>) -> bool {
    provider.get("remote_jwks").is_some() || provider.get("local_jwks").is_some()
}

/// A provider's name: its own setting in a list, else that of the map.
fn title(provider: &Item<'_>) -> String {
    let own = provider.get("name").and_then(|name| name.as_text());
    own.unwrap_or(provider.last_name()).to_owned()
}

fn read_provider(draft: &mut Draft, provider: &Item<'_>) {
    if let Some(issuer) = provider.get("issuer") {
        draft.take_issuer(&issuer);
    } else {
        draft.api.unchecked.issuer = true;
        draft.note("The provider names no issuer: any issuer is accepted.");
    }
    if let Some(audiences) = provider.get("audiences") {
        draft.take_audiences(&audiences);
    }
    if let Some(skew) = provider.get("clock_skew_seconds") {
        draft.api.clock_skew = skew.seconds(draft, means::SKEW);
    }
    let remote = provider.get("remote_jwks");
    let local = provider.get("local_jwks");
    if let Some(remote) = &remote {
        draft.deciding(About::Key, |draft| read_remote(draft, remote));
    }
    if let Some(local) = &local {
        draft.deciding(About::Key, |draft| read_local(draft, local));
    }
    if remote.is_none() && local.is_none() {
        draft.note("No key set is named: the provider can verify nothing.");
    }
    read_lifetime(draft, provider);
    if let Some(subjects) = provider.get("subjects") {
        read_subjects(draft, &subjects);
    }
}

/// `require_expiration` and `max_lifetime`: how long a token may still live.
fn read_lifetime(draft: &mut Draft, provider: &Item<'_>) {
    let required = provider
        .get("require_expiration")
        .and_then(|item| item.flag(draft, "whether tokens need an exp"));
    let lifetime = provider.get("max_lifetime");
    if let Some(lifetime) = &lifetime {
        draft.api.limits.max_remaining = lifetime.seconds(draft, means::MAX_REMAINING);
    }
    match (lifetime, required) {
        (Some(item), _) => draft.require_presence("exp", item.line),
        (None, Some(true)) => draft.require_presence("exp", provider.line),
        _ => {}
    }
}

/// `subjects`: a way to compare the claim `sub`.
fn read_subjects(draft: &mut Draft, subjects: &Item<'_>) {
    let exact = subjects.get("exact").filter(|_| {
        let ignore = subjects.get("ignore_case");
        ignore.is_none_or(|item| matches!(item.node.value, Value::Flag(false)))
    });
    match exact {
        Some(exact) => draft.take_claim("sub", &exact, false),
        None => draft.undecided_claims(
            subjects,
            "is a pattern for the claim sub, which this program doesn't follow",
        ),
    }
}

fn read_remote(draft: &mut Draft, remote: &Item<'_>) {
    let address = remote
        .at(&["http_uri", "uri"])
        .or_else(|| remote.get("uri"));
    match address {
        Some(address) => draft.take_keys_address(&address),
        None => draft.unread(
            Some(remote.line),
            &remote.name,
            "names no address (`http_uri.uri`)",
        ),
    }
}

fn read_local(draft: &mut Draft, local: &Item<'_>) {
    let inline = local.get("inline_string").or_else(|| local.get("inline"));
    if let Some(inline) = inline {
        draft.key_set(&inline);
        return;
    }
    for place in [
        "filename",
        "environment_variable",
        "inline_bytes",
        "valueRef",
    ] {
        if let Some(item) = local.get(place) {
            draft.unread(
                Some(item.line),
                &item.name,
                "holds the key set in a place that this program doesn't read",
            );
            return;
        }
    }
    draft.unread(Some(local.line), &local.name, "holds no key set");
}

/// Audiences that a rule asks for in place of the provider's.
fn read_rules(draft: &mut Draft, filter: &Item<'_>, provider: &str) {
    let names_it = |item: &Item<'_>| {
        item.get("provider_name").and_then(|name| name.as_text()) == Some(provider)
            && item.get("audiences").is_some()
    };
    for rule in filter.find(&names_it) {
        if let Some(audiences) = rule.get("audiences") {
            draft.api.audiences.clear();
            draft.take_audiences(&audiences);
            draft.note(format!(
                "The rule `{}` names audiences of its own: they take the place of the provider's.",
                rule.name
            ));
            return;
        }
    }
    let bypass = |item: &Item<'_>| item.get("allow_missing_or_failed").is_some();
    if let Some(rule) = filter.find(&bypass).first() {
        add(
            &mut draft.api.reading.notes,
            [format!(
                "The rule `{}` lets requests pass whose token fails (`allow_missing_or_failed`).",
                rule.name
            )],
        );
    }
}
