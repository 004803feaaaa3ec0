//! Quarkus OIDC: `application.properties` and `application.yaml`.

use super::super::Importer;
use super::super::draft::Draft;
use super::fill::{add, flag_of, is_code, means, nothing, unmarked};
use super::properties::{Document, Property, leads, read as read_documents, sets};
use super::tree::Node;
use crate::api::{About, Api, ApiError, Stack};

pub(super) const IMPORTER: Importer = Importer {
    signs: &[
        "quarkus.oidc",
        "quarkus_oidc",
        "quarkus-oidc",
        "quarkus:",
        "quarkus\":",
    ],
    recognise,
    read,
};

const WHAT: &str = "the configuration of a Quarkus app";

/// What follows `quarkus.oidc.` for the tenant without a name.
const OWN: [&str; 17] = [
    "auth-server-url",
    "discovery-enabled",
    "jwks-path",
    "client-id",
    "client-name",
    "credentials",
    "token",
    "application-type",
    "public-key",
    "provider",
    "tenant-enabled",
    "enabled",
    "roles",
    "authentication",
    "introspection",
    "tls",
    "logout",
];

fn recognise(text: &str) -> Option<Stack> {
    let text = unmarked(text);
    let named = text.contains("quarkus") || text.contains("QUARKUS");
    if !named || is_code(text) {
        return None;
    }
    let quarkus = text.contains("QUARKUS_OIDC_")
        || sets(text, &["quarkus.oidc."])
        || leads(text, "quarkus.oidc.auth-server-url")
        || leads(text, "quarkus.oidc.token");
    quarkus.then_some(Stack::Quarkus)
}

fn read(name: &str, text: &str) -> Result<Api, ApiError> {
    let text = unmarked(text);
    let documents = read_documents(name, text)?;
    let mut draft = Draft::of(Stack::Quarkus);
    let settings = applied(&mut draft, &documents);
    let Some(prefix) = tenant(&mut draft, &settings) else {
        return Err(nothing(name, WHAT, "it has no settings `quarkus.oidc`"));
    };
    Oidc { prefix, settings }.read(&mut draft);
    draft.finish_or(name, WHAT, "it sets no `quarkus.oidc.auth-server-url`")
}

/// The settings without a profile and those of `%prod`, which is active unless another is asked for.
fn applied(draft: &mut Draft, documents: &[Document]) -> Document {
    let mut base = Document::default();
    let mut production = Document::default();
    let mut left_out: Vec<String> = Vec::new();
    for property in documents.iter().flat_map(|d| &d.properties) {
        let profiled = property.name.trim_matches('"').strip_prefix('%');
        let Some((profile, name)) = profiled.and_then(|rest| rest.split_once('.')) else {
            base.properties.push(property.clone());
            continue;
        };
        if profile.trim_matches('"') == "prod" {
            production.properties.push(property.renamed(name));
        } else if name.contains("oidc") {
            add(&mut left_out, [format!("`%{}`", profile.trim_matches('"'))]);
        }
    }
    if !production.properties.is_empty() && production.has("quarkus.oidc") {
        draft.note("The settings of profile `%prod` were read: it is active in production.");
    }
    draft.left_out(&left_out);
    base.overlay(&production);
    base
}

/// The prefix of the tenant that is read: the one without a name, else the first.
fn tenant(draft: &mut Draft, settings: &Document) -> Option<String> {
    let mut named: Vec<String> = Vec::new();
    let mut own = false;
    for property in settings.below("quarkus.oidc.") {
        let lower = property.name.to_ascii_lowercase().replace('_', ".");
        let rest = lower.strip_prefix("quarkus.oidc.").unwrap_or_default();
        let first = rest.split('.').next().unwrap_or_default().trim_matches('"');
        let whole = rest.replace('.', "-");
        if OWN
            .iter()
            .any(|name| first == *name || whole.starts_with(name))
        {
            own = true;
        } else if rest.contains('.') {
            let kept = property.name.split('.').nth(2).unwrap_or_default();
            add(&mut named, [kept.to_owned()]);
        }
    }
    let taken = if own { None } else { Some(named.first()?) };
    let count = named.len() + usize::from(own);
    let title = taken.map_or("the default one".to_owned(), |t| {
        format!("`{}`", t.trim_matches('"'))
    });
    draft.took_first_of(count, "tenants", &title);
    Some(match taken {
        Some(name) => format!("quarkus.oidc.{name}"),
        None => "quarkus.oidc".to_owned(),
    })
}

