//! `NextAuth` (Auth.js): its providers for Entra ID and B2C (rules H-5).

use super::super::choice::{calls_any, each, note_nothing};
use super::super::form::Form;
use super::super::lexer::Language;
use super::super::source::{Found, Source};
use crate::api::import::Importer;
use crate::api::{About, Api, ApiError, Stack};
use crate::issuer::metadata_address;

pub(in super::super) const IMPORTER: Importer = Importer {
    signs: ALL,
    recognise,
    read,
};

const OLD: &[&str] = &["AzureADProvider", "AzureAD"];
const NEW: &[&str] = &["MicrosoftEntraID", "EntraID", "MicrosoftEntraIDProvider"];
const B2C: &[&str] = &["AzureADB2CProvider", "AzureADB2C"];
const ALL: &[&str] = &[
    "AzureADProvider",
    "AzureAD",
    "MicrosoftEntraID",
    "EntraID",
    "MicrosoftEntraIDProvider",
    "AzureADB2CProvider",
    "AzureADB2C",
];

fn recognise(text: &str) -> Option<Stack> {
    calls_any(text, Language::JavaScript, ALL).then_some(Stack::NextAuth)
}

#[expect(clippy::unnecessary_wraps, reason = "every importer may fail")]
fn read(_: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::JavaScript);
    let options = |form: &mut Form<'_>, call: &Found| {
        if let Some(options) = call.call.args.first() {
            form.add_options(options);
        }
    };
    Ok(each(
        &source,
        Stack::NextAuth,
        (ALL, ALL),
        options,
        provider,
    ))
}

fn provider(mut form: Form<'_>, call: Option<&Found>) -> Api {
    let name = call
        .and_then(|call| call.call.path.last().cloned())
        .unwrap_or_default();
    let client = form.text("clientId", "the application ID");
    form.api().client_id.clone_from(&client);
    form.audiences(client.clone());
    form.api().issuer_from_metadata = true;
    if let Some(address) = form.text("wellKnown", "the metadata address") {
        form.metadata(address);
    } else if B2C.contains(&name.as_str()) {
        of_b2c(&mut form);
    } else if NEW.contains(&name.as_str()) {
        of_entra(&mut form);
    } else if OLD.contains(&name.as_str()) {
        of_azure_ad(&mut form, client.as_deref());
    }
    form.may_be_set_elsewhere(&[("clientId", About::Audience), ("issuer", About::Issuer)]);
    note_nothing(&mut form);
    form.finish()
}

/// The older provider asks for the metadata of the application.
fn of_azure_ad(form: &mut Form<'_>, client: Option<&str>) {
    let set = form.has("tenantId");
    let tenant = form.text("tenantId", "the tenant");
    if set && tenant.is_none() {
        return;
    }
    let Some(client) = client else {
        form.draft.note(
            "NextAuth adds ?appid= with the client ID to the metadata address; it isn't known.",
        );
        form.api().tenant = tenant;
        return;
    };
    if !set {
        form.draft
            .note("No tenantId is set: NextAuth takes common.");
    }
    let tenant = tenant.unwrap_or_else(|| "common".to_owned());
    form.draft
        .note("NextAuth adds ?appid= with the client ID to the metadata address.");
    form.metadata(format!(
        "https://login.microsoftonline.com/{tenant}/v2.0/.well-known/openid-configuration?appid={client}"
    ));
}

/// The newer provider takes an issuer.
fn of_entra(form: &mut Form<'_>) {
    let set = form.has("issuer");
    let issuer = form.text("issuer", "the authority");
    if set && issuer.is_none() {
        return;
    }
    if !set && form.has("tenantId") {
        form.draft
            .note("This provider doesn't read tenantId any more: set issuer instead.");
    }
    if !set {
        form.draft
            .note("No issuer is set: Auth.js takes https://login.microsoftonline.com/common/v2.0");
    }
    let issuer =
        issuer.unwrap_or_else(|| "https://login.microsoftonline.com/common/v2.0".to_owned());
    if let Some(address) = metadata_address(&issuer) {
        form.metadata(address);
    }
}

fn of_b2c(form: &mut Form<'_>) {
    if let Some(issuer) = form.text("issuer", "the authority") {
        if let Some(address) = metadata_address(&issuer) {
            form.metadata(address);
        }
        return;
    }
    let tenant = form.text("tenantId", "the tenant's name");
    let policy = form.text("primaryUserFlow", "the B2C policy");
    if let Some((tenant, policy)) = tenant.zip(policy) {
        form.metadata(format!(
            "https://{tenant}.b2clogin.com/{tenant}.onmicrosoft.com/{policy}/v2.0/.well-known/openid-configuration"
        ));
    }
}
