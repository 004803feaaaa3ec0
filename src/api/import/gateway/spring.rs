//! Spring Boot's resource server: `application.yml` and `application.properties`.

use super::super::Importer;
use super::super::draft::Draft;
use super::super::spring_issuer;
use super::fill::{add, is_code, means, nothing, unmarked};
use super::properties::{Document, leads, read as read_documents, sets};
use crate::api::{Api, ApiError, Stack};

pub(super) const IMPORTER: Importer = Importer {
    signs: &[
        "resourceserver",
        "resource-server",
        "resource_server",
        "spring.security",
        "spring_security",
        "springsecurity",
        "oauth2:",
        "oauth2\":",
        "oauth2.client",
        "oauth2-",
    ],
    recognise,
    read,
};

const PREFIX: &str = "spring.security.oauth2.resourceserver";
const JWT: &str = "spring.security.oauth2.resourceserver.jwt";

fn recognise(text: &str) -> Option<Stack> {
    let text = unmarked(text);
    let named =
        text.contains("spring") || text.contains("SPRING") || text.contains("resourceserver");
    if !named || is_code(text) {
        return None;
    }
    let spring = text.contains("SPRING_SECURITY_OAUTH2_")
        || sets(text, &["spring.security.oauth2"])
        || leads(text, "spring.security.oauth2")
        || leads(text, "resourceserver.jwt.issuer-uri")
        || leads(text, "resourceserver.jwt.jwk-set-uri");
    spring.then_some(Stack::Spring)
}

fn read(name: &str, text: &str) -> Result<Api, ApiError> {
    let text = unmarked(text);
    let documents = read_documents(name, text)?;
    let mut draft = Draft::of(Stack::Spring);
    let Some(settings) = applied(&mut draft, &documents, PREFIX) else {
        return Err(nothing(
            name,
            "the configuration of a Spring app",
            "it has no section `spring.security.oauth2.resourceserver`",
        ));
    };
    resource_server(&mut draft, &settings);
    draft.finish_or(
        name,
        "the configuration of a Spring resource server",
        "it sets neither `issuer-uri` nor `jwk-set-uri`",
    )
}

/// The settings that apply: all documents without a profile and those of the active profiles. Where
/// these have no such section, the first profile that has it is taken. `None` where none has it.
pub(super) fn applied(
    draft: &mut Draft,
    documents: &[Document],
    section: &str,
) -> Option<Document> {
    let mut settings = Document::default();
    let mut profiled = Vec::new();
    for document in documents {
        match profile(document) {
            None => settings.overlay(document),
            Some(profile) => profiled.push((profile, document)),
        }
    }
    let active = active_profiles(&settings);
    let mut left_out = Vec::new();
    for (profile, document) in profiled {
        let mut names = profile.split(',');
        let is_active = names.any(|name| active.iter().any(|a| a == name.trim()));
        let why = if is_active {
            "it is active"
        } else if settings.has(section) || !document.has(section) {
            left_out.extend(document.has(section).then(|| format!("`{profile}`")));
            continue;
        } else {
            "without a profile there is no such section"
        };
        settings.overlay(document);
        draft.note(format!(
            "The settings of profile `{profile}` were read: {why}."
        ));
    }
    draft.left_out(&left_out);
    settings.has(section).then_some(settings)
}

fn active_profiles(settings: &Document) -> Vec<String> {
    let active = settings.list("spring.profiles.active");
    let names = active
        .iter()
        .flat_map(|p| p.written().unwrap_or_default().split(','));
    names.map(|profile| profile.trim().to_owned()).collect()
}

fn profile(document: &Document) -> Option<String> {
    let on = document
        .get("spring.config.activate.on-profile")
        .or_else(|| document.get("spring.profiles"))?;
    Some(on.written().unwrap_or_default().to_owned())
}

fn resource_server(draft: &mut Draft, settings: &Document) {
    let set = |name: &str| settings.stands(&format!("{JWT}.{name}"));
    let keys = read_keys_address(draft, settings);
    read_issuer(draft, settings, set("jwk-set-uri"));
    let audiences = settings.texts(draft, &format!("{JWT}.audiences"), means::AUDIENCE);
    add(&mut draft.api.audiences, audiences);
    read_algorithms(draft, settings, keys);
    read_key_location(draft, settings, set("jwk-set-uri") || set("issuer-uri"));
    if settings.has(&format!("{PREFIX}.opaquetoken")) {
        draft.note(
            "Opaque tokens are set up too: each of these is sent to the introspection endpoint, \
             and nothing is verified here.",
        );
    }
    if !set("audiences") {
        draft.api.unchecked.audience = true;
        draft.note("No audience is set: Spring then accepts tokens for any audience.");
    }
}

fn read_keys_address(draft: &mut Draft, settings: &Document) -> bool {
    let keys = settings.text(draft, &format!("{JWT}.jwk-set-uri"), means::KEYS);
    let keys = keys.and_then(|(node, _)| node.as_text().map(str::to_owned));
    draft.api.keys_address = keys;
    settings.stands(&format!("{JWT}.jwk-set-uri"))
}

fn read_issuer(draft: &mut Draft, settings: &Document, keys_are_set: bool) {
    let name = format!("{JWT}.issuer-uri");
    if !settings.stands(&name) {
        draft.api.unchecked.issuer = true;
        draft.note("No `issuer-uri` is set: Spring then accepts any issuer.");
        return;
    }
    let Some((node, property)) = settings.text(draft, &name, means::ISSUER) else {
        return;
    };
    let issuer = node.as_text().unwrap_or_default().trim().to_owned();
    if keys_are_set {
        draft.note("The keys come from `jwk-set-uri`: the issuer's metadata is not read.");
    } else {
        draft.leads_to(&property.item(&node), &issuer);
        if let Some(why) = spring_issuer::refused("`issuer-uri`", &issuer) {
            draft.fails_to_start(why);
        }
    }
    if issuer.contains('?') {
        draft.note(
            "`issuer-uri` has a query, which no issuer has: `?appid=` belongs in `jwk-set-uri`.",
        );
    }
    add(&mut draft.api.issuers, [issuer]);
}

fn read_algorithms(draft: &mut Draft, settings: &Document, keys_are_set: bool) {
    let mut algorithms = Vec::new();
    for name in ["jws-algorithms", "jws-algorithm"] {
        let name = format!("{JWT}.{name}");
        algorithms.extend(settings.texts(draft, &name, means::ALGORITHM));
    }
    let by_metadata = !keys_are_set && draft.api.metadata.is_some();
    if by_metadata && !algorithms.is_empty() {
        draft.note(
            "`jws-algorithms` has no effect without `jwk-set-uri`: the algorithms are those of the \
             key set that the metadata names.",
        );
        return;
    }
    add(&mut draft.api.algorithms, algorithms);
}

fn read_key_location(draft: &mut Draft, settings: &Document, others_are_set: bool) {
    let name = format!("{JWT}.public-key-location");
    if settings.text(draft, &name, means::KEY_FILE).is_none() {
        return;
    }
    draft.note(if others_are_set {
        "`public-key-location` has no effect beside `issuer-uri` or `jwk-set-uri`."
    } else {
        "The key stands in a file of the app and is never fetched again: once the issuer signs \
         with another key, every token is refused."
    });
}
