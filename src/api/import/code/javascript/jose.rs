//! jose: `createRemoteJWKSet`, `createLocalJWKSet`, `jwtVerify` (rules H-5).

use super::super::choice::{calls_any, filled, note_nothing};
use super::super::expression::Member;
use super::super::form::Form;
use super::super::lexer::Language;
use super::super::source::Source;
use super::super::value::Value;
use super::FRONTS;
use super::jwks_rsa::options;
use crate::api::import::Importer;
use crate::api::{Api, ApiError, PinnedKey, Stack};

pub(in super::super) const IMPORTER: Importer = Importer {
    signs: &["jwtVerify", "createRemoteJWKSet", "createLocalJWKSet"],
    recognise,
    read,
};

const NAMES: &[&str] = &["jwtVerify"];
const KEYS: &[&str] = &["createRemoteJWKSet", "createLocalJWKSet"];

fn recognise(text: &str) -> Option<Stack> {
    let found =
        calls_any(text, Language::JavaScript, KEYS) || calls_any(text, Language::JavaScript, NAMES);
    found.then_some(Stack::Jose)
}

#[expect(clippy::unnecessary_wraps, reason = "every importer may fail")]
fn read(_: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::JavaScript);
    let verified = !source.calls(NAMES).is_empty();
    let (mut form, _) = filled(&source, Stack::Jose, NAMES, &[]);
    remote(&mut form);
    local(&mut form);
    for name in ["importSPKI", "importX509"] {
        for found in source.calls(&[name]) {
            let first = found.call.args.first();
            let key = first.map(|arg| Member {
                path: vec![name.to_owned()],
                ..arg.clone()
            });
            if let Some(key) = key {
                form.pin(&key);
            }
        }
    }
    options(&mut form, verified, "jwtVerify");
    form.seconds("clockTolerance");
    form.not_compared(&[
        ("requiredClaims", "which claims have to be there"),
        ("maxTokenAge", "how old a token may be"),
        ("typ", "which typ the header needs"),
        ("subject", "which subject is accepted"),
        ("crit", "which critical headers are understood"),
    ]);
    let others: Vec<&str> = FRONTS
        .iter()
        .copied()
        .filter(|name| name.ends_with("Strategy"))
        .collect();
    if !source.calls(&others).is_empty() {
        form.draft
            .note("A strategy of passport stands here too; it was left out.");
    }
    note_nothing(&mut form);
    Ok(form.finish())
}

fn remote(form: &mut Form<'_>) {
    let found = form.source.calls(&["createRemoteJWKSet"]);
    if found.len() > 1 {
        let lines: Vec<String> = found.iter().map(|f| f.line.to_string()).collect();
        form.draft.note(format!(
            "createRemoteJWKSet stands in lines {}: the first one was taken.",
            lines.join(", ")
        ));
    }
    let Some(first) = found.first() else { return };
    let Some(arg) = first.call.args.first() else {
        return;
    };
    let fetched = form.fetched_metadata();
    if let (Err(_), Some((line, address))) = (form.source.text(&arg.value), fetched) {
        let shown = "the metadata that is fetched";
        form.draft
            .read(line, shown, &address, "the metadata address");
        form.metadata(address);
        return;
    }
    let shown = "createRemoteJWKSet";
    form.draft.api.keys_address =
        form.text_of(&arg.value, arg.line, shown, "the address of the keys");
}

/// Keys that stand in the code.
fn local(form: &mut Form<'_>) {
    for found in form.source.calls(&["createLocalJWKSet"]) {
        let Some(arg) = found.call.args.first() else {
            continue;
        };
        let members = form.source.settings(&arg.value);
        let keys = members
            .iter()
            .find(|member| member.path.last().is_some_and(|n| n == "keys"));
        let list = keys.map(|keys| form.source.value(&keys.value));
        let Some(Ok(Value::List(keys))) = list else {
            let arg = Member {
                path: vec!["createLocalJWKSet".to_owned()],
                ..arg.clone()
            };
            form.unread_value(&arg, "is a key set that comes from elsewhere");
            continue;
        };
        for key in &keys {
            let members = form.source.settings(key);
            let kid = members
                .iter()
                .find(|member| member.path.last().is_some_and(|n| n == "kid"));
            let kid = kid.and_then(|kid| form.source.text(&kid.value).ok());
            let name = kid.unwrap_or_else(|| "a key in the code".to_owned());
            form.draft.read(
                key.line,
                "createLocalJWKSet",
                &name,
                "a key that is never fetched again",
            );
            form.draft.api.keys.push(PinnedKey {
                name,
                pem: None,
                line: key.line,
            });
        }
    }
}
