//! OWIN's `UseOAuthBearerAuthentication` with `JwtFormat`, and `UseJwtBearerAuthentication` with its
//! own options (rules H-3).

use super::super::expression::{Expr, ExprKind};
use super::super::form::Form;
use super::super::source::{Found, Source};
use super::scheme::{Kind, Scheme};
use super::validation::{Defaults, validation};
use super::{argument, deciding};
use crate::api::{About, Stack};

pub(super) const KIND: Kind = Kind {
    stack: Stack::OwinOAuthBearer,
    names: &["UseOAuthBearerAuthentication", JWT_BEARER],
    fill,
};

/// The call that ASP.NET Core once had too.
pub(super) const JWT_BEARER: &str = "UseJwtBearerAuthentication";

/// The classes that samples name so: each reads the metadata of its first argument.
const PROVIDERS: &[&str] = &[
    "OpenIdConnectCachingSecurityTokenProvider",
    "OpenIdConnectSecurityTokenProvider",
    "OpenIdConnectSecurityKeyProvider",
];

/// What only OWIN has.
const SIGNS: &[&str] = &[
    "AllowedAudiences",
    "IAppBuilder",
    "IssuerSecurityKeyProviders",
    "IssuerSecurityTokenProviders",
    "JwtFormat",
    "Owin",
    "UseOAuthBearerAuthentication",
];

/// Whether a text is of OWIN, not of ASP.NET Core.
pub(super) fn is_owin(source: &Source) -> bool {
    SIGNS.iter().any(|sign| source.names(sign))
}

fn fill(form: &mut Form<'_>, scheme: &Scheme<'_>) {
    let format = made(form, scheme, &["JwtFormat"]);
    let parameters = format.and_then(|format| argument("JwtFormat", &format, 0));
    let mut otherwise = Vec::new();
    if let Some(parameters) = parameters {
        let before = form.len();
        form.add(&parameters.value);
        // The first argument may be the audience itself.
        if form.len() == before && !is_object(&parameters.value) {
            otherwise = deciding(form, About::Audience, |form| {
                let (value, line) = (&parameters.value, parameters.line);
                form.texts_of(value, line, "JwtFormat", "an accepted audience")
            });
        }
    }
    provider(form, scheme);
    validation(
        form,
        Defaults {
            audience: &["Audience"],
            otherwise,
            ..Defaults::default()
        },
    );
}

/// The object of one of these classes that belongs to a scheme: one in its call, or the first of the
/// text where there is no other scheme.
fn made(form: &Form<'_>, scheme: &Scheme<'_>, names: &[&str]) -> Option<Found> {
    let range = scheme.found.map(|found| found.range.clone());
    let all = form.source.calls(names).into_iter();
    let mut all: Vec<Found> = all.filter(|f| !f.call.args.is_empty()).collect();
    let inside = |f: &Found| range.as_ref().is_some_and(|r| r.contains(&f.range.start));
    let at = all.iter().position(inside);
    let at = at.or_else(|| (scheme.is_alone() && !all.is_empty()).then_some(0))?;
    Some(all.swap_remove(at))
}

/// Whether an expression makes an object: it tells no audience.
fn is_object(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Call(_) | ExprKind::Object(_))
}

/// The metadata that the keys come from. The issuer comes from there too.
fn provider(form: &mut Form<'_>, scheme: &Scheme<'_>) {
    let Some(found) = made(form, scheme, PROVIDERS) else {
        return;
    };
    form.api().issuer_from_metadata = true;
    let name = found.call.path.last().cloned().unwrap_or_default();
    let Some(first) = argument(&name, &found, 0) else {
        return;
    };
    let address = deciding(form, About::Issuer, |form| {
        form.text_of(&first.value, first.line, &name, "the metadata address")
    });
    if let Some(address) = address {
        form.metadata(address);
    }
}
