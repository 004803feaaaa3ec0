//! Kong's plugins `jwt` and `openid-connect`: declarative YAML, answers of the admin API, and the
//! Kubernetes resource `KongPlugin`.

use super::super::Importer;
use super::super::draft::Draft;
use super::documents::documents;
use super::fill::{add, is_code, means, nothing, unmarked};
use super::kong_claims;
use super::tree::{Item, Node};
use crate::api::{About, Api, ApiError, Stack};

pub(super) const IMPORTER: Importer = Importer {
    signs: &[
        "_format_version",
        "KongPlugin",
        "KongClusterPlugin",
        "issuers_allowed",
        "audience_required",
        "scopes_required",
        "auth_methods",
        "claims_to_verify",
        "key_claim_name",
        "rsa_public_key",
        "jwt_secrets",
    ],
    recognise,
    read,
};

const WHAT: &str = "a Kong configuration";
const MISSING: &str = "it has neither a plugin `jwt` nor a plugin `openid-connect`";

/// What a Kong configuration says of itself.
const KONG: [&str; 4] = [
    "_format_version",
    "kind: KongPlugin",
    "\"KongPlugin\"",
    "kind: KongClusterPlugin",
];
/// What the plugins are called.
const OPEN_ID: [&str; 5] = [
    "name: openid-connect",
    "\"name\": \"openid-connect\"",
    "\"name\":\"openid-connect\"",
    "plugin: openid-connect",
    "issuers_allowed",
];
const JWT: [&str; 5] = [
    "name: jwt",
    "\"name\": \"jwt\"",
    "\"name\":\"jwt\"",
    "plugin: jwt",
    "jwt_secrets",
];
/// Settings that no other program has.
const JWT_SETTINGS: [&str; 4] = [
    "claims_to_verify",
    "key_claim_name",
    "rsa_public_key",
    "jwt_secrets",
];
const OPEN_ID_SETTINGS: [&str; 4] = [
    "audience_required",
    "issuers_allowed",
    "scopes_required",
    "auth_methods",
];

fn recognise(text: &str) -> Option<Stack> {
    let text = unmarked(text);
    if is_code(text) {
        return None;
    }
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let kong = has(&KONG);
    if has(&OPEN_ID) && (kong || has(&OPEN_ID_SETTINGS)) {
        return Some(Stack::KongOpenIdConnect);
    }
    (kong && has(&JWT) || has(&JWT_SETTINGS)).then_some(Stack::KongJwt)
}

