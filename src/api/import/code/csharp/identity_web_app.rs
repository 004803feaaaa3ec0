//! Microsoft.Identity.Web signing users in: `AddMicrosoftIdentityWebApp` (rules H-1).

use super::super::choice::{calls_any, filled, note_nothing};
use super::super::lexer::Language;
use super::super::source::Source;
use super::identity_web::identity_address;
use super::sections::note_sections;
use super::validation::{Defaults, validation};
use super::{FRONTS, client_id, configured, permissions};
use crate::api::import::Importer;
use crate::api::{Api, ApiError, Stack};

pub(in super::super) const IMPORTER: Importer = Importer {
    signs: NAMES,
    recognise,
    read,
};

const NAMES: &[&str] = &[
    "AddMicrosoftIdentityWebApp",
    "AddMicrosoftIdentityWebAppAuthentication",
];

fn recognise(text: &str) -> Option<Stack> {
    calls_any(text, Language::CSharp, NAMES).then_some(Stack::IdentityWebApp)
}

#[expect(clippy::unnecessary_wraps, reason = "every importer may fail")]
fn read(_: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::CSharp);
    let (mut form, taken) = filled(&source, Stack::IdentityWebApp, NAMES, FRONTS);
    if let Some(taken) = &taken {
        note_sections(&mut form, taken, Some("AzureAd"));
    }
    for options in ["MicrosoftIdentityOptions", "OpenIdConnectOptions"] {
        for found in configured(&source, options) {
            form.add_call(&found);
        }
    }
    let valid = client_id(&mut form).into_iter().collect();
    identity_address(&mut form);
    form.api().issuer_from_metadata = true;
    validation(
        &mut form,
        Defaults {
            audience: &[],
            valid,
            otherwise: Vec::new(),
        },
    );
    permissions::permissions(&mut form);
    note_nothing(&mut form);
    Ok(form.finish())
}
