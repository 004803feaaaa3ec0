//! `HashiCorp` Vault's JWT auth method: the command line, HCL, Terraform, JSON.

use super::super::Importer;
use super::super::draft::Draft;
use super::documents::documents;
use super::fill::{is_code, means, nothing, unmarked};
use super::hcl;
use super::tree::{Item, Member, Node, Value};
use crate::api::{Api, ApiError, Stack};

pub(super) const IMPORTER: Importer = Importer {
    signs: SIGNS,
    recognise,
    read,
};

const WHAT: &str = "a configuration of Vault's JWT auth method";

/// What only it has.
const SIGNS: &[&str] = &[
    "oidc_discovery_url",
    "jwt_validation_pubkeys",
    "vault_jwt_auth_backend",
    "bound_issuer",
    "bound_audiences",
    "vault write auth/jwt",
];

fn recognise(text: &str) -> Option<Stack> {
    let text = unmarked(text);
    if is_code(text) {
        return None;
    }
    SIGNS
        .iter()
        .any(|sign| text.contains(sign))
        .then_some(Stack::Vault)
}

fn read(name: &str, text: &str) -> Result<Api, ApiError> {
    let text = unmarked(text);
    let trees = if text.contains("vault write ") {
        commands(text)
    } else if hcl::is_hcl(text) {
        vec![hcl::parse(name, text)?]
    } else {
        documents(name, text)?
    };
    let all = |suits: &dyn Fn(&Item<'_>) -> bool| -> Vec<Item<'_>> {
        let roots = trees.iter().map(Item::root);
        roots.flat_map(|root| root.find(suits)).collect()
    };
    let methods = all(&|item| SOURCES.iter().any(|source| item.get(source).is_some()));
    let roles = all(&|item| item.get("bound_audiences").is_some());
    let mut draft = Draft::of(Stack::Vault);
    if methods.is_empty() && roles.is_empty() {
        return Err(nothing(
            name,
            WHAT,
            "it sets none of its keys, and no audience",
        ));
    }
    draft.took_first_of(methods.len(), "auth methods", "the first");
    draft.took_first_of(roles.len(), "roles", "the first");
    if let Some(method) = methods.first() {
        read_method(&mut draft, method);
    } else {
        draft.note("Only a role is in this text: keys and issuer stand in the auth method's configuration.");
    }
    match roles.first() {
        Some(role) => read_role(&mut draft, role),
        None => draft.note(
            "No role is in this text: the audiences stand there. A role without `bound_audiences` \
             refuses every token that has an audience.",
        ),
    }
    draft.finish_or(name, WHAT, "it sets none of its keys, and no audience")
}

const SOURCES: [&str; 5] = [
    "oidc_discovery_url",
    "jwks_url",
    "jwks_pairs",
    "jwt_validation_pubkeys",
    "bound_issuer",
];

fn read_method(draft: &mut Draft, method: &Item<'_>) {
    let get = |name: &str| method.get(name).filter(is_set);
    if let Some(authority) = get("oidc_discovery_url") {
        draft.take_authority(&authority, means::AUTHORITY);
    }
    if let Some(keys) = get("jwks_url") {
        draft.take_keys_address(&keys);
    }
    if let Some(keys) = get("jwt_validation_pubkeys") {
        keys.values().iter().for_each(|key| draft.pem_keys(key));
    }
    if let Some(pairs) = get("jwks_pairs") {
        let reason = "names several key sets, which this program doesn't read";
        draft.unread(Some(pairs.line), &pairs.name, reason);
    }
    if let Some(issuer) = get("bound_issuer") {
        draft.take_issuer(&issuer);
    } else {
        draft.api.unchecked.issuer = true;
        draft.note("No `bound_issuer` is set: Vault then accepts any issuer.");
    }
    if let Some(algorithms) = get("jwt_supported_algs") {
        draft.take_algorithms(&algorithms);
    }
    if let Some(client) = get("oidc_client_id") {
        draft.api.client_id = client.text(draft, means::CLIENT);
    }
    if let Some(secret) = get("oidc_client_secret") {
        secret.secret(draft, means::SECRET);
    }
}

fn read_role(draft: &mut Draft, role: &Item<'_>) {
    let get = |name: &str| role.get(name).filter(is_set);
    if let Some(audiences) = get("bound_audiences") {
        for audience in audiences.values() {
            let Some(text) = audience.text(draft, means::AUDIENCE) else {
                continue;
            };
            let parts = text.split(',').map(|part| part.trim().to_owned());
            super::fill::add(&mut draft.api.audiences, parts);
        }
    }
    if let Some(skew) = get("clock_skew_leeway") {
        // Zero stands for the default of 60 s, a negative number for none at all.
        let negative =
            matches!(&skew.node.value, Value::Number(n) | Value::Text(n) if n.starts_with('-'));
        if negative {
            draft.read(skew.line, &skew.name, "-1", means::SKEW);
            draft.api.clock_skew = Some(0);
        } else {
            let seconds = skew.seconds(draft, means::SKEW);
            draft.api.clock_skew = seconds.filter(|seconds| *seconds > 0);
        }
    }
    if let Some(claims) = get("bound_claims") {
        let globs = get("bound_claims_type").and_then(|kind| kind.as_text()) == Some("glob");
        read_claims(draft, &claims, globs);
    }
}

fn has_pattern(item: &Item<'_>) -> bool {
    let values = item.values();
    values
        .iter()
        .any(|value| value.as_text().is_some_and(|text| text.contains('*')))
}

/// Every claim has to be met, by one of its values.
fn read_claims(draft: &mut Draft, claims: &Item<'_>, globs: bool) {
    if !claims.is_map() {
        draft.undecided_claims(claims, "is no group of claims");
        return;
    }
    for (name, item) in claims.members() {
        match name {
            _ if globs && has_pattern(&item) => {
                draft.undecided_claims(&item, "is a pattern, which this program doesn't follow");
            }
            // A JSON pointer leads into other claims.
            _ if name.starts_with('/') => {
                draft.undecided_claims(&item, "is about a claim inside another one");
            }
            _ => draft.take_claim(name, &item, false),
        }
    }
}

/// Vault writes empty values for what isn't set.
fn is_set(item: &Item<'_>) -> bool {
    match &item.node.value {
        Value::Null => false,
        Value::Text(text) => !text.is_empty(),
        Value::List(nodes) => !nodes.is_empty(),
        _ => true,
    }
}

/// The commands `vault write PATH NAME=VALUE…`, each as a group of settings.
fn commands(text: &str) -> Vec<Node> {
    let mut nodes = Vec::new();
    let mut words = words(text).into_iter().peekable();
    while let Some((line, word)) = words.next() {
        if word != "vault" || words.peek().is_none_or(|(_, word)| word != "write") {
            continue;
        }
        let mut members = Vec::new();
        while let Some((line, word)) = words.next_if(|(_, word)| word != "vault") {
            if let Some((name, value)) = word.split_once('=')
                && !name.starts_with('-')
            {
                members.push(Member {
                    name: name.to_owned(),
                    line,
                    node: Node::text(line, value),
                });
            }
        }
        nodes.push(Node {
            line,
            value: Value::Map(members),
        });
    }
    nodes
}

/// The words of a shell script with their lines. A quoted word keeps its spaces.
fn words(text: &str) -> Vec<(usize, String)> {
    let mut words = Vec::new();
    let (mut line, mut start) = (1, 1);
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let is_blank = c.is_whitespace() && quote.is_none();
        if is_blank && let Some(word) = word.take() {
            words.push((start, word));
        }
        if c == '\n' {
            line += 1;
        }
        if is_blank {
            continue;
        }
        if word.is_none() {
            start = line;
        }
        match c {
            '\\' if chars.peek() == Some(&'\n') => continue,
            '\'' | '"' if quote.is_none() => quote = Some(c),
            _ if quote == Some(c) => quote = None,
            '#' if word.is_none() && quote.is_none() => {
                while chars.peek().is_some_and(|c| *c != '\n') {
                    chars.next();
                }
                continue;
            }
            _ => word.get_or_insert_default().push(c),
        }
        word.get_or_insert_default();
    }
    words.extend(word.map(|word| (start, word)));
    words
}
