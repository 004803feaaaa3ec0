//! The configurations that are written out: for every stack and every kind of token.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod common;

use std::fmt::Write as _;

use common::cases::Row;
use common::fixes::{row, texts, tokens};
use saphyr::{LoadableYamlNode as _, Yaml};
use serde_json::Value;
use tokenscope::api::{Fix, Stack, Target, Unwritten, write};
use tokenscope::diagnosis::Inspection;
use tokenscope::issuer::Platform;

/// All texts that a configuration says, where its language has a reader; `None` for code.
fn said(fix: &Fix) -> Option<Vec<String>> {
    let mut all = Vec::new();
    match fix.language {
        "json" => {
            let value: Value = serde_json::from_str(&fix.text).expect("JSON");
            texts(&value, &mut all);
        }
        "yaml" => {
            for document in Yaml::load_from_str(&fix.text).expect("YAML") {
                yaml_texts(&document, &mut all);
            }
        }
        "xml" => {
            let document = roxmltree::Document::parse(&fix.text).expect("XML");
            for node in document.descendants() {
                all.extend(node.attributes().map(|a| a.value().to_owned()));
                all.extend(node.text().map(str::to_owned));
            }
        }
        _ => return None,
    }
    Some(all)
}

fn yaml_texts(value: &Yaml<'_>, into: &mut Vec<String>) {
    if let Some(text) = value.as_str() {
        into.push(text.to_owned());
    }
    for item in value.as_sequence().into_iter().flatten() {
        yaml_texts(item, into);
    }
    for (_, value) in value.as_mapping().into_iter().flatten() {
        yaml_texts(value, into);
    }
}

/// Whether a configuration says a value.
fn says(fix: &Fix, value: &str) -> bool {
    match said(fix) {
        Some(all) => all.iter().any(|text| text == value),
        None => fix.text.contains(value),
    }
}

fn fixes(inspection: &Inspection) -> Vec<(Stack, Result<Fix, Unwritten>)> {
    let all = Stack::ALL.iter();
    all.map(|stack| (*stack, inspection.fix(*stack))).collect()
}

fn unfit(inspection: &Inspection) -> Vec<&'static str> {
    let all = fixes(inspection).into_iter();
    all.filter(|(_, fix)| fix.is_err())
        .map(|(stack, _)| stack.id())
        .collect()
}

const NO_JWT: [&str; 3] = ["owin-ws-federation", "web-config", "kong-jwt"];
const SIGN_IN: [&str; 4] = [
    "identity-web-app",
    "openid-connect",
    "owin-openid-connect",
    "next-auth",
];

#[test]
fn every_stack_accepts_what_it_can_and_says_so_where_it_can_t() {
    let rows: [(&str, &[&str]); 9] = [
        ("entra-v2", &["owin-azure-ad-bearer", "owin-adfs-bearer"]),
        ("entra-v1", &["owin-adfs-bearer", "fastapi-azure-auth"]),
        (
            "us-gov",
            &[
                "owin-azure-ad-bearer",
                "owin-adfs-bearer",
                "django-auth-adfs",
            ],
        ),
        ("personal", &["owin-azure-ad-bearer", "owin-adfs-bearer"]),
        (
            "b2c",
            &[
                "owin-azure-ad-bearer",
                "owin-adfs-bearer",
                "apim-validate-azure-ad-token",
                "aws-http-api",
                "django-auth-adfs",
            ],
        ),
        (
            "b2c-tfp",
            &[
                "identity-web",
                "owin-azure-ad-bearer",
                "owin-adfs-bearer",
                "apim-validate-azure-ad-token",
                "django-auth-adfs",
            ],
        ),
        (
            "external-id",
            &[
                "owin-azure-ad-bearer",
                "owin-adfs-bearer",
                "apim-validate-azure-ad-token",
                "spring-cloud-azure",
                "passport-azure-ad",
                "django-auth-adfs",
            ],
        ),
        (
            "application key",
            &[
                "owin-azure-ad-bearer",
                "owin-adfs-bearer",
                "app-service",
                "apim-validate-azure-ad-token",
                "spring-cloud-azure",
                "aws-http-api",
            ],
        ),
        (
            "application key, v1",
            &[
                "owin-adfs-bearer",
                "app-service",
                "apim-validate-azure-ad-token",
                "spring-cloud-azure",
                "aws-http-api",
                "fastapi-azure-auth",
            ],
        ),
    ];
    let tokens = tokens();
    for (name, not) in rows {
        let row = tokens.iter().find(|r| r.name == name).expect(name);
        let mut expected: Vec<&str> = NO_JWT.iter().chain(&SIGN_IN).chain(not).copied().collect();
        let mut actual = unfit(&row.inspect());
        expected.sort_unstable();
        actual.sort_unstable();
        assert_eq!(actual, expected, "{name}");
    }
    let id = tokens.iter().find(|r| r.name == "id-token").unwrap();
    for (stack, fix) in fixes(&id.inspect()) {
        let signs_in = SIGN_IN.contains(&stack.id());
        assert_eq!(fix.is_ok(), signs_in, "id-token, {}", stack.id());
    }
}

#[test]
fn every_refusal_says_what_can_do_it() {
    for row in tokens() {
        for (stack, fix) in fixes(&row.inspect()) {
            let Err(error) = fix else { continue };
            let text = error.to_string();
            let other = Stack::ALL
                .iter()
                .any(|s| *s != stack && text.contains(s.id()));
            let advice = ["access_token", "separate app registration", "in the API"];
            let told = other || advice.iter().any(|a| text.contains(a)) || text.contains("needs");
            assert!(told, "{}: {}: {text}", row.name, stack.id());
            assert!(!text.ends_with('.'), "{}: {text}", stack.id());
        }
    }
}

