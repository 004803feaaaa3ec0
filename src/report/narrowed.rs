//! The report on an error without a token.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::text::{Page, TextOptions};
use crate::diagnosis::{ErrorMatch, Narrowed, Told};
use crate::token::utc;

/// The report on an error alone as one JSON document: no tokens, and member `error`.
pub fn narrowed_json(narrowed: &Narrowed, at: Timestamp) -> Value {
    let reading = &narrowed.reading;
    let found = |m: &ErrorMatch| {
        json!({
            "pattern": m.pattern, "code": m.code, "stack": m.stack, "meaning": m.meaning,
            "rules": m.rules, "line": m.line,
        })
    };
    let causes = narrowed.causes.iter().map(|cause| {
        json!({
            "rule": cause.rule, "step": cause.step.name(), "line": cause.line,
            "reference": cause.reference,
        })
    });
    json!({
        "tokenscope": 1,
        "at": at.to_string(),
        "tokens": [],
        "error": {
            "matches": reading.matches.iter().map(found).collect::<Vec<_>>(),
            "told": told(&reading.told),
            "hidden": reading.hidden,
            "causes": causes.collect::<Vec<_>>(),
            "next": narrowed.next,
            "paste": narrowed.paste,
        },
    })
}

fn told(told: &Told) -> Value {
    json!({
        "kid": told.kid,
        "issuer": told.issuer,
        "audiences": told.audiences,
        "accepted_issuers": told.accepted_issuers,
        "accepted_audiences": told.accepted_audiences,
        "keys": told.keys,
        "key_ids": told.key_ids,
    })
}

/// The report on an error alone as text.
pub fn narrowed_text(narrowed: &Narrowed, at: Timestamp, options: &TextOptions<'_>) -> String {
    let mut page = Page::new(options.width, options.colour);
    page.line(0, "AN ERROR WITHOUT ITS TOKEN");
    for found in &narrowed.reading.matches {
        let words = found.code.contains(' ');
        let quote = |sign| if words { sign } else { "" };
        let (open, close) = (quote("\u{201c}"), quote("\u{201d}"));
        page.heading(&format!("{open}{}{close} ({})", found.code, found.stack));
        page.wrapped(2, found.meaning);
    }
    let values = values(&narrowed.reading.told);
    if !values.is_empty() {
        page.heading("What it tells");
        for (name, value) in values {
            page.wrapped(2, &format!("{name}: {value}"));
        }
    }
    if !narrowed.causes.is_empty() {
        page.heading("Possible causes, the likeliest first");
        let causes = narrowed.causes.iter();
        let lines: Vec<String> = causes
            .map(|cause| format!("{}: {}.", cause.rule, cause.line))
            .collect();
        page.numbered(2, &lines);
    }
    page.heading("What to do");
    let mut steps = vec![narrowed.paste.clone()];
    steps.extend(narrowed.next.iter().cloned());
    page.numbered(2, &steps);
    page.blank();
    page.wrapped(0, &format!("Judged by {}.", utc(at)));
    page.out
}

/// What the error names, with its names.
fn values(told: &Told) -> Vec<(&'static str, String)> {
    let count = told.keys.map(|keys| keys.to_string());
    let rows = [
        ("Key (kid)", told.kid.clone().into_iter().collect()),
        ("Issuer", told.issuer.clone().into_iter().collect()),
        ("Audience", told.audiences.clone()),
        ("Issuer that the API accepts", told.accepted_issuers.clone()),
        (
            "Audience that the API accepts",
            told.accepted_audiences.clone(),
        ),
        ("Keys that the API has", count.into_iter().collect()),
        ("Keys that were tried", told.key_ids.clone()),
    ];
    rows.into_iter()
        .filter(|(_, values): &(_, Vec<String>)| !values.is_empty())
        .map(|(name, values)| (name, values.join(", ")))
        .collect()
}
