//! Apache's `mod_auth_openidc`, both as a resource server (`OIDCOAuth…`) and for signing in.

use super::super::Importer;
use super::super::draft::Draft;
use super::fill::{add, flag_of, means, unmarked};
use super::tree::{Item, Node, Value};
use crate::api::{About, Api, ApiError, Stack};

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
        let section = written.starts_with('<') && !written.starts_with("<RequireAll");
        if written.is_empty() || written.starts_with('#') || section {
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
            Item::named(&line.name, line.line, word).text(draft, means::KEY_FILE);
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
        && let Some(client) = client.text(draft, means::CLIENT_AND_AUDIENCE)
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

/// `Require claim NAME:VALUE`. Of the words of one line any one will do, and so it is with several lines,
/// unless they stand in `<RequireAll>`.
fn requirements(draft: &mut Draft, file: &File) {
    let mut groups: Vec<Vec<Claim<'_>>> = Vec::new();
    for line in file.all("Require") {
        let mut words = line.words.iter();
        if words.next().and_then(Node::as_text) == Some("claim") {
            let words = words.filter_map(Node::as_text);
            groups.push(words.map(|word| Claim::of(line.line, word)).collect());
        }
    }
    if !file.has("<RequireAll") {
        groups = vec![groups.into_iter().flatten().collect()];
    }
    for group in groups.iter().filter(|group| !group.is_empty()) {
        requirement(draft, group);
    }
    if draft.api.audiences.is_empty() && draft.api.reading.unread.is_empty() {
        draft.api.unchecked.audience = true;
        draft.note("Nothing asks for an audience: tokens for any audience are accepted.");
    }
}

/// A claim of `Require`: its name with its value, or a pattern.
struct Claim<'a> {
    line: usize,
    name: &'a str,
    value: Option<&'a str>,
}

impl<'a> Claim<'a> {
    fn of(line: usize, word: &'a str) -> Self {
        let plain = word.split_once(':').filter(|(name, _)| !name.contains('~'));
        let pattern = word.split_once('~').map_or(word, |(name, _)| name);
        let (name, value) = plain.map_or((pattern, None), |(name, value)| (name, Some(value)));
        Self { line, name, value }
    }

    /// What the claim decides.
    fn about(&self) -> About {
        match self.name {
            "iss" => About::Issuer,
            "aud" => About::Audience,
            _ => About::Claims,
        }
    }
}

/// Claims of which one has to be met.
fn requirement(draft: &mut Draft, group: &[Claim<'_>]) {
    let Some(first) = group.first() else {
        return;
    };
    let alone = group.iter().all(|claim| claim.name == first.name);
    let mut values = Vec::new();
    for claim in group {
        let name = format!("Require claim {}", claim.name);
        let reason = match claim.value {
            None => "is a pattern, which this program doesn't read",
            Some(_) if !alone => "is one of several claims of which one has to be met",
            Some(value) => {
                values.push(Node::text(claim.line, value));
                continue;
            }
        };
        draft.undecided(claim.about(), Some(claim.line), &name, reason);
        draft.api.unchecked.issuer &= claim.about() != About::Issuer;
    }
    take_values(draft, first, values, group.len());
}

/// Values of one claim: of `count` that are listed these are known.
fn take_values(draft: &mut Draft, first: &Claim<'_>, mut values: Vec<Node>, count: usize) {
    let name = format!("Require claim {}", first.name);
    let whole = values.len() == count;
    for node in values.iter().filter(|_| first.about() != About::Claims) {
        let item = Item::named(&name, node.line, node);
        if first.name == "iss" {
            draft.take_issuer(&item);
            draft.api.unchecked.issuer = false;
        } else {
            draft.take_audiences(&item);
        }
    }
    if first.about() == About::Claims && whole {
        let node = match values.pop() {
            Some(only) if values.is_empty() => only,
            last => Node {
                line: first.line,
                value: Value::List(values.into_iter().chain(last).collect()),
            },
        };
        draft.take_claim(first.name, &Item::named(&name, first.line, &node), false);
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
