//! Relatives of a plain signed token, end to end: signed requests, ID tokens beside their access
//! tokens, SAML, encrypted tokens, client assertions, cookies.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]
#![allow(missing_docs, reason = "a test")]

mod common;

#[path = "relatives/grants.rs"]
mod grants;
#[path = "relatives/pairs.rs"]
mod pairs;
#[path = "relatives/possession.rs"]
mod possession;
#[path = "relatives/saml.rs"]
mod saml;
#[path = "relatives/sealed.rs"]
mod sealed;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokenscope::api::Api;
use tokenscope::diagnosis::{Entry, Inputs, Inspection};
use tokenscope::documents::{Consent, Content, Document, Documents, Origin};
use tokenscope::input;

use common::{SigningKey, now};

/// Every token of a text, inspected beside the others.
pub(crate) fn inspect(text: &str, documents: &Documents, api: &Api) -> Vec<Inspection> {
    let found = input::read("case", text).found;
    let consent = Consent {
        all_hosts: true,
        ..Consent::default()
    };
    let inputs = Inputs {
        documents,
        api,
        error: None,
        companions: &found,
        consent: &consent,
        now: now(),
    };
    found
        .iter()
        .map(|one| tokenscope::diagnosis::inspect(one, &inputs))
        .collect()
}

/// The same with nothing known beside the text.
pub(crate) fn alone(text: &str) -> Vec<Inspection> {
    inspect(text, &Documents::default(), &Api::default())
}

/// What a rule says of a token: outcome and all its words.
pub(crate) fn said(inspection: &Inspection, rule: &str) -> (String, String) {
    let entry = inspection.checklist.iter().find(|e| e.rule == rule);
    entry.map_or_else(
        || ("not-applicable".to_owned(), String::new()),
        |entry| (entry.outcome.name().to_owned(), words(entry)),
    )
}

fn words(entry: &Entry) -> String {
    let mut lines = vec![entry.headline.clone(), entry.explanation.clone()];
    for e in &entry.evidence {
        lines.push(format!("{}: {} | {}", e.name, e.expected, e.actual));
    }
    lines.extend(entry.remedies.iter().cloned());
    lines.join("\n")
}

/// Fails with the row's name unless all words are said, and none of the others.
#[track_caller]
pub(crate) fn assert_says(name: &str, said: &str, wanted: &[&str], unwanted: &[&str]) {
    for word in wanted {
        assert!(
            said.contains(word),
            "{name}: {word:?} is missing in:\n{said}"
        );
    }
    for word in unwanted {
        assert!(!said.contains(word), "{name}: {word:?} is said in:\n{said}");
    }
}

/// A certificate as it is loaded from a file.
pub(crate) fn certificate_file(name: &str, key: &SigningKey) -> Document {
    let der = key.certificate().expect("a certificate");
    Document {
        url: name.to_owned(),
        fetched: None,
        date: None,
        origin: Origin::File,
        content: Content::Text(format!(
            "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
            STANDARD.encode(der)
        )),
    }
}

/// Documents of these only.
pub(crate) fn known(documents: impl IntoIterator<Item = Document>) -> Documents {
    let mut all = Documents::default();
    all.extend(documents);
    all
}
