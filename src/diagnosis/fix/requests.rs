//! Requests to Microsoft Graph and parts of manifests.

use serde_json::{Value, json};

use super::Command;

/// A request to Microsoft Graph.
pub(super) fn graph(
    title: impl Into<String>,
    method: &str,
    address: &str,
    body: Option<&Value>,
    caution: impl Into<String>,
) -> Command {
    let text = match body {
        Some(body) => format!("{method} {address}\nContent-Type: application/json\n\n{body:#}\n"),
        None => format!("{method} {address}\n"),
    };
    Command {
        title: title.into(),
        language: "http",
        text,
        caution: caution.into(),
    }
}

/// A part of an app registration's manifest.
pub(super) fn manifest(title: &str, part: &Value, caution: &str) -> Command {
    Command {
        title: title.to_owned(),
        language: "json",
        text: format!("{part:#}\n"),
        caution: caution.to_owned(),
    }
}

/// The manifest member that decides the token version, in Microsoft Graph's form.
pub(super) fn version_2() -> Value {
    json!({ "api": { "requestedAccessTokenVersion": 2 } })
}

/// A text in single quotes for a shell. Control characters are left out: no address holds them.
pub(super) fn shell_word(text: &str) -> String {
    let harmless: String = text.chars().filter(|c| !c.is_control()).collect();
    format!("'{}'", harmless.replace('\'', "'\\''"))
}

/// A value as a line of its own: line breaks and other control characters can't start another one.
pub(super) fn one_line(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}
