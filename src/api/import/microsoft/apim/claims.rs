//! The claims that a policy asks for.

use roxmltree::Node;

use super::super::super::draft::Draft;
use super::super::values::add;
use super::super::xml::{attribute, below, line};
use super::elements::{of_text, unknown};
use crate::api::RequiredClaim;

/// Claims that hold scopes, in the spellings of tokens and of .NET.
const SCOPES: [&str; 3] = [
    "scp",
    "scope",
    "http://schemas.microsoft.com/identity/claims/scope",
];

/// Claims that hold app roles.
const ROLES: [&str; 3] = [
    "roles",
    "role",
    "http://schemas.microsoft.com/ws/2008/06/identity/claims/role",
];

/// Reads `required-claims`. Scopes or roles of which one is enough are permissions, unless others are
/// asked for besides: of permissions any one will do.
pub(super) fn read(policy: Node<'_, '_>, draft: &mut Draft) {
    for claim in below(policy, "required-claims").flat_map(|list| below(list, "claim")) {
        let name = attribute(claim, "name").map(|a| a.value().trim().to_owned());
        match name.as_deref().map(|name| (name, unknown(name))) {
            None => draft.unread(Some(line(claim)), "required-claims/claim", "has no name"),
            Some((_, Some(reason))) => {
                draft.unread(Some(line(claim)), "required-claims/claim", reason);
            }
            Some((name, None)) => read_claim(claim, name, draft),
        }
    }
}

fn read_claim(claim: Node<'_, '_>, name: &str, draft: &mut Draft) {
    let listed = below(claim, "value").count();
    let mut values = Vec::new();
    for value in below(claim, "value") {
        let meaning = format!("a value that {name} has to hold");
        values.extend(of_text(draft, value, &meaning));
    }
    let any = attribute(claim, "match").is_some_and(|a| a.value().eq_ignore_ascii_case("any"));
    let lower = name.to_ascii_lowercase();
    if lower == "aud" {
        add(&mut draft.api.audiences, values);
        return;
    }
    if lower == "iss" {
        add(&mut draft.api.issuers, values);
        return;
    }
    // One that can't be read may be the one that the token holds, where any will do.
    if values.len() < listed && (any || values.is_empty()) {
        return;
    }
    let one = any && !values.is_empty() || values.len() == 1;
    let permissions = &mut draft.api.permissions;
    if one && permissions.is_empty() && SCOPES.contains(&lower.as_str()) {
        let words = values.iter().flat_map(|v| v.split_whitespace());
        // "a b" asks for both: not for one of the two.
        if words.clone().count() == values.len() {
            add(
                &mut permissions.scopes,
                words.map(str::to_owned).collect::<Vec<_>>(),
            );
            return;
        }
    }
    if one && permissions.is_empty() && ROLES.contains(&lower.as_str()) {
        add(&mut permissions.roles, values);
        return;
    }
    note(draft, name, &values, any);
    let mut names = vec![name.to_owned()];
    for (spellings, short) in [(SCOPES, "scp"), (ROLES, "roles")] {
        // The gateway reads names of .NET as those of the token.
        if lower.starts_with("http") && spellings.contains(&lower.as_str()) {
            names.push(short.to_owned());
        }
    }
    draft.api.required_claims.push(RequiredClaim {
        names,
        values,
        all: !any,
        line: line(claim),
    });
}

fn note(draft: &mut Draft, name: &str, values: &[String], any: bool) {
    draft.note(match values {
        [] => format!("The claim {name} has to be there, whatever it holds."),
        [one] => format!("The claim {name} is asked for too: {one}."),
        _ if any => format!(
            "The claim {name} has to hold one of these values: {}.",
            values.join(", ")
        ),
        _ => format!(
            "{name} has to hold all of these values: {}.",
            values.join(", ")
        ),
    });
}

/// The applications that may call, by `client-application-ids`: they stand in `azp`, in tokens of
/// version 1 in `appid`.
pub(super) fn clients(policy: Node<'_, '_>, clients: Vec<String>, draft: &mut Draft) {
    let listed = below(policy, "client-application-ids");
    let items = listed.flat_map(|list| below(list, "application-id"));
    let lines: Vec<usize> = items.map(line).collect();
    if clients.is_empty() {
        return;
    }
    draft.note(format!(
        "Only tokens that were given to these applications are let in: {}.",
        clients.join(", ")
    ));
    // One that is known only at run time may be the token's.
    if clients.len() == lines.len() {
        draft.api.required_claims.push(RequiredClaim {
            names: vec!["azp".to_owned(), "appid".to_owned()],
            values: clients,
            all: false,
            line: lines.first().copied().unwrap_or_default(),
        });
    }
}
