//! Apache's `mod_auth_openidc`, both as a resource server (`OIDCOAuth…`) and for signing in.

use super::super::Importer;
use super::super::draft::Draft;
use super::fill::{add, flag_of, means, unmarked};
use super::tree::{Item, Node};
use crate::api::{Api, ApiError, Stack};

pub(super) const IMPORTER: Importer = Importer {
    signs: &[
        "oidcprovider",
        "oidcoauth",
        "oidcclientid",
        "oidcclientsecret",
    ],
    recognise,
    read,
};

const WHAT: &str = "an Apache configuration";

fn recognise(text: &str) -> Option<Stack> {
    let text = unmarked(text);
    let directive = |line: &str| {
        let line = line.trim_start();
        let (word, value) = line.split_once(char::is_whitespace).unwrap_or_default();
        let word = word.to_ascii_lowercase();
        let known = [
            "oidcprovider",
            "oidcoauth",
            "oidcclientid",
            "oidcclientsecret",
        ];
        known.iter().any(|name| word.starts_with(name))
            && word.chars().all(|c| c.is_ascii_alphanumeric())
            && !value.trim_start().starts_with(['=', '(', ':', '{'])
    };
    text.lines().any(directive).then_some(Stack::ModAuthOpenidc)
}

fn read(name: &str, text: &str) -> Result<Api, ApiError> {
    let text = unmarked(text);
    let lines = directives(name, text)?;
    let file = File { lines };
    let mut draft = Draft::of(Stack::ModAuthOpenidc);
    if file.is_resource_server() {
        resource_server(&mut draft, &file);
    } else {
        sign_in(&mut draft, &file);
    }
    requirements(&mut draft, &file);
    secrets(&mut draft, &file);
    draft.finish_or(name, WHAT, "it names neither a provider nor a key set")
}

struct Directive {
    line: usize,
    name: String,
    words: Vec<Node>,
}

struct File {
    lines: Vec<Directive>,
}

impl File {
    /// The directives of a name, in the order of the text.
    fn all(&self, name: &str) -> impl Iterator<Item = &Directive> {
        self.lines
            .iter()
            .filter(move |line| line.name.eq_ignore_ascii_case(name))
    }

    /// The first value of the last directive of a name: a later one replaces an earlier one.
    fn item(&self, draft: &mut Draft, name: &str) -> Option<Item<'_>> {
        let count = self.all(name).count();
        let last = self.all(name).last()?;
        if count > 1 {
            draft.note(format!(
                "`{name}` stands there {count} times; the last one was read."
            ));
        }
        Some(Item::named(&last.name, last.line, last.words.first()?))
    }

    fn has(&self, prefix: &str) -> bool {
        self.lines.iter().any(|line| {
            let start = line.name.get(..prefix.len()).unwrap_or_default();
            start.eq_ignore_ascii_case(prefix)
        })
    }

    /// Whether it accepts bearer tokens: by its type, or by its directives alone.
    fn is_resource_server(&self) -> bool {
        let kinds: Vec<&str> = self
            .all("AuthType")
            .filter_map(|line| line.words.first().and_then(Node::as_text))
            .collect();
        let bearer = |kind: &&str| {
            ["oauth20", "auth-openidc"]
                .iter()
                .any(|k| kind.eq_ignore_ascii_case(k))
        };
        kinds.iter().any(bearer) || kinds.is_empty() && self.has("OIDCOAuth")
    }
}

/// The directives of a text: one a line; a backslash carries on.
fn directives(name: &str, text: &str) -> Result<Vec<Directive>, ApiError> {
    let mut lines = Vec::new();
    let mut numbered = text.lines().enumerate();
    while let Some((index, line)) = numbered.next() {
        let mut written = line.trim().to_owned();
        while written.ends_with('\\') {
            written.pop();
            written.push_str(numbered.next().map_or("", |(_, next)| next.trim()));
        }
        if written.is_empty() || written.starts_with(['#', '<']) {
            continue;
        }
        let Some(words) = words(&written) else {
            let column = line.find('"').map_or(1, |place| {
                line.get(..place)
                    .map_or(1, |before| before.chars().count() + 1)
            });
            return Err(ApiError::Malformed {
                name: name.to_owned(),
                language: "Apache configuration",
                reason: format!(
                    "a closing quote is missing on line {} column {column}",
                    index + 1
                ),
            });
        };
        let mut words = words.into_iter();
        if let Some(name) = words.next() {
            let words = words.map(|word| Node::text(index + 1, word)).collect();
            lines.push(Directive {
                line: index + 1,
                name,
                words,
            });
        }
    }
    Ok(lines)
}

/// The words of a line; `None` where a quote is never closed.
fn words(line: &str) -> Option<Vec<String>> {
    let mut words: Vec<String> = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (word, after) = match quote {
            Some(quote) => rest.get(1..)?.split_once(quote)?,
            None => rest.split_once(char::is_whitespace).unwrap_or((rest, "")),
        };
        words.push(word.to_owned());
        rest = after.trim_start();
    }
    Some(words)
}

