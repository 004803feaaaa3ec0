//! Named rows of `tests/cases/<rule>.toml`, and how one is run.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::SignedDuration;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use tokenscope::api::Api;
use tokenscope::diagnosis::{Entry, Inputs, Inspection, inspect};
use tokenscope::documents::{Consent, Content, Document, Documents, History};
use tokenscope::input;

use super::accepts::Accepts;
use super::after::After;
use super::keys::SigningKey;
use super::places::place;
use super::tokens::{Template, at, part, sign, sign_with_nonce, sign_with_secret, template};
use super::{API, CLIENT, CONSUMERS, OTHER_TENANT, TENANT, now};

/// The rows of one rule.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    row: Vec<Row>,
}

/// One row: a token, what is known, and what the rule should say.
///
/// In every text `{tenant}`, `{other-tenant}`, `{api}`, `{client}`, `{consumers}` and
/// `{kid:<key>}` are filled; a claim `"@-60"` is the moment 60 seconds ago.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Row {
    /// What the row shows.
    pub name: String,
    /// The template's name.
    #[serde(default = "entra_v2")]
    token: String,
    /// Header members beside or in place of the template's.
    #[serde(default)]
    header: Map<String, Value>,
    /// Claims beside or in place of the template's.
    #[serde(default)]
    claims: Map<String, Value>,
    /// Members to leave out of header and claims.
    #[serde(default)]
    without: Vec<String>,
    /// The key that signs it, where it is not the template's. The kid stays the template's unless
    /// the header names another. "nobody" leaves the signature empty, "secret" signs with HS256.
    signed_by: Option<String>,
    /// Whether kid (and x5t) name the key that signs.
    #[serde(default)]
    kid_of_signer: bool,
    /// Sign as Microsoft Graph's tokens are, with this nonce in the header.
    nonce: Option<String>,
    /// What happens to the token after it was signed.
    then: Option<After>,
    /// A text that is pasted in place of a token, or around it: `{token}` stands for the token,
    /// `{broken}` for the token in lines, `{access}` for an access token of the same user.
    paste: Option<String>,
    /// The places that answered, each with the keys it lists; the usual ones of the template where
    /// it is left out.
    documents: Option<BTreeMap<String, Vec<String>>>,
    /// Answers beside these, at other moments or with a date of their own.
    #[serde(default)]
    answers: Vec<Answer>,
    /// Answers that are remembered from earlier: of these no document is at hand.
    #[serde(default)]
    past: Vec<Answer>,
    /// The error that the API logged or answered.
    error: Option<String>,
    /// Places that were asked and did not answer; with `metadata:` before the name, whose metadata
    /// alone was asked.
    #[serde(default)]
    failed: Vec<String>,
    /// Nothing may be asked, and nothing is there.
    #[serde(default)]
    offline: bool,
    /// What the API accepts.
    #[serde(default)]
    api: Accepts,
    /// The outcome that the rule should have.
    pub expect: String,
    /// What its headline should hold.
    #[serde(default)]
    says: String,
    /// All other rules that fail, where the row is about rules that fail together.
    pub also: Option<Vec<String>>,
    /// The rule that should lead, and how it should come out ("expired failed").
    verdict: Option<String>,
}

/// An answer of a place.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Answer {
    /// The place's name.
    from: String,
    /// The keys that it lists.
    #[serde(default)]
    keys: Vec<String>,
    /// What its metadata answers in place of metadata.
    metadata: Option<String>,
    /// When it was fetched, in seconds from the moment that is judged by; `None` is never told.
    at: Option<i64>,
    /// The server's clock, in seconds from that.
    date: Option<i64>,
}

fn entra_v2() -> String {
    "entra-v2".to_owned()
}

