//! C#: ASP.NET Core and OWIN.

pub(super) mod identity_web;
pub(super) mod identity_web_app;
pub(super) mod issuer_registry;
pub(super) mod jwt_bearer;
pub(super) mod openid_connect;
pub(super) mod owin_adfs;
pub(super) mod owin_azure_ad;
pub(super) mod owin_oauth;
pub(super) mod owin_openid_connect;
pub(super) mod owin_ws_federation;
mod permissions;
mod sections;
mod validation;

use super::expression::Member;
use super::form::Form;
use super::source::{Found, Source};

/// The calls that set up a scheme.
const FRONTS: &[&str] = &[
    "AddMicrosoftIdentityWebApi",
    "AddMicrosoftIdentityWebApiAuthentication",
    "AddMicrosoftIdentityWebApp",
    "AddMicrosoftIdentityWebAppAuthentication",
    "AddJwtBearer",
    "AddOpenIdConnect",
    "UseWindowsAzureActiveDirectoryBearerAuthentication",
    "UseActiveDirectoryFederationServicesBearerAuthentication",
    "UseOAuthBearerAuthentication",
    "UseOpenIdConnectAuthentication",
    "UseWsFederationAuthentication",
    "UseJwtBearerAuthentication",
];

/// The calls of `Configure<T>` and `PostConfigure<T>` for a type of options.
fn configured(source: &Source, options: &str) -> Vec<Found> {
    let mut found = source.calls(&["Configure", "PostConfigure"]);
    found.retain(|call| {
        let words = source
            .words
            .get(call.range.start..call.range.end)
            .unwrap_or_default();
        matches!(words, [_, open, name, ..] if open.is("<") && name.name() == Some(options))
    });
    found
}

/// The metadata address or authority that is set. `MetadataAddress` wins, known or not.
fn addresses(form: &mut Form<'_>) {
    let set = form.has("MetadataAddress") || form.has("Authority");
    if form.has("MetadataAddress") {
        if let Some(address) = form.text("MetadataAddress", "the metadata address") {
            form.metadata(address);
        }
    } else if let Some(authority) = form.text("Authority", "the authority") {
        form.authority(&authority, "Authority");
    } else if let Some(manager) = form.source.calls(&["ConfigurationManager"]).first() {
        let first = manager.call.args.first().map(|arg| &arg.value);
        let address = first.and_then(|value| {
            form.text_of(
                value,
                manager.line,
                "ConfigurationManager",
                "the metadata address",
            )
        });
        form.api().issuer_from_metadata = false;
        if let Some(address) = address {
            form.metadata(address);
        }
    }
    form.api().issuer_from_metadata |= set;
}

/// The application ID, noted among the facts.
fn client_id(form: &mut Form<'_>) -> Option<String> {
    let id = form.text("ClientId", "the application ID")?;
    form.api().client_id = Some(id.clone());
    Some(id)
}

/// The tenant, noted among the facts.
fn tenant(form: &mut Form<'_>, name: &str) -> Option<String> {
    let tenant = form.text(name, "the tenant")?;
    form.api().tenant = Some(tenant.clone());
    Some(tenant)
}

/// A setting that doesn't stand among the members of the call.
fn argument(name: &str, found: &Found, index: usize) -> Option<Member> {
    let arg = found.call.args.get(index)?;
    Some(Member {
        path: vec![name.to_owned()],
        ..arg.clone()
    })
}
