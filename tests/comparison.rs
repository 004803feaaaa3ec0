//! What the API accepts beside what the token has: the rows of `comparison/rows.toml`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod common;

use std::collections::BTreeSet;

use common::cases::{Row, fill};
use common::{API, TENANT, place, sign, template};
use serde::Deserialize;
use tokenscope::api::{Api, Setting, Stack};
use tokenscope::diagnosis::{Comparison, Inputs, Subject, inspect};
use tokenscope::documents::{Consent, Documents};
use tokenscope::input;

#[derive(Deserialize)]
struct Table {
    row: Vec<toml::Table>,
}

/// What a row expects of one line.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Expected {
    line: String,
    name: String,
    #[serde(rename = "expected")]
    accepts: String,
    actual: String,
    origin: String,
    note: String,
    rule: Option<String>,
}

/// The rows: each one is a case with what one line of its comparison should be.
fn rows() -> Vec<(Expected, Row)> {
    let table: Table = toml::from_str(include_str!("comparison/rows.toml")).unwrap();
    let row = |mut members: toml::Table| {
        let expected: Expected = members.clone().try_into().unwrap();
        for own in ["line", "expected", "actual", "origin", "note", "rule"] {
            members.remove(own);
        }
        members.insert("name".to_owned(), expected.name.clone().into());
        members.insert("expect".to_owned(), String::new().into());
        let case: Row = members.try_into().unwrap();
        (expected, case)
    };
    table.row.into_iter().map(row).collect()
}

fn line<'a>(lines: &'a [Comparison], subject: &str) -> Option<&'a Comparison> {
    lines.iter().find(|line| line.subject.name() == subject)
}

/// How a line differs from what its row expects.
fn differences(expected: &Expected, lines: &[Comparison]) -> Vec<String> {
    let (subject, likeness) = expected.line.split_once(' ').expect("subject and likeness");
    let Some(line) = line(lines, subject) else {
        return vec!["there is no such line".to_owned()];
    };
    let mut found = Vec::new();
    if line.likeness.name() != likeness {
        found.push(format!("is {}", line.likeness.name()));
    }
    if line.rule != expected.rule.as_deref() {
        found.push(format!("names rule {:?}", line.rule));
    }
    for (text, words) in [
        (line.expected.join(" "), &expected.accepts),
        (line.actual.clone().unwrap_or_default(), &expected.actual),
        (line.origin.clone(), &expected.origin),
        (line.note.clone(), &expected.note),
    ] {
        let words = if words.contains("{tenantid}") {
            words.clone()
        } else {
            fill(words)
        };
        if !text.contains(&words) {
            found.push(format!("has no {words:?} in {text:?}"));
        }
    }
    found
}

#[test]
fn every_line_comes_out_as_its_row_says() {
    let mut report = Vec::new();
    for (expected, case) in rows() {
        for difference in differences(&expected, &case.inspect().comparison) {
            report.push(format!("{} {}: {difference}", expected.line, expected.name));
        }
    }
    assert!(report.is_empty(), "{}", report.join("\n"));
}

/// Every subject has a row of every likeness that it can have.
#[test]
fn no_subject_and_no_likeness_is_without_a_row() {
    let written: BTreeSet<String> = rows().into_iter().map(|(e, _)| e.line).collect();
    let subjects = [
        (Subject::Audience, "equal near different unchecked unknown"),
        (Subject::Issuer, "equal near different unchecked unknown"),
        (Subject::Metadata, "equal near different unknown"),
        (Subject::Key, "equal different unchecked unknown"),
        (Subject::Version, "equal different unchecked unknown"),
        (Subject::Tenant, "equal different unchecked unknown"),
        (Subject::Cloud, "equal different unknown"),
        (Subject::Policy, "equal different unknown"),
        (Subject::Algorithm, "equal near different unchecked unknown"),
        (Subject::Type, "equal different"),
        (Subject::Time, "equal near different unchecked unknown"),
        (Subject::Age, "equal different"),
        (Subject::Remaining, "equal different"),
        (Subject::Permissions, "equal near different unknown"),
        (Subject::Claims, "equal different unknown"),
        (Subject::Guests, "equal different"),
    ];
    for (subject, likenesses) in subjects {
        for likeness in likenesses.split(' ') {
            let line = format!("{} {likeness}", subject.name());
            assert!(written.contains(&line), "no row: {line}");
        }
    }
}

