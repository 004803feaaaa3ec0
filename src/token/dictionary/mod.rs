//! What names and numbers stand for, from the data files under `assets/dictionary`.

mod audience;
mod files;

use serde::Deserialize;

pub use audience::{is_graph, resource, resource_cloud_hint};

/// How sure a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// From Microsoft's documentation, an RFC or source code, or measured.
    Documented,
    /// From the community: likely.
    Likely,
    /// Inferred from documented facts.
    Inferred,
    /// Opaque or undocumented: shown, never interpreted.
    Undocumented,
}

/// What one claim or header member means.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimEntry {
    /// Its name as it stands in the token. A trailing `*` stands for any ending.
    pub name: String,
    /// Its meaning in one or two sentences.
    pub meaning: String,
    /// Where it stands ("access tokens v1 and v2").
    #[serde(default)]
    pub place: String,
    /// What its value must never be used for, or what it signals.
    #[serde(default)]
    pub note: String,
    /// How sure this is.
    pub certainty: Certainty,
}

/// A Microsoft API: an audience (rules B-7).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resource {
    /// The application id, the same in every cloud. Empty for the entry that stands for all unknown
    /// ids of Microsoft's own families (rules B7.1).
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its audience URIs, without a trailing slash. In a host, `{name}` stands for one label, `a|b`
    /// for either, a trailing `*` for digits or nothing.
    #[serde(default)]
    pub uris: Vec<String>,
    /// How sure the name is.
    #[serde(default = "documented")]
    pub certainty: Certainty,
}

/// A client application (rules B-8).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Application {
    /// The application id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it is a tool that developers get tokens with by hand.
    #[serde(default)]
    pub developer_tool: bool,
    /// How sure the name is.
    #[serde(default = "documented")]
    pub certainty: Certainty,
}

fn documented() -> Certainty {
    Certainty::Documented
}

/// The entry of a claim, or of a header member where `header` is set. Names are compared exactly;
/// among claims an entry such as `extension_*` stands for every name that begins so (rules B0.5).
pub fn claim_entry(name: &str, header: bool) -> Option<&'static ClaimEntry> {
    if header {
        return files::HEADER.member.iter().find(|e| e.name == name);
    }
    let entries = &files::CLAIMS.claim;
    entries.iter().find(|e| e.name == name).or_else(|| {
        entries.iter().find(|e| {
            e.name
                .strip_suffix('*')
                .is_some_and(|start| name.len() > start.len() && name.starts_with(start))
        })
    })
}

/// What is known about a header member of an encrypted token (RFC 7516 §4.1).
pub fn encrypted_header_entry(name: &str) -> Option<&'static ClaimEntry> {
    let of_encryption = files::HEADER.encrypted.iter().find(|e| e.name == name);
    of_encryption.or_else(|| claim_entry(name, true))
}

/// A well-known client application by its id, in any case (rules B-8).
pub fn application(id: &str) -> Option<&'static Application> {
    files::APPLICATIONS
        .application
        .iter()
        .find(|a| a.id.eq_ignore_ascii_case(id))
}

/// A directory role by its template id, in any case (rules B-6). Two ids that ordinary tokens carry
/// are named as what they are: no role of an administrator.
pub fn role_template(id: &str) -> Option<&'static str> {
    by_id(&files::ROLES, id)
}

/// A well-known tenant by its id, in any case (rules B-9).
pub fn tenant_name(id: &str) -> Option<&'static str> {
    by_id(&files::TENANTS, id)
}

fn by_id(named: &'static files::Named, id: &str) -> Option<&'static str> {
    named
        .entry
        .iter()
        .find(|e| e.id.eq_ignore_ascii_case(id))
        .map(|e| e.name.as_str())
}

/// What one value of a claim stands for. `table` is the claim's name, or that of the table that
/// several claims share.
pub(super) fn value_words(table: &str, value: &str) -> Option<(&'static str, Certainty)> {
    let values = files::VALUES.get(table)?;
    let words = values.words.get(value)?;
    Some((words, values.certainty))
}
