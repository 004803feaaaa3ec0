//! The claims that NGINX compares: by `auth_jwt_require` with a `map`, or by `if`.

use super::super::draft::Draft;
use super::fill::means;
use super::nginx::find;
use super::nginx_text::Directive;
use super::tree::{Item, Node, Value};
use crate::api::About;

/// A variable that `auth_jwt_require` asks for; the claim that it is about, where that is told. All
/// variables have to hold something other than `0`.
pub(super) fn required(
    top: &[Directive],
    draft: &mut Draft,
    line: usize,
    variable: &str,
) -> Option<String> {
    if let Some(claim) = claim_of(top, variable) {
        draft.read(
            line,
            "auth_jwt_require",
            variable,
            "a claim that has to be there",
        );
        draft.require_presence(&claim, line);
        return Some(claim);
    }
    let is_map = |d: &Directive| d.name == "map" && d.word(1) == variable;
    let Some(map) = find(top, &is_map) else {
        let reason = "is a variable whose rule is not in this text";
        draft.undecided(About::Claims, Some(line), variable, reason);
        return None;
    };
    let Some(claim) = claim_of(top, map.word(0)) else {
        let reason = "is told from something that is no claim by its name";
        draft.undecided(About::Claims, Some(map.line), variable, reason);
        return None;
    };
    read_map(draft, map, &claim);
    Some(claim)
}

/// The claim that a variable holds: `$jwt_claim_NAME`, or what `auth_jwt_claim_set` says.
fn claim_of(top: &[Directive], variable: &str) -> Option<String> {
    let is_set = |d: &Directive| d.name == "auth_jwt_claim_set" && d.word(0) == variable;
    if let Some(set) = find(top, &is_set) {
        // Further names lead into the claim.
        return (set.words.len() == 2).then(|| set.word(1).to_owned());
    }
    let is_map = |d: &Directive| d.name == "map" && d.word(1) == variable;
    let claim = variable.strip_prefix("$jwt_claim_")?;
    find(top, &is_map).is_none().then(|| claim.to_owned())
}

/// The values of a claim that a `map` lets pass.
fn read_map(draft: &mut Draft, map: &Directive, claim: &str) {
    let name = format!("map {} {}", map.word(0), map.word(1));
    let passes = |entry: &Directive| !matches!(entry.word(0), "" | "0");
    let entries = || {
        let settings = ["default", "hostnames", "volatile", "include"];
        let entries = map.block.iter();
        entries.filter(move |entry| !settings.contains(&entry.name.as_str()))
    };
    let by_default = map.block.iter().find(|entry| entry.name == "default");
    if by_default.is_some_and(passes) {
        let reason = "lets every value pass but those that it lists";
        draft.undecided(About::Claims, Some(map.line), &name, reason);
        return;
    }
    let about = match claim {
        "iss" => About::Issuer,
        "aud" => About::Audience,
        _ => About::Claims,
    };
    let mut values = Vec::new();
    for entry in entries().filter(|entry| passes(entry)) {
        if entry.name.starts_with('~') {
            let reason = "is a pattern, which this program doesn't read";
            draft.undecided(about, Some(entry.line), &name, reason);
        } else {
            values.push(Node::text(entry.line, entry.name.trim_start_matches('\\')));
        }
    }
    let whole = values.len() == entries().filter(|entry| passes(entry)).count();
    take(draft, &name, claim, values, whole);
}

/// Any one of the values will do. A list that isn't whole decides only about issuers and audiences.
fn take(draft: &mut Draft, name: &str, claim: &str, values: Vec<Node>, whole: bool) {
    match claim {
        "iss" | "aud" => {
            for node in &values {
                let item = Item::named(name, node.line, node);
                if claim == "iss" {
                    draft.take_issuer(&item);
                } else {
                    draft.take_audiences(&item);
                }
            }
        }
        _ => {
            let line = values.first().map_or(0, |node| node.line);
            let list = match values.as_slice() {
                [only] => only.clone(),
                _ => Node {
                    line,
                    value: Value::List(values),
                },
            };
            let item = Item::named(name, line, &list);
            if whole {
                draft.take_claim(claim, &item, false);
            } else {
                item.texts(draft, means::CLAIM);
            }
        }
    }
}

/// `if ($jwt_claim_tid != "…") { return 403; }`: the claims that are compared so.
pub(super) fn conditions(
    top: &[Directive],
    draft: &mut Draft,
    conditions: &[&Directive],
) -> Vec<String> {
    let mut claims = Vec::new();
    for condition in conditions {
        let refuses = condition
            .block
            .iter()
            .any(|d| d.name == "return" && d.word(0) >= "400");
        let words: Vec<&str> = condition
            .words
            .iter()
            .map(|w| w.trim_matches(['(', ')']))
            .collect();
        let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
        let claim = words.first().and_then(|variable| claim_of(top, variable));
        let (Some(claim), true) = (claim, refuses) else {
            continue;
        };
        if let [_, "!=", value] = words.as_slice() {
            let value = value.trim_matches(['"', '\'']);
            let node = Node::text(condition.line, value);
            take(draft, "if", &claim, vec![node], true);
            claims.push(claim);
        } else {
            let reason = "refuses tokens in a way that this program doesn't follow";
            draft.undecided(About::Claims, Some(condition.line), "if", reason);
        }
    }
    claims
}
