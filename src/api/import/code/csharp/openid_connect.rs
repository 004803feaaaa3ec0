//! `AddOpenIdConnect`.

use super::super::form::Form;
use super::scheme::{Kind, Scheme};
use super::sections::note_sections;
use super::validation::validation;
use super::{addresses, permissions, web_app};
use crate::api::Stack;

pub(super) const KIND: Kind = Kind {
    stack: Stack::OpenIdConnect,
    names: &["AddOpenIdConnect"],
    fill,
};

fn fill(form: &mut Form<'_>, scheme: &Scheme<'_>) {
    if let Some(found) = scheme.found {
        note_sections(form, found, None);
    }
    scheme.configure(form, &["OpenIdConnectOptions"]);
    let defaults = web_app(form);
    addresses(form);
    validation(form, defaults);
    form.note_template("the library compares it literally and refuses every token (IDX10205), unless ValidIssuers or an IssuerValidator accept its issuer.");
    permissions::permissions(form);
}
