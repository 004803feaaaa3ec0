//! Settings of Java frameworks: the same in YAML, in properties and in environment variables.

use std::collections::HashSet;

use super::super::draft::Draft;
use super::documents::documents;
use super::escapes;
use super::fill::{PLACEHOLDER, is_placeholder, means};
use super::flatten::flatten;
use super::tree::{Item, Node, Value};
use crate::api::ApiError;

/// One setting, with its full name.
#[derive(Debug, Clone)]
pub(super) struct Property {
    /// The name as it stands there.
    pub(super) name: String,
    /// The name as it is compared: relaxed binding sees neither case nor dashes nor dots.
    plain: String,
    pub(super) line: usize,
    /// A text, a flag or a number as a text, or what is neither.
    value: Node,
}

impl Property {
    /// Its text as it stands there.
    pub(super) fn value_text(&self) -> Option<&str> {
        self.value.as_text()
    }
}

/// The settings that stand between two separators, in the order of the text.
#[derive(Debug, Clone, Default)]
pub(super) struct Document {
    pub(super) properties: Vec<Property>,
}

/// The documents of a text; its format is told by its first settings.
pub(super) fn read(name: &str, text: &str) -> Result<Vec<Document>, ApiError> {
    if is_properties(text) {
        return Ok(properties_documents(text));
    }
    let mut flat = Vec::new();
    for tree in documents(name, text)? {
        let mut document = Document::default();
        flatten(&Item::root(&tree), &mut document, &mut flat);
        flat.push(document);
    }
    Ok(flat)
}

/// Whether the first line that says something is a property: a name, then `=`.
fn is_properties(text: &str) -> bool {
    let says = |line: &&str| !line.is_empty() && !line.starts_with(['#', '!']) && *line != "---";
    let Some(line) = text.lines().map(str::trim).find(says) else {
        return false;
    };
    let line = line.strip_prefix("export ").unwrap_or(line);
    let end = line.find(['=', ':', ' ', '{', '"']);
    let (name, rest) = line
        .split_at_checked(end.unwrap_or(line.len()))
        .unwrap_or((line, ""));
    let rest = rest.trim_start();
    rest.starts_with('=') || rest.starts_with(':') && name.contains('.') && !rest.ends_with(':')
}

fn properties_documents(text: &str) -> Vec<Document> {
    let mut documents = vec![Document::default()];
    let mut lines = text.lines().enumerate();
    while let Some((index, line)) = lines.next() {
        let mut written = line.trim().to_owned();
        if matches!(written.as_str(), "#---" | "!---") {
            documents.push(Document::default());
            continue;
        }
        if written.is_empty() || written.starts_with(['#', '!']) {
            continue;
        }
        while escapes::goes_on(&written) {
            written.pop();
            written.push_str(lines.next().map_or("", |(_, next)| next.trim()));
        }
        if let Some((name, value)) = escapes::setting(&written)
            && let Some(document) = documents.last_mut()
        {
            document.push(&name, index + 1, Node::text(index + 1, value));
        }
    }
    documents
}

impl Document {
    pub(super) fn push(&mut self, name: &str, line: usize, value: Node) {
        self.properties.push(Property {
            name: name.to_owned(),
            plain: plain(name),
            line,
            value,
        });
    }

    /// Adds the settings of another document: they win.
    pub(super) fn overlay(&mut self, other: &Self) {
        // A list that stands again replaces the whole list.
        let again = other.properties.iter().map(|new| list_base(&new.plain));
        let again: HashSet<&str> = again.collect();
        self.properties
            .retain(|old| !again.contains(list_base(&old.plain)));
        self.properties.extend(other.properties.iter().cloned());
    }

    /// The setting of a name; of repeats the last one counts.
    pub(super) fn get(&self, name: &str) -> Option<&Property> {
        let name = plain(name);
        self.properties.iter().rev().find(|p| p.plain == name)
    }

    /// The setting of a name and, where it is a list, all its values.
    pub(super) fn list(&self, name: &str) -> Vec<&Property> {
        let name = plain(name);
        let suits = |p: &&Property| p.plain == name || list_base(&p.plain) == name;
        self.properties.iter().filter(suits).collect()
    }

