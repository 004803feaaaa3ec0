//! Java and Kotlin: Spring Security's decoders and validators.
//!
//! Calls, strings, constants and casts are written as in C#, so its words are read; lambdas are looked
//! at word by word.

mod claims;
mod permissions;
mod validators;

use super::expression::{Expr, ExprKind};
use super::form::Form;
use super::lexer::Language;
use super::meaning::deciding;
use super::source::{Found, Source};
use crate::api::import::Importer;
use crate::api::import::spring_issuer;
use crate::api::{About, Api, ApiError, Stack};

pub(super) const IMPORTER: Importer = Importer {
    signs: &[
        "JwtDecoder",
        "JwtValidators",
        "JwtIssuerAuthenticationManagerResolver",
        "OAuth2TokenValidator",
    ],
    recognise,
    read,
};

/// The calls that set up a decoder.
const DECODERS: &[&str] = &[
    "withJwkSetUri",
    "withIssuerLocation",
    "withPublicKey",
    "withSecretKey",
    "withJwkSource",
    "fromIssuerLocation",
    "fromOidcIssuerLocation",
];

/// The calls that take a list of issuers, each with a decoder of its own.
const RESOLVERS: &[&str] = &[
    "fromTrustedIssuers",
    "JwtIssuerAuthenticationManagerResolver",
    "JwtIssuerReactiveAuthenticationManagerResolver",
];

/// Calls that tell such code where no decoder stands in it.
const OTHERS: &[&str] = &["setJwtValidator", "createDefaultWithIssuer"];

fn recognise(text: &str) -> Option<Stack> {
    let named = IMPORTER.signs.iter().any(|sign| text.contains(sign));
    if !named {
        return None;
    }
    let source = Source::new(text, Language::CSharp);
    let all = [DECODERS, RESOLVERS, OTHERS];
    all.iter()
        .any(|names| !source.calls(names).is_empty())
        .then_some(Stack::Spring)
}

#[expect(clippy::unnecessary_wraps, reason = "every importer may fail")]
fn read(_: &str, text: &str) -> Result<Api, ApiError> {
    let source = Source::new(text, Language::CSharp);
    let decoders = source.calls(DECODERS);
    let issuers = trusted(&source);
    let mut read: Vec<Api> = Vec::new();
    for (index, decoder) in decoders.iter().enumerate() {
        // With several decoders the validators of each one stand behind it.
        let end = decoders.get(index + 1).map(|next| next.range.start);
        let alone = decoders.len() == 1;
        let start = if alone { 0 } else { decoder.range.start };
        let part = start..end.unwrap_or(usize::MAX);
        read.push(read_decoder(&source, Some(decoder), &part));
    }
    for (line, issuer) in &issuers {
        read.push(read_trusted(&source, *line, issuer));
    }
    if read.is_empty() {
        read.push(read_decoder(&source, None, &(0..usize::MAX)));
    }
    let count = read.len();
    let mut read = read.into_iter();
    let mut first = read.next().unwrap_or_default();
    if count > 1 {
        first.reading.notes.push(format!(
            "There are {count} decoders. Which one counts is decided by the code: a token is compared \
             with the one that fits it."
        ));
    }
    first.others = read.collect();
    Ok(first)
}

/// A decoder with the validators that stand in a part of the code.
fn read_decoder(source: &Source, decoder: Option<&Found>, part: &std::ops::Range<usize>) -> Api {
    let mut form = Form::new(source, Stack::Spring);
    let by_issuer = decoder.and_then(|decoder| keys(&mut form, decoder));
    algorithms(&mut form, part, decoder);
    let replaced = validators::read(&mut form, part);
    if let Some((issuer, line)) = by_issuer.filter(|_| !replaced) {
        form.draft
            .read(line, "issuer", &issuer, "an accepted issuer");
        form.issuers([issuer]);
    }
    settle(&mut form);
    permissions::read(&mut form);
    form.finish()
}

/// What is not checked, for want of a validator.
fn settle(form: &mut Form<'_>) {
    let undecided =
        |form: &Form<'_>, about| form.draft.api.reading.undecided(about).next().is_some();
    if form.draft.api.issuers.is_empty() && !undecided(form, About::Issuer) {
        form.api().unchecked.issuer = true;
        form.draft
            .note("No validator compares the issuer: any issuer is accepted.");
    }
    if form.draft.api.audiences.is_empty() && !undecided(form, About::Audience) {
        form.api().unchecked.audience = true;
        form.draft
            .note("No validator compares the audience: tokens for any audience are accepted.");
    }
}

/// One of several issuers, each with a decoder of its own.
fn read_trusted(source: &Source, line: usize, issuer: &str) -> Api {
    let mut form = Form::new(source, Stack::Spring);
    form.draft
        .read(line, "fromTrustedIssuers", issuer, "an accepted issuer");
    located(&mut form, issuer);
    form.issuers([issuer.to_owned()]);
    settle(&mut form);
    permissions::read(&mut form);
    form.finish()
}

/// The issuers of a resolver, with their lines.
fn trusted(source: &Source) -> Vec<(usize, String)> {
    let mut issuers = Vec::new();
    for found in source.calls(RESOLVERS) {
        for arg in found
            .call
            .args
            .iter()
            .flat_map(|arg| items(source, &arg.value))
        {
            if let Ok(issuer) = source.text(&arg)
                && issuer.contains("://")
            {
                issuers.push((arg.line, issuer));
            }
        }
    }
    issuers
}

