//! `AddJwtBearer`, `Configure<JwtBearerOptions>`, and `TokenValidationParameters` alone.

use super::super::choice::{calls_any, filled, note_nothing};
use super::super::form::Form;
use super::super::lexer::Language;
use super::super::source::Source;
use super::sections::note_sections;
use super::validation::{Defaults, validation};
use super::{FRONTS, addresses, configured, permissions};
use crate::api::import::Importer;
use crate::api::{Api, ApiError, Stack};

pub(in super::super) const IMPORTER: Importer = Importer {
    signs: &[
        "AddJwtBearer",
        "UseJwtBearerAuthentication",
        "JwtBearerOptions",
        "TokenValidationParameters",
    ],
    recognise,
    read,
};

const NAMES: &[&str] = &["AddJwtBearer", "UseJwtBearerAuthentication"];
const BARE: &[&str] = &["JwtBearerOptions", "TokenValidationParameters"];

fn recognise(text: &str) -> Option<Stack> {
    let source = || Source::new(text, Language::CSharp);
    let found = calls_any(text, Language::CSharp, NAMES)
        || BARE.iter().any(|name| text.contains(name)) && {
            let source = source();
            !source.calls(BARE).is_empty() || !configured(&source, "JwtBearerOptions").is_empty()
        };
    found.then_some(Stack::JwtBearer)
}

#[expect(clippy::unnecessary_wraps, reason = "every importer may fail")]
fn read(_: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::CSharp);
    let configured = configured(&source, "JwtBearerOptions");
    let called = !source.calls(NAMES).is_empty();
    let names = if called || !configured.is_empty() {
        NAMES
    } else {
        BARE
    };
    let (mut form, taken) = filled(&source, Stack::JwtBearer, names, FRONTS);
    if let Some(taken) = &taken {
        note_sections(&mut form, taken, None);
    }
    for found in &configured {
        form.add_call(found);
    }
    addresses(&mut form);
    validation(
        &mut form,
        Defaults {
            audience: &["Audience"],
            valid: Vec::new(),
            otherwise: Vec::new(),
        },
    );
    if called || !configured.is_empty() {
        form.note_template("JwtBearer compares it literally and refuses every token (IDX10205), unless ValidIssuers or an IssuerValidator accept its issuer.");
    } else {
        form.draft.note(
            "Only the validation parameters stand here: they are read as those of ASP.NET Core's \
             JwtBearer.",
        );
    }
    note_no_audience(&mut form);
    permissions::permissions(&mut form);
    note_nothing(&mut form);
    Ok(form.finish())
}

/// Without any audience every token is refused.
fn note_no_audience(form: &mut Form<'_>) {
    let names = [
        "Audience",
        "ValidAudience",
        "ValidAudiences",
        "AllowedAudience",
        "AllowedAudiences",
        "AudienceValidator",
    ];
    let set = names.iter().any(|name| form.has(name));
    let checked = !form.draft.api.unchecked.audience;
    let section = !form.draft.api.reading.unread.is_empty();
    if checked && !set && !section && form.len() > 0 {
        form.draft.note(
            "No audience is set, and checking it isn't switched off: every token is refused (IDX10208).",
        );
    }
}
