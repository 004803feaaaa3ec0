//! Nothing that deceives and nothing that is a secret.

use jiff::tz::TimeZone;
use serde_json::json;
use tokenscope::input::Kind;
use tokenscope::report::{escaped, json, text, without_tokens};
use tokenscope::token::Token;

use super::sample::{at, compact, found, inspection};

#[test]
fn no_report_holds_a_compact_token() {
    let inner = compact(&json!({"alg": "RS256"}), &json!({"sub": "somebody"}));
    let mut envelope = inspection();
    let outer = compact(
        &json!({"typ": "pop", "alg": "RS256"}),
        &json!({"at": inner, "u": "api"}),
    );
    envelope.found = found(&outer, Kind::PopEnvelope);
    envelope.token = Token::of(&envelope.found);
    envelope.verdict.headline = format!("The token {inner} is wrapped.");
    envelope.checklist[1].headline = envelope.verdict.headline.clone();
    envelope.checklist[1].explanation = format!("Bearer {inner}");
    envelope.checklist[1].evidence[0].actual = inner.clone();
    let reports = [
        ("json", json(&[envelope.clone()], at()).to_string()),
        ("text", text(&[envelope], at(), &TimeZone::UTC)),
    ];
    for (name, report) in reports {
        for (part, secret) in inner.split('.').chain(outer.split('.')).enumerate() {
            assert!(
                !report.contains(secret),
                "{name} holds part {part}: {report}"
            );
        }
        assert!(
            report.contains("(a token of "),
            "{name} says that there was one: {report}"
        );
    }
}

#[test]
fn without_tokens_leaves_the_rest() {
    let token = compact(&json!({"alg": "RS256"}), &json!({"sub": "s"}));
    let unsigned = token.rsplit_once('.').unwrap().0.to_owned() + ".";
    let hidden = |t: &str| format!("(a token of {} characters)", t.len());
    let rows = [
        ("nothing", String::new(), String::new()),
        (
            "words",
            "kid is missing. Éé…".to_owned(),
            "kid is missing. Éé…".to_owned(),
        ),
        ("alone", token.clone(), hidden(&token)),
        (
            "bearer",
            format!("Bearer {token}, once"),
            format!("Bearer {}, once", hidden(&token)),
        ),
        ("unsigned", unsigned.clone(), hidden(&unsigned)),
        (
            "in a URL",
            format!("https://x.example/?t={token}&y"),
            format!("https://x.example/?t={}&y", hidden(&token)),
        ),
        (
            "one part only",
            "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9".to_owned(),
            "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9".to_owned(),
        ),
        ("short", "eyJ.a".to_owned(), "eyJ.a".to_owned()),
        (
            "a host",
            "login.microsoftonline.com".to_owned(),
            "login.microsoftonline.com".to_owned(),
        ),
    ];
    for (name, text, expected) in rows {
        assert_eq!(without_tokens(&text), expected, "{name}");
    }
}

#[test]
fn deceiving_characters_are_shown() {
    let rows = [
        ("plain", "admin@contoso.com", "admin@contoso.com"),
        ("right to left", "admin\u{202e}moc", "admin\\u{202E}moc"),
        ("zero width", "a\u{200b}b\u{feff}", "a\\u{200B}b\\u{FEFF}"),
        ("soft hyphen", "con\u{ad}toso", "con\\u{00AD}toso"),
        ("terminal escape", "\u{1b}[31mred", "\\u{001B}[31mred"),
        ("line breaks", "a\nb\r\tc", "a\\nb\\r\\tc"),
        ("tag characters", "a\u{e0041}", "a\\u{E0041}"),
        ("other scripts", "日本 عربى Ünï", "日本 عربى Ünï"),
    ];
    for (name, value, expected) in rows {
        assert_eq!(escaped(value), expected, "{name}");
    }
    let mut evil = inspection();
    evil.verdict.headline = "Audience \u{1b}[2Japi\u{202e}x".to_owned();
    evil.authority.as_mut().unwrap().tenant = Some("t\u{200b}".to_owned());
    let report = text(&[evil], at(), &TimeZone::UTC);
    assert!(
        !report.contains(['\u{1b}', '\u{202e}', '\u{200b}']),
        "{report}"
    );
    assert!(
        report.contains("Audience \\u{001B}[2Japi\\u{202E}x"),
        "{report}"
    );
}
