//! OWIN's `UseWsFederationAuthentication` (rules H-3).

use super::super::form::Form;
use super::metadata_address;
use super::scheme::{Kind, Scheme};
use super::validation::{Defaults, validation};
use crate::api::Stack;

pub(super) const KIND: Kind = Kind {
    stack: Stack::OwinWsFederation,
    names: &["UseWsFederationAuthentication"],
    fill,
};

fn fill(form: &mut Form<'_>, _: &Scheme<'_>) {
    if let Some(address) = metadata_address(form) {
        form.metadata(address);
    }
    form.api().issuer_from_metadata = true;
    validation(
        form,
        Defaults {
            audience: &["Wtrealm"],
            ..Defaults::default()
        },
    );
    form.draft
        .note("This middleware accepts SAML tokens, no JSON Web Tokens.");
}