struct Oidc {
    prefix: String,
    settings: Document,
}

impl Oidc {
    fn get(&self, name: &str) -> Option<&Property> {
        self.settings.get(&format!("{}.{name}", self.prefix))
    }

    fn found(&self, draft: &mut Draft, name: &str, meaning: &str) -> Option<(Node, Property)> {
        self.settings
            .text(draft, &format!("{}.{name}", self.prefix), meaning)
    }

    fn text(&self, draft: &mut Draft, name: &str, meaning: &str) -> Option<String> {
        let (node, _) = self.found(draft, name, meaning)?;
        node.as_text().map(|text| text.trim().to_owned())
    }

    fn read(&self, draft: &mut Draft) {
        let web_app = self
            .text(draft, "application-type", "the kind of app")
            .as_deref()
            == Some("web-app");
        self.read_server(draft);
        draft.api.client_id = self.text(draft, "client-id", means::CLIENT);
        for name in ["credentials.secret", "credentials.client-secret.value"] {
            if let Some(property) = self.get(name) {
                property
                    .item(&Node::text(property.line, ""))
                    .secret(draft, means::SECRET);
            }
        }
        self.read_public_key(draft);
        self.read_issuer(draft);
        self.read_audience(draft, web_app);
        let name = format!("{}.token.signature-algorithm", self.prefix);
        let algorithms = self.settings.texts(draft, &name, means::ALGORITHM);
        add(&mut draft.api.algorithms, algorithms);
        self.read_grace(draft);
        self.read_claims(draft);
        let off = |name: &str| {
            self.get(name).and_then(Property::written).and_then(flag_of) == Some(false)
        };
        if off("tenant-enabled") || off("enabled") {
            draft.note("It is switched off: nothing of this is in effect.");
        }
    }

    fn read_server(&self, draft: &mut Draft) {
        let provider = self.text(draft, "provider", "a known provider");
        let discovers = self.discovers(draft);
        let meaning = if discovers {
            means::AUTHORITY
        } else {
            "the authority"
        };
        let server = self.found(draft, "auth-server-url", meaning);
        let url = server.as_ref().and_then(|(node, _)| node.as_text());
        if let (Some((node, property)), Some(url), true) = (&server, url, discovers) {
            draft.leads_to(&property.item(node), url.trim());
        }
        let entra = provider.is_some_and(|p| p.eq_ignore_ascii_case("microsoft"));
        if entra && self.get("auth-server-url").is_none() {
            let authority = "https://login.microsoftonline.com/common/v2.0";
            draft.api.metadata = crate::issuer::metadata_address(authority);
            draft.note(format!(
                "The provider `microsoft` stands for {authority}, with any issuer."
            ));
            draft.api.unchecked.issuer = self.get("token.issuer").is_none();
        }
        self.read_keys_path(draft, url, discovers);
    }

    fn discovers(&self, draft: &mut Draft) -> bool {
        let Some(property) = self.get("discovery-enabled").cloned() else {
            return true;
        };
        let node = self.settings.node(draft, &property);
        let flag = node.and_then(|node| {
            property
                .item(&node)
                .flag(draft, "whether the metadata is read")
        });
        flag.unwrap_or(true)
    }

    /// `jwks-path`: a whole address, or a path below the authority.
    fn read_keys_path(&self, draft: &mut Draft, authority: Option<&str>, discovers: bool) {
        let Some(path) = self.text(draft, "jwks-path", means::KEYS) else {
            return;
        };
        if discovers {
            draft.note(
                "`jwks-path` counts only where `discovery-enabled` is false or the metadata names \
                 no key set.",
            );
            return;
        }
        draft.api.keys_address = match authority {
            _ if path.contains("://") => Some(path),
            Some(authority) => {
                let authority = authority.trim().trim_end_matches('/');
                Some(format!("{authority}/{}", path.trim_start_matches('/')))
            }
            None => None,
        };
    }

