//! The built-in sign-in of App Service and Azure Functions: `authsettingsV2`, its predecessor, and the
//! variables `WEBSITE_AUTH_…` (rules H-2).

use super::super::Importer;
use super::super::draft::Draft;
use super::authority::{is_address, metadata_of};
use super::section::Section;
use super::settings::{Settings, Value};
use super::values::add;
use crate::api::{Api, ApiError, RequiredClaim, Stack};
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

/// The provider of Entra ID.
const ENTRA: &str = "identityProviders:azureActiveDirectory";

/// Other `OpenID` providers, B2C among them.
const OTHERS: [&str; 2] = [
    "identityProviders:customOpenIdConnectProviders",
    "identityProviders:openIdConnectProviders",
];

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
    draft.api.issuer_from_metadata = draft.api.metadata.is_some();
    if draft.api.audiences.is_empty() {
        draft.note(
            "No audience is known: neither an application ID nor an allowed audience is set.",
        );
    }
    Ok(draft.finish())
}

fn second(section: &Section<'_>, draft: &mut Draft, name: &str) -> Result<(), ApiError> {
    if section.switch(draft, "platform:enabled", "whether it is switched on") == Some(false) {
        draft.note("The built-in sign-in is switched off: it checks no token.");
    }
    let anonymous = section.text(
        draft,
        "globalValidation:unauthenticatedClientAction",
        "what requests without a token get",
    );
    if anonymous.as_deref() == Some("AllowAnonymous") {
        draft.note("Requests without a token are let through to the app.");
    }
    let entra = section.section(ENTRA);
    let off = entra.switch(draft, "enabled", "whether this provider is used") == Some(false);
    let others = others(section);
    if entra
        .entries()
        .any(|e| !e.path.to_ascii_lowercase().ends_with(":enabled"))
        && !off
    {
        azure_active_directory(&entra, draft);
        note_on_others(draft, "Microsoft", &others);
        return Ok(());
    }
    if off {
        draft.note("The provider Microsoft is switched off.");
    }
    let Some((first, rest)) = others.split_first() else {
        return Err(ApiError::Nothing {
            name: name.to_owned(),
            what: "the sign-in configuration of App Service".to_owned(),
            missing: "it has neither the provider Microsoft nor an OpenID Connect provider"
                .to_owned(),
        });
    };
    other(&section.section(first), draft);
    let provider = first.rsplit(':').next().unwrap_or_default();
    note_on_others(draft, provider, rest);
    Ok(())
}

/// The paths of other `OpenID` providers.
fn others(section: &Section<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for list in OTHERS {
        let inside = section.section(list);
        let names = inside.entries().filter_map(|entry| {
            let rest = entry.path.get(inside.path.len() + 1..)?;
            Some(format!("{list}:{}", rest.split(':').next()?))
        });
        add(&mut found, names);
    }
    found
}

fn note_on_others(draft: &mut Draft, taken: &str, others: &[String]) {
    let names: Vec<&str> = others
        .iter()
        .filter_map(|path| path.rsplit(':').next())
        .collect();
    if !names.is_empty() {
        draft.note(format!(
            "The provider {taken} was read; {} was not.",
            names.join(", ")
        ));
    }
}

/// The claims that hold the calling application, in tokens of version 2 and of version 1.
const CLIENT: &[&str] = &["azp", "appid"];

/// Who is let in with a token that passes, what such a one is, and the claims that tell it. Those for
/// which none is given are told alone: they may be alternatives.
const ALLOWED: [(&str, &str, &[&str]); 5] = [
    (
        "validation:jwtClaimChecks:allowedClientApplications",
        "a calling application that is let in",
        CLIENT,
    ),
    (
        "validation:jwtClaimChecks:allowedGroups",
        "a group that is let in",
        &["groups"],
    ),
    (
        "validation:defaultAuthorizationPolicy:allowedApplications",
        "a calling application that is let in",
        CLIENT,
    ),
    (
        "validation:defaultAuthorizationPolicy:allowedPrincipals:identities",
        "a user or application that is let in",
        &[],
    ),
    (
        "validation:defaultAuthorizationPolicy:allowedPrincipals:groups",
        "a group that is let in",
        &[],
    ),
];

