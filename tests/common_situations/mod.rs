//! Situations of a token, a key set and a configuration, for the tests of what validators answer.

#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    reason = "every test file uses another part of this module"
)]

pub mod answers;
mod list;

pub use list::situations;

use serde_json::{Map, Value, json};
use tokenscope::api::{Api, Limits, RequiredClaim, Stack, Unchecked};
use tokenscope::diagnosis::{Inputs, Inspection, inspect};
use tokenscope::documents::{Consent, Content, Documents};
use tokenscope::input::{self, base64url};

use crate::common::places::fetched;
use crate::common::{API, SigningKey, TENANT, metadata, now, place, template};

/// One token with the keys and the configuration that it meets.
pub struct Situation {
    pub name: &'static str,
    pub token: String,
    pub keys: Value,
    pub audiences: Vec<String>,
    pub issuers: Vec<String>,
    pub algorithms: Vec<String>,
    pub unchecked: Unchecked,
    pub required_claims: Vec<RequiredClaim>,
    pub limits: Limits,
    header: Map<String, Value>,
    claims: Map<String, Value>,
}

pub fn issuer() -> String {
    format!("https://login.microsoftonline.com/{TENANT}/v2.0")
}

impl Situation {
    /// A good token, its key among two, audience and issuer configured.
    pub fn good(name: &'static str) -> Self {
        let good = template("entra-v2");
        let (key, other) = (SigningKey::entra(), SigningKey::named("entra-other"));
        let mut one = Self {
            name,
            token: String::new(),
            keys: json!({ "keys": [other.jwk_for(&issuer()), key.jwk_for(&issuer())] }),
            audiences: vec![API.to_owned()],
            issuers: vec![issuer()],
            algorithms: Vec::new(),
            unchecked: Unchecked::default(),
            required_claims: Vec::new(),
            limits: Limits::default(),
            header: good.header,
            claims: good.claims,
        };
        one.sign();
        one
    }

    fn sign(&mut self) {
        let part = |part: &Map<String, Value>| {
            base64url::encode(Value::Object(part.clone()).to_string().as_bytes())
        };
        let signed = format!("{}.{}", part(&self.header), part(&self.claims));
        let signature = base64url::encode(&SigningKey::entra().sign(signed.as_bytes()));
        self.token = format!("{signed}.{signature}");
    }

    pub fn header(mut self, name: &str, value: Value) -> Self {
        self.header.insert(name.to_owned(), value);
        self.sign();
        self
    }

    pub fn claim(mut self, name: &str, value: Value) -> Self {
        self.claims.insert(name.to_owned(), value);
        self.sign();
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.header.shift_remove(name);
        self.claims.shift_remove(name);
        self.sign();
        self
    }

    /// A time so many seconds from now.
    pub fn time(self, name: &str, from_now: i64) -> Self {
        self.claim(name, json!(now().as_second() + from_now))
    }

    pub fn audiences(mut self, audiences: &[&str]) -> Self {
        self.audiences = audiences.iter().map(|a| (*a).to_owned()).collect();
        self
    }

    pub fn issuers(mut self, issuers: &[&str]) -> Self {
        self.issuers = issuers.iter().map(|a| (*a).to_owned()).collect();
        self
    }

    pub fn algorithms(mut self, algorithms: &[&str]) -> Self {
        self.algorithms = algorithms.iter().map(|a| (*a).to_owned()).collect();
        self
    }

    /// Asks for a claim: any value where there are none.
    pub fn asks(mut self, name: &str, values: &[&str]) -> Self {
        self.required_claims.push(RequiredClaim {
            names: vec![name.to_owned()],
            values: values.iter().map(|v| (*v).to_owned()).collect(),
            ..RequiredClaim::default()
        });
        self
    }

    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    pub fn keys(mut self, keys: &Value) -> Self {
        self.keys = json!({ "keys": keys });
        self
    }

    /// The text of the token, changed.
    pub fn text(mut self, change: impl Fn(&str) -> String) -> Self {
        self.token = change(&self.token);
        self
    }

    pub fn api(&self) -> Api {
        Api {
            audiences: self.audiences.clone(),
            issuers: self.issuers.clone(),
            algorithms: self.algorithms.clone(),
            unchecked: self.unchecked,
            required_claims: self.required_claims.clone(),
            limits: self.limits.clone(),
            keys_address: Some(place("own").keys),
            stack: Some(Stack::Jose),
            ..Api::default()
        }
    }

    pub fn inspect(&self) -> Inspection {
        self.inspect_with(&self.api())
    }

    pub fn inspect_with(&self, api: &Api) -> Inspection {
        let own = place("own");
        let mut documents = Documents::default();
        documents.extend([
            fetched(
                &own.metadata,
                Content::Json(metadata(&issuer(), &own.keys, None)),
            ),
            fetched(&own.keys, Content::Json(self.keys.clone())),
        ]);
        let reading = input::read("situation", &self.token);
        let found = reading.found.first();
        let found = found.unwrap_or_else(|| panic!("{}: nothing was found", self.name));
        let consent = Consent {
            all_hosts: true,
            ..Consent::default()
        };
        inspect(
            found,
            &Inputs {
                documents: &documents,
                api,
                error: None,
                companions: &reading.found,
                consent: &consent,
                now: now(),
            },
        )
    }

    /// The claims that only have to be there.
    fn required(&self) -> Vec<&str> {
        let alone = self.required_claims.iter().filter(|c| c.values.is_empty());
        alone.map(|c| c.names[0].as_str()).collect()
    }

    fn subject(&self) -> Option<&str> {
        let mut all = self.required_claims.iter();
        let found = all.find(|c| c.names == ["sub"] && !c.values.is_empty());
        found.map(|c| c.values[0].as_str())
    }

    /// What a helper script is told.
    pub fn to_json(&self) -> Value {
        json!({
            "token": self.token, "keys": self.keys, "audiences": self.audiences,
            "issuers": self.issuers, "algorithms": self.algorithms, "skew": 0,
            "now": now().as_second(), "type": self.limits.types.first(),
            "age": self.limits.max_age, "required": self.required(), "subject": self.subject(),
        })
    }
}
