//! `OAuth2TokenValidator`s: those of Spring Security, and one's own.

use std::ops::Range;

use super::super::expression::{Call, Expr, ExprKind};
use super::super::form::Form;
use super::super::lexer::Kind;
use super::super::source::Found;
use super::{claims, deciding, items, text_of};
use crate::api::{About, RequiredClaim};

/// The calls that take validators.
const TAKING: [&str; 3] = [
    "setJwtValidator",
    "DelegatingOAuth2TokenValidator",
    "createDefaultWithValidators",
];

/// The validators that are read wherever they stand.
const KNOWN: [&str; 13] = [
    "DelegatingOAuth2TokenValidator",
    "createDefaultWithValidators",
    "createDefault",
    "createDefaultWithIssuer",
    "createAtJwtValidator",
    "build",
    "JwtTimestampValidator",
    "JwtIssuerValidator",
    "JwtAudienceValidator",
    "JwtTypeValidator",
    "JwtClaimValidator",
    "X509CertificateThumbprintValidator",
    "jwt",
];

/// Reads the validators in a part of the code. Whether they take the place of the decoder's own.
pub(super) fn read(form: &mut Form<'_>, part: &Range<usize>) -> bool {
    let source = form.source;
    let calls = |names: &[&str]| -> Vec<Found> {
        let mut found = source.calls(names);
        found.retain(|found| part.contains(&found.range.start));
        found
    };
    issuers(
        form,
        &calls(&["createDefaultWithIssuer", "JwtIssuerValidator"]),
    );
    audiences(form, &calls(&["JwtAudienceValidator"]));
    types(form, &calls(&["JwtTypeValidator"]));
    timestamps(form, &calls(&["JwtTimestampValidator"]));
    access_tokens(form, &calls(&["createAtJwtValidator"]));
    for found in calls(&["JwtClaimValidator"]) {
        claims::read(form, &found);
    }
    for found in calls(&TAKING) {
        for arg in found
            .call
            .args
            .iter()
            .flat_map(|arg| items(source, &arg.value))
        {
            taken(form, &found, &arg);
        }
    }
    !calls(&["setJwtValidator"]).is_empty()
}

fn issuers(form: &mut Form<'_>, calls: &[Found]) {
    for found in calls {
        issuer(form, &found.call, found.line);
    }
}

fn issuer(form: &mut Form<'_>, call: &Call, line: usize) {
    let name = call.path.last().cloned().unwrap_or_default();
    for arg in call.args.iter().take(1) {
        let issuer = deciding(form, About::Issuer, |form| {
            text_of(form, &arg.value, line, &name, "an accepted issuer")
        });
        form.issuers(issuer);
    }
}

fn audiences(form: &mut Form<'_>, calls: &[Found]) {
    for found in calls {
        for arg in &found.call.args {
            audience(form, &arg.value, found.line, "JwtAudienceValidator");
        }
    }
}

fn audience(form: &mut Form<'_>, expr: &Expr, line: usize, name: &str) {
    let audience = deciding(form, About::Audience, |form| {
        text_of(form, expr, line, name, "an accepted audience")
    });
    form.audiences(audience);
}

fn types(form: &mut Form<'_>, calls: &[Found]) {
    for found in calls {
        for arg in found
            .call
            .args
            .iter()
            .flat_map(|arg| items(form.source, &arg.value))
        {
            let kind = deciding(form, About::Claims, |form| {
                let meaning = "an accepted type (typ)";
                text_of(form, &arg, found.line, "JwtTypeValidator", meaning)
            });
            form.api().limits.types.extend(kind);
        }
    }
}

/// `new JwtTimestampValidator(Duration.ofSeconds(60))`
fn timestamps(form: &mut Form<'_>, calls: &[Found]) {
    const NAME: &str = "JwtTimestampValidator";
    for found in calls {
        let Some(arg) = found.call.args.first() else {
            continue;
        };
        if let Some(seconds) = seconds(form, &arg.value) {
            let meaning = "the tolerance around the token's times";
            let shown = format!("{seconds} seconds");
            form.draft.read(found.line, NAME, &shown, meaning);
            form.api().clock_skew = Some(seconds);
        } else {
            let reason = "is no span of time that this program understands";
            form.draft
                .undecided(About::Lifetime, Some(found.line), NAME, reason);
        }
    }
}

