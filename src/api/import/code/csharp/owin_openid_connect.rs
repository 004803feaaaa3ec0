//! OWIN's `UseOpenIdConnectAuthentication` (rules H-3).

use super::super::choice::{calls_any, filled, note_nothing};
use super::super::lexer::Language;
use super::super::source::Source;
use super::validation::{Defaults, validation};
use super::{FRONTS, addresses, client_id};
use crate::api::import::Importer;
use crate::api::{Api, ApiError, Stack};

pub(in super::super) const IMPORTER: Importer = Importer {
    signs: NAMES,
    recognise,
    read,
};

const NAMES: &[&str] = &["UseOpenIdConnectAuthentication"];

fn recognise(text: &str) -> Option<Stack> {
    calls_any(text, Language::CSharp, NAMES).then_some(Stack::OwinOpenIdConnect)
}

#[expect(clippy::unnecessary_wraps, reason = "every importer may fail")]
fn read(_: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::CSharp);
    let (mut form, _) = filled(&source, Stack::OwinOpenIdConnect, NAMES, FRONTS);
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
    form.note_template("the middleware compares it literally and refuses every token (IDX10205), unless ValidIssuers or an IssuerValidator accept its issuer.");
    note_nothing(&mut form);
    Ok(form.finish())
}
