//! The bearer middlewares of OWIN that read federation metadata (rules H-3):
//! `UseWindowsAzureActiveDirectoryBearerAuthentication` and
//! `UseActiveDirectoryFederationServicesBearerAuthentication`.

use super::super::form::Form;
use super::scheme::{Kind, Scheme};
use super::validation::{Defaults, validation};
use super::{deciding, tenant};
use crate::api::{About, Stack};

pub(super) const AZURE_AD: Kind = Kind {
    stack: Stack::OwinAzureAdBearer,
    names: &["UseWindowsAzureActiveDirectoryBearerAuthentication"],
    fill: azure_ad,
};

pub(super) const ADFS: Kind = Kind {
    stack: Stack::OwinAdfsBearer,
    names: &["UseActiveDirectoryFederationServicesBearerAuthentication"],
    fill: adfs,
};

fn azure_ad(form: &mut Form<'_>, _: &Scheme<'_>) {
    let tenant = tenant(form, "Tenant");
    if form.has("MetadataAddress") {
        let address = federation(form, "MetadataAddress", "the tenant's");
        if let Some(address) = address {
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
    parameters(form);
    form.draft.note(
        "The issuer in federation metadata is that of version 1 tokens: no others are accepted.",
    );
}

fn adfs(form: &mut Form<'_>, _: &Scheme<'_>) {
    let address = federation(form, "MetadataEndpoint", "the server's");
    form.api().metadata = address;
    parameters(form);
}

fn parameters(form: &mut Form<'_>) {
    form.api().issuer_from_metadata = true;
    validation(
        form,
        Defaults {
            audience: &["Audience"],
            ..Defaults::default()
        },
    );
}

/// The address of federation metadata. It is read when the app starts, by a reader of XML.
fn federation(form: &mut Form<'_>, name: &str, whose: &str) -> Option<String> {
    let address = deciding(form, About::Issuer, |form| {
        form.text(name, "the metadata address")
    })?;
    let lower = address.to_ascii_lowercase();
    if !lower.contains("federationmetadata") && lower.contains(".well-known") {
        form.draft.fails_to_start(format!(
            "This middleware reads federation metadata (XML) from {name}. The address that is set gives \
             JSON, so the app fails when it starts: set {whose} \
             /FederationMetadata/2007-06/FederationMetadata.xml instead."
        ));
    }
    Some(address)
}
