//! Errors beside a token and errors alone.

use serde_json::{Value, json};

use super::{Signer, call, claims, entra_issuer, path};

const ERROR: &str = "IDX10503: Signature validation failed. The token's kid is: 'abc-123', but did not match any keys in TokenValidationParameters or Configuration.";

#[test]
fn an_error_alone_narrows_the_causes() {
    let text = call(&["report", "--offline", "-"], ERROR);
    assert_eq!(text.status, Some(3), "{}{}", text.out, text.err);
    for words in [
        "IDX10503 (Microsoft.IdentityModel)",
        "abc-123",
        "1. saml-app-key: ",
        "Paste the token",
    ] {
        assert!(text.out.contains(words), "no {words:?} in {}", text.out);
    }
    let json_report = call(&["report", "--offline", "--json", "-"], ERROR);
    assert_eq!(json_report.status, Some(3));
    let document: Value = serde_json::from_str(&json_report.out).unwrap();
    assert_eq!(document["tokens"], json!([]));
    let error = &document["error"];
    assert_eq!(error["matches"][0]["pattern"], "idx10503");
    assert_eq!(error["told"]["kid"], "abc-123");
    assert_eq!(error["causes"][0]["rule"], "saml-app-key");
}

#[test]
fn what_is_no_known_error_is_reported_as_before() {
    let called = call(
        &["report", "--offline", "-"],
        "{\"error\":{\"code\":\"x\",\"message\":\"y\"}}",
    );
    assert_eq!(called.status, Some(1), "{}{}", called.out, called.err);
}

#[test]
fn an_error_needs_nothing_on_standard_input() {
    for (name, stdin) in [("nothing", ""), ("blanks", " \n\n")] {
        let called = call(&["report", "--offline", "--error", ERROR], stdin);
        assert_eq!(called.status, Some(3), "{name}: {}", called.err);
        assert!(called.out.contains("IDX10503"), "{name}: {}", called.out);
    }
    let unknown = call(&["report", "--offline", "--error", "it is broken"], "");
    assert_eq!(unknown.status, Some(2), "{}", unknown.out);
    assert!(
        unknown.err.contains("none that tokenscope knows"),
        "{}",
        unknown.err
    );
    let nothing = call(&["report", "--offline"], "");
    assert!(nothing.err.contains("is empty"), "{}", nothing.err);
    let stacks = call(&["report", "--fix", "list"], "");
    assert_eq!(stacks.status, Some(0), "{}", stacks.err);
    assert!(!stacks.out.is_empty());
}

#[test]
fn an_access_log_of_envoy_is_an_error_and_no_configuration() {
    const LINE: &str = r#"{"response_code":401,"response_code_details":"jwt_authn_access_denied{Audiences_in_Jwt_are_not_allowed}"}"#;
    let file = path("envoy-access.log");
    std::fs::write(&file, LINE).unwrap();
    let file = file.display().to_string();
    for (name, args, stdin) in [
        ("standard input", vec!["report", "--offline", "-"], LINE),
        ("a file", vec!["report", "--offline", &file], ""),
        ("--error", vec!["report", "--offline", "--error", LINE], ""),
    ] {
        let called = call(&args, stdin);
        assert_eq!(called.status, Some(3), "{name}: {}", called.err);
        for words in ["Audiences in Jwt are not allowed", "1. audience-near-miss"] {
            assert!(called.out.contains(words), "{name}: {}", called.out);
        }
    }
}

#[test]
fn an_error_beside_a_token_becomes_its_error_unless_one_is_given() {
    let signer = Signer::new("beside-key");
    let token = signer.token(&claims(&entra_issuer()));
    let log = format!("Authorization: Bearer {token}\n{ERROR}\n");
    let beside = call(&["report", "--offline", "-"], &log);
    assert!(
        beside.out.contains("The API's error\n  ") && beside.out.contains("abc-123"),
        "{}{}",
        beside.out,
        beside.err
    );
    assert!(!beside.out.contains(&token) && !beside.err.contains(&token));
    let given = call(
        &["report", "--offline", "--error", "jwt expired", "-"],
        &log,
    );
    assert!(
        given.out.contains("The API's error\n  jwt expired"),
        "{}",
        given.out
    );
}

#[test]
fn a_saved_error_holds_no_secret_and_redacted_no_token() {
    let signer = Signer::new("saved-error-key");
    let token = signer.token(&claims(&entra_issuer()));
    let (_, signature) = token.rsplit_once('.').unwrap();
    let (left, right) = signature.split_at(40);
    let head = token.strip_suffix(signature).unwrap();
    let rows = [
        ("whole", token.clone()),
        ("broken into lines", format!("{head}{left}\n  {right}")),
    ];
    for (name, logged) in rows {
        let error =
            format!("IDX10503 client_secret=hunter2~x password=\"correct horse\" {logged} kid 'k'");
        for redact in [false, true] {
            let file = path("saved-error.tokenscope.json").display().to_string();
            let mut args = vec!["report", "--offline", "--error", &error, "--save", &file];
            if redact {
                args.push("--redact");
            }
            args.push("-");
            let called = call(&args, &token);
            let saved = std::fs::read_to_string(&file)
                .unwrap_or_else(|_| panic!("{name}: {}{}", called.out, called.err));
            for secret in ["hunter2", "correct horse"] {
                assert!(!saved.contains(secret), "{name}, {redact}: {saved}");
            }
            assert!(saved.contains("IDX10503 client_secret="), "{name}: {saved}");
            if redact {
                for part in [left, right] {
                    assert!(!saved.contains(part), "{name}: {saved}");
                }
            }
        }
    }
}
