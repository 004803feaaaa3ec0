//! oauth2-proxy: its configuration file, its flags, its environment variables.

use super::super::Importer;
use super::super::draft::{Draft, line_of};
use super::documents::documents;
use super::fill::{add, is_code, means, unmarked};
use super::tree::{Item, Member, Node, Value, same};
use crate::api::{About, Api, ApiError, Stack};

pub(super) const IMPORTER: Importer = Importer {
    signs: &[
        "oidc_issuer_url",
        VARIABLE,
        "skip_jwt_bearer_tokens",
        "extra_jwt_issuers",
        "--oidc-issuer-url",
        "--extra-jwt-issuers",
        "--oidc-jwks-url",
        "issuerURL:",
    ],
    recognise,
    read,
};

const WHAT: &str = "a configuration of oauth2-proxy";
const VARIABLE: &str = "OAUTH2_PROXY_";

/// The settings that may stand there more than once, with a comma between or one a line.
const LISTS: [&str; 8] = [
    "oidc-extra-audience",
    "oidc-extra-audiences",
    "extra-jwt-issuers",
    "entra-id-allowed-tenant",
    "entra-id-allowed-tenants",
    "oidc-audience-claim",
    "allowed-role",
    "allowed-roles",
];

fn recognise(text: &str) -> Option<Stack> {
    let text = unmarked(text);
    if is_code(text) {
        return None;
    }
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let own = has(&[
        "oidc_issuer_url",
        VARIABLE,
        "skip_jwt_bearer_tokens",
        "extra_jwt_issuers",
    ]);
    let flags = has(&[
        "--oidc-issuer-url",
        "--extra-jwt-issuers",
        "--oidc-jwks-url",
    ]);
    // The Kubernetes API server has the same flag.
    let flags = flags && !has(&["kube-apiserver"]);
    let alpha = has(&["issuerURL:"]) && has(&["oidcConfig:"]);
    (own || flags || alpha).then_some(Stack::OAuth2Proxy)
}

fn read(name: &str, text: &str) -> Result<Api, ApiError> {
    let text = unmarked(text);
    let mut draft = Draft::of(Stack::OAuth2Proxy);
    if text.contains("oidcConfig:") {
        alpha(&mut draft, name, text)?;
    } else {
        let members = match flags(text) {
            flags if flags.is_empty() => file(name, text)?,
            flags => flags,
        };
        let node = Node {
            line: 1,
            value: Value::Map(members),
        };
        settings(&mut draft, &Item::root(&node));
    }
    draft.finish_or(name, WHAT, "it sets no `oidc_issuer_url`")
}

/// The configuration file: TOML.
fn file(name: &str, text: &str) -> Result<Vec<Member>, ApiError> {
    let table = toml::de::DeTable::parse(text).map_err(|error| {
        let place = error.span().map_or(0, |span| span.start);
        let line = line_of(text, place);
        let start = text
            .get(..place)
            .and_then(|before| before.rfind('\n'))
            .map_or(0, |end| end + 1);
        let column = text
            .get(start..place)
            .map_or(1, |before| before.chars().count() + 1);
        ApiError::Malformed {
            name: name.to_owned(),
            language: "TOML",
            reason: format!("{} on line {line} column {column}", error.message()),
        }
    })?;
    let member = |(name, value): (
        &toml::Spanned<std::borrow::Cow<'_, str>>,
        &toml::Spanned<toml::de::DeValue<'_>>,
    )| Member {
        name: name.get_ref().to_string(),
        line: line_of(text, name.span().start),
        node: toml_node(text, value),
    };
    Ok(table.get_ref().iter().map(member).collect())
}

fn toml_node(text: &str, value: &toml::Spanned<toml::de::DeValue<'_>>) -> Node {
    use toml::de::DeValue;
    let line = line_of(text, value.span().start);
    let value = match value.get_ref() {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Integer(number) => Value::Number(number.to_string()),
        DeValue::Array(values) => {
            Value::List(values.iter().map(|value| toml_node(text, value)).collect())
        }
        _ => Value::Computed,
    };
    Node { line, value }
}