/// `Duration.ofSeconds(60)`, `Duration.ZERO`
fn seconds(form: &Form<'_>, expr: &Expr) -> Option<u32> {
    match &expr.kind {
        ExprKind::Path(path) if path.last().is_some_and(|name| name == "ZERO") => Some(0),
        ExprKind::Path(path) => {
            let value = form.source.followed(path)?;
            (!matches!(value.kind, ExprKind::Path(_))).then(|| seconds(form, &value))?
        }
        ExprKind::Call(call) => {
            let number: u32 = form
                .source
                .text(&call.args.first()?.value)
                .ok()?
                .trim_end_matches(['L', 'l'])
                .parse()
                .ok()?;
            let unit = match call.path.last()?.as_str() {
                "ofSeconds" => 1,
                "ofMinutes" => 60,
                "ofHours" => 3600,
                "ofMillis" => return Some(number / 1000),
                _ => return None,
            };
            number.checked_mul(unit)
        }
        _ => None,
    }
}

/// `JwtValidators.createAtJwtValidator().issuer(…).audience(…).clientId(…)`: what RFC 9068 asks for.
fn access_tokens(form: &mut Form<'_>, calls: &[Found]) {
    for found in calls {
        form.draft.read(
            found.line,
            "createAtJwtValidator",
            "at+jwt",
            "an accepted type (typ)",
        );
        form.api().limits.types.push("at+jwt".to_owned());
        let links = form.source.calls(&["issuer", "audience", "clientId"]);
        let behind = found.range.end..found.range.end + 40;
        for link in links
            .iter()
            .filter(|link| behind.contains(&link.range.start))
        {
            let Some(arg) = link.call.args.first() else {
                continue;
            };
            match link.call.path.last().map(String::as_str) {
                Some("issuer") => issuer(form, &link.call, link.line),
                Some("audience") => audience(form, &arg.value, link.line, "audience"),
                _ => client(form, &arg.value, link.line),
            }
        }
    }
}

fn client(form: &mut Form<'_>, expr: &Expr, line: usize) {
    let client = deciding(form, About::Claims, |form| {
        text_of(form, expr, line, "clientId", "the calling application")
    });
    if let Some(client) = client {
        form.api().required_claims.push(RequiredClaim {
            names: vec!["client_id".to_owned()],
            values: vec![client],
            all: false,
            line,
        });
    }
}

/// One that is handed over: nothing to say of those that are read where they stand.
fn taken(form: &mut Form<'_>, found: &Found, expr: &Expr) {
    match &expr.kind {
        ExprKind::Call(call) => {
            let name = call.path.last().map_or("", String::as_str);
            if KNOWN.contains(&name) || declares(form, name) {
                return;
            }
            own_class(form, call, expr.line.max(found.line));
        }
        ExprKind::Path(path) if !is_lambda(form, found, path) => {
            let name = path.join(".");
            if let Some(value) = form.source.followed(path) {
                if !matches!(value.kind, ExprKind::Path(_)) {
                    taken(form, found, &value);
                }
                return;
            }
            if !declares(form, &name) {
                let reason = format!("comes from {name}, which isn't set in this code");
                form.draft
                    .undecided(About::Claims, Some(expr.line), "a validator", &reason);
            }
        }
        _ => {
            let reason = "is code of your own: what it asks of a token can't be told from here";
            form.draft
                .undecided(About::Claims, Some(expr.line), "a validator", reason);
        }
    }
}

/// Whether a path is the parameter of a lambda: `jwt -> …`, `this::check`.
fn is_lambda(form: &Form<'_>, found: &Found, path: &[String]) -> bool {
    let words = form
        .source
        .words
        .get(found.range.clone())
        .unwrap_or_default();
    let first = path.first().map(String::as_str);
    words.windows(2).any(|pair| match pair {
        [name, sign] => name.name() == first && (sign.is("->") || sign.is("::")),
        _ => false,
    })
}

/// Whether the code declares a method of that name: its validators are read where they stand.
fn declares(form: &Form<'_>, name: &str) -> bool {
    form.source.words.windows(3).any(|words| match words {
        [before, own, open] => {
            let typed = match &before.kind {
                Kind::Name(before) => !matches!(before.as_str(), "return" | "new" | "throw"),
                _ => before.is(">"),
            };
            typed && own.name() == Some(name) && open.is("(")
        }
        _ => false,
    })
}

/// A class of one's own. The common one looks for an audience in `getAudience()`.
fn own_class(form: &mut Form<'_>, call: &Call, line: usize) {
    let name = call.path.last().cloned().unwrap_or_default();
    if !name.to_lowercase().contains("audience") {
        let reason = "is code of your own: what it asks of a token can't be told from here";
        form.draft
            .undecided(About::Claims, Some(line), &name, reason);
        return;
    }
    let own = claims::contained_audience(form);
    let arg = call.args.first().map(|arg| &arg.value);
    match own.as_ref().or(arg) {
        // A text that is handed over is the one that is looked for.
        Some(expr) if own.is_some() || form.source.text(expr).is_ok() => {
            audience(form, expr, line, &name);
        }
        _ => {
            let reason =
                "is code of your own: which audiences are accepted can't be told from here";
            form.draft
                .undecided(About::Audience, Some(line), &name, reason);
        }
    }
}