    /// Whether a setting of that name stands there, be it a text or a list.
    pub(super) fn stands(&self, name: &str) -> bool {
        !self.list(name).is_empty()
    }

    /// The settings whose names begin so.
    pub(super) fn below(&self, prefix: &str) -> impl Iterator<Item = &Property> {
        let prefix = plain(prefix);
        self.properties
            .iter()
            .filter(move |p| p.plain.starts_with(&prefix))
    }

    pub(super) fn has(&self, prefix: &str) -> bool {
        self.below(prefix).next().is_some()
    }

    /// The value of a setting with its placeholders replaced; what it is, is noted by the caller.
    ///
    /// A placeholder takes the value of another setting, else its own default. `None` where neither
    /// is there.
    pub(super) fn resolved(&self, draft: &mut Draft, text: &str) -> Option<String> {
        self.resolve(draft, text, 0)
    }

    fn resolve(&self, draft: &mut Draft, text: &str, depth: usize) -> Option<String> {
        let Some((before, rest)) = text.split_once("${") else {
            return (!is_placeholder(text)).then(|| text.to_owned());
        };
        let (inside, after) = closed(rest)?;
        if depth > 8 {
            return None;
        }
        let (name, default) = match inside.split_once(':') {
            Some((name, default)) => (name, Some(default)),
            None => (inside, None),
        };
        let own = self.properties.iter().rev().find(|p| p.name == name);
        let value = match (own.and_then(|p| p.value.as_text()), default) {
            (Some(value), _) => self.resolve(draft, value, depth + 1)?,
            (None, Some(default)) => {
                let value = self.resolve(draft, default, depth + 1)?;
                draft.note(format!(
                    "`{name}` is not set in this text: its default `{value}` was taken."
                ));
                value
            }
            (None, None) => return None,
        };
        let after = self.resolve(draft, after, depth + 1)?;
        (!is_placeholder(before)).then(|| format!("{before}{value}{after}"))
    }

    /// One text, noted as read or why it is not.
    pub(super) fn text(
        &self,
        draft: &mut Draft,
        name: &str,
        meaning: &str,
    ) -> Option<(Node, Property)> {
        let Some(property) = self.get(name).cloned() else {
            if let Some(first) = self.list(name).first() {
                let reason = "is a list where a text belongs";
                draft.deciding(means::about(meaning), |draft| {
                    draft.unread(Some(first.line), name, reason);
                });
            }
            return None;
        };
        let about = means::about(meaning);
        let node = draft.deciding(about, |draft| self.node(draft, &property))?;
        let text = property.item(&node).text(draft, meaning);
        text.is_some().then_some((node, property))
    }

    /// A value with its placeholders replaced; where it has none to take, that is noted.
    pub(super) fn node(&self, draft: &mut Draft, property: &Property) -> Option<Node> {
        let Some(text) = property.value.as_text() else {
            return Some(property.value.clone());
        };
        let resolved = self.resolved(draft, text);
        if resolved.is_none() {
            draft.unread(Some(property.line), &property.name, PLACEHOLDER);
        }
        Some(Node::text(property.line, resolved?))
    }

    /// Texts of a list, or of one text with commas.
    pub(super) fn texts(&self, draft: &mut Draft, name: &str, meaning: &str) -> Vec<String> {
        let properties: Vec<Property> = self.list(name).into_iter().cloned().collect();
        let mut texts = Vec::new();
        for property in properties {
            let about = means::about(meaning);
            let node = draft.deciding(about, |draft| self.node(draft, &property));
            let Some(node) = node else {
                continue;
            };
            let Some(text) = property.item(&node).text(draft, meaning) else {
                continue;
            };
            let parts = text
                .split(',')
                .map(str::trim)
                .filter(|part| !part.is_empty());
            texts.extend(parts.map(str::to_owned));
        }
        texts
    }
}

