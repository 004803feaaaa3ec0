//! What each validator is predicted to answer: exact words, order of checks, tolerances; and that no
//! prediction contradicts the rules.

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
#[path = "validators/rows.rs"]
mod rows;

use std::fs;

use common::cases::{folder, rows as case_rows};
use common_situations::answers::{APIM, CLASSIC, ENVOY, GO, MODERN, SPRING, named, of, words};
use common_situations::{Situation, issuer, situations};
use rows::ROWS;
use serde_json::json;
use tokenscope::api::{Api, Stack, Unchecked};
use tokenscope::diagnosis::{Answer, OutcomeKind};

#[test]
fn answers_have_the_order_the_tolerance_and_the_words_of_each_validator() {
    for (name, validator, expected) in ROWS {
        let inspection = named(name).inspect();
        let said = words(&of(&inspection, validator).answer);
        assert!(said.starts_with(expected), "{name}, {validator}: {said}");
    }
    let both = named("the key is not listed, expired").inspect();
    let said = words(&of(&both, CLASSIC).answer);
    let end = "… Valid Lifetime: 'False'. Valid Issuer: 'True'";
    assert!(said.ends_with(end), "{said}");
    let missing = named("the key is not listed").inspect();
    let said = words(&of(&missing, MODERN).answer);
    let end = "did not match any keys in TokenValidationParameters or Configuration.";
    assert!(said.ends_with(end), "{said}");
}

#[test]
fn nothing_known_about_the_api_leaves_open_what_depends_on_it() {
    let rows = [
        (
            "a good token",
            Situation::good("good"),
            "unknown: It depends on the audience",
        ),
        ("an expired one", named("expired"), "ERR_JWT_EXPIRED: "),
        (
            "an unknown kid",
            Situation::good("kid").header("kid", json!("nobody")),
            "ERR_JWKS_NO_MATCHING_KEY: ",
        ),
    ];
    for (name, situation, expected) in rows {
        let inspection = situation.inspect_with(&Api::default());
        let said = words(&of(&inspection, "jose (Node.js)").answer);
        assert!(said.starts_with(expected), "{name}: {said}");
    }
}

#[test]
fn what_the_api_overlooks_is_overlooked() {
    let every = Unchecked {
        issuer: true,
        audience: true,
        lifetime: true,
        signature: true,
    };
    let mut situation = Situation::good("all wrong")
        .header("kid", json!("nobody"))
        .time("exp", -9999)
        .audiences(&["api://other"])
        .issuers(&["https://issuer.example/"]);
    situation.unchecked = every;
    for prediction in situation.inspect().predictions {
        let said = words(&prediction.answer);
        assert_eq!(said, "accepts", "{}", prediction.validator);
    }
}

#[test]
fn reasons_name_skew_order_and_template() {
    let rows = [
        ("expired within a skew", MODERN, "It allows 5 min after exp"),
        ("expired within a skew", GO, "It allows no time after exp"),
        (
            "the key is not listed, expired",
            MODERN,
            "no key for the token either",
        ),
        ("a strict template", MODERN, "placeholder {tenantid}"),
        ("another audience", GO, "before the signature"),
        ("another audience", ENVOY, "403"),
    ];
    for (name, validator, expected) in rows {
        let inspection = named(name).inspect();
        let why = &of(&inspection, validator).why;
        assert!(why.contains(expected), "{name}, {validator}: {why}");
    }
}

#[test]
fn no_answer_repeats_the_token() {
    for situation in situations() {
        let inspection = situation.inspect();
        for part in situation.token.split('.').filter(|p| p.len() > 20) {
            for p in &inspection.predictions {
                let said = format!("{} {}", words(&p.answer), p.why);
                assert!(!said.contains(part), "{}: {}", situation.name, p.validator);
            }
        }
    }
}

#[test]
fn values_that_deceive_are_written_out() {
    let issuer = "https://issuer.example/\u{202E}moc";
    let situation = Situation::good("deceiving").claim("iss", json!(issuer));
    for p in situation.inspect().predictions {
        assert!(!words(&p.answer).contains('\u{202E}'), "{}", p.validator);
    }
}

#[test]
fn an_unreadable_text_has_no_predictions() {
    let opaque = Situation::good("opaque").text(|_| format!("EwB4{}", "A8kx".repeat(60)));
    assert!(opaque.inspect().predictions.is_empty());
}

/// The validator that a stack checks with.
fn validator_of(stack: Stack) -> Option<&'static str> {
    Some(match stack {
        Stack::JwtBearer | Stack::IdentityWeb | Stack::IdentityWebApp | Stack::OpenIdConnect => {
            MODERN
        }
        Stack::OwinOpenIdConnect | Stack::OwinOAuthBearer => CLASSIC,
        Stack::Jose => "jose (Node.js)",
        Stack::JwksRsa => "jsonwebtoken + jwks-rsa",
        Stack::PyJwt => "PyJWT",
        Stack::Spring => SPRING,
        Stack::GoOidc => GO,
        Stack::ApimValidateJwt => APIM,
        Stack::Envoy | Stack::Istio => ENVOY,
        _ => return None,
    })
}

/// The names of all case files.
fn case_files() -> Vec<String> {
    let files = fs::read_dir(folder()).expect("the folder of cases");
    let names = files.filter_map(|f| {
        let path = f.ok()?.path();
        let of_rows = fs::read_to_string(&path).ok()?.contains("[[row]]");
        let name = path.file_stem()?.to_str()?.to_owned();
        of_rows.then_some(name)
    });
    names.collect()
}

#[test]
fn predictions_never_contradict_the_rules() {
    let mut judged = 0;
    for row in case_files().iter().flat_map(|file| case_rows(file)) {
        let inspection = row.inspect();
        let verdict = &inspection.verdict;
        let api = &inspection.api;
        if verdict.rule == "signature-altered"
            && verdict.outcome == OutcomeKind::Failed
            && !api.unchecked.signature
        {
            judged += 1;
            for p in &inspection.predictions {
                assert_ne!(p.answer, Answer::Accepts, "{}: {}", row.name, p.validator);
            }
        }
        let complete =
            !api.audiences.is_empty() && (api.metadata.is_some() || !api.issuers.is_empty());
        let passes = verdict.outcome == OutcomeKind::Passed
            && !inspection
                .checklist
                .iter()
                .any(|e| matches!(e.outcome, OutcomeKind::Failed | OutcomeKind::Warning));
        let validator = api.stack.and_then(validator_of);
        if let Some(validator) = validator.filter(|_| complete && passes) {
            judged += 1;
            if let Some(p) = inspection
                .predictions
                .iter()
                .find(|p| p.validator == validator)
            {
                let refuses = matches!(p.answer, Answer::Refuses { .. });
                assert!(!refuses, "{}: {}", row.name, words(&p.answer));
            }
        }
    }
    assert!(judged > 5, "only {judged} rows say anything");
}

/// The good token in every library that has a validator: its own configuration accepts it.
#[test]
fn a_good_token_passes_with_every_stack() {
    for stack in Stack::ALL {
        let Some(validator) = validator_of(*stack) else {
            continue;
        };
        let situation = Situation::good("good");
        let api = Api {
            stack: Some(*stack),
            issuers: vec![issuer()],
            ..situation.api()
        };
        let inspection = situation.inspect_with(&api);
        let said = words(&of(&inspection, validator).answer);
        assert_eq!(said, "accepts", "{}", stack.title());
    }
}
