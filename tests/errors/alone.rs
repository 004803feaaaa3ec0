//! An error without a token narrows the causes.

use tokenscope::diagnosis::{Narrowed, narrow, read_error, rules::RULES};

use crate::table::entries;

fn narrowed(text: &str) -> Narrowed {
    narrow(&read_error(text))
}

#[test]
fn causes_come_in_order() {
    #[rustfmt::skip]
    let rows: &[(&str, &str, &[&str], &[&str])] = &[
        ("no key", "IDX10503: The token's kid is: 'abc123'", &["saml-app-key"], &["graph-audience"]),
        ("no keys", "IDX10503: x. Number of keys in Configuration: '0'", &["metadata-unreachable"], &[]),
        ("signature", "IDX10511: x", &["graph-audience", "nonce-header"], &["stale-key-cache"]),
        ("wrapper and reason", "JWT Validation Failed: IDX10223: x", &["expired", "clock-skew"], &["graph-audience"]),
        ("only a wrapper", "JWT Validation Failed", &["audience-near-miss"], &[]),
        ("a Graph token's audience", "IDX10214: Audiences: '00000003-0000-0000-c000-000000000000'", &["graph-audience"], &[]),
        ("an Entra issuer", "IDX10205: Issuer: 'https://sts.windows.net/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/'", &["token-version-mismatch"], &["external-id-entra-mix", "adfs-entra-mix"]),
        ("a B2C issuer", "IDX40001: Issuer: 'https://contoso.b2clogin.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/v2.0/'", &["issuer-near-miss", "b2c-entra-mix"], &["external-id-entra-mix", "tenant-mismatch"]),
        ("the same tenant in the other version", "IDX10205: Issuer: 'https://sts.windows.net/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/'. Did not match: validationParameters.ValidIssuer: 'https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/v2.0'", &["token-version-mismatch"], &["tenant-mismatch", "b2c-entra-mix"]),
        ("another tenant in the same version", "IDX10205: Issuer: 'https://sts.windows.net/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/'. Did not match: validationParameters.ValidIssuer: 'https://sts.windows.net/aa00d1fa-5269-4e1c-b06d-30868371d2c5/'", &["tenant-mismatch"], &["token-version-mismatch", "cloud-mismatch"]),
        ("no rule", "IDX21323: RequireNonce is 'True'", &[], &["signature-altered"]),
        ("nothing", "hello", &[], &["expired"]),
        ("keys set by hand", "IDX10501: x. Number of keys in TokenValidationParameters: '10'. Number of keys in Configuration: '0'", &["saml-app-key"], &[]),
        ("an old version and a Graph token", "IDX10503: Signature validation failed. Keys tried: 'x'. token: '{\"alg\":\"RS256\"}.{\"aud\":\"00000003-0000-0000-c000-000000000000\"}'", &["graph-audience", "nonce-header"], &[]),
        ("no key, but a Graph token", "IDX10501: Unable to match key. token: '{}.{\"aud\":\"00000003-0000-0000-c000-000000000000\"}'", &["graph-audience", "saml-app-key"], &[]),
        ("a Graph token that Graph found old", "Lifetime validation failed, the token is expired. aud: '00000003-0000-0000-c000-000000000000'", &["expired"], &["graph-audience", "audience-mismatch"]),
        ("an algorithm", "token signature is invalid: signing method HS256 is invalid", &["algorithm-not-allowed"], &["graph-audience"]),
    ];
    for (name, text, first, never) in rows {
        let causes = narrowed(text).causes;
        let rules: Vec<&str> = causes.iter().map(|c| c.rule).collect();
        assert!(rules.starts_with(first), "{name}: {rules:?}");
        assert!(
            never.iter().all(|rule| !rules.contains(rule)),
            "{name}: {rules:?}"
        );
    }
}

#[test]
fn what_to_look_at_next_has_the_values() {
    let issuers = narrowed(
        "IDX10205: Issuer: 'https://sts.windows.net/a-1/'. Did not match: validationParameters.ValidIssuer: 'https://b.example/'",
    );
    assert!(
        issuers.next[0].contains("https://sts.windows.net/a-1/")
            && issuers.next[0].contains("https://b.example/")
    );
    assert!(!issuers.paste.contains("configuration"));
    let key = narrowed("IDX10503: The token's kid is: 'abc123'");
    assert!(key.next[0].contains("kid abc123"), "{:?}", key.next);
    assert!(key.paste.contains("configuration"));
    let hidden = narrowed("IDX10214: Audiences: '[PII is hidden]'");
    assert!(hidden.next.iter().any(|n| n.contains("ShowPII")));
}

#[test]
fn every_cause_is_a_rule_with_its_line() {
    for entry in entries() {
        for example in &entry.examples {
            for cause in narrowed(example).causes {
                let rule = RULES.iter().find(|rule| rule.id == cause.rule).unwrap();
                let line = match rule.id {
                    "clock-skew" => "The clock of the API's machine is off",
                    _ => rule.line,
                };
                assert_eq!((cause.line, cause.step), (line, rule.step), "{}", entry.id);
            }
        }
    }
}
