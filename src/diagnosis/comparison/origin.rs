//! Where the API's side of a line comes from.

use super::switch::{self, Check};
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
    /// The metadata at this address, which is configured, says it.
    Metadata(String),
    /// It is a part of a setting's value, such as the tenant in an address; it follows from this value
    /// at least.
    Within(String),
    /// A check is switched off.
    Off(Check),
    /// The tolerance, in seconds, is set.
    Tolerance(u32),
    /// On this line of the configuration, by this name.
    Line(usize),
    /// A setting whose name ends in one of these, in small letters and without signs, says it; else
    /// the library's own default.
    Named(&'static [&'static str]),
    /// Somewhere in the configuration.
    Written,
    /// Nowhere.
    Nowhere,
}

impl Said {
    /// The words of it: "AzureAd:TenantId, line 4".
    pub(super) fn words(&self, api: &Api, expected: &[String]) -> String {
        let settings = &api.reading.settings;
        let made = |values: &[String]| found(settings, values);
        match self {
            Self::Default(certain) => default(api, *certain),
            Self::Assumed => "assumed: nothing is configured".to_owned(),
            Self::Nowhere => "nothing is said about it".to_owned(),
            Self::Line(line) if settings.is_empty() && *line > 0 => format!("line {line}"),
            _ if settings.is_empty() => source(api),
            Self::Configured => made(expected).unwrap_or_else(|| default(api, true)),
            Self::Value(value) => {
                made(std::slice::from_ref(value)).unwrap_or_else(|| CONFIGURATION.to_owned())
            }
            Self::Metadata(place) => made(expected).unwrap_or_else(|| of_metadata(api, place)),
            Self::Within(place) => within(settings, expected)
                .or_else(|| made(std::slice::from_ref(place)))
                .unwrap_or_else(|| CONFIGURATION.to_owned()),
            Self::Written => CONFIGURATION.to_owned(),
            Self::Named(names) => {
                some_places(&switch::named(settings, names)).unwrap_or_else(|| default(api, true))
            }
            Self::Off(check) => {
                let found = switch::turned_off_by(api, *check);
                some_places(&found).unwrap_or_else(|| CONFIGURATION.to_owned())
            }
            Self::Tolerance(seconds) => some_places(&switch::tolerance(settings))
                .or_else(|| made(&[seconds.to_string()]))
                .unwrap_or_else(|| CONFIGURATION.to_owned()),
            Self::Line(line) => match settings.iter().find(|setting| setting.line == *line) {
                Some(setting) => place(setting),
                None if *line == 0 => made(expected).unwrap_or_else(|| default(api, true)),
                None => format!("line {line}"),
            },
        }
    }
}

/// What says it where no single setting does.
const CONFIGURATION: &str = "the configuration";

/// Where the API's side comes from as a whole.
fn source(api: &Api) -> String {
    let source = api.source.as_deref().filter(|source| !source.is_empty());
    source.unwrap_or("by hand").to_owned()
}

/// The settings that the values stand in; those that say nearly the same; those that the values are
/// made of.
fn found(settings: &[Setting], values: &[String]) -> Option<String> {
    let nearly = || matching(settings, values, is_in).map(|p| format!("follows from {p}"));
    let parts = || matching(settings, values, is_part).map(|p| format!("made of {p}"));
    matching(settings, values, stands_in)
        .or_else(nearly)
        .or_else(parts)
}

/// The settings that name the values, or an address that holds them.
fn within(settings: &[Setting], values: &[String]) -> Option<String> {
    let holds = |value: &str, setting: &Setting| {
        let text = setting.value.to_ascii_lowercase();
        // Shorter values stand in many addresses by chance.
        text.contains("://") && value.len() >= 6 && text.contains(&value.to_ascii_lowercase())
    };
    matching(settings, values, is_in).or_else(|| matching(settings, values, holds))
}

/// The places of the settings that pass with one of the values; `None` where there are none.
fn matching(
    settings: &[Setting],
    values: &[String],
    test: impl Fn(&str, &Setting) -> bool,
) -> Option<String> {
    let passes = |setting: &&Setting| values.iter().any(|value| test(value, setting));
    some_places(&settings.iter().filter(passes).collect::<Vec<_>>())
}

/// "the metadata of Authority, line 4"
fn of_metadata(api: &Api, address: &str) -> String {
    let address = [address.to_owned()];
    match found(&api.reading.settings, &address) {
        Some(places) => {
            let places = places.trim_start_matches("made of ");
            format!(
                "the metadata of {}",
                places.trim_start_matches("follows from ")
            )
        }
        None => "the metadata".to_owned(),
    }
}

fn default(api: &Api, certain: bool) -> String {
    let likely = if certain { "" } else { "likely " };
    match api.stack {
        Some(stack) => format!("{likely}the default of {}", stack.title()),
        None => "by hand".to_owned(),
    }
}

/// Whether a value stands in a setting, letter by letter, alone or in a list.
fn stands_in(value: &str, setting: &Setting) -> bool {
    let mut listed = setting.value.split(SEPARATORS);
    !value.is_empty() && (setting.value.trim() == value || listed.any(|part| part == value))
}

const SEPARATORS: [char; 7] = [',', ';', ' ', '[', ']', '"', '\''];

/// The same but for a slash at the end, and upper and lower case.
fn is_in(value: &str, setting: &Setting) -> bool {
    let plain = |text: &str| text.trim().trim_end_matches('/').to_ascii_lowercase();
    let listed = setting.value.split(SEPARATORS);
    let value = plain(value);
    !value.is_empty()
        && (plain(&setting.value) == value || { listed }.any(|part| plain(part) == value))
}

/// Whether a value is made of a setting: an authority of its host and its tenant.
fn is_part(value: &str, setting: &Setting) -> bool {
    let text = setting
        .value
        .trim()
        .trim_end_matches('/')
        .to_ascii_lowercase();
    // Shorter values, switches and numbers stand in many others by chance.
    let value = value.to_ascii_lowercase();
    if text == "common" {
        return value.contains("/common/");
    }
    text.len() >= 6 && value.contains(&text)
}

fn place(setting: &Setting) -> String {
    format!("{}, line {}", setting.name, setting.line)
}

/// The places of the settings; `None` where there are none.
fn some_places(settings: &[&Setting]) -> Option<String> {
    (!settings.is_empty()).then(|| places(settings))
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
