//! Documents by URL, each with where and when it came from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Value;

use super::History;

/// Where a document came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// Fetched by this program.
    Live,
    /// Read from a saved inspection.
    Saved,
    /// Read from a loose file (`--with`), or pasted.
    File,
}

/// What came back.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A JSON document.
    Json(Value),
    /// XML, or PEM text of a certificate.
    Text(String),
    /// Nothing usable, and why: "timed out after 10 s", "answered 404".
    Failed {
        /// The HTTP status, where the server answered.
        status: Option<u16>,
        /// Why, as the end of a sentence about the address.
        reason: String,
    },
}

impl Content {
    /// What a text holds: JSON where it is JSON, else the text. A byte order mark is left out.
    pub fn of_text(text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        serde_json::from_str(text).map_or_else(|_| Self::Text(text.to_owned()), Self::Json)
    }
}

/// One document: a fact about one URL at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The URL, or for loose files their name.
    pub url: String,
    /// When it was fetched; `None` where a saved file doesn't say.
    pub fetched: Option<Timestamp>,
    /// The server's own clock at that moment, from the answer's `Date` (RFC 9110 §6.6.1); `None`
    /// where nothing was answered or the answer doesn't say.
    pub date: Option<Timestamp>,
    /// Where it came from.
    pub origin: Origin,
    /// What it holds.
    pub content: Content,
}

/// All documents that are known. The same URL may stand many times with different moments: that is
/// its history.
#[derive(Debug, Clone, Default)]
pub struct Documents {
    all: Vec<Document>,
    past: Arc<History>,
}

impl Documents {
    /// Adds a document. An older one than what is known for the URL joins the history and never
    /// hides the newer one. One that is there already, moment and all, is not added again.
    pub fn insert(&mut self, document: Document) {
        if self.all.contains(&document) {
            return;
        }
        let place = self.all.partition_point(|d| d.fetched <= document.fetched);
        self.all.insert(place, document);
    }

    /// The newest document of a URL. A failed fetch never hides an earlier document that succeeded;
    /// [`latest_failure`](Self::latest_failure) tells it.
    pub fn latest(&self, url: &str) -> Option<&Document> {
        let of_url = || self.all.iter().rev().filter(|d| d.url == url);
        of_url()
            .find(|d| !matches!(d.content, Content::Failed { .. }))
            .or_else(|| of_url().next())
    }

    /// The newest failure of a URL, where it is newer than every success.
    pub fn latest_failure(&self, url: &str) -> Option<&Document> {
        self.all
            .iter()
            .rev()
            .find(|d| d.url == url)
            .filter(|d| matches!(d.content, Content::Failed { .. }))
    }

    /// Every document of a URL, oldest first: its history.
    pub fn history(&self, url: &str) -> impl Iterator<Item = &Document> {
        self.all.iter().filter(move |d| d.url == url)
    }

    /// Every document, oldest first; those without a moment come before all others.
    pub fn iter(&self) -> impl Iterator<Item = &Document> {
        self.all.iter()
    }

    /// What is remembered from earlier: answers of addresses whose documents are not kept whole.
    pub fn past(&self) -> &Arc<History> {
        &self.past
    }

    /// Remembers earlier answers. They tell when keys were seen, and never stand for what an address
    /// answers now.
    pub fn remember(&mut self, past: Arc<History>) {
        self.past = past;
    }

    /// Keeps of every run of equal answers of a URL that are older than `before` only the first and
    /// the last, as [`History`] does: who watches for days must not keep every answer.
    pub fn thin_out(&mut self, before: Timestamp) {
        // The run of each URL: its first answer, and its last one so far.
        let mut runs: BTreeMap<&str, (usize, &Document, usize)> = BTreeMap::new();
        let mut middle = BTreeSet::new();
        let old = |d: &Document| d.fetched.is_some_and(|at| at < before);
        for (index, document) in self.all.iter().enumerate().filter(|(_, d)| old(d)) {
            let same = |d: &Document| d.content == document.content && d.origin == document.origin;
            match runs.get_mut(document.url.as_str()) {
                Some((first_index, first, last)) if same(first) => {
                    middle.insert(std::mem::replace(last, index));
                    middle.remove(first_index);
                }
                _ => {
                    runs.insert(&document.url, (index, document, index));
                }
            }
        }
        let mut index = 0..;
        self.all
            .retain(|_| index.next().is_none_or(|index| !middle.contains(&index)));
    }

    /// How many documents there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

impl Extend<Document> for Documents {
    fn extend<T: IntoIterator<Item = Document>>(&mut self, documents: T) {
        for document in documents {
            self.insert(document);
        }
    }
}
