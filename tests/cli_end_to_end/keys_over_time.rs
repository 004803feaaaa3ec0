//! Keys compared with a baseline and watched: the manual process for key rollover.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

use super::loopback::{Authority, Leaf, Reply, Server};
use super::{Signer, call, file, path};

fn set(signers: &[&Signer]) -> String {
    let keys: Vec<Value> = signers
        .iter()
        .map(|signer| signer.key_set()["keys"][0].clone())
        .collect();
    json!({ "keys": keys }).to_string()
}

fn localhost(
    authority: &Authority,
    handler: impl Fn(&str) -> Reply + Send + Sync + 'static,
) -> Server {
    let leaf = Leaf {
        names: vec!["localhost".to_owned()],
        until: 2096,
    };
    Server::start(authority, &leaf, handler)
}

#[test]
fn a_baseline_tells_what_changed() {
    let (old, stays, new) = (Signer::new("old"), Signer::new("stays"), Signer::new("new"));
    let before = file("over-before.json", set(&[&old, &stays]).as_bytes());
    let after = file("over-after.json", set(&[&stays, &new]).as_bytes());
    let printed = call(&["keys", "--offline", "--json", &before], "").out;
    let listing = file("over-listing.json", printed.as_bytes());
    let rows: &[(&str, &str, &str, i32, &[&str])] = &[
        ("the same", &before, &before, 0, &[]),
        (
            "a key set",
            &before,
            &after,
            4,
            &["removed old", "added new"],
        ),
        (
            "a listing",
            &listing,
            &after,
            4,
            &["removed old", "added new"],
        ),
        ("its own listing", &listing, &before, 0, &[]),
    ];
    for (name, baseline, address, status, expected) in rows {
        let called = call(&["keys", "--offline", "--baseline", baseline, address], "");
        assert_eq!(called.status, Some(*status), "{name}: {}", called.err);
        let lines: Vec<&str> = called.out.lines().collect();
        assert_eq!(lines.len(), expected.len(), "{name}: {}", called.out);
        for (line, words) in lines.iter().zip(*expected) {
            assert!(line.contains(words), "{name}: {line}");
            assert!(line.contains(address), "{name}: {line}");
        }
    }
    let called = call(
        &["keys", "--offline", "--json", "--baseline", &before, &after],
        "",
    );
    let events: Vec<Value> = called
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(events[0]["event"], "removed");
    assert_eq!(events[0]["kid"], "old");
    assert_eq!(events[1]["event"], "added");
    assert_eq!(events[1]["url"], json!(after));
}

#[test]
fn calls_that_can_t_be_meant_are_explained() {
    let set = file("over-call.json", set(&[&Signer::new("k")]).as_bytes());
    let missing = path("over-no-such.json").display().to_string();
    let text = file("over-text.txt", b"hello");
    let rows: &[(&str, &[&str], &str)] = &[
        (
            "no baseline",
            &["--baseline", &missing],
            "there is no baseline",
        ),
        ("no keys in it", &["--baseline", &text], "over-text.txt"),
        (
            "too often",
            &["--watch", "--every", "1m"],
            "is too often: ask every 5m",
        ),
        (
            "no span",
            &["--watch", "--every", "soon"],
            "is no time span",
        ),
        ("a span without a watch", &["--every", "1h"], "--watch"),
    ];
    for (name, args, expected) in rows {
        let called = call(&[&["keys", "--offline", set.as_str()], *args].concat(), "");
        assert_eq!(called.status, Some(2), "{name}: {}", called.err);
        assert!(called.err.contains(expected), "{name}: {}", called.err);
    }
}

#[test]
fn an_address_that_can_t_be_read_is_no_change() {
    let authority = Authority::new();
    let server = localhost(&authority, |_| Reply::status(404));
    let ca = file("over-ca.pem", authority.pem().as_bytes());
    let baseline = file("over-404.json", set(&[&Signer::new("k")]).as_bytes());
    let address = format!("https://localhost:{}/keys", server.address.port());
    let called = call(
        &["keys", "--ca", &ca, "--baseline", &baseline, &address],
        "",
    );
    assert_eq!(called.status, Some(3), "{}", called.err);
    assert_eq!(called.out, "");
}

#[test]
fn a_key_that_one_answer_lacks_is_not_removed() {
    let (one, two) = (Signer::new("one"), Signer::new("two"));
    let (all, some) = (set(&[&one, &two]), set(&[&one]));
    let baseline = file("over-flap.json", all.as_bytes());
    let authority = Authority::new();
    let count = AtomicUsize::new(0);
    let server = localhost(&authority, move |_| {
        let first = count.fetch_add(1, Ordering::Relaxed) == 0;
        Reply::json(if first { &some } else { &all })
    });
    let ca = file("over-flap-ca.pem", authority.pem().as_bytes());
    let address = format!("https://localhost:{}/keys", server.address.port());
    let called = call(
        &["keys", "--ca", &ca, "--baseline", &baseline, &address],
        "",
    );
    assert_eq!(called.status, Some(0), "{}{}", called.out, called.err);
    assert_eq!(server.requests().len(), 2, "asked again once");
}

#[test]
fn a_watch_begins_with_what_is_there() {
    let authority = Authority::new();
    let keys = set(&[&Signer::new("watched")]);
    let server = localhost(&authority, move |_| Reply::json(&keys));
    let ca = file("over-watch-ca.pem", authority.pem().as_bytes());
    let address = format!("https://localhost:{}/keys", server.address.port());
    let mut child = Command::new(env!("CARGO_BIN_EXE_tokenscope"))
        .args(["keys", "--watch", "--json", "--ca", &ca, &address])
        .env("NO_PROXY", "*")
        .env("TOKENSCOPE_DATA", path("no-key-history"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = String::new();
    let mut err = String::new();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    stdout.read_line(&mut out).unwrap();
    stderr.read_line(&mut err).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let event: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(event["event"], "watching");
    assert_eq!(event["kids"], json!(["watched"]));
    assert!(err.starts_with("Next check "), "{err}");
}

#[test]
fn thumbprints_come_in_the_forms_that_are_wanted() {
    let authority = Authority::new();
    let certificate = file("over-forms.pem", authority.pem().as_bytes());
    let listing = call(&["keys", "--offline", "--json", &certificate], "").out;
    let listing: Value = serde_json::from_str(&listing).unwrap();
    let hex = listing["keys"][0]["thumbprint"].as_str().unwrap();
    let x5t = listing["keys"][0]["x5t"].as_str().unwrap();
    let rows = [
        ("web-config", format!("<add thumbprint=\"{hex}\" />\n")),
        ("graph", format!("{}\n", hex.to_lowercase())),
        ("x5t", format!("{x5t}\n")),
    ];
    for (form, expected) in rows {
        let called = call(
            &["keys", "--offline", "--thumbprints", form, &certificate],
            "",
        );
        assert_eq!(called.out, expected, "{form}: {}", called.err);
    }
}
