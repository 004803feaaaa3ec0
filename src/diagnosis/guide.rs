//! The guide: one Markdown page a rule under `assets/guide/en`, with four headings.
//!
//! A page may hold places: `{tenant}` is filled with the value of that name, `{tenant|your tenant}`
//! stands for the text behind the bar where the value isn't known. A brace that opens nothing of
//! this form stays as it is.

use std::collections::BTreeMap;

/// A guide page taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Under "What it means".
    pub meaning: String,
    /// Under "Why it is refused".
    pub refused: String,
    /// Under "What to do": one entry a list item.
    pub remedies: Vec<String>,
    /// Under "Reference": one entry a list item.
    pub references: Vec<String>,
}

/// The headings of a page, in order.
pub const HEADINGS: [&str; 4] = [
    "What it means",
    "Why it is refused",
    "What to do",
    "Reference",
];

macro_rules! pages {
    ($($id:literal),* $(,)?) => {
        &[$(($id, include_str!(concat!("../../assets/guide/en/", $id, ".md")))),*]
    };
}

/// Every page, by its rule's id.
static PAGES: &[(&str, &str)] = pages![
    "not-a-jwt",
    "sealed-personal-account-token",
    "damaged-token",
    "encrypted-token",
    "pop-envelope",
    "foreign-jwt-kind",
    "wrapper-noise",
    "graph-audience",
    "microsoft-api-audience",
    "id-token-as-access-token",
    "audience-near-miss",
    "audience-mismatch",
    "audience-unconfirmed",
    "unknown-issuer",
    "cloud-mismatch",
    "tenant-claim-conflict",
    "issuer-near-miss",
    "any-tenant-accepted",
    "tenant-mismatch",
    "token-version-mismatch",
    "b2c-tfp-issuer",
    "b2c-policy-mismatch",
    "b2c-entra-mix",
    "external-id-entra-mix",
    "adfs-entra-mix",
    "metadata-unreachable",
    "kid-missing",
    "key-not-found",
    "key-withdrawn",
    "saml-app-key",
    "custom-signing-key",
    "wrong-metadata-address",
    "stale-key-cache",
    "key-issuer-mismatch",
    "key-certificate-mismatch",
    "key-certificate-expired",
    "key-cloud-mismatch",
    "algorithm-not-allowed",
    "nonce-header",
    "signature-altered",
    "signature-verified",
    "expired",
    "not-yet-valid",
    "clock-skew",
    "long-lived-cae",
    "no-permissions",
    "missing-permission",
    "groups-overage",
    "app-or-user",
    "guest-user",
];

/// The Markdown of a rule's page.
pub fn source(rule: &str) -> Option<&'static str> {
    PAGES
        .iter()
        .find(|(id, _)| *id == rule)
        .map(|(_, text)| *text)
}

/// A rule's page with its `{places}` filled. `{name|text}` stands for `text` where the value isn't
/// known; a list item with an unfilled place is left out, and so is a paragraph.
pub fn page(rule: &str, values: &BTreeMap<&'static str, String>) -> Page {
    source(rule)
        .map(|text| read(text, values))
        .unwrap_or_default()
}

fn read(text: &str, values: &BTreeMap<&'static str, String>) -> Page {
    let prose = |heading| {
        let paragraphs = blocks(section(text, heading));
        let filled = paragraphs.iter().filter_map(|p| fill(p, values));
        filled.collect::<Vec<_>>().join("\n\n")
    };
    let list = |heading| {
        blocks(section(text, heading))
            .iter()
            .filter_map(|item| fill(item.strip_prefix("- ")?, values))
            .collect()
    };
    let [meaning, refused, remedies, references] = HEADINGS;
    Page {
        meaning: prose(meaning),
        refused: prose(refused),
        remedies: list(remedies),
        references: list(references),
    }
}

/// The text between a heading of level two and the next.
fn section<'a>(text: &'a str, heading: &str) -> &'a str {
    text.split("\n## ")
        .map(|part| part.strip_prefix("## ").unwrap_or(part))
        .find_map(|part| part.strip_prefix(heading)?.strip_prefix('\n'))
        .unwrap_or_default()
}

/// Paragraphs and list items, each with its wrapped lines joined.
fn blocks(section: &str) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    let mut open = false;
    for line in section.lines().map(str::trim) {
        if line.is_empty() {
            open = false;
            continue;
        }
        match blocks
            .last_mut()
            .filter(|_| open && !line.starts_with("- "))
        {
            Some(block) => {
                block.push(' ');
                block.push_str(line);
            }
            None => blocks.push(line.to_owned()),
        }
        open = true;
    }
    blocks
}

/// Fills the places of one block; `None` where a place without a text of its own has no value.
fn fill(block: &str, values: &BTreeMap<&'static str, String>) -> Option<String> {
    let mut filled = String::with_capacity(block.len());
    let mut rest = block;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        if let Some((name, otherwise, tail)) = place(after) {
            let value = values
                .get(name)
                .map(String::as_str)
                .filter(|v| !v.is_empty());
            filled.push_str(value.or(otherwise)?);
            rest = tail;
        } else {
            filled.push('{');
            rest = after;
        }
    }
    filled.push_str(rest);
    Some(filled)
}

/// Takes `name}` or `name|text}` off the front: the name, the text, and what follows.
fn place(after: &str) -> Option<(&str, Option<&str>, &str)> {
    let (inner, tail) = after.split_once('}')?;
    let (name, otherwise) = match inner.split_once('|') {
        Some((name, text)) => (name, Some(text)),
        None => (inner, None),
    };
    let named = !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    named.then_some((name, otherwise, tail))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "## What it means\n\nThe token is for {aud}.\n\nOnly where {unknown} is known.\n\n\
        ## Why it is refused\n\nIt is wrapped\nover two lines.\n\n\
        ## What to do\n\n- First: send {\"value\": null} to\n  {host|any host}.\n- Never: {unknown}.\n- Last.\n\n\
        ## Reference\n\n- [A page](https://example.com/page)\n";

    fn sample() -> Page {
        read(TEXT, &BTreeMap::from([("aud", "https://api".to_owned())]))
    }

    #[test]
    fn places_are_filled_and_unfilled_blocks_are_left_out() {
        let page = sample();
        assert_eq!(page.meaning, "The token is for https://api.");
        assert_eq!(page.refused, "It is wrapped over two lines.");
        let remedies = ["First: send {\"value\": null} to any host.", "Last."];
        assert_eq!(page.remedies, remedies);
        assert_eq!(page.references, ["[A page](https://example.com/page)"]);
    }

    #[test]
    fn an_empty_value_counts_as_unknown() {
        let values = BTreeMap::from([("host", String::new())]);
        assert_eq!(
            fill("to {host|any host}", &values).as_deref(),
            Some("to any host")
        );
        assert_eq!(fill("to {host}", &values), None);
    }

    #[test]
    fn braces_that_open_no_place_stay() {
        for text in ["{", "a { b", "{\"a\": 1}", "{}", "{Upper}", "{a b}"] {
            assert_eq!(
                fill(text, &BTreeMap::new()).as_deref(),
                Some(text),
                "{text}"
            );
        }
    }

    #[test]
    fn an_unknown_rule_has_no_page() {
        assert_eq!(source("no-such-rule"), None);
        assert_eq!(page("no-such-rule", &BTreeMap::new()), Page::default());
    }
}
