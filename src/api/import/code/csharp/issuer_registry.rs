//! Windows Identity Foundation: `ValidatingIssuerNameRegistry.WriteToConfig` in `Global.asax.cs`, which
//! writes issuer and keys into web.config whenever the app starts (rules G-13).

use super::super::choice::{calls_any, note_nothing};
use super::super::form::Form;
use super::super::lexer::Language;
use super::super::source::Source;
use crate::api::import::Importer;
use crate::api::{Api, ApiError, Stack};

pub(in super::super) const IMPORTER: Importer = Importer {
    signs: &["ValidatingIssuerNameRegistry"],
    recognise,
    read,
};

const NAMES: &[&str] = &["WriteToConfig"];

fn recognise(text: &str) -> Option<Stack> {
    let known = text.contains("ValidatingIssuerNameRegistry");
    (known && calls_any(text, Language::CSharp, NAMES)).then_some(Stack::WebConfig)
}

#[expect(clippy::unnecessary_wraps, reason = "every importer may fail")]
fn read(_: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::CSharp);
    let mut form = Form::new(&source, Stack::WebConfig);
    let calls = source.calls(NAMES);
    let address = calls.first().and_then(|call| {
        let first = call.call.args.first()?;
        form.text_of(
            &first.value,
            call.line,
            "WriteToConfig",
            "the metadata address",
        )
    });
    if let Some(address) = address {
        form.metadata(address);
    }
    form.api().issuer_from_metadata = true;
    form.draft.note(
        "Issuer and keys are written into web.config from this metadata each time the app starts, and \
         only then.",
    );
    note_nothing(&mut form);
    Ok(form.finish())
}
