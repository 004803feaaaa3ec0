//! The claims that a policy asks for.

use roxmltree::Node;

use super::super::super::draft::Draft;
use super::super::values::add;
use super::super::xml::{attribute, below, line};
use super::elements::{of_text, unknown};
use crate::api::{About, RequiredClaim};

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
            None => undecided(claim, "has no name", draft),
            Some((_, Some(reason))) => undecided(claim, reason, draft),
            Some((name, None)) => read_claim(claim, name, draft),
        }
    }
}

fn undecided(claim: Node<'_, '_>, reason: &str, draft: &mut Draft) {
    let name = "required-claims/claim";
    draft.undecided(About::Claims, Some(line(claim)), name, reason);
}

fn read_claim(claim: Node<'_, '_>, name: &str, draft: &mut Draft) {
    let lower = name.to_ascii_lowercase();
    let about = match lower.as_str() {
        "aud" => About::Audience,
        "iss" => About::Issuer,
        _ => About::Claims,
    };
    let listed = below(claim, "value").count();
    let mut values = Vec::new();
    for value in below(claim, "value") {
        let meaning = format!("a value that {name} has to hold");
        values.extend(draft.deciding(about, |draft| of_text(draft, value, &meaning)));
    }
    let any = attribute(claim, "match").is_some_and(|a| a.value().eq_ignore_ascii_case("any"));
    let own = match about {
        About::Audience => Some(&mut draft.api.audiences),
        About::Issuer => Some(&mut draft.api.issuers),
        _ => None,
    };
    // What the policy lists besides has to be met too.
    if let Some(own) = own.filter(|own| own.is_empty() && (any || listed < 2)) {
        add(own, values);
        return;
    }
    // One that can't be read may be the one that the token holds, where any will do.
    if values.len() < listed && (any || values.is_empty()) {
        return;
    }
    let one = any && !values.is_empty() || values.len() == 1;
    if one && is_permission(&lower, &values, draft) {
        return;
    }
    note(draft, name, &values, any);
    draft.api.required_claims.push(RequiredClaim {
        names: names(name, &lower),
        values,
        all: !any,
        line: line(claim),
    });
}

/// Takes scopes or roles of which one is enough as permissions; false where others are asked for
/// already, or the claim is another one.
fn is_permission(lower: &str, values: &[String], draft: &mut Draft) -> bool {
    let permissions = &mut draft.api.permissions;
    // "a b" asks for both: not for one of the two.
    let words = values.iter().flat_map(|value| value.split_whitespace());
    if !permissions.is_empty() || words.count() != values.len() {
        return false;
    }
    let values = values.iter().map(|value| value.trim().to_owned());
    if SCOPES.contains(&lower) {
        add(&mut permissions.scopes, values);
    } else if ROLES.contains(&lower) {
        add(&mut permissions.roles, values);
    } else {
        return false;
    }
    true
}

/// The claim's names: the gateway reads names of .NET as those of the token.
fn names(name: &str, lower: &str) -> Vec<String> {
    let mut names = vec![name.to_owned()];
    for (spellings, short) in [(SCOPES, "scp"), (ROLES, "roles")] {
        if lower.starts_with("http") && spellings.contains(&lower) {
            names.push(short.to_owned());
        }
    }
    names
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
