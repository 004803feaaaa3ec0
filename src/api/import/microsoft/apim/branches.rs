//! The ways that requests take through a document of policies: `choose` parts them.

use roxmltree::Node;

use super::super::xml::{attribute, line};
use super::{VALIDATE_AZURE_AD, VALIDATE_JWT};
use crate::api::import::secrets::{HIDDEN, is_secret_value};

/// The most ways that are looked at.
const MOST: usize = 16;
/// The longest text of a condition that is quoted.
const LONGEST: usize = 120;

/// One way: the policies that check tokens on it, in their order, and what leads there.
#[derive(Clone, Default)]
pub(super) struct Way<'a, 't> {
    pub(super) checks: Vec<Node<'a, 't>>,
    conditions: Vec<Condition<'a, 't>>,
}

#[derive(Clone)]
enum Condition<'a, 't> {
    /// A `when` whose condition is met.
    Met(Node<'a, 't>),
    /// None of the conditions of a `choose` is met.
    NoneOf(Node<'a, 't>),
}

/// All ways through a document, also those without any check.
pub(super) fn ways<'a, 't>(root: Node<'a, 't>) -> Vec<Way<'a, 't>> {
    walked(root, vec![Way::default()])
}

/// Whether an element is a policy that checks tokens.
pub(super) fn is_check(node: Node<'_, '_>) -> bool {
    [VALIDATE_JWT, VALIDATE_AZURE_AD].contains(&node.tag_name().name())
}

fn walked<'a, 't>(node: Node<'a, 't>, mut ways: Vec<Way<'a, 't>>) -> Vec<Way<'a, 't>> {
    for child in node.children().filter(Node::is_element) {
        if is_check(child) {
            for way in &mut ways {
                way.checks.push(child);
            }
        } else if child.tag_name().name() != "choose" {
            ways = walked(child, ways);
        } else if child.descendants().any(is_check) {
            ways = parted(child, &ways);
        }
    }
    ways
}

/// The ways behind a `choose`: one a branch for each way that leads there.
fn parted<'a, 't>(choose: Node<'a, 't>, ways: &[Way<'a, 't>]) -> Vec<Way<'a, 't>> {
    let mut behind = Vec::new();
    let mut otherwise = false;
    for branch in choose.children().filter(Node::is_element) {
        let condition = match branch.tag_name().name() {
            "when" => Condition::Met(branch),
            "otherwise" => {
                otherwise = true;
                Condition::NoneOf(choose)
            }
            _ => continue,
        };
        behind.extend(walked(branch, on(ways, &condition)));
    }
    if !otherwise {
        behind.extend(on(ways, &Condition::NoneOf(choose)));
    }
    behind.truncate(MOST);
    behind
}

fn on<'a, 't>(ways: &[Way<'a, 't>], condition: &Condition<'a, 't>) -> Vec<Way<'a, 't>> {
    let with = |way: &Way<'a, 't>| {
        let mut way = way.clone();
        way.conditions.push(condition.clone());
        way
    };
    ways.iter().map(with).collect()
}

impl Way<'_, '_> {
    /// What leads there, as the end of "requests that …"; `None` where every request goes there.
    /// `original` gives the text that stood at a place before it was read.
    pub(super) fn conditions(&self, original: &dyn Fn(usize, usize) -> String) -> Option<String> {
        let told = self.conditions.iter().map(|condition| match condition {
            Condition::Met(when) => {
                let place = attribute(*when, "condition").map(|a| a.range_value());
                let text = place.map(|place| original(place.start, place.end));
                let text = text.map(|text| format!(": {}", quoted(&text)));
                format!(
                    "meet the condition in line {}{}",
                    line(*when),
                    text.unwrap_or_default()
                )
            }
            Condition::NoneOf(choose) => {
                format!(
                    "meet none of the conditions of choose in line {}",
                    line(*choose)
                )
            }
        });
        let told: Vec<String> = told.collect();
        (!told.is_empty()).then(|| told.join(", and "))
    }
}

/// The text of a condition without its expression's signs, cut where it is long; texts in it that may
/// be secrets are left out.
fn quoted(condition: &str) -> String {
    let plain = condition
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    let plain = plain.trim();
    let plain = plain
        .strip_prefix("@(")
        .map_or(plain, |inside| inside.strip_suffix(')').unwrap_or(inside));
    let secret = |part: &str| is_secret_value(plain, part) || part.len() > 40;
    let parts = plain.split('"').enumerate().map(|(index, part)| {
        if index % 2 == 1 && secret(part) {
            HIDDEN
        } else {
            part
        }
    });
    let parts: Vec<&str> = parts.collect();
    let whole = parts
        .join("\"")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    if whole.chars().count() <= LONGEST {
        return whole;
    }
    whole.chars().take(LONGEST).chain("…".chars()).collect()
}
