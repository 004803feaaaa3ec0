//! Documents: reading them, keeping them by date, what is still to be asked, saved inspections.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may fail loudly, and says what it skipped"
)]

#[path = "documents/any_text.rs"]
mod any_text;
#[path = "documents/federation.rs"]
mod federation;
#[path = "documents/jwks.rs"]
mod jwks;
#[path = "documents/key_set_alone.rs"]
mod key_set_alone;
#[path = "documents/metadata.rs"]
mod metadata;
#[path = "documents/recorded.rs"]
mod recorded;
#[path = "documents/redaction.rs"]
mod redaction;
#[path = "documents/saved.rs"]
mod saved;
#[path = "documents/store.rs"]
mod store;
#[path = "documents/wanted.rs"]
mod wanted;

use serde_json::Value;
use tokenscope::documents::{Content, Document, Documents, Origin};

const URL: &str = "https://login.microsoftonline.com/common/discovery/v2.0/keys";

fn document(url: &str, content: Content) -> Document {
    Document {
        url: url.to_owned(),
        fetched: Some("2026-11-21T10:00:00Z".parse().unwrap()),
        date: None,
        origin: Origin::Live,
        content,
    }
}

fn json(url: &str, body: Value) -> Document {
    document(url, Content::Json(body))
}

fn failed(url: &str, status: Option<u16>, reason: &str) -> Document {
    let reason = reason.to_owned();
    document(url, Content::Failed { status, reason })
}

fn documents(list: impl IntoIterator<Item = Document>) -> Documents {
    let mut documents = Documents::default();
    documents.extend(list);
    documents
}
