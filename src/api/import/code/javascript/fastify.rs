//! Fastify: `@fastify/jwt`, `fastify-jwt-jwks`, `fastify-auth0-verify`.

use url::Url;

use super::super::choice::note_nothing;
use super::super::expression::ExprKind;
use super::super::form::Form;
use super::super::lexer::Language;
use super::super::source::{Found, Source};
use super::super::value::Value;
use crate::api::import::Importer;
use crate::api::{About, Api, ApiError, Stack};

pub(in super::super) const IMPORTER: Importer = Importer {
    signs: &["fastify-jwt", "@fastify/jwt", "fastify-auth0-verify"],
    recognise,
    read,
};

/// What checks the tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Plugin {
    /// `@fastify/jwt`: keys come from a function of the app.
    Jwt,
    /// `fastify-jwt-jwks`: keys come from `jwksUrl`.
    Jwks,
    /// `fastify-auth0-verify`: keys come from `domain`.
    Auth0,
}

impl Plugin {
    fn of_package(name: &str) -> Option<Self> {
        match name {
            "@fastify/jwt" | "fastify-jwt" => Some(Self::Jwt),
            "fastify-jwt-jwks" => Some(Self::Jwks),
            "fastify-auth0-verify" => Some(Self::Auth0),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Jwt => "@fastify/jwt",
            Self::Jwks => "fastify-jwt-jwks",
            Self::Auth0 => "fastify-auth0-verify",
        }
    }
}

fn recognise(text: &str) -> Option<Stack> {
    let source = Source::new(text, Language::JavaScript);
    registered(&source).map(|_| Stack::JwksRsa)
}

/// `register(plugin, options)` with one of the plugins.
fn registered(source: &Source) -> Option<(Found, Plugin)> {
    let calls = source.calls(&["register"]);
    calls.into_iter().find_map(|call| {
        let plugin = plugin(source, &call)?;
        Some((call, plugin))
    })
}

fn plugin(source: &Source, call: &Found) -> Option<Plugin> {
    let first = &call.call.args.first()?.value;
    let package = match &first.kind {
        ExprKind::Call(_) => required(source, first),
        ExprKind::Path(path) => {
            let value = source.followed(path);
            let required = value.and_then(|value| required(source, &value));
            required.or_else(|| source.imported(path.first()?))
        }
        _ => None,
    };
    Plugin::of_package(&package?)
}

/// `require('…')`.
fn required(source: &Source, expr: &super::super::expression::Expr) -> Option<String> {
    let ExprKind::Call(call) = &expr.kind else {
        return None;
    };
    let first = call.args.first().filter(|_| call.path == ["require"])?;
    source.text(&first.value).ok()
}

#[expect(clippy::unnecessary_wraps, reason = "every importer may fail")]
fn read(_: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::JavaScript);
    let mut form = Form::new(&source, Stack::JwksRsa);
    // None of the libraries that this program knows by name is behind these plugins.
    form.api().stack = None;
    if let Some((call, plugin)) = registered(&source) {
        if let Some(options) = call.call.args.get(1) {
            form.add_options(options);
        }
        form.draft.note(format!(
            "This is {}: its settings are compared, but no corrected ones are written for it.",
            plugin.name()
        ));
        match plugin {
            Plugin::Jwt => of_jwt(&mut form, &call),
            Plugin::Jwks => of_key_set(&mut form, "jwksUrl"),
            Plugin::Auth0 => of_key_set(&mut form, "domain"),
        }
        form.may_be_set_elsewhere(&[]);
    }
    note_nothing(&mut form);
    Ok(form.finish())
}

