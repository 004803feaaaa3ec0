//! `web.config`: Windows Identity Foundation, and the settings `ida:…` of OWIN apps (rules H-3, G-12
//! to G-14).

mod identity_foundation;
mod owin;

use roxmltree::{Document, Node};

use super::super::Importer;
use super::super::draft::{Draft, Lines};
use super::values::unusable;
use super::xml::{attribute, below, line_of_attribute, parse, prepared};
use crate::api::{Api, ApiError, Stack};

pub(super) const IMPORTER: Importer = Importer {
    signs: ROOTS,
    recognise,
    read,
};

/// The elements that are pasted: the whole file, or a section of it.
const ROOTS: &[&str] = &[
    "<configuration",
    "<appSettings",
    "<system.identityModel",
    "<microsoft.identityModel",
    "<identityConfiguration",
    "<issuerNameRegistry",
];

/// Which stack a text configures.
fn recognise(text: &str) -> Option<Stack> {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if !start.starts_with('<') {
        return None;
    }
    if !ROOTS.iter().any(|root| start.contains(root)) {
        return None;
    }
    let text = prepared(text);
    let stack = Document::parse(&text).ok().and_then(|document| {
        let settings = settings(&document);
        let foundation = identity_foundation::is_configured(&document);
        (!foundation && owin::is_configured(&settings)).then(|| owin::stack(&settings))
    });
    Some(stack.unwrap_or(Stack::WebConfig))
}

/// Reads it.
fn read(name: &str, text: &str) -> Result<Api, ApiError> {
    let text = prepared(text);
    let document = parse(name, &text)?;
    let settings = settings(&document);
    let foundation = identity_foundation::is_configured(&document);
    if !foundation && !owin::is_configured(&settings) {
        return Err(ApiError::Nothing {
            name: name.to_owned(),
            what: "a web.config".to_owned(),
            missing: "it has neither settings that begin with ida: nor a section \
                      system.identityModel"
                .to_owned(),
        });
    }
    let mut draft = if foundation {
        identity_foundation::read(&document, &settings)
    } else {
        owin::read(&settings)
    };
    if foundation && owin::is_configured(&settings) {
        draft.note(
            "The settings that begin with ida: are for code; how tokens are checked is read from \
             system.identityModel.",
        );
    }
    Ok(draft.finish())
}

/// One entry of `appSettings`.
struct AppSetting {
    key: String,
    value: String,
    line: usize,
}

impl AppSetting {
    /// The key without its prefix, in lower case.
    fn name(&self) -> String {
        let lower = self.key.to_ascii_lowercase();
        let bare = lower.strip_prefix("ida:").unwrap_or(&lower);
        bare.rsplit(':').next().unwrap_or_default().to_owned()
    }
}

fn settings(document: &Document<'_>) -> Vec<AppSetting> {
    let lines = Lines::of_text(document.input_text());
    let sections = below(document.root(), "appSettings");
    let entries = sections.flat_map(|section| section.children().filter(Node::is_element));
    let setting = |entry: Node<'_, '_>| {
        let (key, value) = (attribute(entry, "key")?, attribute(entry, "value")?);
        Some(AppSetting {
            key: key.value().trim().to_owned(),
            value: value.value().trim().to_owned(),
            line: lines.of(value.range().start),
        })
    };
    entries.filter_map(setting).collect()
}

/// A value of an attribute, noted as read; `None` where it is a placeholder, which is told.
fn value(
    draft: &mut Draft,
    node: Node<'_, '_>,
    name: &str,
    meaning: &str,
) -> Option<(String, usize)> {
    let attribute = attribute(node, name)?;
    let line = line_of_attribute(node, &attribute);
    let parent = node.parent().map(|p| p.tag_name().name().to_owned());
    let own = node.tag_name().name();
    let place = match parent.as_deref() {
        Some(parent) if own == "add" => parent.to_owned(),
        _ => own.to_owned(),
    };
    let place = format!("{place}/@{name}");
    if let Some(reason) = unusable(attribute.value()) {
        draft.unread(Some(line), &place, reason);
        return None;
    }
    let value = attribute.value().trim();
    draft.read(line, &place, value, meaning);
    Some((value.to_owned(), line))
}
