//! The guide: one Markdown page a rule under `assets/guide/en`, with four headings.

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

/// The Markdown of a rule's page.
pub fn source(rule: &str) -> Option<&'static str> {
    let _ = rule;
    None
}

/// A rule's page with its `{places}` filled. `{name|text}` stands for `text` where the value isn't
/// known; a list item with an unfilled place is left out, and so is a sentence's paragraph.
pub fn page(rule: &str, values: &BTreeMap<&'static str, String>) -> Page {
    let _ = (rule, values);
    Page::default()
}
