//! YAML and JSON → trees with lines.

use jsonc_parser::ast;
use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};

use super::super::draft::Lines;
use super::helm;
use super::tree::{Member, Node, Value};
use crate::api::ApiError;

/// Deeper indentation than any configuration has: it would exhaust the stack of the YAML reader.
const DEEPEST: usize = 200;

/// The documents of a text: one for JSON, any number for YAML.
///
/// The YAML reader itself refuses anchors that unfold to more than 100,000 values.
pub(super) fn documents(name: &str, text: &str) -> Result<Vec<Node>, ApiError> {
    let start = text.trim_start();
    let json = start.starts_with('[') || start.starts_with('{') && !start.starts_with("{{");
    if json {
        json_document(name, text)
    } else {
        yaml_documents(name, text)
    }
}

fn json_document(name: &str, text: &str) -> Result<Vec<Node>, ApiError> {
    let options = jsonc_parser::ParseOptions {
        allow_loose_object_property_names: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        ..Default::default()
    };
    let parsed =
        jsonc_parser::parse_to_ast(text, &jsonc_parser::CollectOptions::default(), &options);
    let lines = Lines::of_text(text);
    match parsed {
        Ok(parsed) => Ok(parsed
            .value
            .iter()
            .map(|value| json(&lines, value))
            .collect()),
        Err(error) => Err(ApiError::Malformed {
            name: name.to_owned(),
            language: "JSON",
            reason: error.to_string(),
        }),
    }
}

fn json(lines: &Lines, value: &ast::Value<'_>) -> Node {
    use jsonc_parser::common::Ranged;
    let line = lines.of(value.start());
    let value = match value {
        ast::Value::StringLit(string) => Value::Text(string.value.clone().into_owned()),
        ast::Value::NumberLit(number) => Value::Number(number.value.to_owned()),
        ast::Value::BooleanLit(flag) => Value::Flag(flag.value),
        ast::Value::NullKeyword(_) => Value::Null,
        ast::Value::Array(list) => Value::List(
            list.elements
                .iter()
                .map(|value| json(lines, value))
                .collect(),
        ),
        ast::Value::Object(object) => {
            let member = |property: &ast::ObjectProp<'_>| Member {
                name: property.name.as_str().to_owned(),
                line: lines.of(property.name.start()),
                node: json(lines, &property.value),
            };
            functions_resolved(object.properties.iter().map(member).collect())
        }
    };
    Node { line, value }
}

fn yaml_documents(name: &str, text: &str) -> Result<Vec<Node>, ApiError> {
    let malformed = |reason: String| ApiError::Malformed {
        name: name.to_owned(),
        language: "YAML",
        reason,
    };
    if let Some(index) = text.lines().position(|line| nesting(line) > DEEPEST) {
        return Err(malformed(format!(
            "it is nested too deeply on line {} column {DEEPEST}",
            index + 1
        )));
    }
    let masked = helm::masked(text);
    let documents = MarkedYaml::load_from_str(&masked).map_err(|error| {
        let mark = error.marker();
        // The reader's words may quote a name from the text, but never a value.
        let info = error.info();
        malformed(format!(
            "{info} on line {} column {}",
            mark.line(),
            mark.col() + 1
        ))
    })?;
    Ok(documents.iter().map(yaml).collect())
}

/// How far the first value of a line is in.
fn nesting(line: &str) -> usize {
    let mut rest = line;
    loop {
        let next = rest.trim_start_matches([' ', '\t']);
        let mark = next.strip_prefix(['-', '?', ':']);
        match mark {
            Some(after) if after.starts_with([' ', '\t']) => rest = after,
            _ => return line.len() - next.len(),
        }
    }
}

fn yaml(node: &MarkedYaml<'_>) -> Node {
    let line = node.span.start.line();
    let value = match &node.data {
        YamlData::Value(scalar) => yaml_scalar(scalar),
        YamlData::Representation(text, ..) => Value::Text(text.clone().into_owned()),
        YamlData::Sequence(nodes) => Value::List(nodes.iter().map(yaml).collect()),
        YamlData::Mapping(members) => {
            let member = |(name, node): (&MarkedYaml<'_>, &MarkedYaml<'_>)| Member {
                name: yaml_name(name),
                line: name.span.start.line(),
                node: yaml(node),
            };
            functions_resolved(merged(members.iter().map(member).collect()))
        }
        YamlData::Tagged(tag, node) => match yaml(node).value {
            // `!Sub` without a variable says what it says.
            Value::Text(text) if tag.suffix == "Sub" => Value::Text(text),
            _ if tag.handle == "!" => Value::Computed,
            value => value,
        },
        YamlData::Alias(_) | YamlData::BadValue => Value::Null,
    };
    Node { line, value }
}

fn yaml_scalar(scalar: &Scalar<'_>) -> Value {
    match scalar {
        Scalar::Null => Value::Null,
        Scalar::Boolean(flag) => Value::Flag(*flag),
        Scalar::Integer(number) => Value::Number(number.to_string()),
        Scalar::FloatingPoint(number) => Value::Number(number.to_string()),
        Scalar::String(text) => Value::Text(text.clone().into_owned()),
    }
}

fn yaml_name(node: &MarkedYaml<'_>) -> String {
    match &node.data {
        YamlData::Value(scalar) => match yaml_scalar(scalar) {
            Value::Text(text) | Value::Number(text) => text,
            Value::Flag(flag) => flag.to_string(),
            _ => String::new(),
        },
        _ => String::new(),
    }
}

/// A map with the members that its merge key `<<` brings; its own come first.
fn merged(mut members: Vec<Member>) -> Vec<Member> {
    let Some(place) = members.iter().position(|member| member.name == "<<") else {
        return members;
    };
    let merge = members.remove(place);
    let maps = match merge.node.value {
        Value::List(nodes) => nodes,
        _ => vec![merge.node],
    };
    for map in maps {
        if let Value::Map(brought) = map.value {
            for member in brought {
                if !members.iter().any(|own| own.name == member.name) {
                    members.push(member);
                }
            }
        }
    }
    members
}

/// A map, or a function of `CloudFormation` in its long form: `{"Fn::Sub": …}`, `{"Ref": …}`.
fn functions_resolved(mut members: Vec<Member>) -> Value {
    match members.as_slice() {
        [only] if only.name == "Ref" || only.name.starts_with("Fn::") => {
            match members.pop().map(|member| (member.name, member.node.value)) {
                Some((name, Value::Text(text))) if name == "Fn::Sub" => Value::Text(text),
                _ => Value::Computed,
            }
        }
        _ => Value::Map(members),
    }
}
