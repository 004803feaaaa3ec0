//! What both policies that check tokens have: lists of values, switches, the place of the token.

use roxmltree::Node;

use super::super::super::draft::Draft;
use super::super::values::{add, switch, unusable};
use super::super::xml::{attribute, below, line, line_of_attribute, text_of};
use crate::api::About;

/// Reads `audiences`.
pub(super) fn read_audiences(policy: Node<'_, '_>, draft: &mut Draft) {
    let list = ("audiences", "audience");
    let audiences = texts(draft, policy, list, About::Audience, "an accepted audience");
    add(&mut draft.api.audiences, audiences);
}

/// The texts of the elements in a list, and what the list decides.
pub(super) fn texts(
    draft: &mut Draft,
    policy: Node<'_, '_>,
    (list, item): (&'static str, &'static str),
    about: About,
    meaning: &str,
) -> Vec<String> {
    let mut found = Vec::new();
    for item in below(policy, list).flat_map(|list| below(list, item)) {
        found.extend(draft.deciding(about, |draft| of_text(draft, item, meaning)));
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

pub(super) fn of_attribute(
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

/// Reads the tolerance, and what a token needs.
pub(super) fn read_switches(policy: Node<'_, '_>, draft: &mut Draft) {
    draft.deciding(About::Lifetime, |draft| read_skew(policy, draft));
    for (name, about, meaning, note) in [
        (
            "require-expiration-time",
            About::Lifetime,
            "whether tokens need an exp",
            "Tokens without exp are accepted too.",
        ),
        (
            "require-signed-tokens",
            About::Key,
            "whether tokens need a signature",
            "Tokens without any signature are accepted too.",
        ),
    ] {
        let value = draft.deciding(about, |draft| of_attribute(draft, policy, name, meaning));
        if value.as_deref().and_then(switch) == Some(false) {
            draft.note(note);
        }
    }
}

fn read_skew(policy: Node<'_, '_>, draft: &mut Draft) {
    let meaning = "the tolerance around exp and nbf";
    let Some(skew) = of_attribute(draft, policy, "clock-skew", meaning) else {
        return;
    };
    draft.api.clock_skew = skew.parse().ok();
    if draft.api.clock_skew.is_none() {
        let place = format!("{}/@clock-skew", policy.tag_name().name());
        draft.unread(Some(line(policy)), &place, "is no number of seconds");
    }
}

/// Where the token is taken from.
pub(super) fn read_place(policy: Node<'_, '_>, draft: &mut Draft) {
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
