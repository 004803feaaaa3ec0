//! `AddJwtBearer`, `Configure<JwtBearerOptions>`, and `TokenValidationParameters` alone.

use super::super::form::Form;
use super::scheme::{Kind, Scheme};
use super::sections::note_sections;
use super::validation::{Defaults, validation};
use super::{addresses, permissions};
use crate::api::Stack;

pub(super) const KIND: Kind = Kind {
    stack: Stack::JwtBearer,
    names: &["AddJwtBearer"],
    fill,
};

/// The objects that may stand alone in what is pasted.
pub(super) const BARE: &[&str] = &["JwtBearerOptions", "TokenValidationParameters"];

fn fill(form: &mut Form<'_>, scheme: &Scheme<'_>) {
    let called = scheme.found.and_then(|found| found.call.path.last());
    let bare = called.is_some_and(|name| BARE.contains(&name.as_str()));
    if let Some(found) = scheme.found.filter(|_| !bare) {
        note_sections(form, found, None);
    }
    if !bare {
        scheme.configure(form, &["JwtBearerOptions"]);
    }
    addresses(form);
    validation(
        form,
        Defaults {
            audience: &["Audience"],
            ..Defaults::default()
        },
    );
    if bare {
        form.draft.note(
            "Only the validation parameters stand here: they are read as those of ASP.NET Core's \
             JwtBearer.",
        );
    } else {
        form.note_template("JwtBearer compares it literally and refuses every token (IDX10205), unless ValidIssuers or an IssuerValidator accept its issuer.");
    }
    note_no_audience(form);
    permissions::permissions(form);
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