/// `fastify-jwt-jwks` and what is built on it: the issuer is the key set's host, unless one is named.
fn of_key_set(form: &mut Form<'_>, name: &str) {
    let by_domain = name == "domain";
    let meaning = if by_domain {
        "the authority"
    } else {
        "the address of the keys"
    };
    let place = form.text(name, meaning).and_then(|text| {
        let whole = if text.starts_with("http") {
            text
        } else {
            format!("https://{text}")
        };
        Url::parse(&whole).ok()
    });
    if let Some(place) = &place {
        let keys = if by_domain {
            format!("{place}.well-known/jwks.json")
        } else {
            place.to_string()
        };
        form.api().keys_address = Some(keys);
        form.api().algorithms = vec!["RS256".to_owned(), "EdDSA".to_owned()];
    }
    let issuers = form.texts("issuer", "an accepted issuer");
    form.issuers(issuers);
    let origin = place.map(|place| format!("{}/", place.origin().ascii_serialization()));
    if let (false, Some(origin)) = (form.has("issuer"), &origin) {
        form.draft
            .note(format!("No issuer is set: {origin} is the accepted one."));
        form.issuers([origin.clone()]);
    }
    audience(form, origin);
    form.api().clock_skew = Some(0);
}

/// `audience`: a text, several, or `true` for the host.
fn audience(form: &mut Form<'_>, origin: Option<String>) {
    let member = form.find("audience");
    match member.map(|member| form.source.value(&member.value)) {
        None | Some(Ok(Value::Nothing | Value::Flag(false))) => {
            form.draft
                .note("No audience is set: the audience isn't checked.");
            form.api().unchecked.audience = true;
        }
        Some(Ok(Value::Flag(true))) => {
            form.flag("audience", "the key set's host is the accepted audience");
            form.audiences(origin);
        }
        Some(_) => {
            let audiences = form.texts("audience", "an accepted audience");
            form.audiences(audiences);
        }
    }
}

/// `@fastify/jwt`: the names of fast-jwt, and those of jsonwebtoken that older versions took.
fn of_jwt(form: &mut Form<'_>, call: &Found) {
    let reason = "is code of your own: which keys are used can't be told from here";
    let secret = form.find("secret").or_else(|| form.find("secret.public"));
    let line = secret.map_or(call.line, |secret| secret.line);
    form.draft
        .undecided(About::Key, Some(line), "secret", reason);
    for (name, is_issuer) in [
        ("allowedIss", true),
        ("verify.issuer", true),
        ("allowedAud", false),
        ("verify.audience", false),
    ] {
        if is_issuer {
            let issuers = form.texts(name, "an accepted issuer");
            form.issuers(issuers);
        } else {
            let audiences = form.texts(name, "an accepted audience");
            form.audiences(audiences);
        }
    }
    let algorithms = form.texts("verify.algorithms", "an accepted algorithm");
    form.api().algorithms = algorithms;
    form.claim_of("allowedSub", "sub");
    form.claim_of("allowedJti", "jti");
    form.claims_there("requiredClaims");
    let lifetime =
        form.flag("ignoreExpiration", "whether expired tokens are accepted") == Some(true);
    form.api().unchecked.lifetime = lifetime;
    form.api().limits.max_age = milliseconds(form, "verify.maxAge", "the greatest age of a token");
    let tolerance = "the tolerance around the token's times";
    let skew = milliseconds(form, "verify.clockTolerance", tolerance);
    form.api().clock_skew = Some(skew.unwrap_or_default());
    if form.open().is_none() {
        let issuer = ["allowedIss", "verify.issuer"];
        let audience = ["allowedAud", "verify.audience"];
        form.api().unchecked.issuer = !issuer.iter().any(|name| form.has(name));
        form.api().unchecked.audience = !audience.iter().any(|name| form.has(name));
    }
}

/// A span of time that fast-jwt takes in milliseconds.
fn milliseconds(form: &mut Form<'_>, name: &str, meaning: &str) -> Option<u32> {
    let member = form.find(name)?;
    let number = match form.source.value(&member.value) {
        Ok(Value::Number(number)) => number.parse::<u32>().ok(),
        _ => None,
    };
    let Some(number) = number else {
        return form.span(name, meaning);
    };
    let shown = member.path.join(".");
    let value = format!("{number} milliseconds");
    form.draft.read(member.line, &shown, &value, meaning);
    Some(number / 1000)
}
