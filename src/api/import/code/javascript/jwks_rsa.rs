//! jsonwebtoken with jwks-rsa, and what is built on them (rules H-5).

use super::super::choice::{calls_any, each, in_lines, note_nothing};
use super::super::expression::{ExprKind, Member};
use super::super::form::Form;
use super::super::lexer::Language;
use super::super::source::{Found, Source};
use super::options::{accepted, moment};
use crate::api::import::Importer;
use crate::api::{About, Api, ApiError, Stack};

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
    // passport-jwt under its own name.
    "Strategy",
    "verifyAsync",
    "super",
];

/// Names of functions that are called back: they hold no options.
const CALLBACKS: &[&str] = &["cb", "callback", "done", "next", "resolve", "fn", "handler"];

fn recognise(text: &str) -> Option<Stack> {
    let client = text.contains("jwksUri")
        && (calls_any(text, Language::JavaScript, CLIENTS) || {
            let source = Source::new(text, Language::JavaScript);
            source.quotes("jwks-rsa") && source.names("jwksUri")
        });
    let alone = || {
        let source = Source::new(text, Language::JavaScript);
        source.quotes("jsonwebtoken") && !source.calls(&["verify"]).is_empty()
    };
    (client || text.contains("jsonwebtoken") && alone()).then_some(Stack::JwksRsa)
}

#[expect(clippy::unnecessary_wraps, reason = "every importer may fail")]
fn read(_: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::JavaScript);
    Ok(each(&source, Stack::JwksRsa, (CHECKS, &[]), options, check))
}

/// The options of a check: the third argument of `verify`, the first one of what is built on it.
fn options(form: &mut Form<'_>, call: &Found) {
    let index = if is_verify(call) { 2 } else { 0 };
    let callback = |arg: &&Member| {
        let ExprKind::Path(path) = &arg.value.kind else {
            return false;
        };
        path.last()
            .is_some_and(|name| CALLBACKS.contains(&name.as_str()))
    };
    if let Some(options) = call.call.args.get(index).filter(|arg| !callback(arg)) {
        form.add_options(options);
    }
}

/// One check; `None` where the code holds the keys alone.
fn check(mut form: Form<'_>, call: Option<&Found>) -> Api {
    keys(&mut form, call);
    accepted(&mut form, call.is_some(), "verify");
    let lifetime =
        form.flag("ignoreExpiration", "whether expired tokens are accepted") == Some(true);
    form.api().unchecked.lifetime = lifetime;
    form.seconds("clockTolerance");
    form.api().limits.max_age = greatest_age(&mut form);
    for (setting, claim) in [("subject", "sub"), ("jwtid", "jti"), ("nonce", "nonce")] {
        form.claim_of(setting, claim);
    }
    moment(&mut form, "clockTimestamp");
    if let Some(call) = call {
        form.own_checks(call);
    }
    note_nothing(&mut form);
    form.finish()
}

/// `maxAge`: a text without a unit means milliseconds.
fn greatest_age(form: &mut Form<'_>) -> Option<u32> {
    const MEANING: &str = "the greatest age of a token";
    let member = form.find("maxAge")?;
    let milliseconds = match form.source.value(&member.value) {
        Ok(super::super::value::Value::Text(text)) => text.trim().parse::<u32>().ok(),
        _ => None,
    };
    let Some(milliseconds) = milliseconds else {
        return form.span("maxAge", MEANING);
    };
    let value = format!("{milliseconds} milliseconds");
    form.draft
        .read(member.line, &member.path.join("."), &value, MEANING);
    Some(milliseconds / 1000)
}

/// The keys that a check uses: the client that it leads to, or a key that stands in the code.
fn keys(form: &mut Form<'_>, call: Option<&Found>) {
    let addresses = form.source.set("jwksUri");
    let places: Vec<usize> = addresses.iter().map(|(at, _)| *at).collect();
    let led = call.and_then(|call| form.source.leads_to(call.range.clone(), &places));
    let only = (addresses.len() == 1 || call.is_none()).then_some(0);
    if let Some((_, address)) = led.or(only).and_then(|index| addresses.get(index)) {
        let (shown, meaning) = ("jwksUri", "the address of the keys");
        form.draft.api.keys_address = form.text_of(&address.value, address.line, shown, meaning);
        return;
    }
    let Some(call) = call else { return };
    if addresses.is_empty() {
        pinned(form, call);
        return;
    }
    let reason = format!(
        "uses the keys of one of the addresses in {}, and which one isn't told by this code",
        in_lines(addresses.iter().map(|(_, address)| address.line))
    );
    let name = call.call.path.join(".");
    form.draft
        .undecided(About::Key, Some(call.line), &name, &reason);
}

/// The key itself: the second argument of `jwt.verify`, or the secret of what is built on it.
fn pinned(form: &mut Form<'_>, call: &Found) {
    let second = call.call.args.get(1).filter(|_| is_verify(call));
    let second = second.map(|key| Member {
        path: vec!["verify".to_owned()],
        ..key.clone()
    });
    let named = || {
        ["secretOrKey", "secretOrKeyProvider", "secret"]
            .iter()
            .find_map(|name| form.find(name))
    };
    if let Some(key) = second.or_else(named) {
        form.pin(&key);
    }
}

fn is_verify(call: &Found) -> bool {
    let name = call.call.path.last();
    name.is_some_and(|name| name.starts_with("verify"))
}
