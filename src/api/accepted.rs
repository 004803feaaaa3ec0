//! What the API accepts.

use serde_json::{Map, Value};

use super::{Reading, Stack};

use crate::documents::DocumentError;

/// What an API is configured to accept. Empty lists mean: not known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Api {
    /// Accepted audiences.
    pub audiences: Vec<String>,
    /// Accepted issuers.
    pub issuers: Vec<String>,
    /// The metadata address that it reads, as a full address: an authority has its
    /// `/.well-known/openid-configuration` added. Federation metadata where the library reads that.
    pub metadata: Option<String>,
    /// Whether the issuers to accept are those that the metadata names: then `issuers` may be empty.
    pub issuer_from_metadata: bool,
    /// The key set that it reads without any metadata.
    pub keys_address: Option<String>,
    /// Keys that stand in the configuration itself.
    pub keys: Vec<PinnedKey>,
    /// Accepted algorithms.
    pub algorithms: Vec<String>,
    /// The tolerance around `exp` and `nbf`, in seconds, where it is set; else it is the library's own.
    pub clock_skew: Option<u32>,
    /// What is switched off.
    pub unchecked: Unchecked,
    /// Its application ID.
    pub client_id: Option<String>,
    /// The tenant, as it is configured: an ID, a domain, or `common`.
    pub tenant: Option<String>,
    /// The B2C policy.
    pub policy: Option<String>,
    /// The library or gateway that checks the token.
    pub stack: Option<Stack>,
    /// The permissions that it asks for.
    pub permissions: Permissions,
    /// What was read, line by line, where this came from a configuration. Not saved: `text` is.
    pub reading: Reading,
    /// Where this came from: "appsettings.json", "the command line".
    pub source: Option<String>,
    /// The configuration without its secrets, kept for saving.
    pub text: Option<String>,
    /// Members that this program doesn't know: kept when saved again.
    pub unknown: Map<String, Value>,
}

/// A key that stands in a configuration: it is never fetched again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinnedKey {
    /// Its name in the text: a thumbprint in hexadecimal, a kid, or "a key in PEM".
    pub name: String,
    /// The key or certificate itself in PEM, where it stands there.
    pub pem: Option<String>,
    /// The line in the text, counted from 1.
    pub line: usize,
}

/// Checks that a configuration switches off.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent switches of a configuration"
)]
pub struct Unchecked {
    /// Any issuer is accepted.
    pub issuer: bool,
    /// Any audience is accepted.
    pub audience: bool,
    /// Expired tokens are accepted.
    pub lifetime: bool,
    /// Signatures are not verified.
    pub signature: bool,
}

/// Permissions that an API asks for: one of them is enough, be it a scope or an app role, as
/// `RequiredScopeOrAppPermission` of Microsoft.Identity.Web has it (rules F-41). Empty lists mean:
/// not known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Permissions {
    /// Scopes, as they stand in `scp`.
    pub scopes: Vec<String>,
    /// App roles, as they stand in `roles`.
    pub roles: Vec<String>,
    /// Members that this program doesn't know: kept when saved again.
    pub unknown: Map<String, Value>,
}

impl Permissions {
    /// Names of which it isn't known whether they are scopes or roles: either will do.
    pub fn named(names: impl IntoIterator<Item = String>) -> Self {
        let scopes = tidy(names);
        Self {
            roles: scopes.clone(),
            scopes,
            unknown: Map::new(),
        }
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.scopes.is_empty() && self.roles.is_empty()
    }

    fn read(value: &Value) -> Result<Self, DocumentError> {
        let mut permissions = Self::default();
        match value {
            Value::Null => {}
            Value::Object(members) => {
                for (name, value) in members {
                    let list = || texts(&format!("permissions/{name}"), value);
                    match name.as_str() {
                        "scopes" => permissions.scopes = tidy(list()?),
                        "roles" => permissions.roles = tidy(list()?),
                        _ => {
                            permissions.unknown.insert(name.clone(), value.clone());
                        }
                    }
                }
            }
            _ => return Err(wrong("/api/permissions".to_owned(), "is not an object")),
        }
        Ok(permissions)
    }

