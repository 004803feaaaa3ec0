//! Whole logs: stack traces, traces in JSON, headers, errors among much else.

use std::fmt::Write as _;

use serde_json::json;
use tokenscope::diagnosis::read_error;
use tokenscope::input::{self, Kind, Whole, error_in};

use crate::signed;

const DOTNET: &str = "\
2026-11-21 09:59:58.123 +00:00 [INF] Failed to validate the token.
Microsoft.IdentityModel.Tokens.SecurityTokenSignatureKeyNotFoundException: IDX10503: Signature validation failed. The token's kid is: 'nOo3ZDrODXEK1jKWhXslHR_KXEg', but did not match any keys in TokenValidationParameters or Configuration. Keys tried: ''. Number of keys in TokenValidationParameters: '0'. 
Number of keys in Configuration: '6'. 
Exceptions caught:
 '[PII of type 'System.Text.StringBuilder' is hidden. For more details, see https://aka.ms/IdentityModel/PII.]'.
token: '[PII of type 'Microsoft.IdentityModel.JsonWebTokens.JsonWebToken' is hidden.]'. See https://aka.ms/IDX10503 for details.
   at Microsoft.IdentityModel.JsonWebTokens.JsonWebTokenHandler.ValidateSignature(JsonWebToken jwtToken)
   at Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerHandler.HandleAuthenticateAsync()
2026-11-21 09:59:58.124 +00:00 [INF] Bearer was not authenticated.
";

#[test]
fn a_stack_trace_is_read() {
    let reading = read_error(DOTNET);
    let first = &reading.matches[0];
    assert_eq!((first.pattern, first.line), ("idx10503", 2));
    assert_eq!(
        reading.told.kid.as_deref(),
        Some("nOo3ZDrODXEK1jKWhXslHR_KXEg")
    );
    assert_eq!(reading.told.keys, Some(6));
    assert!(reading.hidden.is_some());
}

#[test]
fn a_trace_of_api_management_is_read() {
    let trace = r#"{"traceEntries":{"inbound":[{"source":"validate-jwt","timestamp":"2026-11-21T10:00:00Z","data":{"message":"JWT Validation Failed: IDX10205: Issuer validation failed. Issuer: 'https://sts.windows.net/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/'. Did not match: validationParameters.ValidIssuer: '' or validationParameters.ValidIssuers: 'https://login.microsoftonline.com/e21bbca2-1b75-4dea-9e34-d3d95d2ec661/v2.0'."}}]}}"#;
    let reading = read_error(trace);
    assert_eq!(reading.matches[0].pattern, "idx10205");
    assert_eq!(reading.told.accepted_issuers.len(), 1);
    assert_eq!(input::read("trace.json", trace).whole, Whole::ErrorText);
}

#[test]
fn an_access_log_of_envoy_is_an_error_and_no_configuration() {
    let line = r#"{"response_code":401,"response_code_details":"jwt_authn_access_denied{Jwks_doesn't_have_key_to_match_kid_or_alg_from_Jwt}"}"#;
    let reading = read_error(line);
    let ids: Vec<&str> = reading.matches.iter().map(|m| m.pattern).collect();
    assert_eq!(ids, ["envoy-key", "envoy-details"]);
    assert_eq!(input::read("access.log", line).whole, Whole::ErrorText);
    assert_eq!(tokenscope::api::recognise(line), None);
}

fn long_log(token: &str) -> String {
    let mut log = String::new();
    for line in 0..4_000 {
        writeln!(
            log,
            "2026-11-21 09:{:02}:00 GET /health 200 in {line} ms, user agent probe/1.0",
            line % 60
        )
        .unwrap();
    }
    writeln!(log, "2026-11-21 09:59:57 Authorization: Bearer {token}").unwrap();
    log.push_str(DOTNET);
    for line in 0..4_000 {
        writeln!(
            log,
            "2026-11-21 10:{:02}:00 GET /health 200 in {line} ms",
            line % 60
        )
        .unwrap();
    }
    log
}

#[test]
fn a_long_log_gives_its_token_and_its_error() {
    let token = signed("entra-v2");
    let log = long_log(&token);
    let reading = input::read("log", &log);
    assert_eq!(reading.whole, Whole::ErrorText);
    assert_eq!(reading.found.len(), 1);
    assert_eq!(
        (reading.found[0].kind, &reading.found[0].text),
        (Kind::Jws, &token)
    );
    assert_eq!(read_error(&log).matches[0].line, 4_003);
    let error = error_in(&log).unwrap();
    assert!(
        error.starts_with("Microsoft.IdentityModel.Tokens"),
        "{error}"
    );
    assert!(error.ends_with("HandleAuthenticateAsync()"), "{error}");
    assert!(!error.contains("GET /health"), "{error}");
    assert_eq!(read_error(&error).told, read_error(&log).told);
}

#[test]
fn of_a_short_text_with_a_token_the_lines_of_the_error_are_taken() {
    let token = signed("entra-v2");
    for (name, text, expected) in [
        (
            "log",
            format!("GET / HTTP/1.1\nAuthorization: Bearer {token}\n\nBearer error=\"invalid_token\", error_description=\"The signature is invalid\"\n\nbye"),
            "Bearer error=\"invalid_token\", error_description=\"The signature is invalid\"",
        ),
        ("behind the token", format!("{token}\njwt expired"), "jwt expired"),
        (
            "HTTP archive",
            json!({ "log": { "entries": [{
                "request": { "method": "GET", "url": "https://api.contoso.com/", "headers": [
                    { "name": "Authorization", "value": format!("Bearer {token}") }] },
                "response": { "status": 401, "headers": [
                    { "name": "WWW-Authenticate", "value": "Bearer error_description=\"The token expired at 'x'\"" }] },
            }] } })
            .to_string(),
            "The token expired at 'x'\"",
        ),
    ] {
        let error = error_in(&text).unwrap();
        assert!(error.starts_with(expected), "{name}: {error}");
        assert_eq!(input::read("test", &text).found[0].text, token, "{name}");
    }
}

#[test]
fn an_error_that_is_repeated_without_end_is_read_once() {
    let log = DOTNET.repeat(600);
    let reading = read_error(&log);
    let ids: Vec<&str> = reading.matches.iter().map(|m| m.pattern).collect();
    assert_eq!(ids, ["idx10503", "securitytoken-key-not-found"]);
    assert!(error_in(&log).unwrap().len() < 20_000);
}

#[test]
fn words_that_begin_patterns_without_end_take_no_time() {
    for piece in [
        "The issuer 'x ",
        "Claim a value of b ",
        "issuer x does ",
        "IDX1050 ",
        "kid kid: ",
        "eyJ.eyJ-",
        "\\\\\\\\",
        "&amp;",
        "%27+",
    ] {
        let text = piece.repeat(60_000 / piece.len());
        let _ = (read_error(&text), error_in(&text));
    }
}

#[test]
fn texts_without_an_error_have_none() {
    let token = signed("entra-v2");
    for text in [
        "",
        "hello",
        &token,
        "The issuer is unhappy",
        "{\"keys\":[]}",
        "IDX",
        "AADSTS1",
    ] {
        assert!(read_error(text).matches.is_empty(), "{text}");
        assert_eq!(error_in(text), None, "{text}");
    }
}
