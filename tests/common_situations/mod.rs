//! Situations of a token, a key set and a configuration, for the tests of what validators answer.

#![allow(
    dead_code,
    unreachable_pub,
    missing_docs,
    reason = "every test file uses another part of this module"
)]

use serde_json::{Map, Value, json};
use tokenscope::api::{Api, Stack, Unchecked};
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

    /// What a helper script is told.
    pub fn to_json(&self) -> Value {
        json!({
            "token": self.token, "keys": self.keys, "audiences": self.audiences,
            "issuers": self.issuers, "algorithms": self.algorithms, "skew": 0,
            "now": now().as_second(),
        })
    }
}

/// The second part of a token, changed as text.
fn payload(token: &str, change: impl Fn(&str) -> String) -> String {
    let parts: Vec<&str> = token.split('.').collect();
    format!("{}.{}.{}", parts[0], change(parts[1]), parts[2])
}

/// The situations that real libraries are asked about.
pub fn situations() -> Vec<Situation> {
    let mut all = Vec::new();
    all.extend(good_and_times());
    all.extend(parties());
    all.extend(keys());
    all.extend(shapes());
    all
}

fn good_and_times() -> Vec<Situation> {
    let one = Situation::good;
    vec![
        one("good"),
        one("expired").time("nbf", -7200).time("exp", -3600),
        one("expired within a skew").time("exp", -30),
        one("expires this second").time("exp", 0),
        one("starts this second").time("nbf", 0),
        one("not yet valid").time("nbf", 600),
        one("not yet valid within a skew").time("nbf", 30),
        one("issued in the future").time("iat", 600),
        one("nbf far ahead and exp before it").time("nbf", 999_999),
        one("no exp").without("exp"),
        one("exp as a text").claim("exp", json!("1795262400")),
        one("exp as words").claim("exp", json!("tomorrow")),
        one("nbf as a text").claim("nbf", json!("1")),
    ]
}

fn parties() -> Vec<Situation> {
    let one = Situation::good;
    let slash = format!("{}/", issuer());
    vec![
        one("another audience").audiences(&["api://other"]),
        one("another issuer").issuers(&["https://issuer.example/"]),
        one("two issuers, neither right").issuers(&["https://a.example/", "https://b.example/"]),
        one("issuer but for the slash").issuers(&[&slash]),
        one("no audience configured").audiences(&[]),
        one("nothing configured").audiences(&[]).issuers(&[]),
        one("two audiences configured").audiences(&["api://other", API]),
        one("two audiences configured, neither right").audiences(&["api://a", "api://b"]),
        one("several audiences in the token").claim("aud", json!(["api://x", API])),
        one("audience with a slash").audiences(&[&format!("{API}/")]),
        one("audience missing").without("aud"),
        one("issuer missing").without("iss"),
        one("another audience, another issuer")
            .audiences(&["api://other"])
            .issuers(&["https://issuer.example/"]),
        one("expired, another audience")
            .time("exp", -3600)
            .audiences(&["api://other"]),
        one("a strict template").issuers(&["https://login.microsoftonline.com/{tenantid}/v2.0"]),
    ]
}

fn keys() -> Vec<Situation> {
    let one = Situation::good;
    let key = SigningKey::entra();
    let other = SigningKey::named("entra-other");
    let mut renamed = other.jwk();
    renamed["kid"] = json!(key.kid());
    let mut encrypting = key.jwk();
    encrypting["use"] = json!("enc");
    let mut of_ps = key.jwk();
    of_ps["alg"] = json!("PS256");
    vec![
        one("kid missing").without("kid"),
        one("kid missing, one key")
            .without("kid")
            .keys(&json!([key.jwk()])),
        one("unknown kid").header("kid", json!("nobody")),
        one("the key is not listed").keys(&json!([other.jwk()])),
        one("the key is not listed, expired")
            .keys(&json!([other.jwk()]))
            .time("nbf", -7200)
            .time("exp", -3600),
        one("the key is not listed, another audience")
            .keys(&json!([other.jwk()]))
            .audiences(&["api://other"]),
        one("another key under the kid").keys(&json!([renamed])),
        one("two keys under the kid").keys(&json!([key.jwk(), renamed])),
        one("two keys under the kid, the wrong one first").keys(&json!([renamed, key.jwk()])),
        one("a key for encryption").keys(&json!([encrypting, other.jwk()])),
        one("a key for another algorithm").keys(&json!([of_ps])),
        one("no keys").keys(&json!([])),
        one("altered payload").text(|t| {
            payload(t, |p| {
                let claims = base64url::decode(p).unwrap();
                let text = String::from_utf8(claims).unwrap();
                base64url::encode(text.replace("Files.Read", "Files.Writ").as_bytes())
            })
        }),
        one("HS256").header("alg", json!("HS256")),
        one("HS256 where RS256 is asked")
            .header("alg", json!("HS256"))
            .algorithms(&["RS256"]),
        one("ES256 where RS256 is asked")
            .header("alg", json!("ES256"))
            .algorithms(&["RS256"]),
        one("ES256, nothing asked").header("alg", json!("ES256")),
        one("PS256 in name, nothing asked").header("alg", json!("PS256")),
        one("RS256 asked").algorithms(&["RS256"]),
        one("RS512 asked").algorithms(&["RS512"]),
        one("alg missing").without("alg"),
    ]
}

fn shapes() -> Vec<Situation> {
    let one = Situation::good;
    let cut = |t: &str| t.rsplit_once('.').unwrap().0.to_owned();
    vec![
        one("none, no signature")
            .header("alg", json!("none"))
            .text(|t| format!("{}.", cut(t))),
        one("none, with a signature").header("alg", json!("none")),
        one("signature missing").text(|t| format!("{}.", cut(t))),
        one("signature cut").text(|t| t[..t.len() - 12].to_owned()),
        one("two parts").text(cut),
        one("payload cut").text(|t| payload(t, |p| p[..p.len() - 8].to_owned())),
        one("encrypted").text(|_| {
            let header = r#"{"alg":"RSA-OAEP","enc":"A256GCM","kid":"x"}"#;
            let part = base64url::encode(b"not really encrypted content");
            format!(
                "{}.{part}.{part}.{part}.{part}",
                base64url::encode(header.as_bytes())
            )
        }),
    ]
}
