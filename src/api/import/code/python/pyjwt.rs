//! `PyJWT`: `PyJWKClient` and `jwt.decode` (rules H-5); python-jose, whose `jwt.decode` takes the same.

use super::super::choice::{calls_any, each, in_lines, note_nothing};
use super::super::expression::{ExprKind, Member};
use super::super::form::Form;
use super::super::lexer::Language;
use super::super::source::{Found, Source};
use super::super::value::Value;
use super::jose;
use crate::api::import::Importer;
use crate::api::{About, Api, ApiError, Stack, Unchecked};

pub(in super::super) const IMPORTER: Importer = Importer {
    signs: &["PyJWKClient", "import"],
    recognise,
    read,
};

const NAMES: &[&str] = &["decode", "decode_complete"];
const CLIENT: &str = "PyJWKClient";

fn recognise(text: &str) -> Option<Stack> {
    let client = calls_any(text, Language::Python, &[CLIENT]);
    let imported = || {
        text.lines()
            .any(|line| imports_jwt(line) || jose::imported(line))
    };
    (client || imported() && calls_any(text, Language::Python, NAMES)).then_some(Stack::PyJwt)
}

/// `import jwt`, `import os, jwt`, `from jwt import …`; not `import jwt from "…"` of JavaScript.
fn imports_jwt(line: &str) -> bool {
    let line = line.trim();
    let modules = line
        .strip_prefix("import ")
        .filter(|rest| !rest.contains(" from "));
    let named = |rest: &str| {
        let mut modules = rest.split(',');
        modules.any(|module| module.split_whitespace().next() == Some("jwt"))
    };
    line.starts_with("from jwt import") || modules.is_some_and(named)
}

#[expect(clippy::unnecessary_wraps, reason = "every importer may fail")]
fn read(_: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::Python);
    let other = text.lines().any(jose::imported);
    let peeks = peeks(&source);
    let options = |form: &mut Form<'_>, call: &Found| {
        if !peeks.contains(&call.range.start) {
            form.add_call(call);
        }
    };
    let check = |form, call: Option<&Found>| {
        let form = check(form, call);
        if other {
            jose::finish(form)
        } else {
            form.finish()
        }
    };
    Ok(each(&source, Stack::PyJwt, (NAMES, &[]), options, check))
}

/// Where tokens are only looked into: calls without a signature, beside one that verifies.
fn peeks(source: &Source) -> Vec<usize> {
    let calls = source.calls(NAMES);
    let unverified = |call: &&Found| {
        let mut form = Form::new(source, Stack::PyJwt);
        form.add_call(call);
        let flag = form
            .find("verify_signature")
            .map(|member| source.value(&member.value));
        matches!(flag, Some(Ok(Value::Flag(false))))
    };
    let peeks: Vec<usize> = calls
        .iter()
        .filter(unverified)
        .map(|call| call.range.start)
        .collect();
    if peeks.len() == calls.len() {
        Vec::new()
    } else {
        peeks
    }
}

fn check<'a>(mut form: Form<'a>, check: Option<&Found>) -> Form<'a> {
    let unverified = form
        .find("verify_signature")
        .map(|member| form.source.value(&member.value));
    if !matches!(unverified, Some(Ok(Value::Flag(false)))) {
        keys(&mut form, check);
    }
    form.issuer_setting("issuer");
    let audiences = form.texts("audience", "an accepted audience");
    form.audiences(audiences);
    algorithms(&mut form, check);
    form.seconds("leeway");
    form.claims_there("require");
    form.claim_of("subject", "sub");
    switches(&mut form);
    if check.is_none() {
        form.draft
            .note("The call jwt.decode isn't part of this code: issuer and audience aren't known.");
    } else {
        missing(&mut form);
        one_audience_alone(&mut form);
    }
    if let Some(check) = check {
        form.own_checks(check);
    }
    note_nothing(&mut form);
    form
}

/// `algorithms=[…]`, or the third argument.
fn algorithms(form: &mut Form<'_>, check: Option<&Found>) {
    const MEANING: &str = "an accepted algorithm";
    let third = check.and_then(|check| check.call.args.get(2)).cloned();
    let third = third.filter(|arg| arg.path.is_empty() && !is_spread(arg));
    let algorithms = match third {
        Some(arg) if !form.has("algorithms") => {
            form.texts_of(&arg.value, arg.line, "algorithms", MEANING)
        }
        _ => form.texts("algorithms", MEANING),
    };
    form.api().algorithms = algorithms;
}

