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
use common::fixes::{row, said, tokens};
use serde_json::Value;
use tokenscope::api::{Fix, Stack, Unwritten};
use tokenscope::diagnosis::Inspection;

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
        ("entra-v2", "authlib", "deprecates it in favour of joserfc"),
        ("entra-v2", "mod-auth-openidc", "mod_oauth2"),
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

/// What a configuration has to say, or must not, for its product to start and to accept the token.
#[test]
fn what_products_ask_for_at_the_start_is_there() {
    let rows = [
        (
            "us-gov",
            "fastapi-azure-auth",
            "issuer_of(tid:",
            "access_as_user",
        ),
        (
            "guest",
            "fastapi-azure-auth",
            "allow_guest_users=True",
            "access_as_user",
        ),
        (
            "entra-v2",
            "fastapi-azure-auth",
            "tenant_id=",
            "allow_guest_users",
        ),
        (
            "entra-v2",
            "oauth2-proxy",
            "email_domains = [\"*\"]",
            "insecure",
        ),
        ("b2c", "oauth2-proxy", "email_domains = [\"*\"]", "insecure"),
        (
            "entra-v2",
            "owin-oauth-bearer",
            "class OpenIdConnectCachingSecurityTokenProvider",
            "IssuerSigningKey ",
        ),
        (
            "id-token",
            "owin-openid-connect",
            "using Microsoft.Owin.Security;",
            "ValidateIssuer",
        ),
        (
            "entra-v1",
            "aws-alb",
            "e21bbca2-1b75-4dea-9e34-d3d95d2ec661/discovery/keys",
            "/common/",
        ),
        (
            "entra-v2",
            "authlib",
            "from joserfc import jwt",
            "authlib.jose",
        ),
    ];
    let mut tokens = tokens();
    tokens.push(row("name = 'guest'\nclaims = { acct = 1 }"));
    for (name, stack, says, lacks) in rows {
        let row = tokens.iter().find(|r| r.name == name).expect(name);
        let fix = row.inspect().fix(Stack::find(stack).unwrap()).expect(stack);
        let text = &fix.text;
        assert!(text.contains(says), "{name}, {stack}: {text}");
        assert!(!text.contains(lacks), "{name}, {stack}: {text}");
    }
}

#[test]
fn a_key_that_an_api_misses_comes_with_the_test_of_a_rollover() {
    let stale = "error = 'WWW-Authenticate: Bearer error=\"invalid_token\", \
                 error_description=\"The signature key was not found\"'";
    let rows = [
        ("a v2 token", stale.to_owned(), true),
        ("a B2C token", format!("token = 'b2c'\n{stale}"), false),
        ("nothing wrong", String::new(), false),
    ];
    for (name, text, expected) in rows {
        let commands = row(&format!("name = 'x'\n{text}")).inspect().commands();
        for words in ["Get-MsIdSigningKeyThumbprint -Latest | ", " -Default\n"] {
            let found = commands.iter().any(|c| c.text.contains(words));
            assert_eq!(found, expected, "{name}: {commands:#?}");
        }
    }
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
