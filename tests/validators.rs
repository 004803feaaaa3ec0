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

use std::fs;

use common::cases::{folder, rows};
use common_situations::{Situation, issuer, situations};
use serde_json::json;
use tokenscope::api::{Api, Stack, Unchecked};
use tokenscope::diagnosis::{Answer, Inspection, OutcomeKind, Prediction};

const MODERN: &str = "Microsoft.IdentityModel 8";
const CLASSIC: &str = "Microsoft.IdentityModel 5 to 6";
const SPRING: &str = "Spring Security (Nimbus)";
const GO: &str = "go-oidc";
const APIM: &str = "API Management validate-jwt";
const ENVOY: &str = "Envoy and Istio";

fn of<'a>(inspection: &'a Inspection, validator: &str) -> &'a Prediction {
    let mut all = inspection.predictions.iter();
    all.find(|p| p.validator == validator)
        .unwrap_or_else(|| panic!("{validator} predicts nothing"))
}

/// "accepts", "unknown", or the error with its message.
fn words(answer: &Answer) -> String {
    match answer {
        Answer::Accepts => "accepts".to_owned(),
        Answer::Unknown(what) => format!("unknown: {what}"),
        Answer::Refuses { error, message } => format!("{error}: {message}"),
    }
}

/// A situation of the shared list.
fn named(name: &str) -> Situation {
    let found = situations().into_iter().find(|s| s.name == name);
    found.unwrap_or_else(|| panic!("no situation is called {name:?}"))
}

