//! Tokens whose key only the key history has: certificates of federation metadata among them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]
#![allow(missing_docs, reason = "a test")]

mod common;

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use common::{SigningKey, TENANT, now, sign, template};
use jiff::SignedDuration;
use tokenscope::api::Api;
use tokenscope::diagnosis::{Inputs, Inspection, OutcomeKind, inspect};
use tokenscope::documents::{Consent, Content, Document, Documents, History, Origin, PlaceKind};
use tokenscope::input;
use tokenscope::keys::courses;
use tokenscope::signature::SignatureOutcome;

/// Federation metadata as it was answered some hours ago.
fn federation(url: &str, entity: &str, keys: &[&str], hours: i64) -> Document {
    let descriptor = |name: &&str| {
        let der = SigningKey::named(name).certificate().unwrap();
        format!(
            "<KeyDescriptor use=\"signing\"><X509Certificate>{}</X509Certificate></KeyDescriptor>",
            STANDARD.encode(der)
        )
    };
    let keys: String = keys.iter().map(descriptor).collect();
    Document {
        url: url.to_owned(),
        fetched: Some(now() - SignedDuration::from_hours(hours)),
        date: None,
        origin: Origin::Live,
        content: Content::Text(format!(
            "<EntityDescriptor entityID=\"{entity}\"><RoleDescriptor>{keys}</RoleDescriptor></EntityDescriptor>"
        )),
    }
}

fn offline(token: &str, documents: &Documents) -> Inspection {
    let found = input::read("pasted text", token).found;
    let consent = Consent {
        offline: true,
        ..Consent::default()
    };
    let inputs = Inputs {
        documents,
        api: &Api::default(),
        error: None,
        companions: &[],
        consent: &consent,
        now: now(),
    };
    inspect(found.first().unwrap(), &inputs)
}

/// Through the file and through a saved inspection, as a computer would keep it.
fn kept(history: &History) -> History {
    let read = History::read(&history.write()).unwrap();
    let mut again = History::default();
    for document in read.documents() {
        assert!(again.learn(&document));
    }
    assert_eq!(again, *history);
    again
}

#[test]
fn a_certificate_of_remembered_federation_metadata_verifies() {
    let entra = format!(
        "https://login.microsoftonline.com/{TENANT}/FederationMetadata/2007-06/FederationMetadata.xml"
    );
    let rows = [
        ("entra-v1", "entra", entra.as_str()),
        (
            "adfs",
            "adfs",
            "https://fs.contoso.com/FederationMetadata/2007-06/FederationMetadata.xml",
        ),
    ];
    for (name, key, url) in rows {
        let template = template(name);
        let token = sign(&template.header, &template.claims, SigningKey::named(key));
        let mut history = History::default();
        assert!(history.learn(&federation(url, "urn:a&amp;b", &[key, "us-gov"], 50)));
        assert!(history.learn(&federation(url, "urn:a&amp;b", &[key], 48)));
        assert!(history.learn(&federation(url, "urn:a&amp;b", &["us-gov"], 30)));
        assert_eq!(history.place(url).unwrap().kind, PlaceKind::Federation);
        let mut documents = Documents::default();
        let nothing = offline(&token, &documents);
        assert_eq!(
            nothing.signature.outcome,
            SignatureOutcome::NotChecked,
            "{name}"
        );
        documents.remember(Arc::new(kept(&history)));
        let inspection = offline(&token, &documents);
        assert_eq!(
            inspection.signature.outcome,
            SignatureOutcome::Verified,
            "{name}"
        );
        assert_eq!(inspection.verdict.rule, "signature-verified", "{name}");
        assert_eq!(
            inspection.verdict.outcome,
            OutcomeKind::NotChecked,
            "{name}"
        );
        let headline = &inspection.verdict.headline;
        assert!(headline.contains("key history"), "{name}: {headline}");
        let key = &inspection.keys.keys[inspection.signature.key.unwrap()];
        let course = &courses(key, &inspection.keys, &documents)[0];
        assert_eq!(course.url, url, "{name}");
        assert_eq!(
            (course.gaps, course.before, course.after.len()),
            (0, None, 1)
        );
        // Asked at last, and it is gone: a day has passed.
        documents.insert(federation(url, "urn:a&amp;b", &["us-gov"], 0));
        let asked = offline(&token, &documents);
        let withdrawn = asked.checklist.iter().find(|e| e.rule == "key-withdrawn");
        assert_eq!(withdrawn.unwrap().outcome, OutcomeKind::Failed, "{name}");
        // Asked, and it is there.
        let mut documents = documents.clone();
        documents.insert(federation(url, "urn:a&amp;b", &[template.key], -1));
        let listed = offline(&token, &documents);
        assert!(
            !listed.keys.keys[listed.signature.key.unwrap()].is_remembered(),
            "{name}"
        );
    }
}
