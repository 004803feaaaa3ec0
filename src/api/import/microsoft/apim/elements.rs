//! What the elements of a policy that checks tokens say.

use roxmltree::Node;

use super::super::super::draft::Draft;
use super::super::super::secrets::HIDDEN;
use super::super::authority::{issuers_of, joined, metadata_of, named_in_metadata};
use super::super::values::{add, switch, unusable};
use super::super::xml::{attribute, below, line, line_of_attribute, text_of};
use super::claims;
use crate::api::{PinnedKey, Stack};
use crate::issuer::metadata_facts;

/// Reads `validate-jwt`.
pub(super) fn jwt(policy: Node<'_, '_>) -> Draft {
    let mut draft = Draft::of(Stack::ApimValidateJwt);
    let others = read_metadata(policy, &mut draft);
    let several = !others.is_empty();
    let told = draft.api.metadata.as_deref().map(metadata_facts);
    draft.api.tenant = told.as_ref().and_then(|facts| facts.tenant.clone());
    draft.api.policy = told.and_then(|facts| facts.policy);
    read_lists(policy, &mut draft);
    let listed = texts(
        &mut draft,
        policy,
        "issuers",
        "issuer",
        "an accepted issuer",
    );
    if several || !listed.is_empty() {
        let all = draft.api.metadata.iter().chain(&others);
        let named: Vec<String> = all.flat_map(|m| named_in_metadata(m)).collect();
        if !named.is_empty() && !listed.is_empty() {
            draft.note(format!(
                "Beside the listed issuers those that the metadata names are accepted: {}.",
                named.join(", ")
            ));
        }
        add(&mut draft.api.issuers, listed.into_iter().chain(named));
    }
    read_keys(policy, &mut draft);
    claims::read(policy, &mut draft);
    read_switches(policy, &mut draft);
    read_place(policy, &mut draft);
    if draft.api.audiences.is_empty() && below(policy, "audience").next().is_none() {
        draft.api.unchecked.audience = true;
        draft.note("It lists no audiences: the audience is not checked.");
    }
    let places = below(policy, "openid-config").next().is_some();
    if draft.api.issuers.is_empty() && !places && below(policy, "issuer").next().is_none() {
        draft.api.unchecked.issuer = true;
        draft.note("It names no issuers and no openid-config: the issuer is not checked.");
    }
    draft
}

