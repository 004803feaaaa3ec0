//! Values in configurations that are written out say nothing but themselves.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod common;

use common::fixes::said;
use tokenscope::api::{Stack, Target, write};
use tokenscope::issuer::Platform;

/// The text without what stands in quotes: what a reader of the language sees of its structure.
fn skeleton(text: &str, quote: char, escapes: bool) -> String {
    let mut out = String::new();
    let mut inside = false;
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' if inside && escapes => {
                chars.next();
            }
            c if c == quote => {
                inside = !inside;
                out.push(c);
            }
            _ if inside => assert!(!c.is_control(), "a line ends inside of a text: {text}"),
            c => out.push(c),
        }
    }
    out
}

fn hostile_target(platform: Platform, value: &str) -> Target {
    let tenant = "e21bbca2-1b75-4dea-9e34-d3d95d2ec661";
    let authority = format!("https://login.microsoftonline.com/{tenant}/v2.0");
    Target {
        metadata: format!("{authority}/.well-known/openid-configuration"),
        keys: "https://login.microsoftonline.com/common/discovery/v2.0/keys".to_owned(),
        issuer: format!("https://i.example/{value}"),
        audience: value.to_owned(),
        client_id: Some("6e74172b-be56-4843-9ff4-e66a39bb12e3".to_owned()),
        tenant: Some(tenant.to_owned()),
        policy: Some("b2c_1_susi".to_owned()),
        instance: "https://login.microsoftonline.com/".to_owned(),
        federation: Some("https://login.microsoftonline.com/f.xml".to_owned()),
        platform: Some(platform),
        algorithm: "RS256".to_owned(),
        authority,
        ..Target::default()
    }
}

#[test]
fn no_value_breaks_out_of_its_text() {
    const HOSTILE: [&str; 12] = [
        "a\"; evil(); //",
        "a\\\"; evil(); //",
        "a\\",
        "a'; rm -rf / #",
        "a${env.SECRET}",
        "a\nevil: true",
        "a\r\n\tevil = 1",
        "</audience><audience>evil",
        "a\u{202e}b\u{0}",
        "{{keys}} @(evil) #{1+1} %{x}",
        "a\u{2028}b\u{1f600}",
        "]]>&lt;`$(evil)`",
    ];
    let platforms = [
        Platform::EntraV1,
        Platform::EntraV2,
        Platform::B2c,
        Platform::ExternalId,
        Platform::Adfs,
    ];
    let mut seen = 0;
    for platform in platforms {
        for stack in Stack::ALL {
            let Ok(plain) = write(*stack, &hostile_target(platform, "plain")) else {
                continue;
            };
            for value in HOSTILE {
                let Ok(fix) = write(*stack, &hostile_target(platform, value)) else {
                    continue;
                };
                seen += 1;
                let name = format!("{} {platform:?} {value:?}", stack.id());
                if let Some(all) = said(&fix) {
                    assert!(all.iter().any(|t| t == value), "{name}: {}", fix.text);
                    assert_eq!(all.len(), said(&plain).unwrap().len(), "{name}");
                    continue;
                }
                if fix.language == "properties" {
                    assert_eq!(
                        fix.text.lines().count(),
                        plain.text.lines().count(),
                        "{name}"
                    );
                    continue;
                }
                let (quote, escapes) = match fix.language {
                    "shell" => ('\'', false),
                    _ => ('"', true),
                };
                let shown = fix.text.replace("'\\''", "");
                let text = if quote == '\'' { &shown } else { &fix.text };
                let skeletons = [text, &plain.text].map(|t| skeleton(t, quote, escapes));
                assert_eq!(skeletons[0], skeletons[1], "{name}");
            }
        }
    }
    assert!(seen > 500, "{seen} configurations were looked at");
}
