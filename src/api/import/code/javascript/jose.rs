//! jose: `createRemoteJWKSet`, `createLocalJWKSet`, `jwtVerify` (rules H-5).

use super::super::choice::{calls_any, each, in_lines, note_nothing};
use super::super::expression::{Expr, Member};
use super::super::form::Form;
use super::super::lexer::Language;
use super::super::source::{Found, Source};
use super::super::value::Value;
use super::FRONTS;
use super::options::{accepted, moment};
use crate::api::import::Importer;
use crate::api::{About, Api, ApiError, PinnedKey, Stack};

pub(in super::super) const IMPORTER: Importer = Importer {
    signs: &["jwtVerify", "createRemoteJWKSet", "createLocalJWKSet"],
    recognise,
    read,
};

const NAMES: &[&str] = &["jwtVerify"];
const SETS: &[&str] = &["createRemoteJWKSet", "createLocalJWKSet"];
const KEYS: &[&str] = &[
    "createRemoteJWKSet",
    "createLocalJWKSet",
    "importSPKI",
    "importX509",
];

fn recognise(text: &str) -> Option<Stack> {
    let found =
        calls_any(text, Language::JavaScript, SETS) || calls_any(text, Language::JavaScript, NAMES);
    found.then_some(Stack::Jose)
}

#[expect(clippy::unnecessary_wraps, reason = "every importer may fail")]
fn read(_: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::JavaScript);
    let options = |form: &mut Form<'_>, call: &Found| {
        if let Some(options) = call.call.args.get(2) {
            form.add_options(options);
        }
    };
    Ok(each(&source, Stack::Jose, (NAMES, &[]), options, check))
}

/// One call of `jwtVerify`; `None` where the code holds the keys alone.
fn check(mut form: Form<'_>, call: Option<&Found>) -> Api {
    keys(&mut form, call);
    accepted(&mut form, call.is_some(), "jwtVerify");
    form.seconds("clockTolerance");
    form.api().limits.max_age = form.span("maxTokenAge", "the greatest age of a token");
    let types = form.texts("typ", "a typ that the header may have");
    form.api().limits.types = types;
    form.claims_there("requiredClaims");
    form.claim_of("subject", "sub");
    moment(&mut form, "currentDate");
    form.not_compared(&[("crit", "which critical headers are understood")]);
    let strategies: Vec<&str> = FRONTS
        .iter()
        .copied()
        .filter(|name| name.ends_with("Strategy"))
        .collect();
    if !form.source.calls(&strategies).is_empty() {
        form.draft
            .note("A strategy of passport stands here too; it was left out.");
    }
    if let Some(call) = call {
        form.own_checks(call);
    }
    note_nothing(&mut form);
    form.finish()
}

/// The keys that a check uses: those that its second argument leads to.
fn keys(form: &mut Form<'_>, call: Option<&Found>) {
    let sets = form.source.calls(KEYS);
    let places: Vec<usize> = sets.iter().map(|set| set.range.start).collect();
    let led = call.and_then(|call| form.source.leads_to(call.range.clone(), &places));
    let only = (sets.len() == 1 || call.is_none()).then_some(0);
    if let Some(set) = led.or(only).and_then(|index| sets.get(index)) {
        key_set(form, set);
        return;
    }
    let Some(call) = call else { return };
    if sets.is_empty() {
        if let Some(key) = call.call.args.get(1) {
            form.pin(&named("jwtVerify", key));
        }
        return;
    }
    let reason = format!(
        "uses one of the keys in {}, and which one isn't told by this code",
        in_lines(sets.iter().map(|set| set.line))
    );
    form.draft
        .undecided(About::Key, Some(call.line), "jwtVerify", &reason);
}

fn named(name: &str, arg: &Member) -> Member {
    Member {
        path: vec![name.to_owned()],
        ..arg.clone()
    }
}

/// One key set, or one key.
fn key_set(form: &mut Form<'_>, set: &Found) {
    let name = set.call.path.last().map_or("", String::as_str);
    let Some(first) = set.call.args.first() else {
        return;
    };
    match name {
        "createRemoteJWKSet" => remote(form, first),
        "createLocalJWKSet" => local(form, first),
        _ => form.pin(&named(name, first)),
    }
}

fn remote(form: &mut Form<'_>, address: &Member) {
    let fetched = form.fetched_metadata();
    if let (Err(_), Some((line, found))) = (form.source.text(&address.value), fetched) {
        let shown = "the metadata that is fetched";
        form.draft.read(line, shown, &found, "the metadata address");
        form.metadata(found);
        return;
    }
    let shown = "createRemoteJWKSet";
    form.draft.api.keys_address = form.text_of(
        &address.value,
        address.line,
        shown,
        "the address of the keys",
    );
}

/// Keys that stand in the code.
fn local(form: &mut Form<'_>, set: &Member) {
    let members = form.source.settings(&set.value);
    let keys = members
        .iter()
        .find(|member| member.path.last().is_some_and(|n| n == "keys"));
    let list = keys.map(|keys| form.source.value(&keys.value));
    let Some(Ok(Value::List(keys))) = list else {
        let reason = form.why(set, "is a key set that comes from elsewhere");
        form.draft
            .undecided(About::Key, Some(set.line), "createLocalJWKSet", &reason);
        return;
    };
    for key in &keys {
        local_key(form, key);
    }
}

fn local_key(form: &mut Form<'_>, key: &Expr) {
    let members = form.source.settings(key);
    let kid = members
        .iter()
        .find(|member| member.path.last().is_some_and(|n| n == "kid"));
    let kid = kid.and_then(|kid| form.source.text(&kid.value).ok());
    let name = kid.unwrap_or_else(|| "a key in the code".to_owned());
    let meaning = "a key that is never fetched again";
    form.draft
        .read(key.line, "createLocalJWKSet", &name, meaning);
    form.draft.api.keys.push(PinnedKey {
        name,
        pem: None,
        line: key.line,
    });
}
