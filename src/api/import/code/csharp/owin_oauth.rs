//! OWIN's `UseOAuthBearerAuthentication` with `JwtFormat`, and `UseJwtBearerAuthentication` with its
//! own options (rules H-3).

use super::super::choice::{calls_any, filled, note_nothing};
use super::super::expression::{Expr, ExprKind};
use super::super::form::Form;
use super::super::lexer::Language;
use super::super::source::Source;
use super::validation::{Defaults, validation};
use super::{FRONTS, argument};
use crate::api::import::Importer;
use crate::api::{Api, ApiError, Stack};

pub(in super::super) const IMPORTER: Importer = Importer {
    signs: NAMES,
    recognise,
    read,
};

const NAMES: &[&str] = &["UseOAuthBearerAuthentication", "UseJwtBearerAuthentication"];

/// The classes that samples name so: each reads the metadata of its first argument.
const PROVIDERS: &[&str] = &[
    "OpenIdConnectCachingSecurityTokenProvider",
    "OpenIdConnectSecurityTokenProvider",
    "OpenIdConnectSecurityKeyProvider",
];

/// What only OWIN has: ASP.NET Core once had a call of the same name.
const SIGNS: &[&str] = &[
    "AllowedAudiences",
    "IAppBuilder",
    "IssuerSecurityKeyProviders",
    "IssuerSecurityTokenProviders",
    "JwtFormat",
    "Owin",
];

fn recognise(text: &str) -> Option<Stack> {
    if calls_any(text, Language::CSharp, &["UseOAuthBearerAuthentication"]) {
        return Some(Stack::OwinOAuthBearer);
    }
    let owin = || {
        let source = Source::new(text, Language::CSharp);
        SIGNS.iter().any(|sign| source.names(sign))
    };
    (calls_any(text, Language::CSharp, NAMES) && owin()).then_some(Stack::OwinOAuthBearer)
}

#[expect(clippy::unnecessary_wraps, reason = "every importer may fail")]
fn read(_: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::CSharp);
    let (mut form, _) = filled(&source, Stack::OwinOAuthBearer, NAMES, FRONTS);
    let made = source.calls(&["JwtFormat"]);
    let format = made.iter().find(|found| !found.call.args.is_empty());
    let mut otherwise = Vec::new();
    if let Some(parameters) = format.and_then(|format| argument("JwtFormat", format, 0)) {
        let before = form.len();
        form.add(&parameters.value);
        // The first argument may be the audience itself.
        if form.len() == before && !is_object(&parameters.value) {
            otherwise = form.texts_of(
                &parameters.value,
                parameters.line,
                "JwtFormat",
                "an accepted audience",
            );
        }
    }
    provider(&mut form);
    validation(
        &mut form,
        Defaults {
            audience: &["Audience"],
            valid: Vec::new(),
            otherwise,
        },
    );
    note_nothing(&mut form);
    Ok(form.finish())
}

/// Whether an expression makes an object: it tells no audience.
fn is_object(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Call(_) | ExprKind::Object(_))
}

/// The metadata that the keys come from. The issuer comes from there too.
fn provider(form: &mut Form<'_>) {
    let made = form.source.calls(PROVIDERS);
    let Some(found) = made.iter().find(|found| !found.call.args.is_empty()) else {
        return;
    };
    form.api().issuer_from_metadata = true;
    let name = found.call.path.last().cloned().unwrap_or_default();
    let Some(first) = argument(&name, found, 0) else {
        return;
    };
    if let Some(address) = form.text_of(&first.value, first.line, &name, "the metadata address") {
        form.metadata(address);
    }
}