/// Flags (`--name=value`, `--name value`) and environment variables, wherever they stand.
fn flags(text: &str) -> Vec<Member> {
    let mut members: Vec<Member> = Vec::new();
    let mut waiting: Option<(String, usize)> = None;
    for (index, word) in words(text) {
        let is_name = word.starts_with("--") || word.starts_with(VARIABLE);
        if word == "value:" {
            continue;
        }
        if word == "valueFrom:" {
            // Kubernetes takes the value from a secret or a ConfigMap.
            if let Some((name, line)) = waiting.take() {
                push(&mut members, &name, line, "${valueFrom}");
            }
            continue;
        }
        if !is_name {
            if let Some((name, line)) = waiting.take_if(|_| !matches!(word, "" | "-")) {
                push(&mut members, &name, line, word);
            }
            continue;
        }
        waiting = None;
        match word.split_once('=').or_else(|| word.split_once(':')) {
            Some((name, "")) => waiting = Some((name.to_owned(), index + 1)),
            Some((name, value)) => {
                let value = value.trim_matches(['"', '\'']);
                push(&mut members, name, index + 1, value);
            }
            None if SWITCHES.iter().any(|switch| same(switch, word)) => {
                push(&mut members, word, index + 1, "true");
            }
            None => waiting = Some((word.to_owned(), index + 1)),
        }
    }
    members
}

/// The words of a text without what surrounds them, with the index of their line.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate();
    let lines = lines.filter(|(_, line)| !line.trim_start().starts_with('#'));
    lines.flat_map(|(index, line)| {
        let words = line.split_whitespace();
        words.map(move |word| (index, word.trim_matches(['"', '\'', ',', '[', ']', '\\'])))
    })
}

/// Flags that need no value.
const SWITCHES: [&str; 4] = [
    "skip-oidc-discovery",
    "insecure-oidc-skip-issuer-verification",
    "skip-jwt-bearer-tokens",
    "insecure-oidc-allow-unverified-email",
];

fn push(members: &mut Vec<Member>, name: &str, line: usize, value: &str) {
    let setting = name.strip_prefix(VARIABLE).unwrap_or(name);
    let name = name.to_owned();
    if !LISTS.iter().any(|list| same(list, setting)) {
        let node = Node::text(line, value);
        members.push(Member { name, line, node });
        return;
    }
    let nodes: Vec<Node> = value
        .split(',')
        .map(|part| Node::text(line, part))
        .collect();
    let before = members.iter_mut().find(|member| member.name == name);
    if let Some(Value::List(list)) = before.map(|member| &mut member.node.value) {
        list.extend(nodes);
        return;
    }
    let value = Value::List(nodes);
    let node = Node { line, value };
    members.push(Member { name, line, node });
}

fn settings(draft: &mut Draft, root: &Item<'_>) {
    let get = |names: &[&str]| {
        names.iter().find_map(|name| {
            let variable = || root.get(&format!("{VARIABLE}{name}"));
            root.get(name).or_else(variable)
        })
    };
    if let Some(provider) = get(&["provider"]) {
        provider.text(draft, "the kind of provider");
    }
    let provider = Provider {
        issuer: get(&["oidc-issuer-url"]),
        keys: get(&["oidc-jwks-url"]),
        no_discovery: get(&["skip-oidc-discovery"]),
        no_issuer: get(&["insecure-oidc-skip-issuer-verification"]),
        client: get(&["client-id"]),
        secret: get(&["client-secret"]),
        audiences: get(&["oidc-extra-audiences", "oidc-extra-audience"]),
    };
    read_provider(draft, &provider);
    if let Some(secret) = get(&["cookie-secret"]) {
        secret.secret(draft, means::SECRET);
    }
    if let Some(tenant) = get(&["azure-tenant"]) {
        draft.api.tenant = tenant.text(draft, means::TENANT);
    }
    read_limits(
        draft,
        get(&["entra-id-allowed-tenants", "entra-id-allowed-tenant"]),
        get(&["allowed-roles", "allowed-role"]),
    );
    extra_issuers(draft, get(&["extra-jwt-issuers"]));
    read_bearer(draft, get(&["skip-jwt-bearer-tokens"]).as_ref());
}

fn read_bearer(draft: &mut Draft, bearer: Option<&Item<'_>>) {
    let off = match bearer {
        Some(bearer) => bearer.flag(draft, "whether bearer tokens are accepted") == Some(false),
        None => true,
    };
    if off {
        draft.note(
            "`skip_jwt_bearer_tokens` is not on: only users who sign in are let through, and no \
             bearer token.",
        );
    }
}

fn read_limits(draft: &mut Draft, tenants: Option<Item<'_>>, roles: Option<Item<'_>>) {
    if let Some(tenants) = tenants {
        draft.take_claim("tid", &tenants, false);
    }
    if let Some(roles) = roles {
        let roles = roles.texts(draft, means::ROLE);
        add(&mut draft.api.permissions.roles, roles);
    }
}