fn is_spread(arg: &Member) -> bool {
    matches!(arg.value.kind, ExprKind::Spread(_))
}

/// The address of the keys, or the metadata that the code fetches to learn it, or a key in the code.
fn keys(form: &mut Form<'_>, check: Option<&Found>) {
    let clients = form.source.calls(&[CLIENT]);
    let places: Vec<usize> = clients.iter().map(|client| client.range.start).collect();
    let led = check.and_then(|check| form.source.leads_to(check.range.clone(), &places));
    let only = (clients.len() == 1 || check.is_none()).then_some(0);
    if let Some(client) = led.or(only).and_then(|index| clients.get(index)) {
        client_keys(form, client);
        return;
    }
    let Some(check) = check else { return };
    if !clients.is_empty() {
        let reason = format!(
            "uses the keys of one of the clients in {}, and which one isn't told by this code",
            in_lines(clients.iter().map(|client| client.line))
        );
        form.draft
            .undecided(About::Key, Some(check.line), "decode", &reason);
        return;
    }
    let key = check.call.args.get(1).filter(|key| key.path.is_empty());
    if let Some(key) = key.or(form.find("key").as_ref()) {
        form.pin(&Member {
            path: vec!["decode".to_owned()],
            ..key.clone()
        });
    }
}

fn client_keys(form: &mut Form<'_>, client: &Found) {
    let Some(first) = client.call.args.first() else {
        return;
    };
    if form.source.text(&first.value).is_err()
        && let Some((line, address)) = form.fetched_metadata()
    {
        form.draft.read(
            line,
            "the metadata that is fetched",
            &address,
            "the metadata address",
        );
        form.metadata(address);
        return;
    }
    form.draft.api.keys_address =
        form.text_of(&first.value, first.line, CLIENT, "the address of the keys");
}

/// `options`: without a signature nothing else is checked either, unless it is asked for.
fn switches(form: &mut Form<'_>) {
    let meaning = "whether the signature is verified";
    let legacy = form.has("verify") && form.source.names(CLIENT);
    if legacy {
        form.draft
            .note("verify does nothing since PyJWT 2.0: the signature is verified all the same.");
    }
    let signature = form.flag("verify_signature", meaning) == Some(false)
        || !legacy && form.flag("verify", meaning) == Some(false);
    let mut off = |name, what| {
        let set = form.flag(name, what);
        set == Some(false) || signature && set.is_none() && !given(form, name)
    };
    let unchecked = Unchecked {
        issuer: off("verify_iss", "whether the issuer is checked"),
        audience: off("verify_aud", "whether the audience is checked"),
        lifetime: off("verify_exp", "whether expired tokens are refused"),
        signature,
    };
    form.api().unchecked = unchecked;
}

/// Whether a setting stands there with a value: `None` is none.
fn given(form: &Form<'_>, name: &str) -> bool {
    let value = form
        .find(name)
        .map(|member| form.source.value(&member.value));
    value.is_some_and(|value| !matches!(value, Ok(Value::Nothing)))
}

fn missing(form: &mut Form<'_>) {
    if form.may_be_set_elsewhere(&[("issuer", About::Issuer), ("audience", About::Audience)]) {
        return;
    }
    if !given(form, "issuer") && !form.draft.api.unchecked.issuer {
        form.draft
            .note("decode gets no issuer: the issuer isn't checked.");
        form.api().unchecked.issuer = true;
    }
    if given(form, "audience") || form.draft.api.unchecked.audience {
        return;
    }
    form.draft.note("decode gets no audience: PyJWT then refuses every token that has one (\"Invalid audience\").");
    let flag = form
        .find("verify_aud")
        .map(|member| form.source.value(&member.value));
    // A switch that only the running program knows may let the audience be.
    form.api().limits.no_audience = !matches!(flag, Some(Err(_)));
}

/// `strict_aud`: one text may be given, and a token may have one audience alone.
fn one_audience_alone(form: &mut Form<'_>) {
    let meaning = "whether the audience has to be one text";
    if form.flag("strict_aud", meaning) != Some(true) {
        return;
    }
    let member = form.find("audience");
    let listed =
        member.is_some_and(|member| matches!(form.source.value(&member.value), Ok(Value::List(_))));
    let line = form.find("strict_aud").map(|member| member.line);
    if listed {
        let reason =
            "asks for one audience as a text, and a list is given: PyJWT refuses every token";
        form.draft
            .undecided(About::Audience, line, "strict_aud", reason);
    } else {
        form.draft
            .note("strict_aud is on: a token with several audiences is refused.");
    }
}
