//! `AddOpenIdConnect`.

use super::super::choice::{calls_any, filled, note_nothing};
use super::super::lexer::Language;
use super::super::source::Source;
use super::sections::note_sections;
use super::validation::{Defaults, validation};
use super::{FRONTS, addresses, client_id, configured, permissions};
use crate::api::import::Importer;
use crate::api::{Api, ApiError, Stack};

pub(in super::super) const IMPORTER: Importer = Importer {
    signs: NAMES,
    recognise,
    read,
};

const NAMES: &[&str] = &["AddOpenIdConnect"];

fn recognise(text: &str) -> Option<Stack> {
    // A bearer scheme decides over the tokens of an API.
    let bearer = calls_any(text, Language::CSharp, &["AddJwtBearer"]);
    (!bearer && calls_any(text, Language::CSharp, NAMES)).then_some(Stack::OpenIdConnect)
}

#[expect(clippy::unnecessary_wraps, reason = "every importer may fail")]
fn read(_: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::CSharp);
    let (mut form, taken) = filled(&source, Stack::OpenIdConnect, NAMES, FRONTS);
    if let Some(taken) = &taken {
        note_sections(&mut form, taken, None);
    }
    for found in configured(&source, "OpenIdConnectOptions") {
        form.add_call(&found);
    }
    let valid = client_id(&mut form).into_iter().collect();
    addresses(&mut form);
    validation(
        &mut form,
        Defaults {
            audience: &[],
            valid,
            otherwise: Vec::new(),
        },
    );
    form.note_template("the library compares it literally and refuses every token (IDX10205), unless ValidIssuers or an IssuerValidator accept its issuer.");
    permissions::permissions(&mut form);
    note_nothing(&mut form);
    Ok(form.finish())
}
