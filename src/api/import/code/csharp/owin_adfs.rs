//! OWIN's `UseActiveDirectoryFederationServicesBearerAuthentication` (rules H-3).

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

const NAMES: &[&str] = &["UseActiveDirectoryFederationServicesBearerAuthentication"];

fn recognise(text: &str) -> Option<Stack> {
    calls_any(text, Language::CSharp, NAMES).then_some(Stack::OwinAdfsBearer)
}

#[expect(clippy::unnecessary_wraps, reason = "every importer may fail")]
fn read(_: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::CSharp);
    let (mut form, _) = filled(&source, Stack::OwinAdfsBearer, NAMES, FRONTS);
    if let Some(address) = form.text("MetadataEndpoint", "the metadata address") {
        if address.contains(".well-known") {
            form.draft.note(
                "This middleware reads federation metadata (XML) from MetadataEndpoint. The address that \
                 is set gives JSON: set the server's /FederationMetadata/2007-06/FederationMetadata.xml \
                 instead.",
            );
        }
        form.api().metadata = Some(address);
    }
    form.api().issuer_from_metadata = true;
    validation(
        &mut form,
        Defaults {
            audience: &["Audience"],
            valid: Vec::new(),
            otherwise: Vec::new(),
        },
    );
    note_nothing(&mut form);
    Ok(form.finish())
}
