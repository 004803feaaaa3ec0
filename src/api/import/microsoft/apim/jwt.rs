//! `validate-jwt`.

use roxmltree::Node;

use super::super::super::draft::Draft;
use super::super::authority::named_in_metadata;
use super::super::values::add;
use super::super::xml::{attribute, below, line};
use super::elements::{of_attribute, read_audiences, read_place, read_switches, texts};
use super::{claims, keys};
use crate::api::{About, Stack};
use crate::issuer::metadata_facts;

/// Reads it.
pub(super) fn read(policy: Node<'_, '_>) -> Draft {
    let mut draft = Draft::of(Stack::ApimValidateJwt);
    let others = read_metadata(policy, &mut draft);
    let told = draft.api.metadata.as_deref().map(metadata_facts);
    draft.api.tenant = told.as_ref().and_then(|facts| facts.tenant.clone());
    draft.api.policy = told.and_then(|facts| facts.policy);
    read_audiences(policy, &mut draft);
    read_issuers(policy, &mut draft, &others);
    keys::read(policy, &mut draft);
    claims::read(policy, &mut draft);
    read_switches(policy, &mut draft);
    read_place(policy, &mut draft);
    settle_unchecked(policy, &mut draft);
    note_no_keys(policy, &mut draft);
    draft
}

/// Reads `openid-config`; gives those after the first.
fn read_metadata(policy: Node<'_, '_>, draft: &mut Draft) -> Vec<String> {
    let mut addresses = Vec::new();
    let mut unknown = None;
    for place in below(policy, "openid-config") {
        let address = draft.deciding(About::Key, |draft| {
            of_attribute(draft, place, "url", "the metadata address")
        });
        if address.is_none() {
            unknown = unknown.or(Some(line(place)));
        }
        addresses.extend(address);
    }
    if unknown.is_some() {
        let reason = "are also those of metadata whose address is not known here";
        draft.undecided(About::Issuer, unknown, "issuers", reason);
    }
    let mut addresses = addresses.into_iter();
    draft.api.metadata = addresses.next();
    draft.api.issuer_from_metadata = draft.api.metadata.is_some();
    let others: Vec<String> = addresses.collect();
    if !others.is_empty() {
        draft.note(format!(
            "Several openid-config are listed; keys and issuers of all of them are accepted. The \
             first is compared, not {}.",
            others.join(", ")
        ));
    }
    others
}

/// Reads `issuers`; those that the metadata names are accepted besides.
fn read_issuers(policy: Node<'_, '_>, draft: &mut Draft, others: &[String]) {
    let list = ("issuers", "issuer");
    let listed = texts(draft, policy, list, About::Issuer, "an accepted issuer");
    if others.is_empty() && listed.is_empty() {
        return;
    }
    let all = draft.api.metadata.iter().chain(others);
    let named: Vec<String> = all.flat_map(|m| named_in_metadata(m)).collect();
    if !named.is_empty() && !listed.is_empty() {
        draft.note(format!(
            "Beside the listed issuers those that the metadata names are accepted: {}.",
            named.join(", ")
        ));
    }
    add(&mut draft.api.issuers, listed.into_iter().chain(named));
}

fn settle_unchecked(policy: Node<'_, '_>, draft: &mut Draft) {
    let has = |name| below(policy, name).next().is_some();
    if draft.api.audiences.is_empty() && !has("audience") && !asks_for(policy, "aud") {
        draft.api.unchecked.audience = true;
    }
    let told = has("openid-config") || has("issuer") || asks_for(policy, "iss");
    if draft.api.issuers.is_empty() && !told {
        draft.api.unchecked.issuer = true;
    }
}

/// Whether `required-claims` lists a claim.
fn asks_for(policy: Node<'_, '_>, name: &str) -> bool {
    let mut claims = below(policy, "claim").filter_map(|claim| attribute(claim, "name"));
    claims.any(|claim| claim.value().trim().eq_ignore_ascii_case(name))
}

/// Without any key no signature can be verified.
fn note_no_keys(policy: Node<'_, '_>, draft: &mut Draft) {
    let named = below(policy, "openid-config").next().is_some()
        || below(policy, "issuer-signing-keys").any(|list| below(list, "key").next().is_some());
    let unsigned = attribute(policy, "require-signed-tokens")
        .is_some_and(|value| !value.value().trim().eq_ignore_ascii_case("true"));
    if !named && !unsigned {
        draft.fails_to_start(format!(
            "validate-jwt in line {} names neither an openid-config nor a signing key: no signature \
             can be verified, so that it refuses every signed token.",
            line(policy)
        ));
    }
}
