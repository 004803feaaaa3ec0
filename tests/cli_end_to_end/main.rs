//! From a file to a report, through everything: offline, and live against a server on loopback.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]
#![allow(missing_docs, reason = "a test")]

mod answers;
mod errors;
mod evidence;
mod history;
mod keys;
mod keys_over_time;
mod live;
#[path = "../loopback/mod.rs"]
mod loopback;
mod lying;
mod offline;
mod proxy;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use serde_json::{Value, json};
use tokenscope::input::base64url;

pub(crate) const TENANT: &str = "11111111-2222-3333-4444-555555555555";
pub(crate) const AUDIENCE: &str = "66666666-7777-8888-9999-000000000000";
pub(crate) const HOST: &str = "login.microsoftonline.com";
/// A moment at which [`claims`] hold.
pub(crate) const AT: &str = "2026-11-21T10:00:00Z";

/// An issuer's key.
pub(crate) struct Signer {
    pair: KeyPair,
    kid: &'static str,
}

impl Signer {
    pub(crate) fn new(kid: &'static str) -> Self {
        let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
        Self { pair, kid }
    }

    /// A signed token.
    pub(crate) fn token(&self, claims: &Value) -> String {
        let part = |v: &Value| base64url::encode(v.to_string().as_bytes());
        let header = json!({"typ": "JWT", "alg": "RS256", "kid": self.kid});
        let content = format!("{}.{}", part(&header), part(claims));
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair
            .sign(
                &RSA_PKCS1_SHA256,
                &SystemRandom::new(),
                content.as_bytes(),
                &mut signature,
            )
            .unwrap();
        format!("{content}.{}", base64url::encode(&signature))
    }

    /// The key set that publishes the key.
    pub(crate) fn key_set(&self) -> Value {
        let public = self.pair.public_key();
        let n = base64url::encode(public.modulus().big_endian_without_leading_zero());
        let e = base64url::encode(public.exponent().big_endian_without_leading_zero());
        json!({"keys": [{"kty": "RSA", "use": "sig", "kid": self.kid, "n": n, "e": e}]})
    }
}

/// The claims of a version 2 access token of this issuer.
pub(crate) fn claims(issuer: &str) -> Value {
    json!({
        "aud": AUDIENCE, "iss": issuer, "iat": 1_795_251_600, "nbf": 1_795_251_600,
        "exp": 1_795_258_800, "azp": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee", "azpacr": "1",
        "oid": "bbbbbbbb-0000-0000-0000-000000000001", "scp": "Orders.Read",
        "sub": "c3ViamVjdA", "tid": TENANT, "uti": "dXRp", "ver": "2.0"
    })
}

pub(crate) fn entra_issuer() -> String {
    format!("https://{HOST}/{TENANT}/v2.0")
}

/// What came of a call.
pub(crate) struct Called {
    pub(crate) status: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Called {
    /// The first token of a JSON report.
    pub(crate) fn token(&self) -> Value {
        self.tokens()[0].clone()
    }

    /// All tokens of a JSON report.
    pub(crate) fn tokens(&self) -> Vec<Value> {
        self.json()["tokens"].as_array().unwrap().clone()
    }

    /// A JSON report.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|e| panic!("{e}: {}\n{}", self.out, self.err))
    }
}

/// Runs the program without a display, without a proxy and without a key history.
pub(crate) fn call(args: &[&str], input: &str) -> Called {
    call_with(&path("no-key-history"), args, input)
}

/// The same with this folder for the key history.
pub(crate) fn call_with(data: &Path, args: &[&str], input: &str) -> Called {
    let mut command = program(data, args);
    command.env("NO_PROXY", "*");
    run(&mut command, input)
}

/// The program without a display, with this folder for the key history.
pub(crate) fn program(data: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tokenscope"));
    command.args(args).env("TOKENSCOPE_DATA", data);
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
        command.env_remove(name);
    }
    command
}

/// Runs a command to its end.
pub(crate) fn run(command: &mut Command, input: &str) -> Called {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    Called {
        status: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A path in a folder that cargo keeps for tests.
pub(crate) fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// Makes a file and gives its path as text.
pub(crate) fn file(name: &str, content: &[u8]) -> String {
    let path = path(name);
    std::fs::write(&path, content).unwrap();
    path.display().to_string()
}