fn resource_server(draft: &mut Draft, file: &File) {
    if let Some(metadata) = file.item(draft, "OIDCOAuthServerMetadataURL") {
        draft.take_authority(&metadata, means::METADATA);
    }
    if let Some(keys) = file.item(draft, "OIDCOAuthVerifyJwksUri") {
        draft.take_keys_address(&keys);
    }
    for line in file.all("OIDCOAuthVerifyCertFiles") {
        for word in &line.words {
            Item::named(&line.name, line.line, word).text(draft, "a file with a key");
        }
        draft.note("The keys stand in files and are never fetched again.");
    }
    if let Some(client) = file.item(draft, "OIDCOAuthClientID") {
        draft.api.client_id = client.text(draft, means::CLIENT);
    }
    if file.has("OIDCOAuthIntrospectionEndpoint") {
        draft.note(
            "An introspection endpoint is set: tokens are sent there, and nothing is verified here.",
        );
    }
    draft.api.unchecked.issuer = true;
    draft.note("Of access tokens the module checks signature and time: any issuer is accepted unless `Require claim` asks for one.");
}

fn sign_in(draft: &mut Draft, file: &File) {
    if let Some(metadata) = file.item(draft, "OIDCProviderMetadataURL") {
        draft.take_authority(&metadata, means::METADATA);
    }
    if let Some(keys) = file.item(draft, "OIDCProviderJwksUri") {
        draft.take_keys_address(&keys);
    }
    if let Some(issuer) = file.item(draft, "OIDCProviderIssuer") {
        draft.take_issuer(&issuer);
    } else {
        draft.api.issuer_from_metadata = draft.api.metadata.is_some();
    }
    if let Some(switch) = file.item(draft, "OIDCValidateIssuer") {
        let on = switch.as_text().and_then(flag_of);
        draft.read(
            switch.line,
            &switch.name,
            switch.as_text().unwrap_or_default(),
            "whether the issuer is checked",
        );
        draft.api.unchecked.issuer = on == Some(false);
    }
    if let Some(client) = file.item(draft, "OIDCClientID")
        && let Some(client) = client.text(draft, "the application ID and the accepted audience")
    {
        add(&mut draft.api.audiences, [client.clone()]);
        draft.api.client_id = Some(client);
    }
    if let Some(algorithm) = file.item(draft, "OIDCIDTokenSignedResponseAlg") {
        draft.take_algorithms(&algorithm);
    }
    if let Some(slack) = file.item(draft, "OIDCIDTokenIatSlack") {
        slack.seconds(draft, "the tolerance around `iat`");
    }
    draft.note("This signs users in: it checks ID tokens, not access tokens.");
}

/// `Require claim NAME:VALUE`.
fn requirements(draft: &mut Draft, file: &File) {
    for line in file.all("Require") {
        let mut words = line.words.iter();
        if words.next().and_then(Node::as_text) != Some("claim") {
            continue;
        }
        for word in words.filter_map(Node::as_text) {
            let Some((claim, value)) = word.split_once(':') else {
                let reason = "is a pattern, which this program doesn't read";
                draft.unread(Some(line.line), "Require claim", reason);
                continue;
            };
            let node = Node::text(line.line, value);
            require(
                draft,
                claim,
                &Item::named(&format!("Require claim {claim}"), line.line, &node),
            );
        }
    }
    if draft.api.audiences.is_empty() && draft.api.reading.unread.is_empty() {
        draft.api.unchecked.audience = true;
        draft.note("Nothing asks for an audience: tokens for any audience are accepted.");
    }
}

fn require(draft: &mut Draft, claim: &str, item: &Item<'_>) {
    match claim {
        "iss" => {
            draft.take_issuer(item);
            draft.api.unchecked.issuer = draft.api.issuers.is_empty();
        }
        "aud" => draft.take_audiences(item),
        "scp" | "scope" => {
            let scopes = item.texts(draft, "a scope that is asked for");
            add(&mut draft.api.permissions.scopes, scopes);
        }
        "roles" => {
            let roles = item.texts(draft, "an app role that is asked for");
            add(&mut draft.api.permissions.roles, roles);
        }
        "tid" => draft.api.tenant = item.text(draft, means::TENANT),
        _ => {
            item.text(draft, "a value that the token must have");
        }
    }
}

fn secrets(draft: &mut Draft, file: &File) {
    let names = [
        "OIDCClientSecret",
        "OIDCCryptoPassphrase",
        "OIDCOAuthClientSecret",
        "OIDCOAuthVerifySharedKeys",
    ];
    for name in names {
        for line in file.all(name) {
            if let Some(word) = line.words.first() {
                Item::named(&line.name, line.line, word).secret(draft, means::SECRET);
            }
        }
    }
}