/// Situation, validator, the beginning of its words.
const ROWS: &[(&str, &str, &str)] = &[
    ("good", MODERN, "accepts"),
    ("good", CLASSIC, "accepts"),
    ("good", SPRING, "accepts"),
    ("good", GO, "accepts"),
    ("good", APIM, "accepts"),
    ("good", ENVOY, "accepts"),
    (
        "expired",
        MODERN,
        "IDX10223: Lifetime validation failed. The token is expired. ValidTo (UTC): '11/21/2026 09:00:00 AM', Current time (UTC): '11/21/2026 10:00:00 AM'.",
    ),
    (
        "expired",
        CLASSIC,
        "IDX10223: Lifetime validation failed. The token is expired. ValidTo: '",
    ),
    (
        "expired",
        SPRING,
        "JwtValidationException: An error occurred while attempting to decode the Jwt: Jwt expired at 2026-11-21T09:00:00Z",
    ),
    (
        "expired",
        GO,
        "TokenExpiredError: oidc: token is expired (Token Expiry: ",
    ),
    (
        "expired",
        APIM,
        "TokenExpired: JWT Validation Failed: IDX10223: ",
    ),
    ("expired", ENVOY, "401 Unauthorized: Jwt is expired"),
    ("expired within a skew", MODERN, "accepts"),
    ("expired within a skew", SPRING, "accepts"),
    ("expired within a skew", ENVOY, "accepts"),
    ("expired within a skew", GO, "TokenExpiredError: "),
    ("expired within a skew", APIM, "TokenExpired: "),
    (
        "not yet valid",
        MODERN,
        "IDX10222: Lifetime validation failed. The token is not yet valid. ValidFrom (UTC): '",
    ),
    (
        "not yet valid",
        SPRING,
        "JwtValidationException: An error occurred while attempting to decode the Jwt: Jwt used before 2026-11-21T10:10:00Z",
    ),
    ("not yet valid", GO, "error: oidc: current time "),
    (
        "not yet valid",
        ENVOY,
        "401 Unauthorized: Jwt not yet valid",
    ),
    ("not yet valid within a skew", GO, "accepts"),
    ("nbf far ahead and exp before it", MODERN, "IDX10224: "),
    (
        "no exp",
        MODERN,
        "IDX10225: Lifetime validation failed. The token is missing an Expiration Time.",
    ),
    ("no exp", SPRING, "accepts"),
    ("no exp", GO, "TokenExpiredError: "),
    (
        "another audience",
        MODERN,
        "IDX10214: Audience validation failed. Audiences: '6e74172b-be56-4843-9ff4-e66a39bb12e3'. Did not match: validationParameters.ValidAudience: '",
    ),
    (
        "another audience",
        SPRING,
        "JwtValidationException: An error occurred while attempting to decode the Jwt: The aud claim is not valid",
    ),
    (
        "another audience",
        GO,
        "error: oidc: expected audience \"api://other\" got [\"6e74172b",
    ),
    (
        "another audience",
        APIM,
        "TokenAudienceNotAllowed: JWT Validation Failed: IDX10214: ",
    ),
    (
        "another audience",
        ENVOY,
        "403 Forbidden: Audiences in Jwt are not allowed",
    ),
    ("audience with a slash", MODERN, "accepts"),
    ("audience with a slash", SPRING, "JwtValidationException: "),
    ("audience missing", MODERN, "IDX10206: "),
    ("no audience configured", MODERN, "IDX10208: "),
    (
        "no audience configured",
        GO,
        "error: oidc: invalid configuration, clientID must be provided",
    ),
    ("no audience configured", SPRING, "accepts"),
    ("no audience configured", ENVOY, "accepts"),
    ("nothing configured", CLASSIC, "IDX10208: "),
    (
        "another issuer",
        MODERN,
        "IDX10205: Issuer validation failed. Issuer: 'https://login.microsoftonline.com/",
    ),
    (
        "another issuer",
        SPRING,
        "JwtValidationException: An error occurred while attempting to decode the Jwt: The iss claim is not valid",
    ),
    (
        "another issuer",
        GO,
        "error: oidc: id token issued by a different provider, expected \"https://issuer.example/\" got \"https://login",
    ),
    (
        "another issuer",
        APIM,
        "TokenIssuerNotAllowed: JWT Validation Failed: IDX10205: ",
    ),
    (
        "another issuer",
        ENVOY,
        "401 Unauthorized: Jwt issuer is not configured",
    ),
    ("issuer missing", MODERN, "IDX10211: "),
    ("a strict template", MODERN, "IDX10205: "),
    (
        "the key is not listed",
        MODERN,
        "IDX10503: Signature validation failed. The token's kid is: '",
    ),
    ("the key is not listed, expired", MODERN, "IDX10223: "),
    (
        "the key is not listed, expired",
        CLASSIC,
        "IDX10516: Signature validation failed. Unable to match key: kid: '",
    ),
    (
        "the key is not listed",
        CLASSIC,
        "IDX10501: Signature validation failed. Unable to match key",
    ),
    (
        "unknown kid",
        SPRING,
        "BadJwtException: An error occurred while attempting to decode the Jwt: Signed JWT rejected: Another algorithm expected, or no matching key(s) found",
    ),
    (
        "unknown kid",
        GO,
        "error: failed to verify signature: failed to verify id token signature",
    ),
    (
        "the key is not listed",
        APIM,
        "TokenSignatureKeyNotFound: JWT Validation Failed: IDX10501: ",
    ),
    (
        "unknown kid",
        ENVOY,
        "401 Unauthorized: Jwks doesn't have key to match kid or alg from Jwt",
    ),
    ("kid missing", MODERN, "accepts"),
    ("kid missing", GO, "accepts"),
    (
        "no keys",
        MODERN,
        "IDX10500: Signature validation failed. No security keys were provided to validate the signature.",
    ),
    (
        "altered payload",
        MODERN,
        "IDX10511: Signature validation failed. Keys tried: '",
    ),
    (
        "altered payload",
        SPRING,
        "BadJwtException: An error occurred while attempting to decode the Jwt: Signed JWT rejected: Invalid signature",
    ),
    ("altered payload", GO, "error: failed to verify signature: "),
    (
        "altered payload",
        APIM,
        "TokenSignatureInvalid: JWT Validation Failed: IDX10511: ",
    ),
    (
        "altered payload",
        ENVOY,
        "401 Unauthorized: Jwt verification fails",
    ),
    (
        "two keys under the kid, the wrong one first",
        MODERN,
        "accepts",
    ),
    (
        "two keys under the kid, the wrong one first",
        SPRING,
        "accepts",
    ),
    ("HS256", MODERN, "IDX10511: "),
    (
        "HS256",
        SPRING,
        "BadJwtException: An error occurred while attempting to decode the Jwt: Signed JWT rejected: Another algorithm expected",
    ),
    (
        "HS256",
        ENVOY,
        "401 Unauthorized: Jwks doesn't have key to match kid or alg",
    ),
    ("HS256", GO, "error: oidc: malformed jwt: "),
    (
        "none, no signature",
        MODERN,
        "IDX10504: Unable to validate signature, token does not have a signature: '",
    ),
    (
        "none, no signature",
        SPRING,
        "BadJwtException: Unsupported algorithm of none",
    ),
    (
        "none, no signature",
        ENVOY,
        "401 Unauthorized: Jwt header [alg]",
    ),
    (
        "two parts",
        MODERN,
        "IDX14120: JWT is not well formed, there is only one dot (.).",
    ),
    ("two parts", CLASSIC, "IDX12741: "),
    (
        "two parts",
        SPRING,
        "BadJwtException: An error occurred while attempting to decode the Jwt: Malformed token",
    ),
    (
        "two parts",
        ENVOY,
        "401 Unauthorized: Jwt is not in the form of Header.Payload.Signature with two dots",
    ),
    ("payload cut", CLASSIC, "IDX12723: "),
    (
        "encrypted",
        MODERN,
        "IDX10609: Decryption failed. No Keys tried",
    ),
    (
        "encrypted",
        ENVOY,
        "401 Unauthorized: Jwt is not in the form",
    ),
    ("unknown kid", MODERN, "accepts"),
    (
        "the key is not listed, another audience",
        MODERN,
        "IDX10214: ",
    ),
    (
        "the key is not listed, another audience",
        CLASSIC,
        "IDX10501: ",
    ),
];

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
            "unknown: It depends on the issuer",
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
    for row in case_files().iter().flat_map(|file| rows(file)) {
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
