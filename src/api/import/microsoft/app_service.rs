//! The built-in sign-in of App Service and Azure Functions: `authsettingsV2`, its predecessor, and the
//! variables `WEBSITE_AUTH_…` (rules H-2).

mod allowed;
mod providers;

use super::super::Importer;
use super::super::draft::Draft;
use super::authority::{is_address, metadata_of};
use super::section::{Section, deciding};
use super::settings::{Settings, Value};
use super::values::add;
use crate::api::{About, Api, ApiError, Stack, Unchecked, Unread};
use crate::issuer::metadata_facts;

pub(super) const IMPORTER: Importer = Importer {
    signs: &[
        "identityProviders",
        "globalValidation",
        "unauthenticatedClientAction",
        "WEBSITE_AUTH_OPENID_ISSUER",
        "WEBSITE_AUTH_CLIENT_ID",
    ],
    recognise,
    read,
};

/// What tells the forms apart: a setting that each has.
const SIGNS: [&str; 5] = [
    "identityProviders:",
    "globalValidation:",
    "unauthenticatedClientAction",
    "WEBSITE_AUTH_OPENID_ISSUER",
    "WEBSITE_AUTH_CLIENT_ID",
];

/// Whether a text configures it.
fn recognise(text: &str) -> Option<Stack> {
    let may_be = SIGNS
        .iter()
        .any(|sign| text.contains(sign.trim_end_matches(':')));
    if !may_be || text.trim_start().starts_with('<') {
        return None;
    }
    let Ok(settings) = Settings::read("", text) else {
        let meant = text.contains("\"identityProviders\"") && text.contains("\"globalValidation\"");
        return meant.then_some(Stack::AppService);
    };
    form(&settings).map(|_| Stack::AppService)
}

/// The forms in which it is written.
enum Form {
    /// `authsettingsV2`, below a path.
    Second(String),
    /// Its predecessor, below a path.
    First(String),
    /// `WEBSITE_AUTH_…`, below a path.
    Variables(String),
}

fn form(settings: &Settings) -> Option<Form> {
    let below = |sign: &str| {
        let lower = sign.to_ascii_lowercase();
        settings.entries.iter().find_map(|entry| {
            let path = entry.path.to_ascii_lowercase();
            let at = path.find(&lower)?;
            let before = entry.path.get(..at)?;
            let whole = before.is_empty() || before.ends_with(':');
            whole.then(|| before.trim_end_matches(':').to_owned())
        })
    };
    let [providers, validation, classic, variable, client] = SIGNS;
    below(providers)
        .or_else(|| below(validation))
        .map(Form::Second)
        .or_else(|| {
            below(variable)
                .or_else(|| below(client))
                .map(Form::Variables)
        })
        .or_else(|| below(classic).map(Form::First))
}

/// Reads it.
fn read(name: &str, text: &str) -> Result<Api, ApiError> {
    let settings = Settings::read(name, text)?;
    let Some(form) = form(&settings) else {
        return Err(ApiError::NotRecognised {
            name: name.to_owned(),
        });
    };
    let section = |path: String| Section {
        settings: &settings,
        path,
    };
    let mut draft = Draft::of(Stack::AppService);
    match form {
        Form::Second(path) => second(&section(path), &mut draft, name)?,
        Form::First(path) => first(&section(path), &mut draft),
        Form::Variables(path) => variables(&section(path), &mut draft),
    }
    settle(&mut draft);
    if draft.api.unchecked.signature {
        // Switched off: no one is refused.
        draft.api.required_claims.clear();
        draft.api.others.clear();
    }
    Ok(draft.finish())
}

fn settle(draft: &mut Draft) {
    draft.api.issuer_from_metadata = draft.api.metadata.is_some();
    if draft.api.audiences.is_empty() {
        draft.note(
            "No audience is known: neither an application ID nor an allowed audience is set.",
        );
    }
}

fn second(section: &Section<'_>, draft: &mut Draft, name: &str) -> Result<(), ApiError> {
    let switch = "platform:enabled";
    if section.switch(draft, switch, "whether it is switched on") == Some(false) {
        switched_off(section, draft, switch);
    }
    let anonymous = section.text(
        draft,
        "globalValidation:unauthenticatedClientAction",
        "what requests without a token get",
    );
    if anonymous.as_deref() == Some("AllowAnonymous") {
        draft.note("Requests without a token are let through to the app.");
    }
    providers::read(section, draft, name)
}

