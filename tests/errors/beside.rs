//! An error beside a token: which token it is about, and whether it fits what was found.

use serde::Deserialize;
use tokenscope::diagnosis::{ErrorVerdict, Inspection};

use crate::common::cases::Row;

#[derive(Deserialize)]
struct One {
    row: Row,
}

fn inspect(row: &str) -> Inspection {
    let text = format!("[row]\nname = \"x\"\nexpect = \"x\"\n{row}");
    let one: One = toml::from_str(&text).unwrap_or_else(|e| panic!("{e}\n{text}"));
    one.row.inspect()
}

fn settled(row: &str) -> ErrorVerdict {
    inspect(row).error.unwrap_or_default()
}

/// Name, members of the row, whether another token was refused, words of what is said.
#[rustfmt::skip]
const BESIDE: &[(&str, &str, bool, &[&str])] = &[
    ("this key", "error = \"IDX10503: The token's kid is: '{kid:entra}', but did not match any keys\"",
        false, &["this token's key: it is about this token", "is what is expected in this case", "issuer and audience before"]),
    ("another key", "error = \"IDX10503: The token's kid is: '{kid:entra-other}', but did not match any keys\"",
        true, &["names key", "another token was refused"]),
    ("another audience", "error = \"IDX10214: Audiences: 'api://another-api'. Did not match: validationParameters.ValidAudience: '{api}'\"",
        true, &["names audience api://another-api", "another token"]),
    ("this audience", "error = \"The audience '{api}' is invalid\"\napi = { audiences = ['api://{api}'] }",
        false, &["this token's audience", "the error fits"]),
    ("another issuer", "error = \"The issuer 'https://sts.windows.net/{other-tenant}/' is invalid\"",
        true, &["names issuer https://sts.windows.net/", "another token"]),
    ("key and issuer of this one", "error = \"IDX10205: Issuer: 'https://login.microsoftonline.com/{tenant}/v2.0'. kid: '{kid:entra}'\"",
        false, &["this token's key and issuer"]),
    ("a log with errors of both", "error = \"IDX10503: kid is: '{kid:entra-other}'\\nIDX10503: kid is: '{kid:entra}'\"",
        false, &["it is about this token"]),
    ("expired by the error, valid here", "error = 'jwt expired'",
        false, &["by the moment used here it runs until", "judged at another moment"]),
    ("not yet valid by the error", "error = 'Jwt used before 2026-11-21T11:00:00Z'",
        false, &["began", "clock that is behind"]),
    ("signature refused, verified here", "error = 'Jwt verification fails'",
        false, &["here it does", "changed"]),
    ("audience refused, accepted here", "error = 'TokenAudienceNotAllowed'\napi = { audiences = ['{api}'] }",
        false, &["runs with other settings"]),
    ("issuer refused, accepted here", "error = 'Jwt issuer is not configured'\napi = { issuers = ['https://login.microsoftonline.com/{tenant}/v2.0'] }",
        false, &["refuses the issuer", "runs with other settings"]),
    ("no keys, but they can be read", "error = 'IDX10500: Signature validation failed. No security keys were provided to validate the signature.'",
        false, &["The API had no keys"]),
    ("a Graph token", "token = 'graph'\nnonce = 'abc'\nerror = 'IDX10511: Signature validation failed.'",
        false, &["IDX10511 from Microsoft.IdentityModel is what is expected in this case"]),
    ("expired, as it is", "claims = { exp = '@-7200' }\nerror = 'IDX10223: Lifetime validation failed.'",
        false, &["the error fits"]),
    ("another finding", "claims = { exp = '@-7200' }\napi = { audiences = ['api://x'] }\nerror = 'IDX10223: Lifetime validation failed.'",
        false, &["IDX10223 fits another finding: The token expired"]),
    ("no permissions by the error, some here", "error = 'IDW10201: Neither scope nor roles claim was found in the bearer token.'\napi = { audiences = ['{api}'] }",
        false, &["this one has scp: another token was refused"]),
    ("nothing explains it", "error = 'IDW10203: x'\napi = { audiences = ['{api}'], scopes = ['Files.Read'] }",
        false, &["The error is IDW10203", "compare the API's settings"]),
    ("what the API accepts", "error = \"IDX10214: Audiences: '{api}'. Did not match: validationParameters.ValidAudience: 'api://{api}'\"",
        false, &["By the error the API accepts audience api://", "the error fits"]),
    ("the log says that it held", "error = \"IDX10242: Security token: 'x' has a valid signature.\"",
        false, &["log says that the signature held"]),
    ("words in quotes", "token = 'graph'\nnonce = 'abc'\nerror = 'Signed JWT rejected: Invalid signature'",
        false, &["\u{201c}Signed JWT rejected: Invalid signature\u{201d}"]),
];

