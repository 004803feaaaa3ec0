//! The program's calls: help, wrong calls, files that can't be understood.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]
#![allow(missing_docs, reason = "a test")]

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Not a real token, but one that would be a secret if it were.
const TOKEN: &str = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzb21lYm9keSJ9.c2lnbmF0dXJl";

/// Runs the program without a display.
fn run(args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tokenscope"))
        .args(args)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .env(
            "TOKENSCOPE_DATA",
            concat!(env!("CARGO_TARGET_TMPDIR"), "/no-key-history"),
        )
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that doesn't read its input closes it.
    drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Makes a file in a folder that cargo keeps for tests.
fn file(name: &str, content: &[u8]) {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(path, content).unwrap();
}

#[test]
fn help_names_what_there_is() {
    let rows: [(&[&str], &[&str], &[&str]); 5] = [
        (
            &["--help"],
            &[
                "[FILE]...",
                "report",
                "keys",
                "history",
                "shot",
                "--example",
                "--offline",
                "Examples:",
            ],
            &["lab"],
        ),
        (
            &["report", "--help"],
            &[
                "--json",
                "--offline",
                "--with",
                "--api",
                "--audience",
                "--issuer",
                "--metadata",
                "--error",
                "--ask-other-hosts",
                "--ca",
                "--at",
                "--example",
                "--save",
                "--redact",
                "--fix",
                "Exit status:",
            ],
            &["Not part of"],
        ),
        (
            &["keys", "--help"],
            &[
                "<ADDRESS>...",
                "--json",
                "--offline",
                "--ca",
                "openid-configuration",
            ],
            &[],
        ),
        (
            &["history", "--help"],
            &[
                "status",
                "on ",
                "off",
                "forget",
                "export",
                "import",
                "Nothing of a token",
                "TOKENSCOPE_DATA",
            ],
            &[],
        ),
        (
            &["shot", "--help"],
            &[
                "<PNG>",
                "[FILE]...",
                "--example",
                "--theme",
                "--size",
                "--tab",
            ],
            &[],
        ),
    ];
    for (args, present, absent) in rows {
        let output = run(args, "");
        let help = text(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert_eq!(text(&output.stderr), "", "{args:?}");
        for word in present {
            assert!(help.contains(word), "{args:?} lacks {word}:\n{help}");
        }
        for word in absent {
            assert!(!help.contains(word), "{args:?} lists {word}:\n{help}");
        }
        let longest = help.lines().map(|l| l.chars().count()).max().unwrap();
        assert!(longest <= 100, "{args:?} has a line of {longest} columns");
    }
    let version = run(&["--version"], "");
    let expected = concat!("tokenscope ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(text(&version.stdout), expected);
}

/// Each call fails with status 2, prints nothing, and says this. Arguments are separated by spaces.
fn refused(rows: &[(&str, &str, &str)], input: &str) {
    for (name, call, expected) in rows {
        let args: Vec<&str> = call.split(' ').collect();
        let output = run(&args, input);
        let message = text(&output.stderr);
        assert!(message.contains(expected), "{name}: {message}");
        assert_eq!(output.status.code(), Some(2), "{name}: {message}");
        assert_eq!(text(&output.stdout), "", "{name}");
    }
}

#[test]
fn calls_that_cannot_be_understood_are_refused() {
    refused(
        &[
            ("a flag that isn't there", "report --bogus", "--bogus"),
            (
                "a moment",
                "report --at tomorrow -",
                "--at tomorrow: not a moment in RFC 3339",
            ),
            (
                "a moment without a zone",
                "report --at 2026-11-21T10:00:00 -",
                "RFC 3339",
            ),
            ("redaction of nothing", "report --redact -", "--save"),
            (
                "an example and a file",
                "report --example x y",
                "cannot be used with",
            ),
            (
                "no such example",
                "report --example nope",
                "no example named nope",
            ),
            (
                "no such example in a window",
                "--example nope",
                "no example named nope",
            ),
            (
                "an unknown stack",
                "report --fix nope -",
                "--fix nope: there is no such library or gateway. There are: identity-web, ",
            ),
            (
                "an error in no file",
                "report --error @nope.log -",
                "can't read nope.log",
            ),
            ("the lab", "lab", "not part of this version"),
            (
                "the lab with options",
                "lab --json",
                "not part of this version",
            ),
            ("keys of nothing", "keys", "<ADDRESS>..."),
            (
                "keys over http",
                "keys http://login.microsoftonline.com/common",
                "not HTTPS",
            ),
            ("a picture without a name", "shot", "<PNG>"),
            (
                "a picture of no size",
                "shot x.png --size 1280",
                "--size 1280: not a size",
            ),
            (
                "a picture of nothing",
                "shot x.png --size 0x800",
                "not a size",
            ),
            ("an unknown colour", "shot x.png --theme pink", "pink"),
        ],
        TOKEN,
    );
}

#[test]
fn files_that_cannot_be_understood_are_refused() {
    file("empty.txt", b"");
    file("blank.txt", b" \n\t\n");
    file("broken.json", b"{\"audiences\": [");
    file("unknown.json", br#"{"Nothing": {"Known": "x"}}"#);
    file("empty.log", b"\n");
    let folder = env!("CARGO_TARGET_TMPDIR");
    let rows = [
        (
            "no such file",
            "report nowhere/x.har",
            "can't read nowhere/x.har: No such file",
        ),
        ("a folder", "report DIR", "can't read"),
        (
            "an empty file",
            "report DIR/empty.txt",
            "empty.txt is empty",
        ),
        ("a blank file", "report DIR/blank.txt", "blank.txt is empty"),
        (
            "no such evidence",
            "report --with nope.json -",
            "can't read nope.json",
        ),
        (
            "no such authority",
            "keys --ca nope.pem common",
            "can't read nope.pem",
        ),
        (
            "keys of no file",
            "keys nope.json",
            "nope.json is neither a file",
        ),
        (
            "broken API",
            "report --api DIR/broken.json -",
            "broken.json is not in a form that --api reads",
        ),
        (
            "other configuration",
            "report --api DIR/unknown.json -",
            "unknown.json is not in a form that --api reads",
        ),
        (
            "an empty log",
            "report --error @DIR/empty.log -",
            "empty.log is empty",
        ),
    ];
    for (name, call, expected) in rows {
        let call = call.replace("DIR", folder);
        refused(&[(name, &call, expected)], TOKEN);
    }
    refused(
        &[(
            "an empty standard input",
            "report",
            "standard input is empty",
        )],
        "\n",
    );
}

#[test]
fn a_token_in_the_wrong_place_is_not_repeated() {
    let opaque = "M.C5_BAY".to_owned() + &"aB3-".repeat(60);
    let in_address = format!("https://login.microsoftonline.com/keys?t={TOKEN}");
    // Too long for the name of a file.
    let long = format!("{TOKEN}{}", "aB3-".repeat(100));
    let rows: [(&str, Vec<&str>); 15] = [
        ("as a file", vec!["report", TOKEN]),
        ("as a picture's file", vec!["shot", "x.png", TOKEN]),
        ("as a long file", vec!["shot", "x.png", &long]),
        ("as a picture", vec!["shot", TOKEN]),
        ("as the window's file", vec![TOKEN]),
        ("as an opaque file", vec!["report", &opaque]),
        ("as a moment", vec!["report", "--at", TOKEN, "-"]),
        ("as evidence", vec!["report", "--with", TOKEN, "-"]),
        ("as an audience", vec!["report", "--audience", TOKEN, "-"]),
        ("as an issuer", vec!["report", "--issuer", TOKEN, "-"]),
        (
            "as a metadata address",
            vec!["report", "--metadata", TOKEN, "-"],
        ),
        ("as an address", vec!["keys", TOKEN]),
        ("in an address", vec!["keys", &in_address]),
        ("as an example", vec!["report", "--example", TOKEN]),
        (
            "as a surplus argument",
            vec![
                "report",
                "--json=eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl",
            ],
        ),
    ];
    for (name, args) in rows {
        let output = run(&args, "");
        assert_eq!(output.status.code(), Some(2), "{name}");
        let all = text(&output.stdout) + &text(&output.stderr);
        let parts = TOKEN.split('.').chain([opaque.as_str()]);
        for part in parts {
            assert!(!all.contains(part), "{name}: {all}");
        }
        assert!(!all.is_empty(), "{name}: nothing is said");
    }
}

#[test]
fn examples_can_be_listed() {
    for args in [
        vec!["report", "--example", "list"],
        vec!["--example", "list"],
        vec!["shot", "x.png", "--example", "list"],
    ] {
        let output = run(&args, "");
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        let list = text(&output.stdout);
        let names: Vec<&str> = list
            .lines()
            .filter_map(|line| line.split_whitespace().next())
            .collect();
        let expected: Vec<&str> = tokenscope::documents::examples::ALL
            .iter()
            .map(|e| e.name)
            .collect();
        assert_eq!(names, expected, "{args:?}");
    }
}

#[test]
fn without_a_display_it_says_so() {
    let output = run(&["nowhere.har"], "");
    let message = text(&output.stderr);
    assert!(message.contains("no display"), "{message}");
    assert!(message.contains("can't read nowhere.har"), "{message}");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn offline_asks_nothing() {
    let output = run(&["keys", "--offline", "common"], "");
    assert_eq!(output.status.code(), Some(3));
    let message = text(&output.stderr);
    let address = "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration";
    assert!(message.contains(address), "{message}");
    assert!(message.contains("because of --offline"), "{message}");
}

#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tokenscope"))
        .args(["report", "--help"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(text(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn the_configuration_is_printed_after_the_report() {
    let list = run(&["report", "--fix", "list"], "");
    assert_eq!(list.status.code(), Some(0));
    let names = text(&list.stdout);
    for stack in tokenscope::api::Stack::ALL {
        assert!(
            names.contains(stack.id()) && names.contains(stack.title()),
            "{names}"
        );
    }
    let rows = [
        (
            "healthy-v2",
            "jose",
            0,
            "createRemoteJWKSet(new URL(\"https://",
        ),
        (
            "healthy-v2",
            "kong-jwt",
            3,
            "No configuration for Kong jwt plugin",
        ),
        (
            "saml-app",
            "jwt-bearer",
            1,
            "options.MetadataAddress = \"https://",
        ),
        ("graph-token", "spring", 1, "Get a token for your API first"),
    ];
    for (example, stack, status, words) in rows {
        let output = run(&["report", "--example", example, "--fix", stack], "");
        let report = text(&output.stdout);
        assert_eq!(output.status.code(), Some(status), "{example}");
        assert_eq!(text(&output.stderr), "", "{example}");
        let (_, after) = report
            .split_once("Judged by")
            .expect("the end of the report");
        assert!(after.contains(words), "{example} {stack}: {after}");
        let output = run(
            &["report", "--json", "--example", example, "--fix", stack],
            "",
        );
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(json["tokens"][0]["fix"]["stack"], stack, "{example}");
    }
}

#[test]
fn an_error_is_read_from_a_file() {
    file(
        "api.log",
        b"first line\nIDX10503: Signature validation failed.\n",
    );
    let given = format!("@{}/api.log", env!("CARGO_TARGET_TMPDIR"));
    let output = run(
        &["report", "--example", "healthy-v2", "--error", &given],
        "",
    );
    let report = text(&output.stdout);
    assert!(
        report.contains("IDX10503: Signature validation failed."),
        "{report}"
    );
}

/// A moment to judge by.
const AT: &str = "2026-11-21T10:00:00Z";

/// An `appsettings.json` of the API that example `healthy-v2` is for.
const SETTINGS: &str = r#"{
  "AzureAd": {
    "Instance": "https://login.microsoftonline.com/",
    "TenantId": "11111111-2222-3333-4444-555555555555",
    "ClientId": 7
  }
}"#;

#[test]
fn a_configuration_among_the_files_is_the_api_s() {
    file("appsettings.json", SETTINGS.as_bytes());
    let settings = format!("{}/appsettings.json", env!("CARGO_TARGET_TMPDIR"));
    let output = run(&["report", "--offline", "--at", AT, "-", &settings], TOKEN);
    let report = text(&output.stdout);
    assert!(report.contains("AzureAd:TenantId"), "{report}");
    let given = ["report", "--offline", "--at", AT, "-", "--api", &settings];
    let other = run(&given, TOKEN);
    assert_eq!(text(&other.stdout), report, "--api reads the same");
    let alone = run(&["report", "--offline", &settings], "");
    let message = text(&alone.stderr);
    assert_eq!(alone.status.code(), Some(2), "{message}");
    assert!(
        message.contains("there is no token to compare with it"),
        "{message}"
    );
}