/// The folder of the case files.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// The rows of a rule.
pub fn rows(rule: &str) -> Vec<Row> {
    let path = folder().join(format!("{rule}.toml"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let table: Table = toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    table.row
}

impl Row {
    /// Whether the row shows the rule at work: it fails or warns, or passes with words of its own
    /// where that is all it does.
    pub fn fires(&self, rule: &str) -> bool {
        let by_passing = matches!(rule, "signature-verified" | "long-lived-cae");
        match self.expect.as_str() {
            "failed" | "warning" => true,
            "passed" => by_passing,
            _ => false,
        }
    }

    /// The text that is pasted.
    pub fn text(&self) -> String {
        let token = || self.token();
        let paste = self.paste.as_ref().map(|text| {
            let Template {
                header,
                claims,
                key,
                ..
            } = template("entra-v2");
            if text.contains("{access}") {
                text.replace("{access}", &sign(&header, &claims, SigningKey::named(key)))
            } else {
                text.clone()
            }
        });
        match &paste {
            Some(text) if text.contains("{token}") => fill(text).replace("{token}", &token()),
            Some(text) if text.contains("{broken}") => {
                fill(text).replace("{broken}", &broken(&token()))
            }
            Some(text) => fill(text),
            None => token(),
        }
    }

    fn token(&self) -> String {
        let mut template = template(&self.token);
        let signer = self.signed_by.as_deref().unwrap_or(template.key);
        self.set_members(&mut template, signer);
        let Template { header, claims, .. } = &template;
        let token = match (signer, &self.nonce) {
            ("nobody", _) => format!("{}.{}.", part(header), part(claims)),
            ("secret", _) => sign_with_secret(header, claims),
            (key, Some(_)) => sign_with_nonce(header, claims, SigningKey::named(key)),
            (key, None) => sign(header, claims, SigningKey::named(key)),
        };
        match self.then {
            Some(after) => after.apply(&token, &template),
            None => token,
        }
    }

    fn set_members(&self, template: &mut Template, signer: &str) {
        if self.kid_of_signer {
            let kid = json!(SigningKey::named(signer).kid());
            for name in ["kid", "x5t"] {
                if template.header.contains_key(name) {
                    template.header.insert(name.to_owned(), kid.clone());
                }
            }
        }
        if let Some(nonce) = &self.nonce {
            template.header.insert("nonce".to_owned(), json!(nonce));
        }
        for (name, value) in &self.header {
            template.header.insert(name.clone(), filled(value));
        }
        for (name, value) in &self.claims {
            template.claims.insert(name.clone(), filled(value));
        }
        for name in &self.without {
            template.header.shift_remove(name);
            template.claims.shift_remove(name);
        }
    }

    /// The documents that are known.
    pub fn documents(&self) -> Documents {
        let mut documents = Documents::default();
        if let Some(named) = &self.documents {
            for (name, keys) in named {
                add(&mut documents, &fill(name), keys.iter().map(String::as_str));
            }
        } else if !self.offline
            && self
                .paste
                .as_ref()
                .is_none_or(|p| p.contains("{token}") || p.contains("{broken}"))
        {
            for (name, keys) in template(&self.token).usual {
                add(&mut documents, name, keys.iter().copied());
            }
        }
        for answer in &self.answers {
            documents.extend(answer.documents());
        }
        for name in &self.failed {
            let alone = name.strip_prefix("metadata:");
            let failures = place(&fill(alone.unwrap_or(name))).failures("timed out after 10 s");
            let many = if alone.is_some() { 1 } else { 2 };
            documents.extend(failures.into_iter().take(many));
        }
        if !self.past.is_empty() {
            let mut past = History::default();
            for document in self.past.iter().flat_map(Answer::documents) {
                past.learn(&document);
            }
            documents.remember(Arc::new(past));
        }
        documents
    }

    /// What the API accepts.
    pub fn api(&self) -> Api {
        self.api.api()
    }

    /// Reads the text and inspects the first token in it.
    pub fn inspect(&self) -> Inspection {
        let reading = input::read("case", &self.text());
        let found = reading
            .found
            .first()
            .unwrap_or_else(|| panic!("{}: nothing was found in the text", self.name));
        let consent = Consent {
            offline: self.offline,
            all_hosts: !self.offline,
            ..Consent::default()
        };
        let error = self.error.as_deref().map(fill);
        let inputs = Inputs {
            documents: &self.documents(),
            api: &self.api(),
            error: error.as_deref(),
            companions: &reading.found,
            consent: &consent,
            now: now(),
        };
        inspect(found, &inputs)
    }

    /// The same with no documents at all and nobody to ask.
    pub fn inspect_offline(&self) -> Inspection {
        let reading = input::read("case", &self.text());
        let found = reading.found.first().expect("a token");
        let consent = Consent {
            offline: true,
            ..Consent::default()
        };
        let inputs = Inputs {
            documents: &Documents::default(),
            api: &self.api(),
            error: None,
            companions: &reading.found,
            consent: &consent,
            now: now(),
        };
        inspect(found, &inputs)
    }

    /// Compares an inspection with what the row expects. Every difference is a line.
    pub fn differences(&self, rule: &str, inspection: &Inspection) -> Vec<String> {
        let entry = inspection.checklist.iter().find(|e| e.rule == rule);
        let actual = entry.map_or("not-applicable", |e| e.outcome.name());
        let headline = entry.map_or("", |e| e.headline.as_str());
        let mut lines = Vec::new();
        if actual != self.expect {
            lines.push(format!("expected {}, is {actual}: {headline}", self.expect));
        }
        let says = fill(&self.says);
        if !headline.contains(&says) {
            lines.push(format!("expected to say {says:?}, says {headline:?}"));
        }
        let verdict = &inspection.verdict;
        let is = format!("{} {}", verdict.rule, verdict.outcome.name());
        if let Some(expected) = self.verdict.as_ref().filter(|v| **v != is) {
            lines.push(format!(
                "expected verdict {expected}, is {is}: {}",
                verdict.headline
            ));
        }
        lines
    }
}

/// The entry of a rule.
pub fn entry<'a>(inspection: &'a Inspection, rule: &str) -> Option<&'a Entry> {
    inspection.checklist.iter().find(|e| e.rule == rule)
}

