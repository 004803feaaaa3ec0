//! Settings as .NET keeps them: flat, with paths such as `AzureAd:TenantId`, whatever they were
//! written in: JSON with comments, environment variables, the list of App Service's settings.

use std::collections::BTreeSet;

use jsonc_parser::ast::Value as Json;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::super::draft::Lines;
use crate::api::ApiError;

/// All settings of a text, in its order.
pub(super) struct Settings {
    pub(super) entries: Vec<Entry>,
    /// Their paths in lower case with their places among the entries.
    paths: BTreeSet<(String, usize)>,
}

/// One setting.
pub(super) struct Entry {
    /// Its path, with the names as they are written, joined by colons.
    pub(super) path: String,
    /// Its line, counted from 1.
    pub(super) line: usize,
    pub(super) value: Value,
}

/// What stands there. `null` is left out: it counts as nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    Number(String),
    Switch(bool),
    /// A list or an object with nothing in it.
    Empty,
}

impl Settings {
    /// Reads JSON or lines. JSON may have comments and trailing commas, as .NET allows; a member
    /// without braces around it is read too, because that is what is copied out of instructions.
    pub(super) fn read(name: &str, text: &str) -> Result<Self, ApiError> {
        if is_json(text) {
            Self::of_json(name, text)
        } else {
            Ok(Self::of_lines(text))
        }
    }

    fn of_json(name: &str, text: &str) -> Result<Self, ApiError> {
        let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
        let member = first(bare).starts_with('"');
        let braced = member.then(|| format!("{{{bare}\n}}"));
        let read = braced.as_deref().unwrap_or(bare);
        let malformed = |line: usize, column: usize, reason: String| ApiError::Malformed {
            name: name.to_owned(),
            language: "JSON",
            reason: format!("{reason} at line {line}, column {column}"),
        };
        let parsed = parse_to_ast(read, &CollectOptions::default(), &OPTIONS);
        let value = parsed.map_err(|error| {
            // The brace that was put in front is no character of the text.
            let (line, column) = (error.line_display(), error.column_display());
            let shift = usize::from(member && line == 1);
            malformed(
                line,
                column.saturating_sub(shift),
                lower(&error.kind().to_string()),
            )
        })?;
        let mut entries = Vec::new();
        let lines = Lines::of_text(read);
        match &value.value {
            Some(Json::Array(list)) if listed(&lines, list, &mut entries) => {}
            Some(value) => flatten(&lines, "", value, &mut entries),
            None => return Err(malformed(1, 1, "nothing stands there".to_owned())),
        }
        Ok(Self::of(entries))
    }

    /// Reads `Name__Part=value`, `Name:Part = value`, `Name__Part: value`, and the pairs of lines that
    /// Kubernetes writes.
    fn of_lines(text: &str) -> Self {
        let mut entries = Vec::new();
        let mut named: Option<String> = None;
        for (index, line) in text.lines().enumerate() {
            let Some((name, value)) = assignment(line) else {
                continue;
            };
            let path = match (name, named.take()) {
                ("name", _) => {
                    named = Some(value.to_owned());
                    continue;
                }
                ("value", Some(path)) => path,
                (name, _) => name.to_owned(),
            };
            entries.push(Entry {
                path: path.replace("__", ":"),
                line: index + 1,
                value: Value::Text(value.to_owned()),
            });
        }
        Self::of(entries)
    }

    fn of(entries: Vec<Entry>) -> Self {
        let lower = entries.iter().map(|entry| entry.path.to_ascii_lowercase());
        let paths = lower.enumerate().map(|(at, path)| (path, at)).collect();
        Self { entries, paths }
    }

    /// The setting of a path, in any case.
    pub(super) fn find(&self, path: &str) -> Option<&Entry> {
        let path = path.to_ascii_lowercase();
        let (found, at) = self.paths.range((path.clone(), 0)..).next()?;
        self.entries.get(*at).filter(|_| *found == path)
    }

