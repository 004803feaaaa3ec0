//! A tree → settings with full names. Also the settings that others carry: environment variables of
//! Docker Compose and Kubernetes, and whole files in a `ConfigMap`.

use super::properties::{Document, read};
use super::tree::{Item, Node, Value};

/// Adds the settings of a tree; files that stand in it become documents of their own.
pub(super) fn flatten(item: &Item<'_>, into: &mut Document, files: &mut Vec<Document>) {
    match &item.node.value {
        Value::Map(_) => match variable(item) {
            Some((name, line, value)) => into.push(name, line, value),
            None => item
                .members()
                .for_each(|(_, item)| flatten(&item, into, files)),
        },
        Value::List(_) => {
            for item in item.values() {
                flatten(&item, into, files);
            }
        }
        Value::Flag(flag) => push(into, item, Node::text(item.line, flag.to_string())),
        Value::Number(number) => push(into, item, Node::text(item.line, number)),
        Value::Text(text) => match (carried_file(item, text), text.split_once('=')) {
            (Some(documents), _) => files.extend(documents),
            (None, Some((name, value))) if is_variable(name) => {
                into.push(name, item.line, Node::text(item.line, value));
            }
            _ => push(into, item, item.node.clone()),
        },
        Value::Null | Value::Computed => push(into, item, item.node.clone()),
    }
}

/// A variable has no section before its name.
fn push(into: &mut Document, item: &Item<'_>, value: Node) {
    let last = item.last_name();
    let name = if is_variable(last) { last } else { &item.name };
    into.push(name, item.line, value);
}

/// A variable as Kubernetes writes it: `name` and `value`, or `valueFrom` another resource.
fn variable<'a>(item: &Item<'a>) -> Option<(&'a str, usize, Node)> {
    let named = item.get("name")?;
    let name = named.as_text().filter(|name| is_variable(name))?;
    if let Some(value) = item.get("value") {
        return Some((name, value.line, value.node.clone()));
    }
    let (line, value) = (named.line, Value::Computed);
    item.get("valueFrom")
        .map(|_| (name, line, Node { line, value }))
}

fn is_variable(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    name.contains('_') && name.chars().all(fits)
}

/// The documents of a file that stands in a value of the tree, by its name.
fn carried_file(item: &Item<'_>, text: &str) -> Option<Vec<Document>> {
    let endings = ["yml", "yaml", "properties"];
    let named = endings.contains(&item.last_name());
    if !named || !text.contains('\n') {
        return None;
    }
    // A file that is broken is left alone: the one around it isn't.
    let mut documents = read("", text).ok()?;
    for document in &mut documents {
        let properties = std::mem::take(&mut document.properties);
        // The text begins on the line after its name.
        let moved = properties.into_iter().map(|p| p.moved(item.line));
        document.properties = moved.collect();
    }
    Some(documents)
}
