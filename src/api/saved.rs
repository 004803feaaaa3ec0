//! What an API accepts as member `api` of a saved inspection.
//!
//! A configuration that was read in is saved as its text without secrets, and nothing beside it: read
//! again, it gives the same facts, and each with its line. Where the facts are no longer those of the
//! text, because something was told by hand, they are saved too, and count before the text.

use serde_json::{Map, Value};

use super::accepted::tidy;
use super::{
    Api, Permissions, PinnedKey, Reading, RequiredClaim, Stack, Unchecked, Unread, import,
};
use crate::documents::DocumentError;

/// What the text of a configuration is called where it has no name.
const UNNAMED: &str = "the saved configuration";

impl Api {
    /// Reads member `api` of a saved inspection. Audiences, issuers and algorithms may each be one text
    /// or a list of texts; `null` counts as left out.
    ///
    /// Where nothing but `source` and `text` says what is accepted, `text` is read as a configuration.
    /// A text that can't be read is kept, and [`Api::reading`] tells why.
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
            if !api.take(name, value)? {
                api.unknown.insert(name.clone(), value.clone());
            }
        }
        Ok(api.with_its_text())
    }

    /// Takes one member; `false` where it is none that is known.
    fn take(&mut self, name: &str, value: &Value) -> Result<bool, DocumentError> {
        match name {
            "audiences" => self.audiences = texts(name, value)?,
            "issuers" => self.issuers = texts(name, value)?,
            "metadata" => self.metadata = text(name, value)?,
            "issuerFromMetadata" => self.issuer_from_metadata = switch(name, value)?,
            "keysAddress" => self.keys_address = text(name, value)?,
            "keys" => self.keys = keys(value)?,
            "algorithms" => self.algorithms = texts(name, value)?,
            "clockSkew" => self.clock_skew = seconds(name, value)?,
            "unchecked" => self.unchecked = unchecked(value)?,
            "clientId" => self.client_id = text(name, value)?,
            "tenant" => self.tenant = text(name, value)?,
            "policy" => self.policy = text(name, value)?,
            "stack" => match text(name, value)?.as_deref().map(Stack::find) {
                // A later program's: kept as it stands.
                Some(None) => return Ok(false),
                known => self.stack = known.flatten(),
            },
            "permissions" => self.permissions = Permissions::read(value)?,
            "requiredClaims" => self.required_claims = required_claims(value)?,
            "source" => self.source = text(name, value)?,
            "text" => self.text = text(name, value)?,
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// With what its text says, where nothing else says it; with the lines of the text in any case.
    fn with_its_text(self) -> Self {
        let Some(text) = self.text.clone() else {
            return self;
        };
        let name = self.source.clone().unwrap_or_else(|| UNNAMED.to_owned());
        let alone = self.is_unknown() && self.stack.is_none();
        match import(&name, &text) {
            Ok(imported) if alone => Self {
                source: self.source,
                unknown: self.unknown,
                ..imported
            },
            Ok(imported) => Self {
                reading: imported.reading,
                fails_to_start: imported.fails_to_start,
                ..self
            },
            Err(_) if !alone => self,
            Err(error) => Self {
                reading: Reading {
                    unread: vec![Unread {
                        line: None,
                        name,
                        reason: format!("can't be read: {error}"),
                        about: None,
                    }],
                    ..Reading::default()
                },
                ..self
            },
        }
    }

    /// The same as JSON; `None` where nothing is known and nothing has to be kept.
    pub fn write(&self) -> Option<Value> {
        let mut members = Map::new();
        if !self.follows_from_its_text() {
            self.write_facts(&mut members);
        }
        let texts = [("source", &self.source), ("text", &self.text)];
        write_texts(&mut members, &texts);
        for (name, value) in &self.unknown {
            members.entry(name.clone()).or_insert_with(|| value.clone());
        }
        (!members.is_empty()).then_some(Value::Object(members))
    }

    /// Whether reading its text gives the same facts.
    fn follows_from_its_text(&self) -> bool {
        let Some(text) = &self.text else {
            return false;
        };
        import(self.source.as_deref().unwrap_or(UNNAMED), text).is_ok_and(|imported| {
            let same = Self {
                reading: self.reading.clone(),
                source: self.source.clone(),
                text: self.text.clone(),
                unknown: self.unknown.clone(),
                ..imported
            };
            same == *self
        })
    }

    fn write_facts(&self, members: &mut Map<String, Value>) {
        let lists = [
            ("audiences", &self.audiences),
            ("issuers", &self.issuers),
            ("algorithms", &self.algorithms),
        ];
        for (name, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
            members.insert(name.to_owned(), list.clone().into());
        }
        if self.permissions != Permissions::default() {
            members.insert("permissions".to_owned(), self.permissions.write());
        }
        let texts = [
            ("metadata", &self.metadata),
            ("keysAddress", &self.keys_address),
            ("clientId", &self.client_id),
            ("tenant", &self.tenant),
            ("policy", &self.policy),
        ];
        write_texts(members, &texts);
        if !self.required_claims.is_empty() {
            let claims: Vec<Value> = self.required_claims.iter().map(write_claim).collect();
            members.insert("requiredClaims".to_owned(), claims.into());
        }
        if self.issuer_from_metadata {
            members.insert("issuerFromMetadata".to_owned(), true.into());
        }
        if let Some(skew) = self.clock_skew {
            members.insert("clockSkew".to_owned(), skew.into());
        }
        if let Some(stack) = self.stack {
            members.insert("stack".to_owned(), stack.id().into());
        }
        if !self.keys.is_empty() {
            let keys: Vec<Value> = self.keys.iter().map(write_key).collect();
            members.insert("keys".to_owned(), keys.into());
        }
        let off: Vec<&str> = switches(self.unchecked)
            .into_iter()
            .filter_map(|(name, off)| off.then_some(name))
            .collect();
        if !off.is_empty() {
            members.insert("unchecked".to_owned(), off.into());
        }
    }
}

impl Permissions {
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

fn write_texts(members: &mut Map<String, Value>, texts: &[(&str, &Option<String>)]) {
    for (name, text) in texts {
        if let Some(text) = text {
            members.insert((*name).to_owned(), text.clone().into());
        }
    }
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

fn switch(name: &str, value: &Value) -> Result<bool, DocumentError> {
    match value {
        Value::Null => Ok(false),
        Value::Bool(on) => Ok(*on),
        _ => Err(wrong(format!("/api/{name}"), "is neither true nor false")),
    }
}

fn seconds(name: &str, value: &Value) -> Result<Option<u32>, DocumentError> {
    let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
    match (value, number) {
        (Value::Null, _) => Ok(None),
        (_, Some(seconds)) => Ok(Some(seconds)),
        _ => Err(wrong(
            format!("/api/{name}"),
            "is not a number of whole seconds",
        )),
    }
}

fn switches(unchecked: Unchecked) -> [(&'static str, bool); 4] {
    [
        ("issuer", unchecked.issuer),
        ("audience", unchecked.audience),
        ("lifetime", unchecked.lifetime),
        ("signature", unchecked.signature),
    ]
}

/// What is switched off, by name: `["issuer"]`.
fn unchecked(value: &Value) -> Result<Unchecked, DocumentError> {
    let mut unchecked = Unchecked::default();
    for (index, name) in texts("unchecked", value)?.iter().enumerate() {
        match name.as_str() {
            "issuer" => unchecked.issuer = true,
            "audience" => unchecked.audience = true,
            "lifetime" => unchecked.lifetime = true,
            "signature" => unchecked.signature = true,
            _ => {
                return Err(wrong(
                    format!("/api/unchecked/{index}"),
                    "is none of issuer, audience, lifetime and signature",
                ));
            }
        }
    }
    Ok(unchecked)
}

fn keys(value: &Value) -> Result<Vec<PinnedKey>, DocumentError> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Array(keys) => keys
            .iter()
            .enumerate()
            .map(|(i, key)| read_key(i, key))
            .collect(),
        _ => Err(wrong("/api/keys".to_owned(), "is not a list")),
    }
}

fn read_key(index: usize, value: &Value) -> Result<PinnedKey, DocumentError> {
    let place = format!("keys/{index}");
    let Value::Object(members) = value else {
        return Err(wrong(format!("/api/{place}"), "is not an object"));
    };
    let member = |name: &str| members.get(name).unwrap_or(&Value::Null);
    let name = text(&format!("{place}/name"), member("name"))?;
    let missing = || wrong(format!("/api/{place}/name"), "is missing");
    Ok(PinnedKey {
        name: name.ok_or_else(missing)?,
        pem: text(&format!("{place}/pem"), member("pem"))?,
        line: line(&place, member("line"))?,
    })
}

/// The number of a line; 0 where none is given.
fn line(place: &str, value: &Value) -> Result<usize, DocumentError> {
    let place = format!("{place}/line");
    let line = seconds(&place, value)
        .map_err(|_| wrong(format!("/api/{place}"), "is not the number of a line"))?;
    Ok(line.map_or(0, |line| usize::try_from(line).unwrap_or_default()))
}

fn required_claims(value: &Value) -> Result<Vec<RequiredClaim>, DocumentError> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Array(claims) => {
            let claims = claims.iter().enumerate();
            claims.map(|(i, claim)| read_claim(i, claim)).collect()
        }
        _ => Err(wrong("/api/requiredClaims".to_owned(), "is not a list")),
    }
}