impl Property {
    /// The setting with another value.
    pub(super) fn item<'a>(&self, node: &'a Node) -> Item<'a> {
        Item::named(&self.name, self.line, node)
    }

    /// The same setting by another name; its line stays.
    pub(super) fn renamed(&self, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            plain: plain(name),
            ..self.clone()
        }
    }

    /// The same setting further down.
    pub(super) fn moved(mut self, lines: usize) -> Self {
        self.line += lines;
        self.value.line += lines;
        self
    }

    /// What its name has behind that of a section, without quotes.
    pub(super) fn last_of(&self, section: &str) -> String {
        let dots = section.matches('.').count();
        if !self.name.contains('.') {
            // An environment variable writes it in capitals.
            let name = self.name.splitn(dots + 2, '_').last();
            return name.unwrap_or_default().to_ascii_lowercase();
        }
        let name = self.name.splitn(dots + 1, '.').last().unwrap_or_default();
        name.trim_matches('"').to_owned()
    }

    /// The value as a text, as it stands there.
    pub(super) fn written(&self) -> Option<&str> {
        self.value.as_text()
    }
}

impl Node {
    pub(super) fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// What is before the brace that closes a placeholder, and what is after it.
fn closed(text: &str) -> Option<(&str, &str)> {
    let mut open = 1;
    for (place, c) in text.char_indices() {
        match c {
            '{' => open += 1,
            '}' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return Some((text.get(..place)?, text.get(place + 1..)?));
        }
    }
    None
}

/// A name as relaxed binding sees it; dots are left out too, for environment variables.
fn plain(name: &str) -> String {
    let kept = name.chars().filter(|c| is_plain(*c));
    kept.flat_map(char::to_lowercase).collect()
}

fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || c == '%'
}

/// The name of a list, from that of one of its values.
fn list_base(plain: &str) -> &str {
    plain.trim_end_matches(|c: char| c.is_ascii_digit())
}

/// Whether a line of the text begins with one of these names, in whatever style.
pub(super) fn sets(text: &str, names: &[&str]) -> bool {
    let names: Vec<String> = names.iter().map(|name| plain(name)).collect();
    text.lines().any(|line| {
        let line = line.trim_start().trim_start_matches(['"', '-', ' ']);
        let line = line.strip_prefix("export ").unwrap_or(line);
        let end = line.find(['=', ':', ' ', '"', '(']).unwrap_or(line.len());
        let word = line.get(..end).unwrap_or_default();
        // `%dev.` is a profile of Quarkus.
        let word = match word.strip_prefix('%').and_then(|w| w.split_once('.')) {
            Some((_, word)) => word,
            None => word,
        };
        names
            .iter()
            .any(|name| begins(word, name) == Some(Beginning::Whole))
    })
}

/// Whether a YAML text has keys that lead along a path, in this order, each on a line of its own or
/// several of them with dots between.
pub(super) fn leads(text: &str, path: &str) -> bool {
    let path = plain(path);
    let mut left = path.as_str();
    for line in text.lines() {
        let Some((name, _)) = line.trim_start().split_once(':') else {
            continue;
        };
        match begins(name, left) {
            Some(Beginning::Whole) => return true,
            Some(Beginning::Part(rest)) => left = rest,
            None => {}
        }
    }
    false
}

/// How the start of a plain name and a written name go together.
#[derive(Debug, PartialEq, Eq)]
enum Beginning<'a> {
    /// The written name begins with all of it.
    Whole,
    /// The written name is its beginning; this is left of it.
    Part(&'a str),
}

/// Whether a written name, seen as relaxed binding does, begins with a plain one or is its beginning.
/// Asked of every line of a text, so nothing is written anew.
fn begins<'a>(written: &str, start: &'a str) -> Option<Beginning<'a>> {
    let mut left = start;
    for c in written.chars().filter(|c| is_plain(*c)) {
        let mut chars = left.chars();
        match chars.next() {
            None => return Some(Beginning::Whole),
            Some(next) if next == c.to_ascii_lowercase() => left = chars.as_str(),
            Some(_) => return None,
        }
    }
    match left {
        "" => Some(Beginning::Whole),
        left if left.len() < start.len() => Some(Beginning::Part(left)),
        _ => None,
    }
}
