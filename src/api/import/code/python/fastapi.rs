//! FastAPI-Azure-Auth (rules H-5).

use super::super::addresses::with_parameter;
use super::super::choice::{calls_any, filled, note_nothing};
use super::super::form::Form;
use super::super::lexer::Language;
use super::super::source::Source;
use super::super::value::Value;
use crate::api::import::Importer;
use crate::api::{Api, ApiError, Stack};

pub(in super::super) const IMPORTER: Importer = Importer {
    signs: NAMES,
    recognise,
    read,
};

const NAMES: &[&str] = &[
    "SingleTenantAzureAuthorizationCodeBearer",
    "MultiTenantAzureAuthorizationCodeBearer",
    "B2CMultiTenantAuthorizationCodeBearer",
];

fn recognise(text: &str) -> Option<Stack> {
    calls_any(text, Language::Python, NAMES).then_some(Stack::FastApiAzureAuth)
}

#[expect(clippy::unnecessary_wraps, reason = "every importer may fail")]
fn read(_: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::Python);
    let (mut form, taken) = filled(&source, Stack::FastApiAzureAuth, NAMES, NAMES);
    let name = taken
        .and_then(|taken| taken.call.path.last().cloned())
        .unwrap_or_default();
    let client = form.text("app_client_id", "the application ID");
    form.api().client_id.clone_from(&client);
    let version = version(&mut form);
    if let Some(client) = client.clone() {
        form.audiences([if version == 1 {
            format!("api://{client}")
        } else {
            client
        }]);
    }
    form.api().algorithms = vec!["RS256".to_owned()];
    address(&mut form, &name, version, client.as_deref());
    issuer(&mut form, &name);
    form.seconds("leeway");
    scopes(&mut form);
    note_nothing(&mut form);
    Ok(form.finish())
}

fn version(form: &mut Form<'_>) -> u8 {
    let Some(member) = form.find("token_version") else {
        return 2;
    };
    let Ok(Value::Number(number)) = form.source.value(&member.value) else {
        form.unread_value(&member, "is no number");
        return 2;
    };
    let meaning = "the version of the tokens";
    form.draft
        .read(member.line, "token_version", &number, meaning);
    if number == "1" { 1 } else { 2 }
}

fn address(form: &mut Form<'_>, name: &str, version: u8, client: Option<&str>) {
    let by_app = form.flag(
        "openid_config_use_app_id",
        "whether ?appid= is added to the metadata address",
    ) == Some(true);
    let address = if form.has("openid_config_url") {
        form.text("openid_config_url", "the metadata address")
    } else {
        let tenant = if name.starts_with("Multi") {
            Some("common".to_owned())
        } else {
            form.text("tenant_id", "the tenant")
        };
        let path = if version == 1 { "" } else { "/v2.0" };
        tenant.map(|tenant| {
            format!(
                "https://login.microsoftonline.com/{tenant}{path}/.well-known/openid-configuration"
            )
        })
    };
    let Some(address) = address else { return };
    let address = match client.filter(|_| by_app) {
        Some(client) => with_parameter(&address, "appid", client),
        None => address,
    };
    form.metadata(address);
}

/// One tenant: the metadata's issuer. Many: a function of the app decides, or nobody.
fn issuer(form: &mut Form<'_>, name: &str) {
    if name.starts_with("Single") {
        form.api().issuer_from_metadata = true;
        return;
    }
    let off = form.flag("validate_iss", "whether the issuer is checked") == Some(false);
    form.api().unchecked.issuer = off;
    if !off {
        form.own_code(&[("iss_callable", "which issuers are accepted")]);
    }
}

/// `Security(scheme, scopes=["…"])`.
fn scopes(form: &mut Form<'_>) {
    for found in form.source.calls(&["Security"]) {
        let named = found
            .call
            .args
            .iter()
            .find(|arg| arg.path.last().is_some_and(|n| n == "scopes"));
        let Some(arg) = named else { continue };
        for scope in form.texts_of(
            &arg.value,
            arg.line,
            "Security.scopes",
            "a scope that is asked for",
        ) {
            let known = &mut form.draft.api.permissions.scopes;
            if !known.contains(&scope) {
                known.push(scope);
            }
        }
    }
}