fn read_claim(index: usize, value: &Value) -> Result<RequiredClaim, DocumentError> {
    let place = format!("requiredClaims/{index}");
    let Value::Object(members) = value else {
        return Err(wrong(format!("/api/{place}"), "is not an object"));
    };
    let member = |name: &str| members.get(name).unwrap_or(&Value::Null);
    let names = tidy(texts(&format!("{place}/name"), member("name"))?);
    if names.is_empty() {
        return Err(wrong(format!("/api/{place}/name"), "is missing"));
    }
    Ok(RequiredClaim {
        names,
        values: texts(&format!("{place}/values"), member("values"))?,
        all: switch(&format!("{place}/all"), member("all"))?,
        line: line(&place, member("line"))?,
    })
}

fn write_claim(claim: &RequiredClaim) -> Value {
    let mut members = Map::new();
    let name = match claim.names.as_slice() {
        [one] => one.clone().into(),
        several => several.to_vec().into(),
    };
    members.insert("name".to_owned(), name);
    if !claim.values.is_empty() {
        members.insert("values".to_owned(), claim.values.clone().into());
    }
    if claim.all {
        members.insert("all".to_owned(), true.into());
    }
    members.insert("line".to_owned(), claim.line.into());
    Value::Object(members)
}

fn write_key(key: &PinnedKey) -> Value {
    let mut members = Map::new();
    members.insert("name".to_owned(), key.name.clone().into());
    if let Some(pem) = &key.pem {
        members.insert("pem".to_owned(), pem.clone().into());
    }
    members.insert("line".to_owned(), key.line.into());
    Value::Object(members)
}

fn wrong(member: String, problem: &str) -> DocumentError {
    DocumentError::Member {
        what: "saved inspection".to_owned(),
        member,
        problem: problem.to_owned(),
    }
}