fn read(name: &str, text: &str) -> Result<Api, ApiError> {
    let text = unmarked(text);
    let trees = documents(name, text)?;
    let roots: Vec<Item<'_>> = trees.iter().map(Item::root).collect();
    let all = |suits: &dyn Fn(&Item<'_>) -> bool| -> Vec<Item<'_>> {
        roots.iter().flat_map(|root| root.find(suits)).collect()
    };
    let jwt = all(&|item| is_plugin(item, "jwt"));
    let open_id = all(&|item| is_plugin(item, "openid-connect"));
    let credentials = all(&is_credential);
    let count = jwt.len() + open_id.len();
    let stack = if open_id.is_empty() {
        Stack::KongJwt
    } else {
        Stack::KongOpenIdConnect
    };
    let mut draft = Draft::of(stack);
    match (open_id.first(), jwt.first()) {
        (Some(plugin), _) => {
            draft.took_first_of(count, "plugins that check tokens", &title(plugin));
            read_open_id(&mut draft, plugin);
        }
        (None, plugin) if plugin.is_some() || !credentials.is_empty() => {
            if let Some(plugin) = plugin {
                draft.took_first_of(count, "plugins that check tokens", &title(plugin));
            }
            read_jwt(&mut draft, plugin, &credentials);
        }
        _ => return Err(nothing(name, WHAT, MISSING)),
    }
    draft.finish_or(name, WHAT, "its plugin has no consumer with a key")
}

fn title(plugin: &Item<'_>) -> String {
    let name = ["plugin", "name"]
        .iter()
        .find_map(|name| plugin.get(name).and_then(|name| name.as_text()));
    match plugin.name.as_str() {
        "" => format!("the first `{}`", name.unwrap_or_default()),
        place => format!("`{place}`"),
    }
}

fn is_plugin(item: &Item<'_>, plugin: &str) -> bool {
    let is = |name: &str| item.get(name).and_then(|value| value.as_text()) == Some(plugin);
    let enterprise = item.get("config").is_some() || item.get("enabled").is_some();
    is("plugin")
        || is("name") && (enterprise || item.name.contains("plugins[") || item.name.is_empty())
}

/// A credential of the plugin `jwt`: the issuer, and the key of its tokens.
fn is_credential(item: &Item<'_>) -> bool {
    let key = item.get("key").is_some_and(|key| key.as_text().is_some());
    let listed = item.name.contains("jwt_secrets[");
    listed && item.is_map()
        || key && (item.get("rsa_public_key").is_some() || item.get("algorithm").is_some())
}

fn read_jwt(draft: &mut Draft, plugin: Option<&Item<'_>>, credentials: &[Item<'_>]) {
    let config = plugin.and_then(|plugin| plugin.get("config"));
    let setting = |name: &str| config.as_ref().and_then(|config| config.get(name));
    let claim = setting("key_claim_name")
        .and_then(|claim| claim.text(draft, "the claim that names the consumer's key"));
    let claim = claim.unwrap_or_else(|| "iss".to_owned());
    let by_issuer = claim == "iss";
    read_times(draft, plugin, config.as_ref());
    let mut keys = Vec::new();
    for credential in credentials {
        keys.extend(read_credential(draft, credential, by_issuer));
    }
    if !by_issuer {
        require_key(draft, &claim, keys, credentials);
    }
    draft.api.unchecked.audience = true;
    draft.note("The plugin never checks `aud`: tokens for any audience are accepted.");
    if !by_issuer {
        draft.api.unchecked.issuer = true;
        draft.note("The keys are found by another claim than `iss`: any issuer is accepted.");
    }
    if credentials.is_empty() {
        let line = plugin.map(|plugin| plugin.line);
        let reason = "are not in this text: the issuers stand with them";
        draft.undecided(About::Issuer, line, "consumers", reason);
        let reason = "are not in this text: the keys stand with them";
        draft.undecided(About::Key, line, "consumers", reason);
    } else if !draft.api.keys.is_empty() {
        draft.note("The keys stand in the text and are never fetched again: once the issuer signs with another key, every token is refused.");
    }
}

/// Whether `exp` is compared, and how far ahead it may be.
fn read_times(draft: &mut Draft, plugin: Option<&Item<'_>>, config: Option<&Item<'_>>) {
    let get = |name: &str| config.and_then(|config| config.get(name));
    match get("claims_to_verify") {
        Some(claims) => {
            let claims = claims.texts(draft, "a claim that is checked");
            draft.api.unchecked.lifetime = !claims.iter().any(|claim| claim == "exp");
        }
        None => draft.api.unchecked.lifetime = plugin.is_some(),
    }
    if draft.api.unchecked.lifetime {
        draft.note("`claims_to_verify` doesn't list `exp`: expired tokens are accepted.");
    }
    if let Some(longest) = get("maximum_expiration") {
        let seconds = longest.seconds(draft, means::MAX_REMAINING);
        draft.api.limits.max_remaining = seconds.filter(|seconds| *seconds > 0);
        if draft.api.limits.max_remaining.is_some() {
            draft.require_presence("exp", longest.line);
        }
    }
}

