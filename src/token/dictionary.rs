//! What names and numbers stand for, from the data files under `assets/dictionary`.

use serde::Deserialize;

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
pub struct Resource {
    /// The application id, the same in every cloud.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its audience URIs, without a trailing slash.
    #[serde(default)]
    pub uris: Vec<String>,
}

/// A client application (rules B-8).
#[derive(Debug, Clone, Deserialize)]
pub struct Application {
    /// The application id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether it is a tool that developers get tokens with by hand.
    #[serde(default)]
    pub developer_tool: bool,
}

/// The entry of a claim, or of a header member where `header` is set.
pub fn claim_entry(name: &str, header: bool) -> Option<&'static ClaimEntry> {
    let _ = (name, header);
    None
}

/// The Microsoft API that an audience names, however it is spelled (rules B-7).
pub fn resource(audience: &str) -> Option<&'static Resource> {
    let _ = audience;
    None
}

/// A well-known client application by its id (rules B-8).
pub fn application(id: &str) -> Option<&'static Application> {
    let _ = id;
    None
}

/// A directory role by its template id (rules B-6).
pub fn role_template(id: &str) -> Option<&'static str> {
    let _ = id;
    None
}

/// A well-known tenant by its id (rules B-9).
pub fn tenant_name(id: &str) -> Option<&'static str> {
    let _ = id;
    None
}