/// Where the keys come from; the issuer with its line, where the metadata is read at it.
fn keys(form: &mut Form<'_>, decoder: &Found) -> Option<(String, usize)> {
    let name = decoder.call.path.last().map_or("", String::as_str);
    let arg = decoder.call.args.first()?.clone();
    match name {
        "withJwkSetUri" => {
            let keys = deciding(form, About::Key, |form| {
                text_of(
                    form,
                    &arg.value,
                    arg.line,
                    name,
                    "the address of the key set",
                )
            });
            form.api().keys_address = keys;
            None
        }
        "withIssuerLocation" | "fromIssuerLocation" | "fromOidcIssuerLocation" => {
            let meaning = "the issuer: its metadata is read";
            let issuer = deciding(form, About::Issuer, |form| {
                text_of(form, &arg.value, arg.line, name, meaning)
            })?;
            located(form, &issuer);
            Some((issuer, arg.line))
        }
        _ => {
            let reason = "is a key that comes from elsewhere";
            form.draft
                .undecided(About::Key, Some(decoder.line), name, reason);
            None
        }
    }
}

/// The metadata is read at an issuer, which it has to name.
fn located(form: &mut Form<'_>, issuer: &str) {
    form.authority(issuer, "The issuer");
    if let Some(why) = spring_issuer::refused("The issuer", issuer) {
        form.draft.fails_to_start(why);
    }
}

const BY_CODE: &str = "is worked out by code, and only its result would tell";

/// `jwsAlgorithm(SignatureAlgorithm.ES256)`; RS256 where the key set stands alone.
fn algorithms(form: &mut Form<'_>, part: &std::ops::Range<usize>, decoder: Option<&Found>) {
    let calls = form
        .source
        .calls(&["jwsAlgorithm", "jwsAlgorithms", "signatureAlgorithm"]);
    let calls: Vec<Found> = calls
        .into_iter()
        .filter(|call| part.contains(&call.range.start))
        .collect();
    for found in &calls {
        let name = found.call.path.last().map_or("", String::as_str);
        let arg = found.call.args.first().map(|arg| &arg.value.kind);
        let named = match arg {
            Some(ExprKind::Path(path)) if name != "jwsAlgorithms" => path.last().cloned(),
            _ => None,
        };
        if let Some(algorithm) = named {
            let meaning = "an accepted algorithm";
            form.draft.read(found.line, name, &algorithm, meaning);
            form.api().algorithms.push(algorithm);
        } else {
            form.draft
                .undecided(About::Algorithm, Some(found.line), name, BY_CODE);
        }
    }
    let lines = in_braces(form, part);
    for line in &lines {
        form.draft
            .undecided(About::Algorithm, Some(*line), "jwsAlgorithms", BY_CODE);
    }
    let by_keys = decoder.is_some_and(|d| d.call.path.last().is_some_and(|n| n == "withJwkSetUri"));
    if calls.is_empty() && lines.is_empty() && by_keys {
        form.api().algorithms.push("RS256".to_owned());
        form.draft
            .note("No algorithm is named: the decoder accepts RS256 alone.");
    }
}

/// The lines of `jwsAlgorithms { … }`: Kotlin's braces stand behind the name alone.
fn in_braces(form: &Form<'_>, part: &std::ops::Range<usize>) -> Vec<usize> {
    let words = form.source.words.windows(2).enumerate();
    let braces = words.filter(|(at, pair)| match pair {
        [name, open] => name.name() == Some("jwsAlgorithms") && open.is("{") && part.contains(at),
        _ => false,
    });
    braces
        .filter_map(|(_, pair)| Some(pair.first()?.line))
        .collect()
}

/// The text of an expression; `$name` in a string of Kotlin stands for a value.
fn text_of(
    form: &mut Form<'_>,
    expr: &Expr,
    line: usize,
    shown: &str,
    meaning: &str,
) -> Option<String> {
    let template = |text: &String| {
        let mut parts = text.split('$').skip(1);
        parts.any(|part| part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '{'))
    };
    if form.source.text(expr).as_ref().is_ok_and(template) {
        let reason = "is put together from values that are known only at run time";
        form.draft.unread(Some(line), shown, reason);
        return None;
    }
    form.text_of(expr, line, shown, meaning)
}

/// The values of `List.of(…)`, `Arrays.asList(…)`, `listOf(…)`; the value itself where it is none.
fn items(source: &Source, expr: &Expr) -> Vec<Expr> {
    const LISTS: [&str; 5] = ["of", "asList", "listOf", "setOf", "singletonList"];
    match &expr.kind {
        ExprKind::Call(call)
            if call
                .path
                .last()
                .is_some_and(|n| LISTS.contains(&n.as_str())) =>
        {
            call.args.iter().map(|arg| arg.value.clone()).collect()
        }
        ExprKind::Path(path) => match source.followed(path) {
            Some(followed) if !matches!(followed.kind, ExprKind::Path(_)) => {
                items(source, &followed)
            }
            _ => vec![expr.clone()],
        },
        _ => vec![expr.clone()],
    }
}