    /// The settings below a path, in the order of the text; all of them below the empty one.
    pub(super) fn below(&self, path: &str) -> impl Iterator<Item = &Entry> + use<'_> {
        let start = match path {
            "" => String::new(),
            path => format!("{path}:").to_ascii_lowercase(),
        };
        let from = self.paths.range((start.clone(), 0)..);
        let below = from.take_while(|(path, _)| path.starts_with(&start));
        let mut places: Vec<usize> = below.map(|(_, at)| *at).collect();
        places.sort_unstable();
        places.into_iter().filter_map(|at| self.entries.get(at))
    }

    /// Whether there is a setting of that path or below it.
    pub(super) fn has(&self, path: &str) -> bool {
        let path = path.to_ascii_lowercase();
        let mut from = self.paths.range((path.clone(), 0)..);
        let next = from.next().map(|(found, _)| found.as_str());
        next == Some(path.as_str()) || {
            let start = format!("{path}:");
            let mut below = self.paths.range((start.clone(), 0)..);
            below
                .next()
                .is_some_and(|(found, _)| found.starts_with(&start))
        }
    }
}

/// What .NET's own reader of JSON allows.
const OPTIONS: ParseOptions = ParseOptions {
    allow_comments: true,
    allow_trailing_commas: true,
    allow_loose_object_property_names: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Whether a text is meant to be JSON: an object, a list, or a member.
pub(super) fn is_json(text: &str) -> bool {
    let start = first(text);
    let member = start
        .strip_prefix('"')
        .and_then(|rest| rest.split_once('"'));
    start.starts_with(['{', '['])
        || member
            .is_some_and(|(name, rest)| !name.contains('\n') && rest.trim_start().starts_with(':'))
}

/// A text from its first character that is neither blank nor part of a comment.
fn first(text: &str) -> &str {
    let mut rest = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    loop {
        let after = if rest.starts_with("//") {
            rest.split_once('\n')
        } else if rest.starts_with("/*") {
            rest.split_once("*/")
        } else {
            return rest;
        };
        match after {
            Some((_, after)) => rest = after.trim_start(),
            None => return "",
        }
    }
}

fn lower(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_ascii_lowercase());
    first.into_iter().chain(chars).collect()
}

/// The list that App Service shows as "Advanced edit": objects with `name` and `value`.
fn listed(lines: &Lines, list: &jsonc_parser::ast::Array<'_>, entries: &mut Vec<Entry>) -> bool {
    let mut found = Vec::new();
    for element in &list.elements {
        let Json::Object(object) = element else {
            return false;
        };
        let member = |name: &str| {
            let mut members = object.properties.iter();
            members.find(|m| m.name.as_str() == name).map(|m| &m.value)
        };
        let (Some(Json::StringLit(name)), Some(value)) = (member("name"), member("value")) else {
            return false;
        };
        flatten(lines, &name.value.replace("__", ":"), value, &mut found);
    }
    entries.append(&mut found);
    true
}

fn flatten(lines: &Lines, path: &str, value: &Json<'_>, entries: &mut Vec<Entry>) {
    let below = |name: &str| match path {
        "" => name.to_owned(),
        path => format!("{path}:{name}"),
    };
    let leaf = match value {
        Json::NullKeyword(_) => return,
        Json::Object(object) if !object.properties.is_empty() => {
            for member in &object.properties {
                flatten(lines, &below(member.name.as_str()), &member.value, entries);
            }
            return;
        }
        Json::Array(list) if !list.elements.is_empty() => {
            for (index, element) in list.elements.iter().enumerate() {
                flatten(lines, &below(&index.to_string()), element, entries);
            }
            return;
        }
        Json::Object(_) | Json::Array(_) => Value::Empty,
        Json::StringLit(text) => Value::Text(text.value.clone().into_owned()),
        Json::NumberLit(number) => Value::Number(number.value.to_owned()),
        Json::BooleanLit(switch) => Value::Switch(switch.value),
    };
    entries.push(Entry {
        path: path.to_owned(),
        line: lines.of(value.range().start),
        value: leaf,
    });
}

/// The name and the value of a line that sets something.
fn assignment(line: &str) -> Option<(&str, &str)> {
    let mut line = line.trim();
    for word in ["- ", "export ", "set ", "SET ", "ENV ", "$env:", "$Env:"] {
        line = line.strip_prefix(word).unwrap_or(line).trim_start();
    }
    let equals = line.find('=');
    let colon = line
        .find(": ")
        .filter(|colon| equals.is_none_or(|e| *colon < e));
    let at = colon.or(equals)?;
    let (name, value) = (line.get(..at)?, line.get(at + 1..)?);
    let name = name.trim().trim_matches(['"', '\'']);
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '.' | '-');
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || !name.chars().all(is_name) {
        return None;
    }
    let value = value.trim();
    let inside = ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
    Some((name, inside.unwrap_or(value)))
}
