//! Configurations that are written out, run with the libraries that they are for: each starts, accepts
//! its token and refuses the same one for another audience. Runs where Python or Node have the
//! libraries, and says so where they don't.
//!
//! `TOKENSCOPE_PYTHON` is the interpreter to ask, `TOKENSCOPE_NODE_MODULES` the folder that holds
//! `node_modules`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stderr,
    reason = "tests"
)]

mod common;

use std::env;
use std::io::Write as _;
use std::process::{Command, Stdio};

use common::cases::Row;
use common::fixes::{TOKENS, row};
use common::now;
use serde_json::{Map, Value, json};
use tokenscope::api::{Stack, Target};
use tokenscope::documents::Content;

const PYTHON: [Stack; 4] = [
    Stack::PyJwt,
    Stack::Authlib,
    Stack::FastApiAzureAuth,
    Stack::DjangoAuthAdfs,
];

const NODE: [Stack; 5] = [
    Stack::Jose,
    Stack::JwksRsa,
    Stack::ExpressOAuth2JwtBearer,
    Stack::PassportAzureAd,
    Stack::NextAuth,
];

/// The documents that a row knows, by their addresses.
fn documents(row: &Row) -> Map<String, Value> {
    let documents = row.documents();
    let all = documents.iter();
    all.filter_map(|d| match &d.content {
        Content::Json(value) => Some((d.url.clone(), value.clone())),
        _ => None,
    })
    .collect()
}

/// What the script is told about one configuration.
fn case(stack: Stack, text: &str, (row, foreign): (&Row, &str), target: &Target) -> Value {
    json!({
        "stack": stack.id(), "text": text, "token": row.text(), "foreign": foreign,
        "documents": documents(row), "keys": target.keys, "now": now().as_second(),
    })
}

/// The same token for another audience.
fn foreign(text: &str) -> String {
    const CLAIMS: &str = "claims = { aud = '00000003-1111-4222-8333-444444444444' }";
    let (name, rest) = text.split_once('\n').unwrap_or((text, ""));
    row(&format!("{name}\n{CLAIMS}\n{rest}")).text()
}

/// Every configuration of these stacks, by the names of stack and token.
fn cases(stacks: &[Stack]) -> (Vec<String>, Vec<Value>) {
    let guest = "name = 'guest'\nclaims = { acct = 1 }";
    let mut all = (Vec::new(), Vec::new());
    for text in TOKENS.into_iter().chain([guest]) {
        let (row, foreign) = (
            row(text),
            foreign(&text.replace("claims = { acct = 1 }", "")),
        );
        let inspection = row.inspect();
        let target = inspection.target().expect(&row.name);
        for stack in stacks {
            if let Ok(fix) = inspection.fix(*stack) {
                all.0.push(format!("{}, {}", stack.id(), row.name));
                all.1
                    .push(case(*stack, &fix.text, (&row, &foreign), &target));
            }
        }
    }
    all
}

/// Runs them; tells what was skipped, and panics with what went wrong.
fn run(program: &str, arguments: &[&str], stacks: &[Stack]) {
    let (names, cases) = cases(stacks);
    let child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = child else {
        eprintln!("skipped: there is no {program}");
        return;
    };
    let mut input = child.stdin.take().expect("a pipe");
    let text = serde_json::to_vec(&cases).expect("JSON");
    input.write_all(&text).expect("it reads");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let answers: Vec<Value> =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{program}: {e}\n{said}"));
    assert_eq!(answers.len(), names.len());
    let mut wrong = Vec::new();
    for (name, answer) in names.iter().zip(&answers) {
        match answer.as_str() {
            None => {}
            Some(why) if why.starts_with("skipped: ") => eprintln!("{name}: {why}"),
            Some(why) => wrong.push(format!("{name}: {why}")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn script(name: &str) -> String {
    format!("{}/tests/fixes/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn configurations_for_python_run() {
    let python = env::var("TOKENSCOPE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    run(&python, &[&script("run.py")], &PYTHON);
}

#[test]
fn configurations_for_node_run() {
    let modules = env::var("TOKENSCOPE_NODE_MODULES");
    let modules = modules.unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
    run("node", &[&script("run.mjs"), &modules], &NODE);
}
