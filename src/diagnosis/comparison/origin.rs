//! Where the API's side of a line comes from.

use crate::api::{Api, Setting};

/// Where it is said what the API accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// It is configured, or follows from what is.
    Configured,
    /// It is what the library does where nothing is set; whether that is certain.
    Default(bool),
    /// Nobody said it; the program goes by the usual.
    Assumed,
    /// It follows from this value, which is configured.
    Value(String),
    /// On this line of the configuration, by this name.
    Line(usize),
    /// Nowhere.
    Nowhere,
}

impl Said {
    /// The words of it: "AzureAd:TenantId, line 4".
    pub(super) fn words(&self, api: &Api, expected: &[String]) -> String {
        match self {
            Self::Configured => configured(api, expected),
            Self::Value(value) => configured(api, std::slice::from_ref(value)),
            Self::Default(certain) => default(api, *certain),
            Self::Assumed => "assumed: nothing is configured".to_owned(),
            Self::Line(line) => {
                let settings = &api.reading.settings;
                match settings.iter().find(|setting| setting.line == *line) {
                    Some(setting) => place(setting),
                    None if *line == 0 => configured(api, expected),
                    None => format!("line {line}"),
                }
            }
            Self::Nowhere => "nothing is said about it".to_owned(),
        }
    }
}

/// The settings that the values stand in; those that the values are made of; else the library's own.
fn configured(api: &Api, expected: &[String]) -> String {
    let settings = &api.reading.settings;
    if settings.is_empty() {
        let source = api.source.as_deref().filter(|source| !source.is_empty());
        return source.unwrap_or("by hand").to_owned();
    }
    let holds = |setting: &&Setting| expected.iter().any(|value| is_in(value, setting));
    let whole: Vec<&Setting> = settings.iter().filter(holds).collect();
    if !whole.is_empty() {
        return places(&whole);
    }
    let part = |setting: &&Setting| expected.iter().any(|value| is_part(setting, value));
    let parts: Vec<&Setting> = settings.iter().filter(part).collect();
    if !parts.is_empty() {
        return format!("made of {}", places(&parts));
    }
    default(api, true)
}

fn default(api: &Api, certain: bool) -> String {
    let likely = if certain { "" } else { "likely " };
    match api.stack {
        Some(stack) => format!("{likely}the default of {}", stack.title()),
        None => "by hand".to_owned(),
    }
}

/// Whether a value stands in a setting, alone or in a list.
fn is_in(value: &str, setting: &Setting) -> bool {
    let plain = |text: &str| text.trim().trim_end_matches('/').to_ascii_lowercase();
    let listed = setting.value.split([',', ';', ' ', '[', ']', '"', '\'']);
    let value = plain(value);
    !value.is_empty()
        && (plain(&setting.value) == value || { listed }.any(|part| plain(part) == value))
}

/// Whether a value is made of a setting: an authority of its host and its tenant.
fn is_part(setting: &Setting, value: &str) -> bool {
    let text = setting
        .value
        .trim()
        .trim_end_matches('/')
        .to_ascii_lowercase();
    // Shorter values, switches and numbers stand in many others by chance.
    text.len() >= 6 && text != "common" && value.to_ascii_lowercase().contains(&text)
}

fn place(setting: &Setting) -> String {
    format!("{}, line {}", setting.name, setting.line)
}

fn places(settings: &[&Setting]) -> String {
    let mut named: Vec<String> = Vec::new();
    for setting in settings {
        let place = place(setting);
        if !named.contains(&place) {
            named.push(place);
        }
    }
    named.truncate(3);
    named.join("; ")
}
