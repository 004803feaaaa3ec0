//! express-oauth2-jwt-bearer: `auth({ issuerBaseURL, audience })` (rules H-5).

use super::super::choice::{calls_any, each, note_nothing};
use super::super::expression::Member;
use super::super::form::Form;
use super::super::lexer::Language;
use super::super::source::{Found, Source};
use super::super::value::Value;
use super::FRONTS;
use crate::api::import::Importer;
use crate::api::{About, Api, ApiError, RequiredClaim, Stack};
use crate::issuer::metadata_address;

pub(in super::super) const IMPORTER: Importer = Importer {
    signs: &["express-oauth2-jwt-bearer", "issuerBaseURL"],
    recognise,
    read,
};

const NAMES: &[&str] = &["auth"];
const ON_ROUTES: &[&str] = &[
    "requiredScopes",
    "scopeIncludesAny",
    "claimEquals",
    "claimIncludes",
    "claimCheck",
];

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
    let options = |form: &mut Form<'_>, call: &Found| {
        if let Some(options) = call.call.args.first() {
            form.add_options(options);
        }
    };
    let names = (NAMES, FRONTS);
    Ok(each(
        &source,
        Stack::ExpressOAuth2JwtBearer,
        names,
        options,
        check,
    ))
}

/// One call of `auth`.
fn check(mut form: Form<'_>, call: Option<&Found>) -> Api {
    from_environment(&mut form, call.map(|call| call.line));
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
    form.api().limits.max_age = form.span("maxTokenAge", "the greatest age of a token");
    strict(&mut form);
    validators(&mut form);
    on_routes(&mut form);
    if form.draft.api.issuer_from_metadata {
        form.note_template("the library compares it literally and refuses every token. Use the tenant's own address.");
    }
    note_nothing(&mut form);
    form.finish()
}

/// What isn't set comes from the environment.
fn from_environment(form: &mut Form<'_>, line: Option<usize>) {
    let place = ["issuerBaseURL", "issuer"]
        .iter()
        .any(|name| form.has(name));
    if !place {
        form.draft.undecided(
            About::Issuer,
            line,
            "issuerBaseURL",
            "comes from the environment variable ISSUER_BASE_URL",
        );
    }
    if !form.has("audience") {
        form.draft.undecided(
            About::Audience,
            line,
            "audience",
            "comes from the environment variable AUDIENCE",
        );
    }
}

/// `strict`: access tokens of RFC 9068 alone, with the claims that these have.
fn strict(form: &mut Form<'_>) {
    let meaning = "whether only access tokens of RFC 9068 are accepted";
    if form.flag("strict", meaning) != Some(true) {
        return;
    }
    let line = form.find("strict").map_or(0, |member| member.line);
    form.api().limits.types = vec!["at+jwt".to_owned()];
    for claim in ["iat", "sub", "client_id", "jti"] {
        form.api().required_claims.push(RequiredClaim {
            names: vec![claim.to_owned()],
            line,
            ..RequiredClaim::default()
        });
    }
    form.draft.note(
        "strict is on: the header's typ has to be at+jwt, and iat, sub, client_id and jti have to be there.",
    );
}

/// Checks that are switched off or replaced.
fn validators(form: &mut Form<'_>) {
    for member in form.below("validators") {
        let Some(name) = member.path.last().cloned() else {
            continue;
        };
        match form.source.value(&member.value) {
            Ok(Value::Flag(false)) => switched_off(form, &name),
            Ok(Value::Text(_)) if name == "typ" => {
                let types = form.texts("validators.typ", "a typ that the header may have");
                form.api().limits.types = types;
            }
            Ok(Value::Text(_)) => replaced_by_text(form, &name),
            _ => {
                let what = match name.as_str() {
                    "iss" => "which issuers are accepted",
                    "aud" => "which audiences are accepted",
                    "exp" | "iat" => "which times are accepted",
                    "alg" => "which algorithms are accepted",
                    _ => "which tokens are accepted",
                };
                form.own_code(&[(&format!("validators.{name}"), what)]);
            }
        }
    }
}

fn switched_off(form: &mut Form<'_>, name: &str) {
    let meaning = match name {
        "iss" => "whether the issuer is checked",
        "aud" => "whether the audience is checked",
        "exp" => "whether the token's times are checked",
        _ => "whether this is checked",
    };
    form.flag(&format!("validators.{name}"), meaning);
    let api = form.api();
    match name {
        "iss" => api.unchecked.issuer = true,
        "aud" => api.unchecked.audience = true,
        "exp" => api.unchecked.lifetime = true,
        "typ" => api.limits.types.clear(),
        "iat" => api.limits.max_age = None,
        _ => {}
    }
    api.required_claims.retain(|claim| claim.names != [name]);
}

/// A text in the place of a check: the claim has to be just that.
fn replaced_by_text(form: &mut Form<'_>, name: &str) {
    let setting = format!("validators.{name}");
    match name {
        "iss" => {
            form.api().issuer_from_metadata = false;
            form.api().issuers.clear();
            let issuers = form.texts(&setting, "the accepted issuer");
            form.issuers(issuers);
        }
        "aud" => {
            form.api().audiences.clear();
            let audiences = form.texts(&setting, "the accepted audience");
            form.audiences(audiences);
        }
        _ => form.claim_of(&setting, name),
    }
}

/// `requiredScopes("a b")` and its relatives: they stand on routes.
fn on_routes(form: &mut Form<'_>) {
    let mut asked = Vec::new();
    for found in form.source.calls(ON_ROUTES) {
        let name = found.call.path.join(".");
        if name == "claimCheck" {
            let reason = "is code of your own: which claims it asks for can't be told from here";
            form.draft
                .undecided(About::Claims, Some(found.line), &name, reason);
        } else {
            asked.extend(asked_by(form, &found, &name));
        }
    }
    asked.retain(|claim| !claim.values.is_empty());
    form.asked_on_routes(asked);
}

/// What one of them asks for; scopes have to stand in `scope`.
fn asked_by(form: &mut Form<'_>, found: &Found, name: &str) -> Option<RequiredClaim> {
    let (first, more) = found.call.args.split_first()?;
    let scopes = matches!(name, "requiredScopes" | "scopeIncludesAny");
    let (claim, values, meaning) = if scopes {
        let all: &[Member] = &found.call.args;
        ("scope".to_owned(), all, "a scope that is asked for")
    } else {
        let claim = form.source.text(&first.value).ok()?;
        (claim, more, "a claim that is asked for")
    };
    let mut texts = Vec::new();
    for value in values {
        texts.extend(form.texts_of(&value.value, value.line, name, meaning));
    }
    if scopes {
        let words = texts.iter().flat_map(|text| text.split_whitespace());
        texts = words.map(str::to_owned).collect();
    }
    Some(RequiredClaim {
        names: vec![claim],
        values: texts,
        all: name != "scopeIncludesAny",
        line: found.line,
    })
}