/// Lines stand in the order of subjects, none twice, and each says where the API's side comes from.
#[test]
fn lines_are_in_order_and_name_their_origin() {
    for (expected, case) in rows() {
        let lines = case.inspect().comparison;
        let subjects: Vec<Subject> = lines.iter().map(|line| line.subject).collect();
        let mut once = subjects.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(subjects, once, "{}", expected.line);
        for line in lines {
            assert!(!line.origin.is_empty(), "{}: {line:?}", expected.line);
        }
    }
}

fn compared(api: &Api) -> Vec<Comparison> {
    let template = template("entra-v2");
    let key = common::SigningKey::named(template.key);
    let text = sign(&template.header, &template.claims, key);
    let reading = input::read("test", &text);
    let inputs = Inputs {
        documents: &Documents::default(),
        api,
        error: None,
        companions: &[],
        consent: &Consent::default(),
        now: common::now(),
    };
    inspect(&reading.found[0], &inputs).comparison
}

#[test]
fn nothing_is_compared_with_an_unknown_api() {
    assert_eq!(compared(&Api::default()), []);
}

#[test]
fn every_line_names_the_setting_that_it_comes_from() {
    let setting = |line, name: &str, value: &str| Setting {
        line,
        name: name.to_owned(),
        value: value.to_owned(),
        meaning: String::new(),
    };
    let mut api = Api {
        audiences: vec![API.to_owned(), format!("api://{API}")],
        metadata: Some(place("own").metadata),
        issuer_from_metadata: true,
        stack: Some(Stack::IdentityWeb),
        source: Some("appsettings.json".to_owned()),
        ..Api::default()
    };
    api.reading.settings = vec![
        setting(3, "AzureAd:Instance", "https://login.microsoftonline.com/"),
        setting(4, "AzureAd:TenantId", TENANT),
        setting(5, "AzureAd:ClientId", API),
    ];
    let lines = compared(&api);
    let made = "made of AzureAd:Instance, line 3; AzureAd:TenantId, line 4";
    for (subject, origin) in [
        ("audience", "AzureAd:ClientId, line 5"),
        ("issuer", made),
        ("metadata", made),
        ("key", made),
        ("tenant", "AzureAd:TenantId, line 4"),
        ("cloud", made),
        ("time", "the default of Microsoft.Identity.Web (API)"),
        ("version", "the default of Microsoft.Identity.Web (API)"),
        ("algorithm", "nothing is said about it"),
    ] {
        let line = line(&lines, subject).unwrap_or_else(|| panic!("{subject}: no line"));
        assert_eq!(line.origin, origin, "{subject}");
    }
}

/// What a configuration sets is never called the library's default.
#[test]
fn a_switch_and_an_address_are_named_as_the_source() {
    let keys = place("own").keys;
    let setting = |line, name: &str, value: &str| Setting {
        line,
        name: name.to_owned(),
        value: value.to_owned(),
        meaning: String::new(),
    };
    let mut api = Api {
        keys_address: Some(keys.clone()),
        issuers: vec![format!("https://login.microsoftonline.com/{TENANT}/v2.0")],
        stack: Some(Stack::PyJwt),
        clock_skew: Some(600),
        ..Api::default()
    };
    api.unchecked.audience = true;
    api.reading.settings = vec![
        setting(2, "PyJWKClient", &keys),
        setting(4, "issuer", &api.issuers[0]),
        setting(5, "options.verify_aud", "False"),
        setting(6, "leeway", "timedelta(minutes=10)"),
    ];
    let origins = [
        ("audience", "options.verify_aud, line 5"),
        ("issuer", "issuer, line 4"),
        ("metadata", "PyJWKClient, line 2"),
        ("tenant", "PyJWKClient, line 2; issuer, line 4"),
        ("cloud", "PyJWKClient, line 2"),
        ("time", "leeway, line 6"),
    ];
    let lines = compared(&api);
    for (subject, origin) in origins {
        let line = line(&lines, subject).unwrap_or_else(|| panic!("{subject}: no line"));
        assert_eq!(line.origin, origin, "{subject}");
    }
    api.unchecked.issuer = true;
    let lines = compared(&api);
    assert_eq!(line(&lines, "issuer").unwrap().origin, "the configuration");
}