fn azure_active_directory(entra: &Section<'_>, draft: &mut Draft) {
    let issuer = entra.text(draft, "registration:openIdIssuer", "the issuer URL");
    let id = entra.text(
        draft,
        "registration:clientId",
        "the application ID, always an accepted audience",
    );
    let meaning = "an accepted audience";
    let audiences = entra.texts(draft, "validation:allowedAudiences", meaning);
    take(
        draft,
        entra,
        "registration:openIdIssuer",
        issuer.as_deref(),
        id,
        audiences,
    );
    for (path, meaning, claims) in ALLOWED {
        let filled = entra.settings.below(&entra.path_of(path)).next().is_some();
        let allowed = if filled {
            entra.texts(draft, path, meaning)
        } else {
            Vec::new()
        };
        if !allowed.is_empty() {
            draft.note(format!(
                "A token that passes is still refused with 403 unless it is of {meaning}: {}.",
                allowed.join(", ")
            ));
            require(entra, path, claims, allowed, draft);
        }
    }
}

fn require(
    entra: &Section<'_>,
    path: &str,
    claims: &[&str],
    values: Vec<String>,
    draft: &mut Draft,
) {
    let entries = entra.settings.below(&entra.path_of(path));
    let lines: Vec<usize> = entries.map(|entry| entry.line).collect();
    let line = lines.first().copied().unwrap_or_default();
    // One that can't be read may be the token's.
    if !claims.is_empty() && lines.len() == values.len() {
        draft.api.required_claims.push(RequiredClaim {
            names: claims.iter().map(|name| (*name).to_owned()).collect(),
            values,
            all: false,
            line,
        });
    }
}

/// Another provider: `wellKnownOpenIdConfiguration`, or issuer and key set each on its own.
fn other(provider: &Section<'_>, draft: &mut Draft) {
    let place = provider.section("registration:openIdConnectConfiguration");
    let address = place.text(
        draft,
        "wellKnownOpenIdConfiguration",
        "the metadata address",
    );
    let issuer = place.text(draft, "issuer", "an accepted issuer");
    draft.api.keys_address = place.text(draft, "certificationUri", "the key set");
    draft.api.client_id = provider.text(draft, "registration:clientId", "the application ID");
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

fn first(section: &Section<'_>, draft: &mut Draft) {
    if section.switch(draft, "enabled", "whether it is switched on") == Some(false) {
        draft.note("The built-in sign-in is switched off: it checks no token.");
    }
    let issuer = section.text(draft, "issuer", "the issuer URL");
    let id = section.text(
        draft,
        "clientId",
        "the application ID, always an accepted audience",
    );
    let audiences = if section.has("allowedAudiences") {
        section.texts(draft, "allowedAudiences", "an accepted audience")
    } else {
        Vec::new()
    };
    take(draft, section, "issuer", issuer.as_deref(), id, audiences);
    if section.switch(draft, "validateIssuer", "whether the issuer is checked") == Some(false) {
        draft.api.unchecked.issuer = true;
    }
    draft.note("This is the configuration that authsettingsV2 has replaced.");
}

fn variables(section: &Section<'_>, draft: &mut Draft) {
    let mut text = |name: &str, meaning: &str| section.text(draft, name, meaning);
    let enabled = text("WEBSITE_AUTH_ENABLED", "whether it is switched on");
    let issuer = text("WEBSITE_AUTH_OPENID_ISSUER", "the issuer URL");
    let id = text(
        "WEBSITE_AUTH_CLIENT_ID",
        "the application ID, always an accepted audience",
    );
    text("WEBSITE_AUTH_DEFAULT_PROVIDER", "the provider");
    if enabled.is_some_and(|on| on.eq_ignore_ascii_case("false")) {
        draft.note("The built-in sign-in is switched off: it checks no token.");
    }
    let name = "WEBSITE_AUTH_ALLOWED_AUDIENCES";
    let audiences = section.words(draft, name, "an accepted audience");
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
        Some((false, _)) => {
            let line = section.settings.find(&path).map(|entry| entry.line);
            draft
                .api
                .reading
                .settings
                .retain(|s| !s.name.eq_ignore_ascii_case(&path));
            draft.unread(line, &path, "is no address that begins with https://");
        }
        None => draft.note(format!(
            "{path} is not set: without an issuer URL it is not known whose tokens are accepted."
        )),
    }
    add(&mut draft.api.audiences, id.clone());
    add(&mut draft.api.audiences, audiences);
    draft.api.client_id = id;
}
