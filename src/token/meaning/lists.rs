//! Claims that list things: permissions, roles, groups, methods, relationships.

use serde_json::Value;

use super::Words;
use crate::token::dictionary::value_words;
use crate::token::kind::scalar;
use crate::token::{Certainty, role_template};

/// Scopes that sign a user in and permit nothing at an API.
const SIGN_IN: [&str; 6] = [
    "openid",
    "profile",
    "email",
    "offline_access",
    "address",
    "phone",
];

/// The entries of a list, or of a text with spaces between them.
fn items(value: &Value) -> Vec<String> {
    match value {
        Value::Array(many) => many.iter().filter_map(scalar).collect(),
        other => scalar(other)
            .map(|text| text.split_whitespace().map(str::to_owned).collect())
            .unwrap_or_default(),
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
    match number {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        _ => format!("{number} {many}"),
    }
}

/// `scp`: delegated permissions.
pub(super) fn scopes(value: &Value) -> Words {
    let scopes = items(value);
    if let [only] = scopes.as_slice()
        && only == "/"
    {
        return Words::of("none: an agent by itself");
    }
    let sign_in = scopes.iter().all(|scope| SIGN_IN.contains(&scope.as_str()));
    let said = count(
        scopes.len(),
        "delegated permission",
        "delegated permissions",
    );
    let words = if sign_in && !scopes.is_empty() {
        Words::of(format!("{said}, for signing in only"))
    } else {
        Words::of(said)
    };
    words.lines(scopes)
}

/// `roles`: app roles.
pub(super) fn roles(value: &Value) -> Words {
    let roles = items(value);
    Words::of(count(roles.len(), "app role", "app roles")).lines(roles)
}

/// `groups`.
pub(super) fn groups(value: &Value) -> Words {
    let Value::Array(groups) = value else {
        return Words::default();
    };
    Words::of(count(groups.len(), "group", "groups"))
}

/// `wids`: directory roles by name.
pub(super) fn directory_roles(value: &Value) -> Words {
    let ids = items(value);
    let names: Vec<&str> = ids
        .iter()
        .map(|id| role_template(id).unwrap_or("a role template that isn't in the table"))
        .collect();
    let lines = ids
        .iter()
        .zip(&names)
        .map(|(id, name)| format!("{id}: {name}"));
    Words::of(names.join(", ")).lines(lines)
}

/// A list whose entries have words in `table`; unknown entries stand as they are.
pub(super) fn known(table: &str, value: &Value) -> Words {
    let entries = items(value);
    let known: Vec<_> = entries
        .iter()
        .map(|entry| value_words(table, entry))
        .collect();
    let lines = entries
        .iter()
        .zip(&known)
        .map(|(entry, words)| match words {
            Some((words, _)) => format!("{entry}: {words}"),
            None => format!("{entry}: not in the table"),
        });
    if known.iter().all(Option::is_none) {
        return Words::default().lines(lines);
    }
    let said = entries
        .iter()
        .zip(&known)
        .map(|(entry, words)| words.map_or(entry.as_str(), |w| w.0));
    let sure = known
        .iter()
        .flatten()
        .next()
        .map_or(Certainty::Documented, |w| w.1);
    Words::of(said.collect::<Vec<_>>().join(", "))
        .lines(lines)
        .sure(sure)
}

/// `xms_idrel` and the facets: odd numbers count, even ones are padding (rules B-4).
pub(super) fn odd_numbers(table: &str, value: &Value) -> Words {
    let mut said = Vec::new();
    let mut lines = Vec::new();
    for entry in items(value) {
        match entry.parse::<u64>() {
            Ok(number) if number % 2 == 0 => lines.push(format!("{number}: padding, ignored")),
            Ok(number) => {
                let words = value_words(table, &number.to_string()).map(|(words, _)| words);
                lines.push(format!("{number}: {}", words.unwrap_or("not documented")));
                said.extend(words);
            }
            Err(_) => lines.push(format!("{entry}: not a number")),
        }
    }
    Words::of(said.join(", ")).lines(lines)
}

/// `acrs`: authentication contexts of Conditional Access, c1 to c99.
pub(super) fn contexts(value: &Value) -> Words {
    let said = items(value).into_iter().map(|entry| {
        let number = entry.strip_prefix('c').and_then(|n| n.parse::<u8>().ok());
        match (number, value_words("acrs", &entry)) {
            (Some(number @ 1..=99), _) => format!("authentication context {number}"),
            (_, Some((words, _))) => format!("{entry}: likely {words}"),
            _ => entry,
        }
    });
    Words::of(said.collect::<Vec<_>>().join(", "))
}

/// `_claim_names`: which claims were left out.
pub(super) fn left_out(value: &Value) -> Words {
    let Value::Object(names) = value else {
        return Words::default();
    };
    let left: Vec<&str> = names.keys().map(String::as_str).collect();
    if left.contains(&"groups") {
        return Words::of("groups left out: more than 200")
            .line("Ask Microsoft Graph for them (getMemberObjects).");
    }
    Words::of(format!("left out: {}", left.join(", ")))
}

/// `_claim_sources`: where the claims are that were left out.
pub(super) fn sources(value: &Value) -> Words {
    let retired = value
        .to_string()
        .to_ascii_lowercase()
        .contains("graph.windows.net");
    if retired {
        Words::of("an address of Azure AD Graph, which was retired")
            .line("Ask Microsoft Graph instead (getMemberObjects).")
    } else {
        Words::default()
    }
}

/// `xms_cc`: what the client can do; `cp1` in any case.
pub(super) fn capabilities(value: &Value) -> Words {
    let lower = items(value)
        .into_iter()
        .map(|entry| Value::String(entry.to_ascii_lowercase()))
        .collect();
    known("xms_cc", &Value::Array(lower))
}
