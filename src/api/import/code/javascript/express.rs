//! express-oauth2-jwt-bearer: `auth({ issuerBaseURL, audience })` (rules H-5).

use super::super::choice::{calls_any, filled, note_nothing};
use super::super::form::Form;
use super::super::lexer::Language;
use super::super::source::Source;
use super::FRONTS;
use crate::api::import::Importer;
use crate::api::{Api, ApiError, Stack};
use crate::issuer::metadata_address;

pub(in super::super) const IMPORTER: Importer = Importer {
    signs: &["express-oauth2-jwt-bearer", "issuerBaseURL"],
    recognise,
    read,
};

const NAMES: &[&str] = &["auth"];

fn recognise(text: &str) -> Option<Stack> {
    let known = text.contains("express-oauth2-jwt-bearer") || text.contains("issuerBaseURL");
    // express-openid-connect has the same setting, but signs users in.
    let other =
        text.contains("express-openid-connect") && !text.contains("express-oauth2-jwt-bearer");
    (known && !other && calls_any(text, Language::JavaScript, NAMES))
        .then_some(Stack::ExpressOAuth2JwtBearer)
}

#[expect(clippy::unnecessary_wraps, reason = "every importer may fail")]
fn read(_: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::JavaScript);
    let (mut form, taken) = filled(&source, Stack::ExpressOAuth2JwtBearer, NAMES, FRONTS);
    let line = taken.map(|taken| taken.line);
    from_environment(&mut form, line);
    if let Some(base) = form.text("issuerBaseURL", "the authority")
        && let Some(address) = metadata_address(&base)
    {
        form.metadata(address);
    }
    let keys = form.text("jwksUri", "the address of the keys");
    form.api().keys_address = keys;
    let issuers = form.texts("issuer", "the accepted issuer");
    let named = form.has("issuer");
    form.issuers(issuers);
    form.api().issuer_from_metadata = !named && form.has("issuerBaseURL");
    let audiences = form.texts("audience", "an accepted audience");
    form.audiences(audiences);
    let algorithm = form.texts("tokenSigningAlg", "the accepted algorithm");
    form.api().algorithms = algorithm;
    form.seconds("clockTolerance");
    validators(&mut form);
    scopes(&mut form);
    if form.draft.api.issuer_from_metadata {
        form.note_template("the library compares it literally and refuses every token. Use the tenant's own address.");
    }
    note_nothing(&mut form);
    Ok(form.finish())
}

/// What isn't set comes from the environment.
fn from_environment(form: &mut Form<'_>, line: Option<usize>) {
    let place = ["issuerBaseURL", "issuer"]
        .iter()
        .any(|name| form.has(name));
    if !place {
        form.draft.unread(
            line,
            "issuerBaseURL",
            "comes from the environment variable ISSUER_BASE_URL",
        );
    }
    if !form.has("audience") {
        form.draft.unread(
            line,
            "audience",
            "comes from the environment variable AUDIENCE",
        );
    }
}

/// Checks that are switched off or replaced.
fn validators(form: &mut Form<'_>) {
    let issuer = form.flag("validators.iss", "whether the issuer is checked") == Some(false);
    let audience = form.flag("validators.aud", "whether the audience is checked") == Some(false);
    let lifetime =
        form.flag("validators.exp", "whether the token's times are checked") == Some(false);
    let unchecked = &mut form.api().unchecked;
    (unchecked.issuer, unchecked.audience, unchecked.lifetime) = (issuer, audience, lifetime);
}

/// `requiredScopes("a b")` and its relative.
fn scopes(form: &mut Form<'_>) {
    for found in form.source.calls(&["requiredScopes", "scopeIncludesAny"]) {
        let name = found.call.path.join(".");
        for arg in &found.call.args {
            for text in form.texts_of(&arg.value, arg.line, &name, "a scope that is asked for") {
                let scopes = &mut form.draft.api.permissions.scopes;
                scopes.extend(text.split_whitespace().map(str::to_owned));
            }
        }
    }
}