    fn write(&self) -> Value {
        let lists = [("scopes", &self.scopes), ("roles", &self.roles)];
        let known = lists.into_iter().filter(|(_, list)| !list.is_empty());
        let members = known.map(|(name, list)| (name.to_owned(), list.clone().into()));
        let unknown = self.unknown.iter().map(|(n, v)| (n.clone(), v.clone()));
        Value::Object(members.chain(unknown).collect())
    }
}

impl Api {
    /// What a user typed: white space around values is taken off, empty values and repeats are left
    /// out.
    pub fn by_hand(
        audiences: impl IntoIterator<Item = String>,
        issuers: impl IntoIterator<Item = String>,
        metadata: Option<String>,
    ) -> Self {
        Self {
            audiences: tidy(audiences),
            issuers: tidy(issuers),
            metadata: tidy(metadata).into_iter().next(),
            ..Self::default()
        }
    }

    /// Whether nothing is known about the API.
    pub fn is_unknown(&self) -> bool {
        self.audiences.is_empty()
            && self.issuers.is_empty()
            && self.metadata.is_none()
            && self.keys_address.is_none()
            && self.keys.is_empty()
            && self.algorithms.is_empty()
            && self.clock_skew.is_none()
            && self.unchecked == Unchecked::default()
            && self.client_id.is_none()
            && self.tenant.is_none()
            && self.policy.is_none()
            && self.stack.is_none()
            && self.permissions.is_empty()
    }

    /// Reads member `api` of a saved inspection. Audiences and issuers may each be one text or a list
    /// of texts; `null` counts as left out.
    ///
    /// # Errors
    ///
    /// [`DocumentError::Member`] with the JSON pointer of the first member of a wrong type.
    pub fn read(value: &Value) -> Result<Self, DocumentError> {
        let Value::Object(members) = value else {
            return Err(wrong("/api".to_owned(), "is not an object"));
        };
        let mut api = Self::default();
        for (name, value) in members {
            match name.as_str() {
                "audiences" => api.audiences = texts(name, value)?,
                "issuers" => api.issuers = texts(name, value)?,
                "metadata" => api.metadata = text(name, value)?,
                "permissions" => api.permissions = Permissions::read(value)?,
                "source" => api.source = text(name, value)?,
                "text" => api.text = text(name, value)?,
                _ => {
                    api.unknown.insert(name.clone(), value.clone());
                }
            }
        }
        Ok(api)
    }

    /// The same as JSON; `None` where nothing is known and nothing has to be kept.
    pub fn write(&self) -> Option<Value> {
        let mut members = Map::new();
        for (name, list) in [("audiences", &self.audiences), ("issuers", &self.issuers)] {
            if !list.is_empty() {
                members.insert(name.to_owned(), list.clone().into());
            }
        }
        if self.permissions != Permissions::default() {
            members.insert("permissions".to_owned(), self.permissions.write());
        }
        let texts = [
            ("metadata", &self.metadata),
            ("source", &self.source),
            ("text", &self.text),
        ];
        for (name, text) in texts {
            if let Some(text) = text {
                members.insert(name.to_owned(), text.clone().into());
            }
        }
        for (name, value) in &self.unknown {
            members.entry(name.clone()).or_insert_with(|| value.clone());
        }
        (!members.is_empty()).then_some(Value::Object(members))
    }
}

fn tidy(values: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for value in values {
        let value = value.trim();
        if !value.is_empty() && !kept.iter().any(|k| k == value) {
            kept.push(value.to_owned());
        }
    }
    kept
}

fn text(name: &str, value: &Value) -> Result<Option<String>, DocumentError> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.clone())),
        _ => Err(wrong(format!("/api/{name}"), "is not a string")),
    }
}

fn texts(name: &str, value: &Value) -> Result<Vec<String>, DocumentError> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::String(one) => Ok(vec![one.clone()]),
        Value::Array(many) => many
            .iter()
            .enumerate()
            .map(|(index, value)| match value {
                Value::String(text) => Ok(text.clone()),
                _ => Err(wrong(format!("/api/{name}/{index}"), "is not a string")),
            })
            .collect(),
        _ => Err(wrong(
            format!("/api/{name}"),
            "is neither a string nor a list of strings",
        )),
    }
}

fn wrong(member: String, problem: &str) -> DocumentError {
    DocumentError::Member {
        what: "saved inspection".to_owned(),
        member,
        problem: problem.to_owned(),
    }
}
