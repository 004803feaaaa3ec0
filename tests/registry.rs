//! The rules as a whole: names, order, pages, cases.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

mod common;

use std::collections::BTreeSet;

use common::cases::{entry, folder, rows};
use tokenscope::diagnosis::rules::RULES;
use tokenscope::diagnosis::{Entry, Step, guide};

/// The names that reports promise, by step and in order.
const NAMES: [(Step, &str); 7] = [
    (
        Step::Shape,
        "not-a-jwt sealed-personal-account-token damaged-token encrypted-token pop-envelope \
         foreign-jwt-kind wrapper-noise",
    ),
    (
        Step::Audience,
        "graph-audience microsoft-api-audience id-token-as-access-token audience-near-miss \
         audience-mismatch audience-unconfirmed",
    ),
    (
        Step::Issuer,
        "unknown-issuer cloud-mismatch tenant-claim-conflict issuer-near-miss any-tenant-accepted \
         tenant-mismatch token-version-mismatch b2c-tfp-issuer b2c-policy-mismatch b2c-entra-mix \
         external-id-entra-mix adfs-entra-mix",
    ),
    (
        Step::Key,
        "metadata-unreachable kid-missing key-not-found key-withdrawn saml-app-key custom-signing-key \
         wrong-metadata-address stale-key-cache key-issuer-mismatch key-certificate-mismatch \
         key-certificate-expired key-cloud-mismatch",
    ),
    (
        Step::Signature,
        "algorithm-not-allowed nonce-header signature-altered signature-verified",
    ),
    (
        Step::Time,
        "expired not-yet-valid clock-skew long-lived-cae",
    ),
    (
        Step::Permissions,
        "no-permissions missing-permission groups-overage app-or-user guest-user",
    ),
];

#[test]
fn the_rules_have_the_promised_names_in_the_promised_order() {
    let expected: Vec<(Step, &str)> = NAMES
        .iter()
        .flat_map(|(step, names)| names.split_whitespace().map(|n| (*step, n)))
        .collect();
    let actual: Vec<(Step, &str)> = RULES.iter().map(|r| (r.step, r.id)).collect();
    assert_eq!(actual, expected);
    let unique: BTreeSet<&str> = RULES.iter().map(|r| r.id).collect();
    assert_eq!(unique.len(), RULES.len(), "a name stands twice");
}

#[test]
fn every_rule_is_described() {
    for rule in RULES {
        let id = rule.id;
        assert!(rule.reference.starts_with("https://"), "{id}: reference");
        assert!(rule.section.starts_with("F-"), "{id}: section");
        assert!(
            !rule.line.is_empty() && !rule.line.ends_with('.'),
            "{id}: line"
        );
    }
}

#[test]
fn every_rule_has_a_page_with_its_four_headings() {
    for rule in RULES {
        let id = rule.id;
        let text = guide::source(id).unwrap_or_else(|| panic!("{id}: no page"));
        let headings: Vec<&str> = text.lines().filter_map(|l| l.strip_prefix("## ")).collect();
        assert_eq!(headings, guide::HEADINGS, "{id}");
        for heading in guide::HEADINGS {
            assert!(
                !blocks(text, heading).is_empty(),
                "{id}: nothing under {heading}"
            );
        }
        for reference in blocks(text, "Reference") {
            assert!(reference.contains("](https://"), "{id}: {reference}");
        }
    }
}

#[test]
fn no_page_and_no_case_file_is_without_a_rule() {
    let known: BTreeSet<String> = RULES.iter().map(|r| r.id.to_owned()).collect();
    let pages = folder().join("../../assets/guide/en");
    for (place, ending, more) in [
        (pages, "md", &[][..]),
        (folder(), "toml", &["healthy", "never-together", "order"]),
    ] {
        for file in std::fs::read_dir(&place).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            assert_eq!(path.extension().unwrap(), ending, "{name}");
            let expected = known.contains(&name)
                || more.contains(&name.as_str())
                || ending == "toml" && name.starts_with("together");
            assert!(expected, "{}", path.display());
        }
    }
}

#[test]
fn every_rule_has_enough_rows_of_both_kinds() {
    let mut total = 0;
    let mut report = Vec::new();
    for rule in RULES {
        let rows = rows(rule.id);
        total += rows.len();
        let firing = rows.iter().filter(|r| r.fires(rule.id)).count();
        let quiet = rows.len() - firing;
        if firing < 3 || quiet < 3 {
            report.push(format!("{}: {firing} firing, {quiet} quiet", rule.id));
        }
        let names: BTreeSet<&str> = rows.iter().map(|r| r.name.as_str()).collect();
        if names.len() != rows.len() {
            report.push(format!("{}: a row's name stands twice", rule.id));
        }
    }
    assert!(report.is_empty(), "{}", report.join("\n"));
    assert!(total >= 250, "{total} rows");
}

/// A place that no rule fills would silently drop a paragraph or a remedy.
#[test]
fn every_paragraph_and_remedy_is_shown_by_some_row() {
    let mut report = Vec::new();
    for rule in RULES {
        let text = guide::source(rule.id).unwrap_or_default();
        let shown: Vec<Entry> = rows(rule.id)
            .iter()
            .filter(|row| row.fires(rule.id))
            .filter_map(|row| entry(&row.inspect(), rule.id).cloned())
            .collect();
        let by_passing = shown.iter().all(|e| e.outcome.name() == "passed");
        for heading in guide::HEADINGS {
            let skipped = heading == "Reference" || (by_passing && heading != "What it means");
            for block in blocks(text, heading).iter().filter(|_| !skipped) {
                let found = shown.iter().any(|e| {
                    is_filled(block, &e.explanation)
                        || e.remedies.iter().any(|r| is_filled(block, r))
                });
                if !found {
                    report.push(format!("{}: {block}", rule.id));
                }
            }
        }
    }
    assert!(report.is_empty(), "never shown:\n{}", report.join("\n"));
}

/// Whether a text is what a block became: the pieces between its places, in order.
fn is_filled(block: &str, text: &str) -> bool {
    let mut rest = text;
    block.split(['{', '}']).step_by(2).all(|piece| {
        let found = rest.find(piece).map(|at| at + piece.len());
        rest = found.and_then(|end| rest.get(end..)).unwrap_or_default();
        found.is_some()
    })
}

/// Paragraphs and list items under a heading, their lines joined, list marks taken off.
fn blocks(text: &str, heading: &str) -> Vec<String> {
    let mut sections = text.split("## ");
    let section = sections
        .find_map(|s| s.strip_prefix(heading))
        .unwrap_or_default();
    section
        .replace("\n- ", "\n\n")
        .split("\n\n")
        .map(|block| {
            let lines: Vec<&str> = block.lines().map(str::trim).collect();
            lines.join(" ").trim().to_owned()
        })
        .filter(|block| !block.is_empty())
        .collect()
}