#[test]
fn errors_are_set_beside_their_token() {
    for (name, row, other, words) in BESIDE {
        let verdict = settled(row);
        let said = verdict.sentences.join(" ");
        assert_eq!(verdict.other_token, *other, "{name}: {said}");
        assert!(!verdict.reading.matches.is_empty(), "{name}");
        for word in *words {
            assert!(said.contains(word), "{name}: no {word:?} in {said:?}");
        }
    }
}

#[test]
fn an_error_about_another_token_says_nothing_of_this_one() {
    let verdict = settled("error = \"IDX10503: kid is: '{kid:entra-other}'\"");
    assert_eq!(verdict.sentences.len(), 1, "{:?}", verdict.sentences);
}

#[test]
fn without_an_error_nothing_is_said() {
    assert_eq!(inspect("").error, None);
    assert_eq!(inspect("error = ' '").error, None);
    let unknown = settled("error = 'Computer says no'");
    assert!(unknown.sentences.is_empty() && unknown.reading.matches.is_empty());
}

/// The API's side that only the error tells is what the token is judged by.
#[test]
fn the_error_tells_what_the_api_accepts() {
    let of_error = "error = \"IDX10214: Audiences: '{api}'. Did not match: validationParameters.ValidAudience: 'null' or validationParameters.ValidAudiences: 'api://{api}'\"";
    let inspection = inspect(of_error);
    assert_eq!(inspection.api.audiences.len(), 1);
    assert_eq!(inspection.api.source.as_deref(), Some("the error text"));
    assert_eq!(inspection.verdict.rule, "audience-near-miss");

    let given = inspect(&format!("{of_error}\napi = {{ audiences = ['{{api}}'] }}"));
    assert_ne!(
        given.verdict.rule, "audience-near-miss",
        "what was given comes first"
    );

    let issuer = "token = 'entra-v1'\nerror = \"IDX10205: Issuer: 'https://sts.windows.net/{tenant}/'. Did not match: validationParameters.ValidIssuer: 'https://login.microsoftonline.com/{tenant}/v2.0'\"";
    assert_eq!(inspect(issuer).verdict.rule, "token-version-mismatch");

    let another = inspect(
        "error = \"IDX10214: Audiences: 'api://another-api'. Did not match: validationParameters.ValidAudience: 'api://third'\"",
    );
    assert!(another.api.audiences.is_empty(), "another token's error");

    let hidden = inspect(
        "error = \"IDX10214: Audiences: '[PII is hidden]'. Did not match: validationParameters.ValidAudience: '[PII is hidden]'\"",
    );
    assert!(hidden.api.is_unknown() && hidden.api.source.is_none());
}

/// Name, error, the verdict's headline where nothing refuses the token.
const HEADLINES: &[(&str, &str, &str)] = &[
    (
        "a code",
        "IDX10511: Signature validation failed.",
        "All that was checked holds, but your API says: IDX10511. Compare its settings.",
    ),
    (
        "words",
        "Jwt verification fails",
        "All that was checked holds, but your API says: \u{201c}Jwt verification fails\u{201d}. Compare its settings.",
    ),
    (
        "nothing known",
        "the upstream said no",
        "All that was checked holds, but your API answers with an error that is not known here. Compare its settings.",
    ),
    (
        "another token",
        "The audience 'api://another' is invalid",
        "All that was checked holds, but your API's error is about another token: paste that one.",
    ),
];

#[test]
fn the_headline_says_what_the_error_is_to_this_token() {
    for (name, error, expected) in HEADLINES {
        let row = format!("error = \"{error}\"\napi = {{ audiences = ['{{api}}'] }}");
        assert_eq!(inspect(&row).verdict.headline, *expected, "{name}");
    }
}
