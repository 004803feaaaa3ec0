//! `JwtClaimValidator`: a claim, and a test that is written as a lambda.

use super::super::expression::{Expr, ExprKind};
use super::super::form::Form;
use super::super::lexer::{Kind, Word};
use super::super::source::Found;
use crate::api::{About, RequiredClaim};

/// The most words of a lambda that are looked at.
const LONGEST: usize = 80;

/// Names that may stand in a test without changing what it says.
const PLAIN: [&str; 9] = [
    "null",
    "contains",
    "equals",
    "Objects",
    "nonNull",
    "List",
    "String",
    "it",
    "Collection",
];

/// Reads `new JwtClaimValidator<…>(claim, test)`.
pub(super) fn read(form: &mut Form<'_>, found: &Found) {
    let claim = found
        .call
        .args
        .first()
        .and_then(|arg| claim_of(form, &arg.value));
    let about = match claim.as_deref() {
        Some("aud") => About::Audience,
        Some("iss") => About::Issuer,
        _ => About::Claims,
    };
    let Some((claim, values)) = claim.and_then(|claim| Some((claim, tested(form, found)?))) else {
        let reason = "tests the claim in code, which this program doesn't follow";
        form.draft
            .undecided(about, Some(found.line), "JwtClaimValidator", reason);
        return;
    };
    for value in &values {
        let meaning = match about {
            About::Audience => "an accepted audience".to_owned(),
            About::Issuer => "an accepted issuer".to_owned(),
            _ => format!("a value that {claim} has to hold"),
        };
        form.draft
            .read(found.line, "JwtClaimValidator", value, &meaning);
    }
    match about {
        About::Audience => form.audiences(values),
        About::Issuer => form.issuers(values),
        _ => form.api().required_claims.push(RequiredClaim {
            names: vec![claim],
            values,
            all: false,
            line: found.line,
        }),
    }
}

/// The claim's name: a text, or a constant such as `JwtClaimNames.AUD`.
fn claim_of(form: &Form<'_>, expr: &Expr) -> Option<String> {
    if let Ok(text) = form.source.text(expr) {
        return Some(text);
    }
    match &expr.kind {
        ExprKind::Path(path) => {
            let last = path.last()?;
            let known = ["AUD", "ISS", "SUB", "JTI", "AZP", "SCOPE", "CLIENT_ID"];
            known
                .contains(&last.as_str())
                .then(|| last.to_ascii_lowercase())
        }
        _ => None,
    }
}

/// The values of which one has to be there: `aud.contains("a") || aud.contains("b")`,
/// `"a"::equals`. `None` where the test says more than that.
fn tested(form: &Form<'_>, found: &Found) -> Option<Vec<String>> {
    let words = form.source.words.get(..).unwrap_or_default();
    let start = test_of(words, found)?;
    let end = end_of(words, start);
    let inside = words.get(start..end)?;
    let mut values = Vec::new();
    let mut parameter: Option<&str> = None;
    for (at, word) in inside.iter().enumerate() {
        match &word.kind {
            Kind::Sign("!" | "&" | "?" | "-" | "+" | "<" | ">") | Kind::Number(_) => return None,
            Kind::Name(name) if name == "contains" || name == "equals" => {
                values.push(compared(form, start + at)?);
            }
            Kind::Name(name) if PLAIN.contains(&name.as_str()) => {}
            Kind::Name(name) if name.starts_with(char::is_uppercase) => {}
            // The parameter is one name; any other is a value that was looked up with its test.
            Kind::Name(name) => {
                let argument = at.checked_sub(1).and_then(|before| inside.get(before));
                let looked_up = argument.is_some_and(|before| before.is("(") || before.is("."));
                if !looked_up && *parameter.get_or_insert(name) != *name {
                    return None;
                }
            }
            _ => {}
        }
    }
    let both = inside.windows(2).any(|pair| match pair {
        [sign, next] => sign.is("&&") && values.len() > 1 && !next.is("null"),
        _ => false,
    });
    (!values.is_empty() && !both).then_some(values)
}

/// Where the test begins: behind the first comma of the call, or in Kotlin's braces behind it.
fn test_of(words: &[Word], found: &Found) -> Option<usize> {
    let mut open = 0_usize;
    for (at, word) in words
        .iter()
        .enumerate()
        .skip(found.range.start)
        .take(LONGEST)
    {
        match word.kind {
            Kind::Sign("(" | "[") => open += 1,
            Kind::Sign(")" | "]") => open = open.saturating_sub(1),
            Kind::Sign(",") if open == 1 => return Some(at + 1),
            _ => {}
        }
        if open == 0 && word.is(")") {
            return words
                .get(at + 1)
                .filter(|next| next.is("{"))
                .map(|_| at + 1);
        }
    }
    None
}

/// Where a test ends: at the bracket that closes the one around it.
fn end_of(words: &[Word], start: usize) -> usize {
    let mut open = 0_usize;
    for (at, word) in words.iter().enumerate().skip(start).take(LONGEST) {
        match word.kind {
            Kind::Sign("(" | "[" | "{") => open += 1,
            Kind::Sign(")" | "]" | "}" | ";" | ",") if open == 0 => return at,
            Kind::Sign(")" | "]" | "}") => {
                open -= 1;
                if open == 0 && word.is("}") {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    words.len().min(start + LONGEST)
}

/// The text that a `contains` or `equals` compares with: what it is handed, or what it belongs to.
fn compared(form: &Form<'_>, at: usize) -> Option<String> {
    let source = form.source;
    let called = source.words.get(at + 1).is_some_and(|word| word.is("("));
    if called && let Ok(text) = source.text(&source.expression_at(at + 2)) {
        return Some(text);
    }
    let before = source.words.get(at.checked_sub(2)?)?;
    match before.kind {
        Kind::Text(_) => source.text(&source.expression_at(at - 2)).ok(),
        Kind::Name(_) => {
            let name = before.name()?;
            source.text(&source.constant(name)?).ok()
        }
        _ => None,
    }
}

/// What `getAudience().contains(…)` is handed, where that is known.
pub(super) fn contained_audience(form: &Form<'_>) -> Option<Expr> {
    let source = form.source;
    let words = source.words.iter().enumerate();
    let contains = words.filter(|(_, word)| word.name() == Some("contains"));
    contains.into_iter().find_map(|(at, _)| {
        let front = source.words.get(at.checked_sub(4)?..at)?;
        let named = front
            .iter()
            .any(|word| matches!(word.name(), Some("getAudience" | "audience")));
        let expr = source.expression_at(at + 2);
        (named && source.text(&expr).is_ok()).then_some(expr)
    })
}