fn add<'a>(documents: &mut Documents, name: &str, keys: impl Iterator<Item = &'a str>) {
    let keys: Vec<&SigningKey> = keys.map(SigningKey::named).collect();
    documents.extend(place(name).documents(&keys));
}

impl Answer {
    fn documents(&self) -> Vec<Document> {
        let keys: Vec<&SigningKey> = self.keys.iter().map(|k| SigningKey::named(k)).collect();
        let mut documents = place(&fill(&self.from)).documents(&keys);
        let moment = |seconds: i64| now() + SignedDuration::from_secs(seconds);
        if let (Some(text), Some(document)) = (&self.metadata, documents.first_mut()) {
            let json = serde_json::from_str(text).map(Content::Json);
            document.content = json.unwrap_or_else(|_| Content::Text(text.clone()));
        }
        for document in &mut documents {
            document.fetched = self.at.map(moment);
            document.date = self.at.zip(self.date).map(|(at, off)| moment(at + off));
        }
        documents
    }
}

/// A token as a mail shows it: in lines of 76 characters.
fn broken(token: &str) -> String {
    let lines: Vec<&str> = (0..token.len())
        .step_by(76)
        .map(|at| &token[at..(at + 76).min(token.len())])
        .collect();
    lines.join("\n")
}

/// Fills the names in a text.
pub fn fill(text: &str) -> String {
    let mut filled = text
        .replace("{tenant}", TENANT)
        .replace("{other-tenant}", OTHER_TENANT)
        .replace("{api}", API)
        .replace("{client}", CLIENT)
        .replace("{consumers}", CONSUMERS);
    while let Some((before, after)) = filled.split_once("{kid:") {
        let (name, rest) = after.split_once('}').expect("a closing brace");
        filled = format!("{before}{}{rest}", SigningKey::named(name).kid());
    }
    filled
}

fn filled(value: &Value) -> Value {
    match value {
        Value::String(text) => match text.strip_prefix('@').map(str::parse::<i64>) {
            Some(Ok(seconds)) => json!(at(seconds)),
            _ => json!(fill(text)),
        },
        Value::Array(many) => Value::Array(many.iter().map(filled).collect()),
        other => other.clone(),
    }
}
