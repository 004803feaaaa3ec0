//! What is predicted where the configuration leaves something open, asks for more than a library checks,
//! or keeps the API from starting.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "tests"
)]

mod common;
mod common_situations;

use common_situations::Situation;
use common_situations::answers::{GO, SPRING, named, of, words};
use serde_json::json;
use tokenscope::api::{About, Api, Stack, Unread};
use tokenscope::diagnosis::Answer;

/// What was not understood, about this.
fn unread(about: About, name: &str, line: usize) -> Unread {
    Unread {
        line: Some(line),
        name: name.to_owned(),
        reason: "comes from the environment".to_owned(),
        about: Some(about),
    }
}

#[test]
fn what_the_configuration_leaves_undecided_is_neither_accepted_nor_refused() {
    const JOSE: &str = "jose (Node.js)";
    let rows = [
        (
            "another audience",
            About::Audience,
            "unknown: It depends on the audiences that line 7 (setting) accepts.",
        ),
        (
            "another issuer",
            About::Issuer,
            "unknown: It depends on the issuers that line 7 (setting) accepts.",
        ),
        (
            "no keys",
            About::Key,
            "unknown: It depends on the keys that line 7 (setting) names.",
        ),
        (
            "RS512 asked",
            About::Algorithm,
            "unknown: It depends on the algorithms that line 7 (setting) accepts.",
        ),
        (
            "expired",
            About::Lifetime,
            "unknown: It depends on how line 7 (setting) judges the token's times.",
        ),
        (
            "good",
            About::Claims,
            "unknown: It accepts the token, unless line 7 (setting) refuses it.",
        ),
        (
            "good",
            About::Lifetime,
            "unknown: It accepts the token, unless line 7 (setting) refuses it.",
        ),
        // What was read is enough, or is wrong whatever the rest says.
        ("good", About::Audience, "accepts"),
        ("good", About::Issuer, "accepts"),
        ("good", About::Algorithm, "accepts"),
        (
            "another audience",
            About::Claims,
            "ERR_JWT_CLAIM_VALIDATION_FAILED: unexpected \"aud\"",
        ),
    ];
    for (name, about, expected) in rows {
        let situation = named(name);
        let mut api = situation.api();
        api.reading.unread.push(unread(about, "setting", 7));
        let inspection = situation.inspect_with(&api);
        let said = words(&of(&inspection, JOSE).answer);
        assert!(said.starts_with(expected), "{name}, {about:?}: {said}");
    }
}

#[test]
fn what_a_library_leaves_to_the_api_is_not_called_accepted() {
    let situation = named("a scope asked for, missing");
    let inspection = situation.inspect();
    let own = words(&of(&inspection, "jose (Node.js)").answer);
    assert!(own.contains("in words of its own: the claim scp"), "{own}");
    let other = of(&inspection, GO);
    assert_eq!(other.answer, Answer::Accepts);
    assert!(other.why.contains("the claim scp"), "{}", other.why);
}

#[test]
fn guests_are_turned_away_by_what_turns_them_away() {
    let situation = Situation::good("guest").claim("acct", json!(1));
    let mut api = situation.api();
    api.limits.no_guests = true;
    api.stack = Some(Stack::FastApiAzureAuth);
    let said = |api: &Api, validator| {
        let inspection = situation.inspect_with(api);
        words(&of(&inspection, validator).answer)
    };
    assert_eq!(
        said(&api, "PyJWT"),
        "403 Forbidden: Guest users not allowed"
    );
    api.stack = Some(Stack::Jose);
    let own = said(&api, "jose (Node.js)");
    assert!(own.contains("in words of its own: guests"), "{own}");
}

#[test]
fn an_api_that_does_not_start_accepts_nothing() {
    let situation = Situation::good("good");
    let api = Api {
        fails_to_start: Some("The option issuer is missing.".to_owned()),
        ..situation.api()
    };
    let inspection = situation.inspect_with(&api);
    let own = words(&of(&inspection, "jose (Node.js)").answer);
    assert_eq!(own, ": It accepts no token. The option issuer is missing.");
    assert_eq!(of(&inspection, GO).answer, Answer::Accepts);
}

#[test]
fn metadata_of_all_tenants_stops_what_compares_its_issuer_at_the_start() {
    const COMMON: &str =
        "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration";
    let situation = Situation::good("good");
    let rows = [
        (
            SPRING,
            "IllegalStateException: The Issuer \"https://login.microsoftonline.com/{tenantid}/v2.0\" \
             provided in the configuration",
        ),
        (
            GO,
            "error: oidc: issuer did not match the issuer returned by provider, expected \
             \"https://login.microsoftonline.com/common/v2.0\" got \"",
        ),
    ];
    for stack in [Stack::JwtBearer, Stack::Spring, Stack::GoOidc] {
        for (validator, expected) in rows {
            let api = Api {
                stack: Some(stack),
                metadata: Some(COMMON.to_owned()),
                issuer_from_metadata: true,
                issuers: Vec::new(),
                keys_address: None,
                ..situation.api()
            };
            let inspection = situation.inspect_with(&api);
            let said = words(&of(&inspection, validator).answer);
            assert!(said.starts_with(expected), "{stack:?}, {validator}: {said}");
        }
    }
}
