//! jsonwebtoken with jwks-rsa, and what is built on them (rules H-5).

use super::super::choice::{calls_any, filled, note_nothing};
use super::super::expression::{Expr, Member};
use super::super::form::Form;
use super::super::lexer::Language;
use super::super::source::{Found, Source};
use crate::api::import::Importer;
use crate::api::{Api, ApiError, Stack};

pub(in super::super) const IMPORTER: Importer = Importer {
    signs: &["jwksUri", "jsonwebtoken"],
    recognise,
    read,
};

const CLIENTS: &[&str] = &[
    "jwksClient",
    "jwksRsa",
    "JwksClient",
    "JwksRsa",
    "jwks",
    "expressJwtSecret",
    "passportJwtSecret",
    "koaJwtSecret",
    "hapiJwt2KeyAsync",
];

/// Calls whose options say what is accepted.
const CHECKS: &[&str] = &[
    "verify",
    "expressjwt",
    "expressJwt",
    "jwt",
    "JwtStrategy",
    "verifyAsync",
    "super",
];

fn recognise(text: &str) -> Option<Stack> {
    let client = text.contains("jwksUri") && calls_any(text, Language::JavaScript, CLIENTS);
    let alone = || {
        let source = Source::new(text, Language::JavaScript);
        source.quotes("jsonwebtoken") && !source.calls(&["verify"]).is_empty()
    };
    (client || text.contains("jsonwebtoken") && alone()).then_some(Stack::JwksRsa)
}

#[expect(clippy::unnecessary_wraps, reason = "every importer may fail")]
fn read(_: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::JavaScript);
    let (mut keys, _) = filled(&source, Stack::JwksRsa, CLIENTS, &[]);
    let address = keys.text("jwksUri", "the address of the keys");
    let reading = std::mem::take(&mut keys.draft.api.reading);
    let (mut form, check) = filled(&source, Stack::JwksRsa, CHECKS, &[]);
    let mut notes = reading.notes;
    notes.append(&mut form.draft.api.reading.notes);
    form.draft.api.reading.settings = reading.settings;
    form.draft.api.reading.unread = reading.unread;
    form.draft.api.reading.notes = notes;
    form.api().keys_address = address;
    if !keys.has("jwksUri") {
        pinned(&mut form, check.as_ref());
    }
    options(&mut form, check.is_some(), "verify");
    let lifetime =
        form.flag("ignoreExpiration", "whether expired tokens are accepted") == Some(true);
    form.api().unchecked.lifetime = lifetime;
    form.seconds("clockTolerance");
    form.not_compared(&[
        ("maxAge", "how old a token may be"),
        ("subject", "which subject is accepted"),
        ("jwtid", "which jti is accepted"),
        ("nonce", "which nonce is accepted"),
    ]);
    note_nothing(&mut form);
    Ok(form.finish())
}

/// The second argument of `jwt.verify`, where it is a key and no function.
fn pinned(form: &mut Form<'_>, check: Option<&Found>) {
    let key: Option<&Member> = check.and_then(|check| check.call.args.get(1));
    let key = key.filter(|key| form.source.text(&key.value).is_ok());
    if let Some(key) = key {
        let value: Expr = key.value.clone();
        form.pin(&Member {
            path: vec!["verify".to_owned()],
            value,
            line: key.line,
        });
    }
}

/// Issuer, audience and algorithms: what isn't set isn't checked.
pub(super) fn options(form: &mut Form<'_>, called: bool, name: &str) {
    form.issuer_setting("issuer");
    let audiences = form.texts("audience", "an accepted audience");
    form.audiences(audiences);
    let algorithms = form.texts("algorithms", "an accepted algorithm");
    form.api().algorithms = algorithms;
    if !called {
        form.draft.note("The call that checks a token isn't part of this code: issuer and audience aren't known.");
        return;
    }
    for (setting, what) in [("issuer", "the issuer"), ("audience", "the audience")] {
        if !form.has(setting) {
            form.draft
                .note(format!("{name} gets no {setting}: {what} isn't checked."));
        }
    }
    form.api().unchecked.issuer = !form.has("issuer");
    form.api().unchecked.audience = !form.has("audience");
}
