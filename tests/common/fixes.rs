//! Tokens of every platform, as configurations are written for.

use saphyr::{LoadableYamlNode as _, Yaml};
use serde_json::Value;
use tokenscope::api::{Api, Fix};
use tokenscope::diagnosis::{Inputs, Inspection, inspect};
use tokenscope::documents::Consent;
use tokenscope::input;

use super::cases::Row;
use super::now;

/// The rows that make tokens of every platform, as they stand in case files.
pub const TOKENS: [&str; 12] = [
    "name = 'entra-v2'",
    "name = 'entra-v1'\ntoken = 'entra-v1'",
    "name = 'us-gov'\ntoken = 'us-gov'",
    "name = 'personal'\ntoken = 'personal'",
    "name = 'b2c'\ntoken = 'b2c'",
    "name = 'b2c-tfp'\ntoken = 'b2c-tfp'",
    "name = 'external-id'\ntoken = 'external-id'",
    "name = 'adfs'\ntoken = 'adfs'",
    "name = 'foreign'\ntoken = 'foreign'",
    "name = 'id-token'\ntoken = 'id-token'",
    "name = 'application key'\nsigned_by = 'saml-app'\nkid_of_signer = true\n\
         [documents]\nown = ['entra']\napp = ['saml-app']\ncommon = ['entra']",
    "name = 'application key, v1'\ntoken = 'entra-v1'\nsigned_by = 'saml-app'\nkid_of_signer = true\n\
         [documents]\nown-v1 = ['entra']\nown = ['entra']\napp-v1 = ['saml-app']\ncommon = ['entra']",
];

/// Tokens by name: what `tests/cases` calls them.
pub fn tokens() -> Vec<Row> {
    TOKENS.iter().map(|text| row(text)).collect()
}

/// A row in the form of a case file.
pub fn row(text: &str) -> Row {
    let text = text
        .replace("signed_by", "signed-by")
        .replace("kid_of_signer", "kid-of-signer");
    toml::from_str(&format!("expect = ''\n{text}")).expect("a row")
}

/// Inspects the row's token with what an API accepts.
pub fn inspect_with(row: &Row, api: &Api) -> Inspection {
    let reading = input::read("case", &row.text());
    let found = reading.found.first().expect("a token");
    inspect(
        found,
        &Inputs {
            documents: &row.documents(),
            api,
            error: None,
            companions: &reading.found,
            consent: &Consent {
                all_hosts: true,
                ..Consent::default()
            },
            now: now(),
        },
    )
}

/// All texts in a value of JSON.
fn texts(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => into.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|v| texts(v, into)),
        Value::Object(members) => members.values().for_each(|v| texts(v, into)),
        _ => {}
    }
}

/// All texts that a configuration says, where its language has a reader; `None` for code.
pub fn said(fix: &Fix) -> Option<Vec<String>> {
    let mut all = Vec::new();
    match fix.language {
        "json" => {
            let value: Value = serde_json::from_str(&fix.text).expect("JSON");
            texts(&value, &mut all);
        }
        "yaml" => {
            for document in Yaml::load_from_str(&fix.text).expect("YAML") {
                yaml_texts(&document, &mut all);
            }
        }
        "xml" => {
            let document = roxmltree::Document::parse(&fix.text).expect("XML");
            for node in document.descendants() {
                all.extend(node.attributes().map(|a| a.value().to_owned()));
                all.extend(node.text().map(str::to_owned));
            }
        }
        _ => return None,
    }
    Some(all)
}

fn yaml_texts(value: &Yaml<'_>, into: &mut Vec<String>) {
    if let Some(text) = value.as_str() {
        into.push(text.to_owned());
    }
    for item in value.as_sequence().into_iter().flatten() {
        yaml_texts(item, into);
    }
    for (_, value) in value.as_mapping().into_iter().flatten() {
        yaml_texts(value, into);
    }
}
