//! `PyJWT`: `PyJWKClient` and `jwt.decode` (rules H-5).

use super::super::choice::{calls_any, filled, note_nothing};
use super::super::expression::Member;
use super::super::form::Form;
use super::super::lexer::Language;
use super::super::source::Source;
use crate::api::import::Importer;
use crate::api::{Api, ApiError, Stack, Unchecked};

pub(in super::super) const IMPORTER: Importer = Importer {
    signs: &["PyJWKClient", "import"],
    recognise,
    read,
};

const NAMES: &[&str] = &["decode", "decode_complete"];

fn recognise(text: &str) -> Option<Stack> {
    let client = calls_any(text, Language::Python, &["PyJWKClient"]);
    let imported = || text.lines().any(imports_jwt);
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
    let (mut form, check) = filled(&source, Stack::PyJwt, NAMES, &[]);
    keys(&mut form);
    if form.draft.api.keys_address.is_none()
        && let Some(key) = check.as_ref().and_then(|check| check.call.args.get(1))
        && source
            .text(&key.value)
            .is_ok_and(|text| text.contains("-----BEGIN "))
    {
        form.pin(&Member {
            path: vec!["decode".to_owned()],
            ..key.clone()
        });
    }
    form.issuer_setting("issuer");
    let audiences = form.texts("audience", "an accepted audience");
    form.audiences(audiences);
    let algorithms = form.texts("algorithms", "an accepted algorithm");
    form.api().algorithms = algorithms;
    form.seconds("leeway");
    form.not_compared(&[
        ("require", "which claims have to be there"),
        ("strict_aud", "whether the audience has to be one text"),
        ("subject", "which subject is accepted"),
    ]);
    switches(&mut form);
    if check.is_none() {
        form.draft
            .note("The call jwt.decode isn't part of this code: issuer and audience aren't known.");
    } else {
        missing(&mut form);
    }
    note_nothing(&mut form);
    Ok(form.finish())
}

/// The address of the keys, or the metadata that the code fetches to learn it.
fn keys(form: &mut Form<'_>) {
    let clients = form.source.calls(&["PyJWKClient"]);
    let Some(client) = clients.first() else {
        return;
    };
    if clients.len() > 1 {
        form.draft.note(format!(
            "PyJWKClient stands here {} times: the one in line {} was taken.",
            clients.len(),
            client.line
        ));
    }
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
    form.draft.api.keys_address = form.text_of(
        &first.value,
        first.line,
        "PyJWKClient",
        "the address of the keys",
    );
}

/// `options`: without a signature nothing else is checked either, unless it is asked for.
fn switches(form: &mut Form<'_>) {
    let signature = form.flag("verify_signature", "whether the signature is verified")
        == Some(false)
        || form.flag("verify", "whether the signature is verified") == Some(false);
    let mut off = |name, what| {
        let set = form.flag(name, what);
        set == Some(false) || signature && set.is_none()
    };
    let unchecked = Unchecked {
        issuer: off("verify_iss", "whether the issuer is checked"),
        audience: off("verify_aud", "whether the audience is checked"),
        lifetime: off("verify_exp", "whether expired tokens are refused"),
        signature,
    };
    form.api().unchecked = unchecked;
}

fn missing(form: &mut Form<'_>) {
    if !form.has("issuer") && !form.draft.api.unchecked.issuer {
        form.draft
            .note("decode gets no issuer: the issuer isn't checked.");
        form.api().unchecked.issuer = true;
    }
    if !form.has("audience") && !form.draft.api.unchecked.audience {
        form.draft.note("decode gets no audience: PyJWT then refuses every token that has one (\"Invalid audience\").");
    }
}