    fn read_public_key(&self, draft: &mut Draft) {
        let Some(property) = self.get("public-key").cloned() else {
            return;
        };
        let Some(node) = self.settings.node(draft, &property) else {
            return;
        };
        let text = node.as_text().unwrap_or_default();
        let pem = if text.contains("-----BEGIN") {
            text.to_owned()
        } else {
            format!("-----BEGIN PUBLIC KEY-----\n{text}\n-----END PUBLIC KEY-----")
        };
        let node = Node::text(property.line, pem);
        draft.pem_keys(&property.item(&node));
    }

    fn read_issuer(&self, draft: &mut Draft) {
        if self.get("token.issuer").is_some() {
            let issuer = self.text(draft, "token.issuer", means::ISSUER);
            match issuer {
                Some(any) if any == "any" => draft.api.unchecked.issuer = true,
                Some(issuer) => add(&mut draft.api.issuers, [issuer]),
                None => {}
            }
        } else if draft.api.metadata.is_some() && !draft.api.unchecked.issuer {
            draft.api.issuer_from_metadata = true;
            draft.note("No `token.issuer` is set: the issuer that the metadata names is accepted.");
        } else if draft.api.keys_address.is_some() || !draft.api.keys.is_empty() {
            draft.api.unchecked.issuer = true;
            draft
                .note("No `token.issuer` is set, and no metadata is read: any issuer is accepted.");
        }
    }

    fn read_audience(&self, draft: &mut Draft, web_app: bool) {
        let name = format!("{}.token.audience", self.prefix);
        let set = !self.settings.list(&name).is_empty();
        let mut audiences = self.settings.texts(draft, &name, means::AUDIENCE);
        if audiences.iter().any(|audience| audience == "any") {
            draft.api.unchecked.audience = true;
            audiences.retain(|audience| audience != "any");
        }
        add(&mut draft.api.audiences, audiences);
        if set {
            return;
        }
        if web_app {
            draft.note("No `token.audience` is set: ID tokens must be for `client-id`.");
            let client = draft.api.client_id.clone();
            add(&mut draft.api.audiences, client);
        } else {
            draft.api.unchecked.audience = true;
            draft.note("No `token.audience` is set: access tokens for any audience are accepted.");
        }
    }

    /// How old a token may be, and what else it has to hold. Of a claim all values that are listed have
    /// to be there.
    fn read_claims(&self, draft: &mut Draft) {
        if let Some(property) = self.get("token.age").cloned() {
            let node = draft.deciding(About::Lifetime, |draft| {
                self.settings.node(draft, &property)
            });
            if let Some(node) = node {
                draft.api.limits.max_age = property.item(&node).seconds(draft, means::MAX_AGE);
            }
        }
        let section = format!("{}.token.required-claims.", self.prefix);
        let claims: Vec<Property> = self.settings.below(&section).cloned().collect();
        for property in claims {
            let claim = property.last_of(&section);
            let values = self.settings.texts(draft, &property.name, means::CLAIM);
            if claim.contains(['.', '/']) {
                let reason = "is about a claim inside another one";
                draft.undecided(About::Claims, Some(property.line), &property.name, reason);
            } else if !values.is_empty() {
                draft.require(&claim, values, true, property.line);
            }
        }
        let name = format!("{}.token.subject-required", self.prefix);
        if let Some(property) = self.settings.get(&name)
            && property.written().and_then(flag_of) == Some(true)
        {
            draft.require_presence("sub", property.line);
        }
        if let Some(property) = self.get("token.token-type") {
            let reason = "decides which type a token has to name, which is not compared";
            draft.undecided(About::Claims, Some(property.line), &property.name, reason);
        }
        let policies = self.settings.below("quarkus.http.auth.policy.");
        for property in policies.filter(|p| p.name.ends_with("roles-allowed")) {
            let reason = "asks for roles on some paths: which claim holds them is set elsewhere";
            draft.undecided(About::Claims, Some(property.line), &property.name, reason);
        }
    }

    fn read_grace(&self, draft: &mut Draft) {
        let Some(property) = self.get("token.lifespan-grace").cloned() else {
            return;
        };
        if let Some(node) = self.settings.node(draft, &property) {
            draft.api.clock_skew = property.item(&node).seconds(draft, means::SKEW);
        }
    }
}