/// What both forms of the configuration say of a provider.
struct Provider<'a> {
    issuer: Option<Item<'a>>,
    keys: Option<Item<'a>>,
    no_discovery: Option<Item<'a>>,
    no_issuer: Option<Item<'a>>,
    client: Option<Item<'a>>,
    secret: Option<Item<'a>>,
    audiences: Option<Item<'a>>,
}

fn read_provider(draft: &mut Draft, provider: &Provider<'_>) {
    let mut on = |item: &Option<Item<'_>>, meaning: &str| {
        item.as_ref().and_then(|item| item.flag(draft, meaning)) == Some(true)
    };
    let no_discovery = on(
        &provider.no_discovery,
        "whether the metadata is left unread",
    );
    let no_issuer = on(&provider.no_issuer, "whether the issuer is left unchecked");
    if let Some(issuer) = &provider.issuer {
        if no_discovery {
            draft.take_issuer(issuer);
        } else if let Some(authority) = draft.take_authority(issuer, means::ISSUER) {
            add(&mut draft.api.issuers, [authority]);
        }
    }
    if let Some(keys) = &provider.keys {
        if no_discovery {
            draft.take_keys_address(keys);
        } else {
            keys.text(draft, means::KEYS);
            draft.note(
                "The address of the key set counts only without discovery (`skip_oidc_discovery`).",
            );
        }
    }
    draft.api.unchecked.issuer |= no_issuer;
    read_client(draft, provider);
}

fn read_client(draft: &mut Draft, provider: &Provider<'_>) {
    if let Some(client) = &provider.client
        && let Some(client) = client.text(draft, means::CLIENT_AND_AUDIENCE)
    {
        add(&mut draft.api.audiences, [client.clone()]);
        draft.api.client_id = Some(client);
    }
    if let Some(secret) = &provider.secret {
        secret.secret(draft, means::SECRET);
    }
    if let Some(audiences) = &provider.audiences {
        draft.take_audiences(audiences);
    }
}

/// `extra_jwt_issuers`: pairs of issuer and audience for bearer tokens.
fn extra_issuers(draft: &mut Draft, item: Option<Item<'_>>) {
    let Some(item) = item else {
        return;
    };
    let mut pairs = 0;
    for value in item.values() {
        let text = draft.deciding(About::Issuer, |draft| value.unnoted_text(draft));
        let Some(text) = text else {
            continue;
        };
        let Some((issuer, audience)) = text.split_once('=') else {
            let reason = "is not a pair of issuer and audience";
            draft.undecided(About::Issuer, Some(value.line), &value.name, reason);
            continue;
        };
        draft.read(
            value.line,
            &value.name,
            &text,
            "an accepted issuer and its audience",
        );
        if draft.api.metadata.is_none() && draft.api.issuers.is_empty() {
            draft.leads_to(&value, issuer);
        }
        add(&mut draft.api.issuers, [issuer.to_owned()]);
        add(&mut draft.api.audiences, [audience.to_owned()]);
        pairs += 1;
    }
    if pairs > 0 && draft.api.issuers.len() > 1 {
        draft.note("Each extra issuer goes with its own audience and its own metadata.");
    }
}

/// The newer form in YAML: `providers` with `oidcConfig`.
fn alpha(draft: &mut Draft, name: &str, text: &str) -> Result<(), ApiError> {
    let trees = documents(name, text)?;
    let is_provider = |item: &Item<'_>| item.get("oidcConfig").is_some();
    let found: Vec<Item<'_>> = trees
        .iter()
        .flat_map(|tree| Item::root(tree).find(&is_provider))
        .collect();
    let Some(first) = found.first() else {
        return Ok(());
    };
    draft.took_first_of(found.len(), "providers", &format!("`{}`", first.name));
    let oidc = |name: &str| first.get("oidcConfig").and_then(|oidc| oidc.get(name));
    let provider = Provider {
        issuer: oidc("issuerURL"),
        keys: oidc("jwksURL"),
        no_discovery: oidc("skipDiscovery"),
        no_issuer: oidc("insecureSkipIssuerVerification"),
        client: first.get("clientID"),
        secret: first.get("clientSecret"),
        audiences: oidc("extraAudiences"),
    };
    read_provider(draft, &provider);
    Ok(())
}
