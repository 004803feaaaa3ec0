//! OWIN's `UseWsFederationAuthentication` (rules H-3).

use super::super::choice::{calls_any, filled, note_nothing};
use super::super::lexer::Language;
use super::super::source::Source;
use super::FRONTS;
use super::validation::{Defaults, validation};
use crate::api::import::Importer;
use crate::api::{Api, ApiError, Stack};

pub(in super::super) const IMPORTER: Importer = Importer {
    signs: NAMES,
    recognise,
    read,
};

const NAMES: &[&str] = &["UseWsFederationAuthentication"];

fn recognise(text: &str) -> Option<Stack> {
    calls_any(text, Language::CSharp, NAMES).then_some(Stack::OwinWsFederation)
}

#[expect(clippy::unnecessary_wraps, reason = "every importer may fail")]
fn read(_: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::CSharp);
    let (mut form, _) = filled(&source, Stack::OwinWsFederation, NAMES, FRONTS);
    if let Some(address) = form.text("MetadataAddress", "the metadata address") {
        form.metadata(address);
    }
    form.api().issuer_from_metadata = true;
    validation(
        &mut form,
        Defaults {
            audience: &["Wtrealm"],
            valid: Vec::new(),
            otherwise: Vec::new(),
        },
    );
    form.draft
        .note("This middleware accepts SAML tokens, no JSON Web Tokens.");
    note_nothing(&mut form);
    Ok(form.finish())
}
