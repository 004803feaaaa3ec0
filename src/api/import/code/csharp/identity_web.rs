//! Microsoft.Identity.Web protecting an API: `AddMicrosoftIdentityWebApi` (rules H-1).

use super::super::addresses::{query, v2};
use super::super::choice::{calls_any, filled, note_nothing};
use super::super::form::Form;
use super::super::lexer::Language;
use super::super::source::Source;
use super::sections::note_sections;
use super::validation::{Defaults, validation};
use super::{FRONTS, client_id, configured, permissions, tenant};
use crate::api::import::Importer;
use crate::api::{Api, ApiError, Stack};
use crate::issuer::{Family, metadata_address, metadata_facts};

pub(in super::super) const IMPORTER: Importer = Importer {
    signs: NAMES,
    recognise,
    read,
};

const NAMES: &[&str] = &[
    "AddMicrosoftIdentityWebApi",
    "AddMicrosoftIdentityWebApiAuthentication",
];

fn recognise(text: &str) -> Option<Stack> {
    calls_any(text, Language::CSharp, NAMES).then_some(Stack::IdentityWeb)
}

#[expect(clippy::unnecessary_wraps, reason = "every importer may fail")]
fn read(_: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::CSharp);
    let (mut form, taken) = filled(&source, Stack::IdentityWeb, NAMES, FRONTS);
    if let Some(taken) = &taken {
        note_sections(&mut form, taken, Some("AzureAd"));
    }
    for options in ["MicrosoftIdentityOptions", "JwtBearerOptions"] {
        for found in configured(&source, options) {
            form.add_call(&found);
        }
    }
    let client = client_id(&mut form);
    identity_address(&mut form);
    form.api().issuer_from_metadata = true;
    let b2c = form
        .draft
        .api
        .metadata
        .as_deref()
        .map(|m| metadata_facts(m).family)
        == Some(Family::B2c);
    audience(&mut form, client.as_deref(), b2c);
    permissions::permissions(&mut form);
    note_nothing(&mut form);
    Ok(form.finish())
}

/// Version 1 tokens are expected to name the App ID URI, others the application ID.
fn audience(form: &mut Form<'_>, client: Option<&str>, b2c: bool) {
    let set = ["Audience", "Audiences", "ValidAudience", "ValidAudiences"]
        .iter()
        .any(|name| form.has(name));
    let mut otherwise: Vec<String> = client.iter().map(|id| (*id).to_owned()).collect();
    if !b2c {
        otherwise.extend(client.iter().map(|id| format!("api://{id}")));
    }
    if !set && !otherwise.is_empty() {
        let sentence = if b2c {
            "No audience is set: Microsoft.Identity.Web accepts the application ID."
        } else {
            "No audience is set: Microsoft.Identity.Web accepts the application ID in version 2 tokens \
             and api:// with the application ID in version 1 tokens."
        };
        form.draft.note(sentence);
    }
    let audience = &["Audience", "Audiences"];
    validation(
        form,
        Defaults {
            audience,
            valid: Vec::new(),
            otherwise,
        },
    );
}

/// The metadata address that Microsoft.Identity.Web makes of its settings: always of version 2.
pub(super) fn identity_address(form: &mut Form<'_>) {
    if form.has("MetadataAddress") {
        tenant(form, "TenantId");
        if let Some(address) = form.text("MetadataAddress", "the metadata address") {
            form.metadata(address);
        }
        return;
    }
    let base = place(form).or_else(|| form.text("Authority", "the authority"));
    let Some(base) = base else { return };
    let of_api = form.draft.api.stack == Some(Stack::IdentityWeb);
    let authority = if query(&base).is_some() && of_api {
        form.draft.note(
            "Authority has a query. Likely it is never sent by an API (read from the library's source, \
             not tried): set MetadataAddress of JwtBearerOptions instead.",
        );
        base.split('?').next().unwrap_or_default().to_owned()
    } else {
        base
    };
    // An External ID authority may stop after its host.
    let host_alone = authority
        .split_once("://")
        .is_some_and(|(_, rest)| !rest.trim_end_matches('/').contains('/'));
    let whole = if host_alone {
        authority
    } else {
        v2(&authority)
    };
    if let Some(address) = metadata_address(&whole) {
        form.metadata(address);
    }
}

/// The address that host, tenant and policy make.
fn place(form: &mut Form<'_>) -> Option<String> {
    let instance = form.text("Instance", "the sign-in host");
    let tenant = tenant(form, "TenantId");
    let domain = form.text("Domain", "the tenant's domain");
    let policy = form.text("SignUpSignInPolicyId", "the B2C policy");
    form.api().policy = policy.as_ref().map(|policy| policy.to_ascii_lowercase());
    let of_policy = policy.and_then(|policy| {
        let tenant = domain.or_else(|| tenant.clone())?;
        Some(format!("{tenant}/{policy}"))
    });
    let place = of_policy.or(tenant)?;
    Some(format!("{}/{place}", instance?.trim_end_matches('/')))
}
