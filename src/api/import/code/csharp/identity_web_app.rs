//! Microsoft.Identity.Web signing users in: `AddMicrosoftIdentityWebApp` (rules H-1).

use super::super::form::Form;
use super::identity_web::identity_address;
use super::scheme::{Kind, Scheme};
use super::sections::note_sections;
use super::validation::validation;
use super::{permissions, web_app};
use crate::api::Stack;

pub(super) const KIND: Kind = Kind {
    stack: Stack::IdentityWebApp,
    names: &[
        "AddMicrosoftIdentityWebApp",
        "AddMicrosoftIdentityWebAppAuthentication",
    ],
    fill,
};

fn fill(form: &mut Form<'_>, scheme: &Scheme<'_>) {
    if let Some(found) = scheme.found {
        note_sections(form, found, Some("AzureAd"));
    }
    scheme.configure(form, &["MicrosoftIdentityOptions", "OpenIdConnectOptions"]);
    let defaults = web_app(form);
    identity_address(form);
    form.api().issuer_from_metadata = true;
    validation(form, defaults);
    permissions::permissions(form);
}
