//! `appsettings.json` and environment variables of ASP.NET Core: which of the sections configures
//! how tokens are checked.

use std::collections::{HashMap, HashSet};

use super::super::Importer;
use super::super::draft::Draft;
use super::section::Section;
use super::settings::{Entry, Settings, Value, is_json};
use super::values::unusable;
use super::{identity_web, jwt_bearer};
use crate::api::{Api, ApiError, Stack};

pub(super) const IMPORTER: Importer = Importer {
    signs: SIGNS,
    recognise,
    read,
};

/// Names that sections of Microsoft.Identity.Web have in templates and instructions.
const KNOWN: [&str; 11] = [
    "azuread",
    "azureadb2c",
    "azureb2c",
    "azureadciam",
    "azureactivedirectory",
    "azureentraid",
    "microsoftentraid",
    "entraid",
    "entraexternalid",
    "entra",
    "externalid",
];

/// Settings that a section must have one of to be taken for one, and that tell more than a name.
const TELLING: [&str; 14] = [
    "Audience",
    "Audiences",
    "Authority",
    "ClientId",
    "Domain",
    "Instance",
    "Issuer",
    "MetadataAddress",
    "SignUpSignInPolicyId",
    "TenantId",
    "ValidAudience",
    "ValidAudiences",
    "ValidIssuer",
    "ValidIssuers",
];

/// Those of them that Microsoft.Identity.Web has and `AddJwtBearer` has not.
const OF_IDENTITY_WEB: [&str; 4] = ["ClientId", "TenantId", "Instance", "Domain"];

/// What any such section has in its name or in its settings, in lower case.
const SIGNS: &[&str] = &[
    "audience",
    "authority",
    "azuread",
    "azureactivedirectory",
    "azureb2c",
    "bearer:",
    "bearer\"",
    "bearer__",
    "clientid",
    "entra",
    "externalid",
    "issuer",
    "metadataaddress",
    "schemes",
    "tenantid",
];

/// The most sections that are considered.
const MOST: usize = 64;

/// The most sections that are read beside the one that is taken.
const MOST_OTHERS: usize = 8;

/// Which stack a text configures.
fn recognise(text: &str) -> Option<Stack> {
    let Ok(settings) = Settings::read("", text) else {
        // Broken, but meant to be one: reading it tells where it breaks.
        let names = [
            "\"AzureAd",
            "\"AzureB2C",
            "\"EntraId",
            "\"EntraExternalId",
            "\"JwtBearer",
        ];
        let schemes = text.contains("\"Authentication\"") && text.contains("\"Schemes\"");
        let known = names.iter().any(|name| text.contains(name));
        return (known || schemes).then_some(Stack::IdentityWeb);
    };
    let candidates = candidates(&settings, is_json(text));
    let flat = || {
        no_section(&settings)
            .filter(|_| is_json(text))
            .map(|_| Stack::IdentityWeb)
    };
    best(&candidates)
        .map(|candidate| candidate.stack)
        .or_else(flat)
}

/// A setting with the name of a section and a value in its place.
fn no_section(settings: &Settings) -> Option<&Entry> {
    settings.entries.iter().find(|entry| {
        let name = entry.path.rsplit(':').next().unwrap_or_default();
        let name = name.to_ascii_lowercase();
        KNOWN.contains(&name.as_str()) && name.starts_with("azure")
    })
}

/// Reads it.
fn read(name: &str, text: &str) -> Result<Api, ApiError> {
    let settings = Settings::read(name, text)?;
    let json = is_json(text);
    let candidates = candidates(&settings, json);
    let what = if json {
        "an appsettings.json"
    } else {
        "a list of settings for ASP.NET Core"
    };
    let Some(taken) = best(&candidates) else {
        let missing = match no_section(&settings) {
            Some(flat) => format!(
                "{} in line {} has to be a section with settings such as TenantId in it",
                flat.path, flat.line
            ),
            None => "it has no section such as AzureAd or Authentication:Schemes:Bearer".to_owned(),
        };
        return Err(ApiError::Nothing {
            name: name.to_owned(),
            what: what.to_owned(),
            missing,
        });
    };
    let mut draft = taken.read(&settings);
    note_on_others(&mut draft, taken, &candidates);
    note_on_duplicates(&mut draft, &settings, json);
    let others = candidates
        .iter()
        .filter(|c| c.path != taken.path && c.usable > 0);
    let others = others.take(MOST_OTHERS).map(|c| c.read(&settings).finish());
    draft.api.others = others.filter(|api| !api.is_unknown()).collect();
    Ok(draft.finish())
}