/// Reads `openid-config`; gives those after the first.
fn read_metadata(policy: Node<'_, '_>, draft: &mut Draft) -> Vec<String> {
    let mut addresses = Vec::new();
    for place in below(policy, "openid-config") {
        addresses.extend(of_attribute(draft, place, "url", "the metadata address"));
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

/// Reads `validate-azure-ad-token`.
pub(super) fn azure_ad(policy: Node<'_, '_>) -> Draft {
    let mut draft = Draft::of(Stack::ApimValidateAzureAdToken);
    let tenant = of_attribute(&mut draft, policy, "tenant-id", "the tenant");
    let endpoint = of_attribute(
        &mut draft,
        policy,
        "authentication-endpoint",
        "the login host",
    );
    if attribute(policy, "tenant-id").is_none() {
        draft.note("It has no tenant-id, which it needs.");
    }
    if let Some(tenant) = &tenant {
        settle_tenant(&mut draft, tenant, endpoint);
    }
    read_lists(policy, &mut draft);
    let backends = ids(
        &mut draft,
        policy,
        "backend-application-ids",
        "an application ID of the API",
    );
    if draft.api.audiences.is_empty() {
        add(&mut draft.api.audiences, backends.iter().cloned());
    }
    draft.api.client_id = backends.into_iter().next();
    let clients = ids(
        &mut draft,
        policy,
        "client-application-ids",
        "a calling application that is let in",
    );
    claims::clients(policy, clients, &mut draft);
    claims::read(policy, &mut draft);
    read_switches(policy, &mut draft);
    read_place(policy, &mut draft);
    if draft.api.audiences.is_empty() && below(policy, "audience").next().is_none() {
        draft.api.unchecked.audience = true;
        draft.note("It lists no audiences: likely the audience is not checked.");
    }
    draft
}

/// What follows from a tenant and a login host.
fn settle_tenant(draft: &mut Draft, tenant: &str, endpoint: Option<String>) {
    // The tenant may be written as an address.
    let named = metadata_facts(tenant)
        .tenant
        .unwrap_or_else(|| tenant.to_owned());
    let named = named.trim_end_matches('/');
    let bare = named.rsplit("//").next().unwrap_or(named).to_owned();
    let host = endpoint.unwrap_or_else(|| "https://login.microsoftonline.com".to_owned());
    let host = if host.contains("://") {
        host
    } else {
        format!("https://{host}")
    };
    let authority = joined(&host, &format!("{bare}/v2.0"));
    draft.api.metadata = metadata_of(&authority);
    draft.api.issuer_from_metadata = draft.api.metadata.is_some();
    draft.api.issuers = issuers_of(&authority);
    draft.note(
        "The policy names a tenant and no metadata address: that of version 2 is assumed, and \
         that the issuers of both versions are accepted.",
    );
    draft.api.tenant = Some(bare);
}

fn read_lists(policy: Node<'_, '_>, draft: &mut Draft) {
    let audiences = texts(
        draft,
        policy,
        "audiences",
        "audience",
        "an accepted audience",
    );
    add(&mut draft.api.audiences, audiences);
}

fn ids(draft: &mut Draft, policy: Node<'_, '_>, list: &'static str, meaning: &str) -> Vec<String> {
    texts(draft, policy, list, "application-id", meaning)
}

/// The texts of the elements in a list.
fn texts(
    draft: &mut Draft,
    policy: Node<'_, '_>,
    list: &'static str,
    item: &'static str,
    meaning: &str,
) -> Vec<String> {
    let mut found = Vec::new();
    for item in below(policy, list).flat_map(|list| below(list, item)) {
        found.extend(of_text(draft, item, meaning));
    }
    found
}

/// Why a value is known at run time alone, or can't be used otherwise.
pub(super) fn unknown(value: &str) -> Option<&'static str> {
    let value = value.trim();
    if value.starts_with("@(") || value.starts_with("@{") {
        Some("is a policy expression: its value is known only at run time")
    } else if value.contains("{{") {
        Some("is a named value: what it holds stands in API Management")
    } else {
        unusable(value)
    }
}

fn take(draft: &mut Draft, line: usize, name: &str, value: &str, meaning: &str) -> Option<String> {
    if let Some(reason) = unknown(value) {
        draft.unread(Some(line), name, reason);
        return None;
    }
    draft.read(line, name, value.trim(), meaning);
    Some(value.trim().to_owned())
}

pub(super) fn of_text(draft: &mut Draft, node: Node<'_, '_>, meaning: &str) -> Option<String> {
    let name = node.tag_name().name();
    let Some((text, line)) = text_of(node) else {
        draft.unread(Some(line(node)), name, "is empty");
        return None;
    };
    take(draft, line, name, text, meaning)
}

fn of_attribute(
    draft: &mut Draft,
    node: Node<'_, '_>,
    name: &str,
    meaning: &str,
) -> Option<String> {
    let attribute = attribute(node, name)?;
    let line = line_of_attribute(node, &attribute);
    let place = format!("{}/@{name}", node.tag_name().name());
    take(draft, line, &place, attribute.value(), meaning)
}

/// Keys that stand in the policy or are uploaded to API Management.
fn read_keys(policy: Node<'_, '_>, draft: &mut Draft) {
    for key in below(policy, "issuer-signing-keys").flat_map(|list| below(list, "key")) {
        let line = line(key);
        let id = attribute(key, "id").map(|a| a.value().to_owned());
        let certificate = attribute(key, "certificate-id").map(|a| a.value().to_owned());
        let modulus = attribute(key, "n").is_some();
        let (what, shown) = match (&certificate, modulus, text_of(key)) {
            (Some(id), _, _) => ("an uploaded certificate", id.clone()),
            (None, true, _) => ("a key by its modulus and exponent", "n, e".to_owned()),
            (None, false, Some((text, _))) if text.starts_with("MII") => (
                "a certificate in the policy",
                text.chars().take(12).chain("…".chars()).collect(),
            ),
            (None, false, Some((text, _))) if unknown(text).is_some() => {
                let reason = unknown(text).unwrap_or_default();
                draft.unread(Some(line), "issuer-signing-keys/key", reason);
                ("a key", String::new())
            }
            (None, false, Some(_)) => ("a symmetric key", HIDDEN.to_owned()),
            (None, false, None) => {
                draft.unread(Some(line), "issuer-signing-keys/key", "is empty");
                continue;
            }
        };
        // An element named "key" counts as a secret; only a symmetric one is.
        let place = match shown.as_str() {
            HIDDEN => "issuer-signing-keys/key",
            _ => "issuer-signing-keys/public-key",
        };
        if !shown.is_empty() {
            draft.read(line, place, &shown, what);
        }
        let name = id.or(certificate).unwrap_or_else(|| what.to_owned());
        draft.api.keys.push(PinnedKey {
            name,
            pem: None,
            line,
        });
    }
    if !draft.api.keys.is_empty() {
        draft.note("Keys that stand in a policy are never fetched again.");
    }
}

fn read_switches(policy: Node<'_, '_>, draft: &mut Draft) {
    if let Some(skew) = of_attribute(
        draft,
        policy,
        "clock-skew",
        "the tolerance around exp and nbf",
    ) {
        draft.api.clock_skew = skew.parse().ok();
        if draft.api.clock_skew.is_none() {
            let place = format!("{}/@clock-skew", policy.tag_name().name());
            draft.unread(Some(line(policy)), &place, "is no number of seconds");
        }
    }
    for (name, meaning, note) in [
        (
            "require-expiration-time",
            "whether tokens need an exp",
            "Tokens without exp are accepted too.",
        ),
        (
            "require-signed-tokens",
            "whether tokens need a signature",
            "Tokens without any signature are accepted too.",
        ),
    ] {
        let value = of_attribute(draft, policy, name, meaning);
        if value.as_deref().and_then(switch) == Some(false) {
            draft.note(note);
        }
    }
}

/// Where the token is taken from.
fn read_place(policy: Node<'_, '_>, draft: &mut Draft) {
    let header = of_attribute(
        draft,
        policy,
        "header-name",
        "the header that the token is in",
    );
    if header.is_some_and(|name| !name.eq_ignore_ascii_case("Authorization")) {
        draft.note("The token is read from another header than Authorization.");
    }
    of_attribute(
        draft,
        policy,
        "query-parameter-name",
        "the query parameter that the token is in",
    );
    of_attribute(
        draft,
        policy,
        "require-scheme",
        "the word in front of the token",
    );
}
