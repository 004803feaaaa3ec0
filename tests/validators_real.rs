//! What validators are predicted to answer, beside what they answer: `PyJWT`, jose, jsonwebtoken with
//! jwks-rsa, and go-oidc. Runs where Python, Node or Go have them, and says so where they don't.
//!
//! `TOKENSCOPE_PYTHON` is the interpreter to ask, `TOKENSCOPE_NODE_MODULES` the folder that holds
//! `node_modules`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests"
)]

mod common;
mod common_situations;

use std::env;
use std::io::Write as _;
use std::process::{Command, Stdio};

use common_situations::{Situation, situations};
use serde_json::Value;
use tokenscope::api::{Api, Stack};
use tokenscope::diagnosis::Answer;

fn script(name: &str) -> String {
    format!("{}/tests/validators/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn python() -> String {
    env::var("TOKENSCOPE_PYTHON").unwrap_or_else(|_| "python3".to_owned())
}

fn modules() -> String {
    env::var("TOKENSCOPE_NODE_MODULES").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned())
}

/// Whether a command runs and succeeds.
fn works(program: &str, arguments: &[&str]) -> bool {
    let status = Command::new(program)
        .args(arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}

fn node_has(module: &str) -> bool {
    let look =
        format!("require('module').createRequire(process.argv[1] + '/').resolve('{module}')");
    works("node", &["-e", &look, &modules()])
}

/// What a library answers to each situation.
fn ask(program: &str, arguments: &[&str], situations: &[Situation]) -> Vec<Value> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it was there a moment ago");
    let list: Vec<Value> = situations.iter().map(Situation::to_json).collect();
    let mut input = child.stdin.take().expect("a pipe");
    let text = serde_json::to_vec(&list).expect("JSON");
    input.write_all(&text).expect("it reads");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{program}: {e}\n{said}"))
}

/// Compares the predictions of a validator with what it answered.
fn compare(validator: &str, situations: &[Situation], answers: &[Value]) {
    compare_with(Stack::Jose, validator, situations, answers);
}

/// The same, where the configuration is of this stack.
fn compare_with(stack: Stack, validator: &str, situations: &[Situation], answers: &[Value]) {
    assert_eq!(situations.len(), answers.len());
    let mut wrong = Vec::new();
    for (situation, real) in situations.iter().zip(answers) {
        let inspection = situation.inspect_with(&Api {
            stack: Some(stack),
            ..situation.api()
        });
        let prediction = inspection
            .predictions
            .iter()
            .find(|p| p.validator == validator)
            .unwrap_or_else(|| panic!("{}: no prediction", situation.name));
        let agrees = match (&prediction.answer, real) {
            (Answer::Accepts, Value::Null) => true,
            // What the API asks for besides is not asked here.
            (Answer::Unknown(what), Value::Null) => what.starts_with("It accepts the token itself"),
            (Answer::Refuses { error, message }, Value::Array(real)) => {
                let (class, said) = (real[0].as_str().unwrap(), real[1].as_str().unwrap());
                error == class && !message.is_empty() && said.starts_with(message.as_str())
            }
            _ => false,
        };
        if !agrees {
            let predicted = &prediction.answer;
            wrong.push(format!(
                "{}: {predicted:?}, but it says {real}",
                situation.name
            ));
        }
    }
    assert!(wrong.is_empty(), "{validator}:\n{}", wrong.join("\n"));
}

#[test]
fn pyjwt_answers_as_predicted() {
    let python = python();
    if !works(&python, &["-c", "import jwt.jwks_client, cryptography"]) {
        eprintln!("skipped: {python} has no PyJWT with cryptography");
        return;
    }
    let situations = situations();
    let answers = ask(&python, &[&script("pyjwt.py")], &situations);
    compare("PyJWT", &situations, &answers);
}

#[test]
fn jose_answers_as_predicted() {
    if !node_has("jose") {
        eprintln!("skipped: there is no Node with jose");
        return;
    }
    let situations = situations();
    let answers = ask("node", &[&script("jose.mjs"), &modules()], &situations);
    compare("jose (Node.js)", &situations, &answers);
}

#[test]
fn express_oauth2_jwt_bearer_answers_as_predicted() {
    if !node_has("express-oauth2-jwt-bearer") {
        eprintln!("skipped: there is no Node with express-oauth2-jwt-bearer");
        return;
    }
    // It takes one issuer, has to be told an audience, and knows one type and no required claims.
    let situations: Vec<Situation> = { situations().into_iter() }
        .filter(|s| s.issuers.len() == 1 && !s.audiences.is_empty())
        .filter(|s| s.required_claims.is_empty())
        .filter(|s| s.limits.types.iter().all(|typ| typ == "at+jwt"))
        .collect();
    let answers = ask("node", &[&script("express.mjs"), &modules()], &situations);
    let stack = Stack::ExpressOAuth2JwtBearer;
    compare_with(stack, "jose (Node.js)", &situations, &answers);
}

#[test]
fn jsonwebtoken_answers_as_predicted() {
    if !node_has("jsonwebtoken") || !node_has("jwks-rsa") {
        eprintln!("skipped: there is no Node with jsonwebtoken and jwks-rsa");
        return;
    }
    let situations = situations();
    let answers = ask(
        "node",
        &[&script("jsonwebtoken.mjs"), &modules()],
        &situations,
    );
    compare("jsonwebtoken + jwks-rsa", &situations, &answers);
}

/// Debian's go-oidc is version 2: it reads the token's form before its claims, names an unsupported
/// algorithm, and knows no error classes. Beyond that it answers as version 3 is predicted to.
#[test]
fn go_oidc_answers_as_predicted() {
    let packages = "/usr/share/gocode";
    let there = format!("{packages}/src/github.com/coreos/go-oidc");
    if !works("go", &["version"]) || !std::path::Path::new(&there).exists() {
        eprintln!("skipped: there is no Go with go-oidc");
        return;
    }
    let situations: Vec<Situation> = { situations().into_iter() }
        .filter(|s| s.audiences.len() < 2 && s.issuers.len() < 2)
        .collect();
    let program = format!("{}/go_oidc", env!("CARGO_TARGET_TMPDIR"));
    let built = Command::new("go")
        .args(["build", "-o", &program, &script("go_oidc.go")])
        .envs([("GO111MODULE", "off"), ("GOPATH", packages)])
        .status();
    assert!(built.is_ok_and(|status| status.success()));
    let answers = ask(&program, &[], &situations);
    let mut wrong = Vec::new();
    for (situation, real) in situations.iter().zip(&answers) {
        let inspection = situation.inspect();
        let mut all = inspection.predictions.iter();
        let found = all.find(|p| p.validator == "go-oidc").expect("go-oidc");
        let said = real.as_str();
        let agrees = match &found.answer {
            Answer::Accepts => said.is_none(),
            Answer::Refuses { message, .. } => said.is_some_and(|said| {
                let form = |text: &str| text.starts_with("oidc: malformed jwt: ");
                let algorithm = said.contains("unsupported algorithm");
                said.starts_with(message.as_str()) || form(said) || form(message) && algorithm
            }),
            Answer::Unknown(_) => false,
        };
        if !agrees {
            wrong.push(format!(
                "{}: {:?}, but it says {real}",
                situation.name, found.answer
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
