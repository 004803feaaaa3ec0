//! Policies that follow each other: a token has to pass all of them.

use roxmltree::Node;

use super::super::super::draft::Draft;
use super::super::authority::named_in_metadata;
use super::super::values::add;
use super::super::xml::attribute;
use crate::api::{About, Api, RequiredClaim};
use crate::issuer::metadata_facts;

/// Where a policy takes its token from: policies with other places check other tokens.
pub(super) fn place(policy: Node<'_, '_>) -> String {
    let of = |name| attribute(policy, name).map(|a| a.value().trim().to_ascii_lowercase());
    of("token-value")
        .or_else(|| of("query-parameter-name").map(|name| format!("?{name}")))
        .or_else(|| of("header-name"))
        .unwrap_or_else(|| "authorization".to_owned())
}

/// Adds what a further policy asks for. What the first one lists stays; what the further one lists
/// becomes claims that are asked for besides.
pub(super) fn add_policy(draft: &mut Draft, further: Draft, at: usize) {
    let Draft { api: further } = further;
    audiences(&mut draft.api, &further, at);
    issuers(draft, &further, at);
    keys(draft, &further, at);
    let api = &mut draft.api;
    for (name, values) in [
        ("scp", &further.permissions.scopes),
        ("roles", &further.permissions.roles),
    ] {
        require(api, name, values, at);
    }
    api.required_claims.extend(further.required_claims);
    let skew = |api: &Api| api.clock_skew.unwrap_or_default();
    if api.clock_skew.is_some() || further.clock_skew.is_some() {
        api.clock_skew = Some(skew(api).min(further.clock_skew.unwrap_or_default()));
    }
    if api.fails_to_start.is_none() {
        api.fails_to_start = further.fails_to_start;
    }
    let (own, more) = (&mut api.reading, further.reading);
    own.settings.extend(more.settings);
    own.unread.extend(more.unread);
    add(&mut own.notes, more.notes);
}

/// One of the values will do.
fn require(api: &mut Api, name: &str, values: &[String], line: usize) {
    if !values.is_empty() {
        api.required_claims.push(RequiredClaim {
            names: vec![name.to_owned()],
            values: values.to_vec(),
            all: false,
            line,
        });
    }
}

fn audiences(api: &mut Api, further: &Api, at: usize) {
    if api.unchecked.audience {
        api.unchecked.audience = further.unchecked.audience;
        api.audiences.clone_from(&further.audiences);
    } else if api.audiences != further.audiences {
        require(api, "aud", &further.audiences, at);
    }
}

fn issuers(draft: &mut Draft, further: &Api, at: usize) {
    let api = &mut draft.api;
    if api.unchecked.issuer {
        api.unchecked.issuer = further.unchecked.issuer;
        api.issuers.clone_from(&further.issuers);
        api.issuer_from_metadata = further.issuer_from_metadata;
        return;
    }
    let same = api.issuers == further.issuers && api.metadata == further.metadata;
    if further.unchecked.issuer || same {
        return;
    }
    let mut accepted = further.issuers.clone();
    if accepted.is_empty() {
        let metadata = further.metadata.iter();
        accepted.extend(metadata.flat_map(|metadata| named_in_metadata(metadata)));
    }
    // The issuers of many tenants are told by a template.
    if accepted.is_empty() || accepted.iter().any(|issuer| issuer.contains('{')) {
        let reason = "has to accept the issuer too: which ones it does is not known here";
        draft.undecided(About::Issuer, Some(at), "the further policy", reason);
    } else {
        require(api, "iss", &accepted, at);
    }
}

fn keys(draft: &mut Draft, further: &Api, at: usize) {
    let api = &mut draft.api;
    if api.metadata.is_none() && api.keys.is_empty() {
        api.metadata.clone_from(&further.metadata);
        api.keys.clone_from(&further.keys);
        api.tenant.clone_from(&further.tenant);
        api.policy.clone_from(&further.policy);
        return;
    }
    let home = |api: &Api| {
        let facts = api.metadata.as_deref().map(metadata_facts);
        facts.map(|facts| (facts.family, facts.tenant, facts.policy))
    };
    let own = api.keys.is_empty() && further.keys.is_empty() && home(api) == home(further);
    let none = further.metadata.is_none() && further.keys.is_empty();
    if !own && !none {
        let reason = "has to verify the signature too, with keys of its own that are not compared";
        draft.undecided(About::Key, Some(at), "the further policy", reason);
    }
}