/// A token names its credential in that claim, else in its header: without one it is refused with
/// "No credentials found for given 'azp'".
fn require_key(draft: &mut Draft, claim: &str, keys: Vec<String>, credentials: &[Item<'_>]) {
    const HEADER: [&str; 5] = ["kid", "typ", "alg", "x5t", "x5c"];
    let Some(first) = credentials.first() else {
        return;
    };
    if HEADER.contains(&claim) {
        let reason =
            "finds the credential by the token's header, which this program doesn't compare";
        draft.undecided(About::Key, Some(first.line), "key_claim_name", reason);
    } else if keys.len() == credentials.len() {
        draft.require(claim, keys, false, first.line);
    }
}

/// Gives the credential's key where that is not the issuer.
fn read_credential(draft: &mut Draft, credential: &Item<'_>, by_issuer: bool) -> Option<String> {
    // The section is called `jwt_secrets`, but neither issuer nor public key is a secret.
    let place = credential.name.replace("jwt_secrets", "jwt");
    let called = |name: &str, node, line| Item {
        name: if place.is_empty() {
            name.to_owned()
        } else {
            format!("{place}.{name}")
        },
        line,
        node,
    };
    let setting = |name: &str| {
        let found = credential.get(name)?;
        Some(called(name, found.node, found.line))
    };
    let mut own = None;
    if let Some(key) = setting("key") {
        if by_issuer {
            draft.take_issuer(&key);
        } else {
            own = key.text(draft, means::CLAIM);
        }
    }
    if let Some(algorithm) = setting("algorithm") {
        draft.take_algorithms(&algorithm);
    } else {
        add(&mut draft.api.algorithms, ["HS256".to_owned()]);
        draft.note("A credential without `algorithm` takes HS256.");
    }
    if let Some(key) = setting("rsa_public_key").filter(|key| !key.values().is_empty()) {
        draft.pem_keys(&key);
    }
    if let Some(secret) = setting("secret") {
        secret.secret(draft, "a shared secret");
    }
    own
}

fn read_open_id(draft: &mut Draft, plugin: &Item<'_>) {
    let empty = Node::text(plugin.line, "");
    let config = plugin
        .get("config")
        .unwrap_or(Item::named("config", plugin.line, &empty));
    let get = |name: &str| config.get(name).filter(|item| !item.values().is_empty());
    if let Some(issuer) = get("issuer") {
        draft.take_authority(&issuer, means::AUTHORITY);
    }
    match get("issuers_allowed") {
        Some(allowed) => {
            let issuers = allowed.texts(draft, means::ISSUER);
            add(&mut draft.api.issuers, issuers);
        }
        None => draft.api.issuer_from_metadata = draft.api.metadata.is_some(),
    }
    kong_claims::read(draft, &config);
    read_client(draft, &config);
    read_switches(draft, &config);
    if let Some(keys) = get("extra_jwks_uris") {
        let extra = keys.texts(draft, "one more key set");
        if draft.api.metadata.is_none() {
            draft.api.keys_address = extra.into_iter().next();
        }
    }
    if let Some(leeway) = get("leeway") {
        draft.api.clock_skew = leeway.seconds(draft, means::SKEW);
    }
}

fn read_client(draft: &mut Draft, config: &Item<'_>) {
    if let Some(client) = config.get("client_id") {
        draft.api.client_id = client.texts(draft, means::CLIENT).into_iter().next();
    }
    if let Some(secret) = config.get("client_secret") {
        secret.secret(draft, means::SECRET);
    }
}

fn read_switches(draft: &mut Draft, config: &Item<'_>) {
    let mut off = |name: &str, meaning: &str| {
        config.get(name).and_then(|item| item.flag(draft, meaning)) == Some(false)
    };
    let unsigned = off("verify_signature", "whether signatures are verified");
    let unclaimed = off("verify_claims", "whether claims are checked");
    draft.api.unchecked.signature = unsigned;
    if unclaimed {
        draft.api.unchecked.issuer = true;
        draft.api.unchecked.lifetime = true;
        draft.note("`verify_claims` is off: neither the issuer nor the time is checked.");
    }
}
