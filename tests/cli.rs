//! The program's calls: help, wrong calls, files that can't be understood.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]
#![allow(missing_docs, reason = "a test")]

use std::io::Write;
use std::path::PathBuf;
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

/// A file for one test, in a folder that cargo keeps for tests.
fn file(name: &str, content: &[u8]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).unwrap();
    path
}

#[test]
fn help_names_what_there_is() {
    let rows: [(&[&str], &[&str], &[&str]); 4] = [
        (
            &["--help"],
            &[
                "[FILE]...",
                "report",
                "keys",
                "shot",
                "--example",
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
                "Exit status:",
            ],
            &["--fix"],
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
        (&["shot", "--help"], &["<PNG>", "[FILE]..."], &[]),
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

#[test]
fn what_cannot_be_understood_is_said() {
    let empty = file("empty.txt", b"");
    let blank = file("blank.txt", b" \n\t\n");
    let broken = file("broken.json", b"{\"audiences\": [");
    let settings = file("appsettings.json", br#"{"AzureAd": {"ClientId": "x"}}"#);
    let path = |p: &PathBuf| p.display().to_string();
    let (empty, blank) = (path(&empty), path(&blank));
    let (broken, settings) = (path(&broken), path(&settings));
    let rows: Vec<(&str, Vec<&str>, &str)> = vec![
        (
            "a flag that isn't there",
            vec!["report", "--bogus"],
            "--bogus",
        ),
        (
            "a file that isn't there",
            vec!["report", "nowhere/x.har"],
            "can't read nowhere/x.har: No such file",
        ),
        (
            "a folder",
            vec!["report", env!("CARGO_TARGET_TMPDIR")],
            "can't read",
        ),
        ("an empty file", vec!["report", &empty], "empty.txt"),
        ("a blank file", vec!["report", &blank], "blank.txt"),
        (
            "a moment",
            vec!["report", "--at", "tomorrow", "-"],
            "--at tomorrow: not a moment in RFC 3339",
        ),
        (
            "a moment without a zone",
            vec!["report", "--at", "2026-11-21T10:00:00", "-"],
            "RFC 3339",
        ),
        (
            "redaction of nothing",
            vec!["report", "--redact", "-"],
            "--save",
        ),
        (
            "an example and a file",
            vec!["report", "--example", "x", "y"],
            "cannot be used with",
        ),
        (
            "an example that isn't there",
            vec!["report", "--example", "nope"],
            "no example named nope",
        ),
        (
            "the same in a window",
            vec!["--example", "nope"],
            "no example named nope",
        ),
        (
            "evidence that isn't there",
            vec!["report", "--with", "nope.json", "-"],
            "can't read nope.json",
        ),
        (
            "an authority that isn't there",
            vec!["keys", "--ca", "nope.pem", "common"],
            "can't read nope.pem",
        ),
        (
            "broken configuration",
            vec!["report", "--api", &broken, "-"],
            "broken.json is not in a form that --api reads",
        ),
        (
            "other configuration",
            vec!["report", "--api", &settings, "-"],
            "appsettings.json is not in a form that --api reads",
        ),
        (
            "--fix",
            vec!["report", "--fix", "list", "-"],
            "--fix is not part of this version",
        ),
        ("the lab", vec!["lab"], "not part of this version"),
        (
            "the lab with options",
            vec!["lab", "--json"],
            "not part of this version",
        ),
        ("keys of nothing", vec!["keys"], "<ADDRESS>..."),
        (
            "keys of a file that isn't there",
            vec!["keys", "nope.json"],
            "nope.json is neither a file",
        ),
        (
            "keys over http",
            vec!["keys", "http://login.microsoftonline.com/common"],
            "not HTTPS",
        ),
        ("a picture without a name", vec!["shot"], "<PNG>"),
        ("an empty standard input", vec!["report"], "standard input"),
    ];
    for (name, args, expected) in rows {
        // Empty for rows that read it: what is wrong must be found nevertheless, or be just that.
        let output = run(
            &args,
            if expected == "standard input" {
                ""
            } else {
                TOKEN
            },
        );
        let message = text(&output.stderr);
        // With the reader of tokens not yet there, an empty input is told in other words.
        let told = message.contains(expected) || message.contains("no token");
        assert!(told, "{name}: {message}");
        assert_eq!(output.status.code(), Some(2), "{name}: {message}");
        assert_eq!(text(&output.stdout), "", "{name}");
    }
}

#[test]
fn a_token_in_the_wrong_place_is_not_repeated() {
    let opaque = "M.C5_BAY".to_owned() + &"aB3-".repeat(60);
    let rows: [(&str, Vec<&str>); 8] = [
        ("as a file", vec!["report", TOKEN]),
        ("as the window's file", vec![TOKEN]),
        ("as an opaque file", vec!["report", &opaque]),
        ("as a moment", vec!["report", "--at", TOKEN, "-"]),
        ("as evidence", vec!["report", "--with", TOKEN, "-"]),
        ("as an address", vec!["keys", TOKEN]),
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
