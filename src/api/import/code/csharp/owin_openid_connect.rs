//! OWIN's `UseOpenIdConnectAuthentication` (rules H-3).

use super::super::form::Form;
use super::scheme::{Kind, Scheme};
use super::validation::validation;
use super::{addresses, web_app};
use crate::api::Stack;

pub(super) const KIND: Kind = Kind {
    stack: Stack::OwinOpenIdConnect,
    names: &["UseOpenIdConnectAuthentication"],
    fill,
};

fn fill(form: &mut Form<'_>, _: &Scheme<'_>) {
    let defaults = web_app(form);
    addresses(form);
    validation(form, defaults);
    form.note_template("the middleware compares it literally and refuses every token (IDX10205), unless ValidIssuers or an IssuerValidator accept its issuer.");
}
