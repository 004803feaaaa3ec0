//! Tokens of every platform, as configurations are written for.

use serde_json::Value;
use tokenscope::api::Api;
use tokenscope::diagnosis::{Inputs, Inspection, inspect};
use tokenscope::documents::Consent;
use tokenscope::input;

use super::cases::Row;
use super::now;

/// Tokens by name: what `tests/cases` calls them, and the rows that make them.
pub fn tokens() -> Vec<Row> {
    let rows = [
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
    rows.iter().map(|text| row(text)).collect()
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
pub fn texts(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => into.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|v| texts(v, into)),
        Value::Object(members) => members.values().for_each(|v| texts(v, into)),
        _ => {}
    }
}
