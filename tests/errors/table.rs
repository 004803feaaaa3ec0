//! The table as a whole: every example against every pattern.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::Deserialize;
use tokenscope::diagnosis::{read_error, rules::RULES};
use tokenscope::input::{self, Whole};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    groups: BTreeMap<String, Vec<String>>,
    error: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    pub(crate) id: String,
    stack: String,
    #[serde(default)]
    codes: Vec<String>,
    #[serde(default)]
    stems: Vec<String>,
    #[serde(default)]
    exact: bool,
    #[serde(default)]
    marks: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
    #[serde(default)]
    common: bool,
    pub(crate) about: Option<String>,
    telling: Option<u8>,
    library: Option<String>,
    meaning: String,
    rules: Vec<String>,
    #[serde(default = "documented")]
    certainty: String,
    pub(crate) examples: Vec<String>,
    #[serde(default)]
    also: Vec<String>,
}

fn documented() -> String {
    "documented".to_owned()
}

fn file(name: &str) -> String {
    let path = format!("{}/assets/dictionary/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

fn table() -> Table {
    toml::from_str(&file("errors.toml")).unwrap()
}

pub(crate) fn entries() -> Vec<Entry> {
    table().error
}

#[test]
fn every_example_is_recognised_as_its_entry_and_nothing_else() {
    let mut report = String::new();
    for entry in entries() {
        for example in &entry.examples {
            let reading = read_error(example);
            let found: BTreeSet<&str> = reading.matches.iter().map(|m| m.pattern).collect();
            let also = entry.also.iter().map(String::as_str);
            let expected: BTreeSet<&str> = also.chain([entry.id.as_str()]).collect();
            if found != expected {
                writeln!(report, "{}: {example}\n    {found:?}", entry.id).unwrap();
            }
        }
    }
    assert!(report.is_empty(), "recognised otherwise:\n{report}");
}

#[test]
fn every_stem_and_every_code_stands_in_an_example_or_is_found_alone() {
    for entry in entries() {
        let mark = entry.marks.first().map_or("", String::as_str);
        let stems = entry.stems.iter().map(|stem| stem.replace("{}", "x"));
        let codes = entry.codes.iter().map(|code| code.replace('*', "99998"));
        let codes = codes.map(|c| {
            if c.starts_with("ERR") {
                c.replace("99998", "X")
            } else {
                c
            }
        });
        for text in stems.chain(codes) {
            let reading = read_error(&format!("{text} {mark}"));
            let mut found = reading.matches.iter().map(|m| m.pattern);
            assert!(found.any(|id| id == entry.id), "{}: {text}", entry.id);
        }
    }
}

#[test]
fn the_table_is_well_made() {
    let table = table();
    let known: BTreeSet<&str> = RULES.iter().map(|rule| rule.id).collect();
    for (name, rules) in &table.groups {
        for rule in rules {
            assert!(known.contains(rule.as_str()), "group {name}: {rule}");
        }
    }
    let libraries = file("libraries.toml");
    let mut ids = BTreeSet::new();
    for entry in &table.error {
        let id = entry.id.as_str();
        assert!(ids.insert(id), "{id} stands twice");
        assert!(!entry.examples.is_empty(), "{id}: no example");
        assert!(
            !entry.stack.is_empty() && entry.meaning.ends_with('.'),
            "{id}"
        );
        assert!(
            !entry.codes.is_empty() || !entry.stems.is_empty(),
            "{id}: never found"
        );
        for stem in &entry.stems {
            let first = stem.split("{}").next().unwrap_or_default();
            assert!(first.len() >= 4, "{id}: {stem} begins too short");
        }
        for rule in &entry.rules {
            let group = rule.strip_prefix('@');
            let there = match group {
                Some(group) => table.groups.contains_key(group),
                None => known.contains(rule.as_str()),
            };
            assert!(there, "{id}: {rule}");
        }
        assert_consistent(entry, &libraries);
    }
}

/// No example is excluded, what is only likely is said so, a library is one of the table of libraries.
fn assert_consistent(entry: &Entry, libraries: &str) {
    let id = entry.id.as_str();
    assert!(entry.telling.unwrap_or(5) <= 7, "{id}: telling");
    assert!(
        !entry.exact || !entry.stems.is_empty(),
        "{id}: exact without stems"
    );
    assert!(
        !entry.common || !entry.stems.is_empty(),
        "{id}: common without stems"
    );
    let mut excluded = entry.unless.iter();
    let itself = |word: &&String| entry.examples.iter().any(|e| e.contains(word.as_str()));
    assert!(excluded.find(itself).is_none(), "{id}: unless");
    let likely = entry.meaning.contains("ikely");
    match entry.certainty.as_str() {
        "documented" => assert!(!likely, "{id}: likely or documented?"),
        "likely" => assert!(likely, "{id}: said as if it were certain"),
        other => panic!("{id}: {other}"),
    }
    if let Some(library) = &entry.library {
        let line = format!("name = \"{library}\"");
        assert!(libraries.contains(&line), "{id}: {library}");
        assert!(matches!(entry.about.as_deref(), Some("key")), "{id}: about");
    }
}

#[test]
fn rules_come_out_known_and_once() {
    let known: BTreeSet<&str> = RULES.iter().map(|rule| rule.id).collect();
    for entry in entries() {
        for found in entry.examples.iter().flat_map(|e| read_error(e).matches) {
            let unique: BTreeSet<&str> = found.rules.iter().copied().collect();
            assert_eq!(unique.len(), found.rules.len(), "{}", entry.id);
            assert!(unique.is_subset(&known), "{}: {:?}", entry.id, found.rules);
        }
    }
}

#[test]
fn what_is_recognised_is_an_error_text_when_pasted_too() {
    let mut report = String::new();
    for entry in entries() {
        for example in &entry.examples {
            let whole = input::read("test", example).whole;
            if whole != Whole::ErrorText || input::error_in(example).is_none() {
                writeln!(report, "{}: {example}\n    {whole:?}", entry.id).unwrap();
            }
        }
    }
    assert!(report.is_empty(), "taken for something else:\n{report}");
}

/// An error of the field, and a rule that it points to.
const FIELD: &[(&str, &str)] = &[
    ("IDX10500", "metadata-unreachable"),
    ("IDX10501", "saml-app-key"),
    ("IDX10503", "stale-key-cache"),
    ("IDX10504", "algorithm-not-allowed"),
    ("IDX10508", "damaged-token"),
    ("IDX10511", "graph-audience"),
    ("IDX10517", "kid-missing"),
    ("IDX10205", "token-version-mismatch"),
    ("IDX10212", "tenant-mismatch"),
    ("IDX40002", "b2c-tfp-issuer"),
    ("IDX40003", "b2c-entra-mix"),
    ("IDX40004", "tenant-claim-conflict"),
    ("IDX40005", "key-issuer-mismatch"),
    ("IDX40012", "key-cloud-mismatch"),
    ("IDX10215", "audience-mismatch"),
    ("IDX10222", "not-yet-valid"),
    ("IDX10223", "expired"),
    ("IDX10249", "key-certificate-expired"),
    ("IDX10618", "encrypted-token"),
    ("IDX10640", "algorithm-not-allowed"),
    ("IDX10209", "damaged-token"),
    ("IDX14107", "not-a-jwt"),
    ("IDX20809", "metadata-unreachable"),
    ("IDX10261", "metadata-unreachable"),
    ("IDX23009", "pop-envelope"),
    ("IDW10201", "no-permissions"),
    ("IDW10203", "missing-permission"),
    (
        "CompactToken parsing failed",
        "sealed-personal-account-token",
    ),
    (
        "Access token validation failure. Invalid audience",
        "audience-mismatch",
    ),
    ("jwt malformed", "damaged-token"),
    (
        "No KID specified and JWKS endpoint returned more than 1 key",
        "kid-missing",
    ),
    (
        "Another algorithm expected, or no matching key(s) found",
        "algorithm-not-allowed",
    ),
    ("failed to verify id token signature", "key-not-found"),
    ("Jwt issuer is not configured", "issuer-near-miss"),
    ("JWT Validation Failed: IDX10501", "key-not-found"),
    ("AADSTS501461", "custom-signing-key"),
];

#[test]
fn the_errors_of_the_field_are_all_there() {
    for (text, rule) in FIELD {
        let reading = read_error(text);
        let first = reading.matches.first();
        let rules = first.map(|m| m.rules.clone()).unwrap_or_default();
        assert!(rules.contains(rule), "{text}: {rules:?}");
    }
}
