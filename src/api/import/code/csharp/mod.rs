//! C#: ASP.NET Core and OWIN.
//!
//! # Files
//!
//! | file | what it does |
//! | --- | --- |
//! | `schemes` | which schemes a text sets up, each of them read for itself |
//! | `scheme` | one scheme: its name, and what `Configure` adds to it |
//! | `sections` | sections of the configuration that a call reads |
//! | `validation`, `delegates` | `TokenValidationParameters`, and code of one's own in their place |
//! | `permissions`, `policies`, `claim_names` | scopes, roles and claims that are asked for |
//! | the others | one file a library or middleware |

mod claim_names;
mod delegates;
mod identity_web;
mod identity_web_app;
pub(super) mod issuer_registry;
mod jwt_bearer;
mod openid_connect;
mod owin_bearer;
mod owin_oauth;
mod owin_openid_connect;
mod owin_ws_federation;
mod permissions;
mod policies;
mod scheme;
pub(super) mod schemes;
mod sections;
mod validation;

use super::expression::Member;
use super::form::Form;
use super::meaning::deciding;
use super::source::Found;
use crate::api::About;
use validation::Defaults;

/// The metadata address or authority that is set. `MetadataAddress` wins, known or not.
fn addresses(form: &mut Form<'_>) {
    let set = form.has("MetadataAddress") || form.has("Authority");
    if form.has("MetadataAddress") {
        if let Some(address) = metadata_address(form) {
            form.metadata(address);
        }
    } else if let Some(authority) = authority(form) {
        form.authority(&authority, "Authority");
    } else if let Some(manager) = form.source.calls(&["ConfigurationManager"]).first() {
        let first = manager.call.args.first().map(|arg| &arg.value);
        let address = first.and_then(|value| {
            deciding(form, About::Key, |form| {
                let name = "ConfigurationManager";
                form.text_of(value, manager.line, name, "the metadata address")
            })
        });
        form.api().issuer_from_metadata = false;
        if let Some(address) = address {
            form.metadata(address);
        }
    }
    form.api().issuer_from_metadata |= set;
}

fn metadata_address(form: &mut Form<'_>) -> Option<String> {
    deciding(form, About::Issuer, |form| {
        form.text("MetadataAddress", "the metadata address")
    })
}

fn authority(form: &mut Form<'_>) -> Option<String> {
    deciding(form, About::Issuer, |form| {
        form.text("Authority", "the authority")
    })
}

/// What a web app accepts that signs users in: ID tokens for its application ID.
fn web_app(form: &mut Form<'_>) -> Defaults<'static> {
    // It is added to the listed audiences, unless a single one is set.
    let meaning = if form.has("ValidAudience") {
        "the application ID"
    } else {
        "the application ID, an accepted audience"
    };
    let id = form.text("ClientId", meaning);
    form.api().client_id.clone_from(&id);
    Defaults {
        valid: id.into_iter().collect(),
        ..Defaults::default()
    }
}

/// The application ID, noted among the facts.
fn client_id(form: &mut Form<'_>) -> Option<String> {
    let id = form.text("ClientId", "the application ID")?;
    form.api().client_id = Some(id.clone());
    Some(id)
}

/// The tenant, noted among the facts.
fn tenant(form: &mut Form<'_>, name: &str) -> Option<String> {
    let tenant = deciding(form, About::Issuer, |form| form.text(name, "the tenant"))?;
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
