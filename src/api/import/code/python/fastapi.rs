//! FastAPI-Azure-Auth (rules H-5).

use super::super::addresses::with_parameter;
use super::super::choice::{calls_any, each, note_nothing};
use super::super::form::Form;
use super::super::lexer::Language;
use super::super::source::{Found, Source};
use super::super::value::Value;
use crate::api::import::Importer;
use crate::api::{About, Api, ApiError, RequiredClaim, Stack};

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
    let all = |form: &mut Form<'_>, call: &Found| form.add_call(call);
    let names = (NAMES, NAMES);
    Ok(each(&source, Stack::FastApiAzureAuth, names, all, scheme))
}

fn scheme(mut form: Form<'_>, call: Option<&Found>) -> Api {
    let name = call
        .and_then(|call| call.call.path.last().cloned())
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
    guests(&mut form);
    scopes(&mut form);
    form.may_be_set_elsewhere(&[
        ("app_client_id", About::Audience),
        ("tenant_id", About::Issuer),
    ]);
    note_nothing(&mut form);
    form.finish()
}

/// Guests are refused unless they are let in.
fn guests(form: &mut Form<'_>) {
    let meaning = "whether guests of the tenant are accepted";
    let set = form.flag("allow_guest_users", meaning);
    if set.is_none() && form.has("allow_guest_users") {
        let line = form.find("allow_guest_users").map(|member| member.line);
        let reason = "decides whether guests are accepted, and isn't set in this code";
        form.draft
            .undecided(About::Claims, line, "allow_guest_users", reason);
        return;
    }
    form.api().limits.no_guests = set != Some(true);
    if set.is_none() {
        form.draft
            .note("allow_guest_users isn't set: FastAPI-Azure-Auth refuses guests of the tenant.");
    }
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
    if !off && !form.has("iss_callable") && form.open().is_none() {
        form.draft.fails_to_start(
            "validate_iss is on and no iss_callable is set: FastAPI-Azure-Auth doesn't start.",
        );
    }
    if !off {
        form.own_code(&[("iss_callable", "which issuers are accepted")]);
    }
}

/// `Security(scheme, scopes=["…"])`: a route asks for all of its scopes.
fn scopes(form: &mut Form<'_>) {
    let mut asked = Vec::new();
    for found in form.source.calls(&["Security"]) {
        let named = found
            .call
            .args
            .iter()
            .find(|arg| arg.path.last().is_some_and(|n| n == "scopes"));
        let Some(arg) = named else { continue };
        let meaning = "a scope that is asked for";
        let values = form.texts_of(&arg.value, arg.line, "Security.scopes", meaning);
        asked.push(RequiredClaim {
            names: vec!["scp".to_owned()],
            values,
            all: true,
            line: arg.line,
        });
    }
    asked.retain(|claim| !claim.values.is_empty());
    let same = |one: &RequiredClaim| asked.iter().all(|claim| claim.values == one.values);
    match asked.first() {
        Some(only) if only.values.len() == 1 && same(only) => {
            form.draft.api.permissions.scopes.clone_from(&only.values);
        }
        _ => form.asked_on_routes(asked),
    }
}