/// Nothing is checked: whatever else stands there decides nothing, and what the app itself checks stands
/// elsewhere.
fn switched_off(section: &Section<'_>, draft: &mut Draft, name: &str) {
    draft.note(
        "The built-in sign-in is switched off: it checks no token. What stands here counts once it is \
         switched on.",
    );
    draft.api.unchecked = Unchecked {
        issuer: true,
        audience: true,
        lifetime: true,
        signature: true,
    };
    let path = section.path_of(name);
    let line = section.settings.find(&path).map(|entry| entry.line);
    let reason = "switches the built-in sign-in off: which tokens the app itself refuses can't be told \
                  from here";
    draft.undecided(About::Claims, line, &path, reason);
}

fn first(section: &Section<'_>, draft: &mut Draft) {
    if section.switch(draft, "enabled", "whether it is switched on") == Some(false) {
        switched_off(section, draft, "enabled");
    }
    let issuer = deciding(draft, About::Issuer, |draft| {
        section.text(draft, "issuer", "the issuer URL")
    });
    let (id, audiences) = deciding(draft, About::Audience, |draft| {
        let meaning = "the application ID, always an accepted audience";
        let id = section.text(draft, "clientId", meaning);
        let audiences = if section.has("allowedAudiences") {
            section.texts(draft, "allowedAudiences", "an accepted audience")
        } else {
            Vec::new()
        };
        (id, audiences)
    });
    take(draft, section, "issuer", issuer.as_deref(), id, audiences);
    if section.switch(draft, "validateIssuer", "whether the issuer is checked") == Some(false) {
        draft.api.unchecked.issuer = true;
    }
    draft.note("This is the configuration that authsettingsV2 has replaced.");
}

fn variables(section: &Section<'_>, draft: &mut Draft) {
    let name = "WEBSITE_AUTH_ENABLED";
    let enabled = section.text(draft, name, "whether it is switched on");
    let issuer = deciding(draft, About::Issuer, |draft| {
        section.text(draft, "WEBSITE_AUTH_OPENID_ISSUER", "the issuer URL")
    });
    let (id, audiences) = deciding(draft, About::Audience, |draft| {
        let meaning = "the application ID, always an accepted audience";
        let id = section.text(draft, "WEBSITE_AUTH_CLIENT_ID", meaning);
        let name = "WEBSITE_AUTH_ALLOWED_AUDIENCES";
        (id, section.words(draft, name, "an accepted audience"))
    });
    section.text(draft, "WEBSITE_AUTH_DEFAULT_PROVIDER", "the provider");
    if enabled.is_some_and(|on| on.eq_ignore_ascii_case("false")) {
        switched_off(section, draft, name);
    }
    take(
        draft,
        section,
        "WEBSITE_AUTH_OPENID_ISSUER",
        issuer.as_deref(),
        id,
        audiences,
    );
    for entry in section
        .entries()
        .filter(|e| e.path.ends_with("CLIENT_SECRET"))
    {
        if entry.value != Value::Empty {
            let meaning = "a secret of the app itself; it decides nothing about tokens";
            draft.read(entry.line, &entry.path, "", meaning);
        }
    }
}

fn take(
    draft: &mut Draft,
    section: &Section<'_>,
    name: &str,
    issuer: Option<&str>,
    id: Option<String>,
    audiences: Vec<String>,
) {
    let path = section.path_of(name);
    match issuer.map(|issuer| (is_address(issuer), issuer)) {
        Some((true, issuer)) => {
            let facts = metadata_facts(issuer);
            draft.api.metadata = metadata_of(issuer);
            draft.api.policy = facts.policy;
            draft.api.tenant = facts.tenant;
            if facts.version == Some(1) && facts.family == crate::issuer::Family::Entra {
                draft.note(
                    "The issuer URL doesn't end with /v2.0: version 1 tokens are accepted, version 2 \
                     tokens are not.",
                );
            }
        }
        found => no_issuer(draft, section, &path, found.is_some()),
    }
    add(&mut draft.api.audiences, id.clone());
    add(&mut draft.api.audiences, audiences);
    draft.api.client_id = id;
}

/// Says that the issuer URL is no address, or isn't set.
fn no_issuer(draft: &mut Draft, section: &Section<'_>, path: &str, set: bool) {
    let about = About::Issuer;
    if set {
        let line = section.settings.find(path).map(|entry| entry.line);
        let settings = &mut draft.api.reading.settings;
        settings.retain(|s| !s.name.eq_ignore_ascii_case(path));
        draft.undecided(about, line, path, "is no address that begins with https://");
        return;
    }
    draft.note(format!(
        "{path} is not set: without an issuer URL it is not known whose tokens are accepted."
    ));
    let told = |unread: &Unread| unread.name.eq_ignore_ascii_case(path);
    if !draft.api.reading.unread.iter().any(told) {
        draft.undecided(about, None, path, "is not set here");
    }
}