/// A section that may configure how tokens are checked.
struct Candidate {
    path: String,
    stack: Stack,
    /// Whether its name says so, and not just what stands in it.
    known: bool,
    /// Whether ASP.NET Core itself reads it.
    own: bool,
    /// How many of its telling settings have a usable value.
    usable: usize,
}

impl Candidate {
    fn read(&self, settings: &Settings) -> Draft {
        let section = Section {
            settings,
            path: self.path.clone(),
        };
        match self.stack {
            Stack::JwtBearer | Stack::OpenIdConnect => {
                jwt_bearer::read(&section, self.stack, self.own)
            }
            stack => identity_web::read(&section, stack),
        }
    }

    fn named(&self) -> String {
        match self.path.as_str() {
            "" => "the outermost section".to_owned(),
            path => path.to_owned(),
        }
    }
}

/// The first of those that are known by name and have something filled in; else the first that has;
/// else the first.
fn best(candidates: &[Candidate]) -> Option<&Candidate> {
    let mut filled = candidates.iter().filter(|c| c.usable > 0);
    let known = filled.clone().find(|c| c.known);
    known
        .or_else(|| filled.next())
        .or_else(|| candidates.first())
}

/// All sections that may be meant, in the order of the text.
fn candidates(settings: &Settings, json: bool) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    for entry in &settings.entries {
        let parts: Vec<&str> = entry.path.split(':').collect();
        let is_telling = |part: &&str| TELLING.iter().any(|name| name.eq_ignore_ascii_case(part));
        for (end, _) in parts
            .iter()
            .enumerate()
            .filter(|(_, part)| is_telling(part))
        {
            let path = parts.get(..end).unwrap_or_default().join(":");
            let inside = |c: &Candidate| !c.path.is_empty() && starts_below(&path, &c.path);
            if found.len() == MOST
                || !seen.insert(path.to_ascii_lowercase())
                || found.iter().any(inside)
            {
                continue;
            }
            found.extend(candidate(&Section { settings, path }, json));
        }
    }
    found
}

fn starts_below(path: &str, section: &str) -> bool {
    let (path, section) = (path.to_ascii_lowercase(), section.to_ascii_lowercase());
    path.strip_prefix(&section)
        .is_some_and(|rest| rest.starts_with(':'))
}

fn candidate(section: &Section<'_>, json: bool) -> Option<Candidate> {
    let parts: Vec<&str> = section.path.split(':').collect();
    let name = parts
        .last()
        .map(|name| name.to_ascii_lowercase())
        .unwrap_or_default();
    let telling: Vec<&str> = TELLING.iter().copied().filter(|n| section.has(n)).collect();
    let has = |name: &str| telling.contains(&name);
    if name == "tokenvalidationparameters" {
        return None;
    }
    let scheme = matches!(parts.as_slice(), [.., a, s, _]
        if a.eq_ignore_ascii_case("Authentication") && s.eq_ignore_ascii_case("Schemes"));
    let known = KNOWN.contains(&name.as_str());
    let bearer = ["jwtbearer", "bearer"].contains(&name.as_str()) && !telling.is_empty();
    let kind = match () {
        () if telling.is_empty() => None,
        () if scheme && (name.contains("openidconnect") || has("ClientId")) => {
            Some(Stack::OpenIdConnect)
        }
        () if known && OF_IDENTITY_WEB.iter().any(|n| has(n)) => Some(identity_web_kind(section)),
        () if scheme || known || bearer => Some(Stack::JwtBearer),
        () => unnamed(section, &name, &telling, json),
    };
    let usable = |name: &&&str| {
        let path = section.path_of(name);
        let one = section.settings.find(&path).into_iter();
        one.chain(section.settings.below(&path))
            .any(|entry| matches!(&entry.value, Value::Text(text) if unusable(text).is_none()))
    };
    Some(Candidate {
        path: section.path.clone(),
        stack: kind?,
        known: known || scheme || bearer,
        own: scheme,
        usable: telling.iter().filter(usable).count(),
    })
}

