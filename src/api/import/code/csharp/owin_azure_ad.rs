//! OWIN's `UseWindowsAzureActiveDirectoryBearerAuthentication` (rules H-3).

use super::super::choice::{calls_any, filled, note_nothing};
use super::super::lexer::Language;
use super::super::source::Source;
use super::validation::{Defaults, validation};
use super::{FRONTS, tenant};
use crate::api::import::Importer;
use crate::api::{Api, ApiError, Stack};

pub(in super::super) const IMPORTER: Importer = Importer {
    signs: NAMES,
    recognise,
    read,
};

const NAMES: &[&str] = &["UseWindowsAzureActiveDirectoryBearerAuthentication"];

fn recognise(text: &str) -> Option<Stack> {
    calls_any(text, Language::CSharp, NAMES).then_some(Stack::OwinAzureAdBearer)
}

#[expect(clippy::unnecessary_wraps, reason = "every importer may fail")]
fn read(_: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::CSharp);
    let (mut form, _) = filled(&source, Stack::OwinAzureAdBearer, NAMES, FRONTS);
    let tenant = tenant(&mut form, "Tenant");
    if form.has("MetadataAddress") {
        if let Some(address) = form.text("MetadataAddress", "the metadata address") {
            if !address.to_ascii_lowercase().contains("federationmetadata") {
                form.draft.note(
                    "This middleware reads federation metadata (XML) from MetadataAddress. The address \
                     that is set gives JSON, so the app fails when it starts: set the tenant's \
                     /FederationMetadata/2007-06/FederationMetadata.xml instead.",
                );
            }
            form.metadata(address);
        }
    } else if let Some(tenant) = tenant {
        let address = format!(
            "https://login.windows.net/{tenant}/federationmetadata/2007-06/federationmetadata.xml"
        );
        form.draft.note(format!(
            "No MetadataAddress is set: the middleware reads {address}"
        ));
        form.metadata(address);
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
    form.draft.note(
        "The issuer in federation metadata is that of version 1 tokens: no others are accepted.",
    );
    note_nothing(&mut form);
    Ok(form.finish())
}
