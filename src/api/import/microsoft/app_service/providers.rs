//! The identity providers of `authsettingsV2`: each accepts tokens of its own.

use super::super::super::draft::Draft;
use super::super::section::{Section, deciding};
use super::super::settings::Value;
use super::super::values::add;
use super::{allowed, settle, take};
use crate::api::{About, Api, ApiError, Stack};
use crate::issuer::metadata_facts;

/// The provider of Entra ID.
const ENTRA: &str = "identityProviders:azureActiveDirectory";

/// Other `OpenID` providers, B2C among them.
const CUSTOM: [&str; 2] = [
    "identityProviders:customOpenIdConnectProviders",
    "identityProviders:openIdConnectProviders",
];

/// Providers that sign users in by rules of their own.
const SOCIAL: [(&str, &str); 6] = [
    ("apple", "Apple"),
    ("google", "Google"),
    ("facebook", "Facebook"),
    ("gitHub", "GitHub"),
    ("twitter", "X"),
    ("legacyMicrosoftAccount", "Microsoft account"),
];

/// The most providers that are read beside the first.
const MOST_OTHERS: usize = 8;

/// Reads all of them: Entra ID, else the first one, into the draft, the others beside it.
pub(super) fn read(section: &Section<'_>, draft: &mut Draft, name: &str) -> Result<(), ApiError> {
    let entra = section.section(ENTRA);
    let enabled = |path: &str| format!("{path}:enabled").to_ascii_lowercase();
    let own = enabled(&entra.path);
    let filled = entra.entries().any(|e| e.path.to_ascii_lowercase() != own);
    let off = switched_off(&entra, draft, "Microsoft");
    let mut custom: Vec<Section<'_>> = Vec::new();
    for path in paths(section) {
        let provider = section.section(&path);
        let own = path.rsplit(':').next().unwrap_or_default();
        if !switched_off(&provider, draft, own) {
            custom.push(provider);
        }
    }
    let social = social(section, draft);
    let mut custom = custom.into_iter();
    if filled && !off {
        azure_active_directory(&entra, draft);
    } else if let Some(first) = custom.next() {
        other(&first, draft);
    } else {
        return Err(nothing(name, off, &social));
    }
    let others: Vec<Api> = custom.take(MOST_OTHERS).map(|p| alone(&p)).collect();
    if !others.is_empty() {
        draft.note(format!(
            "Tokens of {} more {} are accepted too: the provider that fits the token is compared.",
            others.len(),
            if others.len() == 1 {
                "provider"
            } else {
                "providers"
            },
        ));
    }
    draft.api.others = others;
    Ok(())
}

fn nothing(name: &str, off: bool, social: &[&str]) -> ApiError {
    let missing = match (off, social) {
        (true, _) => {
            "its provider Microsoft is switched off (\"enabled\": false), and it has no OpenID \
                      Connect provider beside it"
                .to_owned()
        }
        (false, []) => {
            "it has neither the provider Microsoft nor an OpenID Connect provider".to_owned()
        }
        (false, social) => format!(
            "it has neither the provider Microsoft nor an OpenID Connect provider: of {} no tokens are \
             compared",
            social.join(", ")
        ),
    };
    ApiError::Nothing {
        name: name.to_owned(),
        what: "the sign-in configuration of App Service".to_owned(),
        missing,
    }
}

/// Whether a provider is switched off, which is told.
fn switched_off(provider: &Section<'_>, draft: &mut Draft, name: &str) -> bool {
    let off = provider.switch(draft, "enabled", "whether this provider is used") == Some(false);
    if off {
        draft.note(format!(
            "The provider {name} is switched off: its tokens are not accepted."
        ));
    }
    off
}

/// Tells those whose tokens are not compared.
fn social(section: &Section<'_>, draft: &mut Draft) -> Vec<&'static str> {
    let providers = section.section("identityProviders");
    let mut found = Vec::new();
    for (name, title) in SOCIAL {
        let provider = providers.section(name);
        let enabled = provider.settings.find(&provider.path_of("enabled"));
        let off = enabled.is_some_and(|entry| entry.value == Value::Switch(false));
        if provider.has("registration") && !off {
            found.push(title);
        }
    }
    if !found.is_empty() {
        draft.note(format!(
            "{} {} users in too: such tokens are not compared.",
            found.join(" and "),
            if found.len() == 1 { "signs" } else { "sign" },
        ));
    }
    found
}

/// The paths of `OpenID` providers.
fn paths(section: &Section<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for list in CUSTOM {
        let inside = section.section(list);
        let names = inside.entries().filter_map(|entry| {
            let rest = entry.path.get(inside.path.len() + 1..)?;
            Some(format!("{list}:{}", rest.split(':').next()?))
        });
        add(&mut found, names);
    }
    found
}

fn azure_active_directory(entra: &Section<'_>, draft: &mut Draft) {
    let issuer = deciding(draft, About::Issuer, |draft| {
        entra.text(draft, "registration:openIdIssuer", "the issuer URL")
    });
    let (id, audiences) = deciding(draft, About::Audience, |draft| {
        let meaning = "the application ID, always an accepted audience";
        let id = entra.text(draft, "registration:clientId", meaning);
        let path = "validation:allowedAudiences";
        (id, entra.texts(draft, path, "an accepted audience"))
    });
    let name = "registration:openIdIssuer";
    take(draft, entra, name, issuer.as_deref(), id, audiences);
    allowed::read(entra, draft);
}

/// A provider beside the first one.
fn alone(provider: &Section<'_>) -> Api {
    let mut draft = Draft::of(Stack::AppService);
    other(provider, &mut draft);
    settle(&mut draft);
    draft.finish()
}

/// An `OpenID` provider: `wellKnownOpenIdConfiguration`, or issuer and key set each on its own.
fn other(provider: &Section<'_>, draft: &mut Draft) {
    let place = provider.section("registration:openIdConnectConfiguration");
    let (address, issuer) = deciding(draft, About::Issuer, |draft| {
        let meaning = "the metadata address";
        let address = place.text(draft, "wellKnownOpenIdConfiguration", meaning);
        (address, place.text(draft, "issuer", "an accepted issuer"))
    });
    draft.api.keys_address = deciding(draft, About::Key, |draft| {
        place.text(draft, "certificationUri", "the key set")
    });
    draft.api.client_id = deciding(draft, About::Audience, |draft| {
        provider.text(draft, "registration:clientId", "the application ID")
    });
    let told = address.as_deref().map(metadata_facts);
    draft.api.policy = told.as_ref().and_then(|facts| facts.policy.clone());
    draft.api.tenant = told.and_then(|facts| facts.tenant);
    draft.api.metadata = address;
    add(&mut draft.api.issuers, issuer);
    let id = draft.api.client_id.clone();
    add(&mut draft.api.audiences, id);
    if draft.api.metadata.is_some() {
        draft.api.keys_address = None;
    }
}