#[test]
fn every_configuration_is_well_formed_and_says_issuer_audience_and_keys() {
    let mut problems = String::new();
    for row in tokens() {
        let inspection = row.inspect();
        let target = inspection.target().expect(&row.name);
        for (stack, fix) in fixes(&inspection) {
            let Ok(fix) = fix else { continue };
            let composed = target
                .tenant
                .as_deref()
                .is_some_and(|t| says(&fix, t) || says(&fix, "consumers"));
            let address = [
                &target.metadata,
                &target.keys,
                &target.authority,
                &target.issuer,
            ]
            .into_iter()
            .chain(&target.federation)
            .any(|a| says(&fix, a));
            let checks = [
                ("the audience", says(&fix, &target.audience)),
                ("an address or the tenant", address || composed),
                ("a place", fix.place.ends_with('.')),
                ("what to avoid", fix.avoid.starts_with("Don't ")),
                ("every value", !fix.text.contains("{{")),
                (
                    "the application",
                    target.app_id.as_ref().is_none_or(|id| {
                        fix.text.contains(&format!("?appid={id}"))
                            || matches!(stack, Stack::FastApiAzureAuth | Stack::DjangoAuthAdfs)
                    }),
                ),
            ];
            for (what, holds) in checks {
                if !holds {
                    writeln!(problems, "{}: {} lacks {what}", row.name, stack.id()).unwrap();
                }
            }
        }
    }
    assert!(problems.is_empty(), "{problems}");
}

#[test]
fn known_mistakes_of_instructions_are_corrected() {
    let rows = [
        (
            "application key, v1",
            "owin-azure-ad-bearer",
            "openid-configuration",
        ),
        ("entra-v1", "jose", "slash at its end"),
        ("b2c", "jwt-bearer", "/tfp/"),
        ("external-id", "jwt-bearer", "tenant's ID there"),
        ("entra-v2", "passport-azure-ad", "no longer maintained"),
        ("entra-v2", "nginx", "wants none"),
        ("entra-v2", "jwks-rsa", "every hour"),
        ("application key", "spring", "jwk-set-uri"),
    ];
    let tokens = tokens();
    for (name, stack, words) in rows {
        let row = tokens.iter().find(|r| r.name == name).unwrap();
        let fix = row.inspect().fix(Stack::find(stack).unwrap()).expect(stack);
        let all = fix.corrections.join(" ");
        assert!(all.contains(words), "{stack}: {all}");
    }
    let owin = tokens
        .iter()
        .find(|r| r.name == "application key, v1")
        .unwrap();
    let fix = owin.inspect().fix(Stack::OwinAzureAdBearer).unwrap();
    let lower = fix.text.to_lowercase();
    assert!(
        lower.contains("federationmetadata.xml?appid="),
        "{}",
        fix.text
    );
}

#[test]
fn some_tokens_get_no_configuration() {
    let rows = [
        ("token = 'graph'", "Get a token for your API first"),
        (
            "signed_by = 'nobody'\nheader = { alg = 'none' }",
            "no signature",
        ),
        (
            "signed_by = 'secret'\nheader = { alg = 'HS256' }",
            "No configuration should accept",
        ),
        ("then = 'edit-claims'", "No configuration should accept"),
        ("without = ['aud']", "names no audience"),
        (
            "claims = { tid = '{other-tenant}' }",
            "No configuration should accept",
        ),
        (
            "api = { audiences = ['api://orders'] }",
            "with the scope api://orders/.default",
        ),
    ];
    for (text, words) in rows {
        let row = row(&format!("name = 'x'\n{text}"));
        let reason = row.inspect().target().expect_err(text);
        assert!(reason.contains(words), "{text}: {reason}");
    }
}

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

#[test]
fn remedies_that_are_commands() {
    let app = "[documents]\nown = ['entra']\napp = ['saml-app']\ncommon = ['entra']";
    let rows = [
        (
            "signed_by = 'saml-app'\nkid_of_signer = true\n".to_owned() + app,
            "preferredSingleSignOnMode\": null",
        ),
        (
            "token = 'graph'\napi = { audiences = ['api://orders'] }".to_owned(),
            "api://orders/.default",
        ),
        (
            "token = 'graph'".to_owned(),
            "api://<application ID of your API>/.default",
        ),
        (
            "token = 'entra-v1'\napi = { metadata = 'own' }".to_owned(),
            "\"requestedAccessTokenVersion\": 2",
        ),
        ("token = 'b2c-tfp'".to_owned(), "AuthorityAndTenantGuid"),
        (
            "token = 'us-gov'\nclaims = { hasgroups = true }".to_owned(),
            "https://graph.microsoft.us/v1.0/users/",
        ),
        (
            "token = 'entra-v2-app'\nwithout = ['roles']".to_owned(),
            "appRoleAssignedTo",
        ),
        (
            "api = { scopes = ['Files.Write'] }".to_owned(),
            "api://6e74172b-be56-4843-9ff4-e66a39bb12e3/Files.Write",
        ),
    ];
    for (text, words) in rows {
        let row: Row = row(&format!("name = 'x'\n{text}"));
        let commands = row.inspect().commands();
        let found = commands.iter().any(|c| c.text.contains(words));
        assert!(found, "{text}: {commands:#?}");
        for command in &commands {
            assert!(!command.title.ends_with('.'), "{}", command.title);
            assert!(command.text.ends_with('\n'), "{}", command.text);
            if command.language == "json" {
                serde_json::from_str::<Value>(&command.text).expect("JSON");
            }
        }
    }
    let healthy = row("name = 'x'");
    assert_eq!(healthy.inspect().commands(), []);
}
