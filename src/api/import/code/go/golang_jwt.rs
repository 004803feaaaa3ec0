//! golang-jwt with keyfunc: `jwt.Parse(token, keys.Keyfunc, jwt.WithAudience(…), …)`.

use super::super::choice::note_nothing;
use super::super::form::Form;
use super::super::lexer::Language;
use super::super::source::{Found, Source};
use super::handed;
use crate::api::{Api, Stack, Unchecked};

const KEYS: &[&str] = &[
    "NewDefault",
    "NewDefaultCtx",
    "NewDefaultOverrideCtx",
    "Get",
];

/// Whether a text reads key sets with keyfunc.
pub(super) fn recognise(text: &str) -> bool {
    text.contains("keyfunc") && {
        let source = Source::new(text, Language::Go);
        source.names("keyfunc") && !source.calls(KEYS).is_empty()
    }
}

/// Reads what the options of the parser say: no library of this program's list is its own.
pub(super) fn read(source: &Source) -> Api {
    let mut form = Form::new(source, Stack::GoOidc);
    form.api().stack = None;
    form.draft.note(
        "This is golang-jwt with keyfunc: its settings are compared, but no corrected ones are written \
         for it.",
    );
    keys(&mut form);
    for (option, meaning, is_issuer) in [
        ("WithIssuer", "the accepted issuer", true),
        ("WithAudience", "an accepted audience", false),
    ] {
        let texts = option_texts(&mut form, option, meaning);
        if is_issuer {
            form.issuers(texts);
        } else {
            form.audiences(texts);
        }
    }
    let algorithms = option_texts(&mut form, "WithValidMethods", "an accepted algorithm");
    form.api().algorithms = algorithms;
    claims(&mut form);
    tolerance(&mut form);
    unchecked(&mut form);
    note_nothing(&mut form);
    form.finish()
}

/// `keyfunc.NewDefault([]string{"…"})`, `keyfunc.Get("…", options)`.
fn keys(form: &mut Form<'_>) {
    let of_package = |call: &&Found| {
        let owner = call.range.start.checked_sub(2);
        let owner = owner.and_then(|at| form.source.words.get(at));
        owner.and_then(|word| word.name()) == Some("keyfunc")
    };
    let found = form.source.calls(KEYS);
    let Some(call) = found.iter().find(of_package) else {
        return;
    };
    let named = call.call.path.last().cloned().unwrap_or_default();
    let index = usize::from(named.ends_with("Ctx"));
    let Some(arg) = call.call.args.get(index) else {
        return;
    };
    let addresses = form.texts_of(&arg.value, arg.line, &named, "the address of the keys");
    if addresses.len() > 1 {
        form.draft
            .note("Several key sets are read: the first one is compared.");
    }
    form.api().keys_address = addresses.into_iter().next();
}

/// The arguments of an option of the parser.
fn option_texts(form: &mut Form<'_>, option: &str, meaning: &str) -> Vec<String> {
    let mut texts = Vec::new();
    for found in form.source.calls(&[option]) {
        for arg in &found.call.args {
            texts.extend(form.texts_of(&arg.value, arg.line, option, meaning));
        }
    }
    texts
}

fn claims(form: &mut Form<'_>) {
    for found in form.source.calls(&["WithSubject"]) {
        if let Some(arg) = found.call.args.first() {
            form.add_members(vec![handed("WithSubject", arg)]);
            form.claim_of("WithSubject", "sub");
        }
    }
    if !form.source.calls(&["WithExpirationRequired"]).is_empty() {
        form.draft.note("A token without exp is refused.");
    }
}

/// No tolerance is the default.
fn tolerance(form: &mut Form<'_>) {
    let found = form.source.calls(&["WithLeeway"]);
    match found.first().and_then(|found| found.call.args.first()) {
        Some(arg) => {
            form.add_members(vec![handed("WithLeeway", arg)]);
            form.seconds("WithLeeway");
        }
        None => form.api().clock_skew = Some(0),
    }
}

/// What no option asks for isn't checked.
fn unchecked(form: &mut Form<'_>) {
    let set = |option: &str| !form.source.calls(&[option]).is_empty();
    let parsed = !form
        .source
        .calls(&["Parse", "ParseWithClaims", "NewParser"])
        .is_empty();
    if !parsed {
        form.draft
            .note("The call that checks a token isn't part of this code: issuer and audience aren't known.");
        return;
    }
    let off = set("WithoutClaimsValidation");
    let unchecked = Unchecked {
        issuer: off || !set("WithIssuer"),
        audience: off || !set("WithAudience"),
        lifetime: off,
        signature: false,
    };
    for (what, off) in [
        ("issuer", unchecked.issuer),
        ("audience", unchecked.audience),
    ] {
        if off {
            form.draft
                .note(format!("No option asks for the {what}: it isn't checked."));
        }
    }
    form.api().unchecked = unchecked;
}
