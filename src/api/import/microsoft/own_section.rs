//! A section below `Authentication:Schemes`: ASP.NET Core reads it by itself, and of the validation
//! parameters only some (its class `JwtBearerConfigureOptions`).

use super::super::draft::Draft;
use super::jwt_bearer::lists;
use super::section::{Section, deciding};
use crate::api::{About, Stack};

/// What sections of other libraries, and code, set under these names: here nobody reads it.
const NOT_READ: [&str; 8] = [
    "ClockSkew",
    "Issuer",
    "RequireExpirationTime",
    "RequireSignedTokens",
    "TokenValidationParameters",
    "ValidAlgorithms",
    "ValidTypes",
    "ValidateLifetime",
];

/// Reads what ASP.NET Core reads, and tells the rest.
pub(super) fn validation(section: &Section<'_>, draft: &mut Draft, stack: Stack) {
    if stack == Stack::JwtBearer {
        lists(section, draft);
        let decides = draft.api.audiences.is_empty() && !draft.api.unchecked.audience;
        audience(section, draft, decides.then_some(About::Audience));
        note_on_versions(section, draft);
    }
    for name in NOT_READ {
        let path = section.path_of(name);
        let one = section.settings.find(&path);
        let first = one.or_else(|| section.settings.below(&path).next());
        if let Some(entry) = first {
            let reason = "is not read by ASP.NET Core itself: its default counts, unless the app's code \
                          reads this section";
            draft.unread(Some(entry.line), &path, reason);
        }
    }
}

/// `Audience`: looks right, and is not read.
fn audience(section: &Section<'_>, draft: &mut Draft, about: Option<About>) {
    let path = section.path_of("Audience");
    for name in ["Audience", "Audiences"] {
        let path = section.path_of(name);
        let one = section.settings.find(&path);
        let first = one.or_else(|| section.settings.below(&path).next());
        let Some(entry) = first else { continue };
        let reason = "is not read by ASP.NET Core itself: it counts only where the app's code reads it. \
                      ValidAudience and ValidAudiences are read";
        deciding(draft, about, |draft| {
            draft.unread(Some(entry.line), &path, reason);
        });
    }
    if about.is_some() && section.has("Audience") {
        draft.note(format!(
            "Unless code reads {path}, every token is refused with 401 since ASP.NET Core 8.0.7: name it \
             ValidAudience. Versions up to 8.0.6 checked no audience then."
        ));
    }
}

/// Up to 8.0.6 a list that is not set switched its check off.
fn note_on_versions(section: &Section<'_>, draft: &mut Draft) {
    let set = |names: [&str; 2]| names.iter().any(|name| section.has(name));
    let issuers = set(["ValidIssuer", "ValidIssuers"]);
    if !issuers && !draft.api.unchecked.issuer {
        draft.note(
            "ASP.NET Core 7.0, and 8.0 up to 8.0.6, check no issuer where ValidIssuer and ValidIssuers \
             are not set: tokens of any tenant are accepted there. Since 8.0.7 the metadata's issuer \
             counts.",
        );
    }
    for name in ["ValidateIssuer", "ValidateAudience"] {
        if section.has(name) {
            let path = section.path_of(name);
            draft.note(format!(
                "{path} is likely read since ASP.NET Core 8.0.7; versions before that don't read it."
            ));
        }
    }
}