/// A section of any name that looks like one. Names are written with a capital in .NET: this tells
/// them from other programs' configuration.
fn unnamed(section: &Section<'_>, name: &str, telling: &[&str], json: bool) -> Option<Stack> {
    let has = |name: &str| telling.contains(&name);
    let start = section.path.len() + usize::from(!section.path.is_empty());
    let capital = section.entries().any(|entry| {
        let own = entry.path.get(start..).unwrap_or_default();
        let own = own.split(':').next().unwrap_or_default();
        own.starts_with(|c: char| c.is_ascii_uppercase()) && TELLING.contains(&own)
    });
    if !capital || (!json && section.path.is_empty()) {
        return None;
    }
    let place = has("TenantId") || has("Domain") || has("SignUpSignInPolicyId");
    let identity_web = has("ClientId") && (has("Instance") && place || has("Authority"))
        || has("TenantId") && (has("ClientId") || has("Instance"));
    let lists = telling.iter().any(|name| name.starts_with("Valid"));
    let audience = has("Audience") || has("Audiences") || lists;
    let handmade = ["jwt", "auth", "token", "oidc", "identity"]
        .iter()
        .any(|w| name.contains(w));
    if identity_web {
        Some(identity_web_kind(section))
    } else if (has("Authority") || has("MetadataAddress")) && (audience || handmade)
        || lists && !section.path.is_empty()
        || has("Issuer") && audience && handmade && name != "jwtconfiguration"
    {
        Some(Stack::JwtBearer)
    } else {
        None
    }
}

/// An API, unless the section has what only a web app that signs users in needs. Templates of APIs have
/// `CallbackPath` too, together with their scopes.
fn identity_web_kind(section: &Section<'_>) -> Stack {
    let sign_in = ["CallbackPath", "SignedOutCallbackPath", "ResponseType"];
    let only_api = [
        "Audience",
        "Audiences",
        "Scopes",
        "AllowWebApiToBeAuthorizedByACL",
        "TokenValidationParameters",
    ];
    let app = sign_in.iter().any(|name| section.has(name));
    let api = only_api.iter().any(|name| section.has(name));
    if app && !api {
        Stack::IdentityWebApp
    } else {
        Stack::IdentityWeb
    }
}

fn note_on_others(draft: &mut Draft, taken: &Candidate, all: &[Candidate]) {
    if taken.stack == Stack::IdentityWebApp {
        draft.note(format!(
            "{} has the settings of a web app that signs users in, and none of an API: it is taken \
             for one.",
            taken.named()
        ));
    }
    let others: Vec<String> = all
        .iter()
        .filter(|c| c.path != taken.path)
        .map(Candidate::named)
        .collect();
    if !others.is_empty() {
        draft.note(format!(
            "{} was read; {} was not. Code decides which section counts.",
            taken.named(),
            others.join(", ")
        ));
    }
}

/// .NET refuses JSON with a name that stands twice.
fn note_on_duplicates(draft: &mut Draft, settings: &Settings, json: bool) {
    let mut first: HashMap<String, usize> = HashMap::new();
    for entry in settings.entries.iter().filter(|_| json) {
        let Some(line) = first.insert(entry.path.to_ascii_lowercase(), entry.line) else {
            continue;
        };
        draft.note(format!(
            "{} stands twice, in lines {line} and {}: .NET refuses such a file. The first was read.",
            entry.path, entry.line
        ));
    }
}
