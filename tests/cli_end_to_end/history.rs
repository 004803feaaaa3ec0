//! The key history, from an answer to an old token.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::live::local_issuer;
use super::loopback::Authority;
use super::{
    AT, AUDIENCE, Called, HOST, Signer, TENANT, call_with, claims, entra_issuer, file, path,
};

/// A folder for a key history that begins empty.
struct Data(PathBuf);

impl Data {
    fn new(name: &str) -> Self {
        let folder = path(&format!("key-history-{name}"));
        let _ = fs::remove_dir_all(&folder);
        Self(folder)
    }

    fn on(name: &str) -> Self {
        let data = Self::new(name);
        assert_eq!(data.call(&["history", "on"]).status, Some(0));
        data
    }

    fn call(&self, args: &[&str]) -> Called {
        call_with(&self.0, args, "")
    }

    fn kept(&self) -> Option<String> {
        fs::read_to_string(self.0.join("key-history.json")).ok()
    }

    /// The status as JSON.
    fn status(&self) -> Value {
        serde_json::from_str(&self.call(&["history", "status", "--json"]).out).unwrap()
    }
}

impl Drop for Data {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn keys_url() -> String {
    format!("https://{HOST}/{TENANT}/discovery/v2.0/keys")
}

/// A saved inspection with key sets of the tenant at these moments.
fn saved(name: &str, answers: &[(Option<&str>, Value)]) -> String {
    let documents: Vec<Value> = answers
        .iter()
        .map(|(at, set)| json!({ "url": keys_url(), "fetched": at, "status": 200, "body": set }))
        .collect();
    let saved = json!({ "tokenscope": 1, "documents": documents });
    file(
        &format!("{name}.tokenscope.json"),
        saved.to_string().as_bytes(),
    )
}

fn token_file(name: &str, token: &str) -> String {
    file(&format!("{name}.txt"), token.as_bytes())
}

#[test]
fn an_old_token_verifies_with_what_was_kept_and_nothing_of_it_lands_there() {
    let signer = Signer::new("kept-key");
    let authority = Authority::new();
    let set = signer.key_set();
    let (server, issuer) = local_issuer(&authority, move |_| set.clone());
    let ca = file("history-ca.pem", authority.pem().as_bytes());
    let text = signer.token(&claims(&issuer));
    let token = token_file("history-live", &text);
    let base = ["report", "--json", "--at", AT, "--audience", AUDIENCE];
    let live = [
        &base[..],
        &["--ask-other-hosts", "--ca", &ca, token.as_str()],
    ]
    .concat();
    let offline = [&base[..], &["--offline", token.as_str()]].concat();

    let off = Data::new("live-off");
    assert_eq!(off.call(&live).token()["signature"]["outcome"], "verified");
    assert!(!off.0.exists(), "nothing is written while it is off");

    let data = Data::on("live");
    let called = data.call(&live);
    assert_eq!(called.token()["signature"]["outcome"], "verified");
    drop(server);
    let kept = data.kept().unwrap();
    let claims = claims(&issuer);
    let personal = ["oid", "sub", "uti", "azp", "scp"].map(|c| claims[c].as_str().unwrap());
    for secret in text.split('.').chain(personal) {
        assert!(!kept.contains(secret), "{secret} of the token was kept");
    }
    for entry in fs::read_dir(&data.0).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(name.starts_with("key-history."), "{name}");
    }

    let report = data.call(&offline);
    assert_eq!(report.status, Some(3), "{}{}", report.out, report.err);
    let token = report.token();
    assert_eq!(token["signature"]["outcome"], "verified");
    assert_eq!(token["signature"]["listed_at"], json!([]));
    assert_eq!(token["verdict"]["rule"], "signature-verified");
    assert_eq!(token["verdict"]["outcome"], "not-checked");
    let headline = token["verdict"]["headline"].as_str().unwrap();
    for words in [
        "verifies by a key last seen",
        "remembered from this computer's key history",
        "whether it is still listed was not asked",
    ] {
        assert!(headline.contains(words), "{headline}");
    }
    assert_eq!(token["addresses"][0]["keys_listed"], Value::Null);
    assert_eq!(token["addresses"][0]["has_kid"], Value::Null);
    let text = data.call(&[&offline[..1], &offline[2..]].concat()).out;
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        flat.contains("signature verified by a key last seen"),
        "{text}"
    );
    assert!(flat.contains("not asked now; last seen"), "{text}");

    data.call(&["history", "off"]);
    let forgotten = data.call(&offline).token();
    assert_eq!(forgotten["signature"]["outcome"], "not-checked");
}

#[test]
fn it_is_switched_told_and_forgotten() {
    let data = Data::new("switch");
    let status = data.call(&["history"]);
    assert_eq!(status.status, Some(0), "{}", status.err);
    assert!(status.out.contains("Key history: off"), "{}", status.out);
    assert!(status.out.contains("nothing yet"), "{}", status.out);
    assert!(!data.0.exists(), "asking makes no folder");
    let on = data.call(&["history", "on"]);
    assert!(on.err.contains("nothing of a token"), "{}", on.err);
    let set = Signer::new("s").key_set();
    let file = saved("history-switch", &[(Some("2026-01-01T00:00:00Z"), set)]);
    let import = data.call(&["history", "import", &file]);
    assert_eq!(import.status, Some(0), "{}", import.err);
    let told = data.call(&["history", "status"]).out;
    for words in [
        "Key history: on since 2",
        "1 address, 1 key, 1 answer",
        "2026-01-01 00:00:00 UTC",
        &keys_url(),
        &data.0.display().to_string(),
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert!(data.call(&["history", "forget"]).err.contains("still on"));
    assert_eq!(data.status()["addresses"], json!([]));
    assert_eq!(data.status()["on"], true);
    data.call(&["history", "off"]);
    assert_eq!(data.status()["on"], false);
    assert_eq!(data.status()["on_since"], Value::Null);
}

#[test]
fn an_export_is_read_again() {
    let (old, new) = (Signer::new("old"), Signer::new("new"));
    let answers = [
        (Some("2026-01-01T00:00:00Z"), old.key_set()),
        (Some("2026-02-01T00:00:00Z"), new.key_set()),
        (None, new.key_set()),
    ];
    let file = saved("history-export", &answers);
    let (one, two) = (Data::on("export"), Data::on("import"));
    let import = one.call(&["history", "import", &file]);
    assert!(
        import.err.contains("1 document without a date left out"),
        "{}",
        import.err
    );
    let exported = path("history-exported.tokenscope.json");
    let exported = exported.display().to_string();
    assert_eq!(one.call(&["history", "export", &exported]).status, Some(0));
    assert_eq!(two.call(&["history", "import", &exported]).status, Some(0));
    assert_eq!(one.kept(), two.kept());
    let printed = one.call(&["history", "export", "-"]).out;
    assert_eq!(printed, fs::read_to_string(&exported).unwrap());
    // It is evidence like any other saved inspection.
    let keys = one.call(&["keys", "--offline", "--json", &exported]);
    let listing: Value = serde_json::from_str(&keys.out).unwrap();
    assert_eq!(listing["keys"][0]["kid"], "new");
    assert_eq!(listing["keys"][0]["first_seen"], "2026-02-01T00:00:00Z");
    assert_eq!(listing["earlier"][0]["kid"], "old");
    assert_eq!(listing["earlier"][0]["last_seen"], "2026-01-01T00:00:00Z");
    let text = one.call(&["keys", "--offline", &exported]).out;
    assert!(text.contains("first seen"), "{text}");
    assert!(text.contains("In no answer now"), "{text}");
    // An address that isn't asked still tells what was seen.
    let unasked = one.call(&["keys", "--offline", &keys_url()]);
    assert_eq!(unasked.status, Some(3));
    assert!(unasked.out.contains("2026-01-01 00:00"), "{}", unasked.out);
}

#[test]
fn calls_that_can_t_be_meant_are_explained() {
    let undated = saved("history-undated", &[(None, Signer::new("u").key_set())]);
    let dated = saved(
        "history-dated",
        &[(Some("2026-01-01T00:00:00Z"), Signer::new("d").key_set())],
    );
    let missing = path("no-such-folder/x.json").display().to_string();
    let token = token_file("history-token", "hello");
    let rows: &[(&str, bool, &[&str], &str)] = &[
        ("import while off", false, &["import", &dated], "is off"),
        (
            "nothing dated",
            true,
            &["import", &undated],
            "no key set with an address and a date",
        ),
        ("no evidence", true, &["import", &token], "history-token"),
        ("no file", true, &["import", &missing], "can't read"),
        (
            "nowhere to write",
            true,
            &["export", &missing],
            "can't write",
        ),
        ("no such order", true, &["away"], "away"),
    ];
    for (index, (name, on, args, expected)) in rows.iter().enumerate() {
        let name_of_folder = format!("wrong-{index}");
        let data = if *on {
            Data::on(&name_of_folder)
        } else {
            Data::new(&name_of_folder)
        };
        let called = data.call(&[&["history"], *args].concat());
        assert_eq!(called.status, Some(2), "{name}: {}", called.err);
        assert!(called.err.contains(expected), "{name}: {}", called.err);
        assert_eq!(called.out, "", "{name}");
    }
}

#[test]
fn a_broken_history_is_told_and_the_report_goes_on() {
    let data = Data::on("broken");
    fs::write(data.0.join("key-history.json"), "{\"tokenscopeHistory\":9}").unwrap();
    let signer = Signer::new("here");
    let set = file("history-set.json", signer.key_set().to_string().as_bytes());
    let token = token_file("history-broken", &signer.token(&claims(&entra_issuer())));
    let report = data.call(&[
        "report",
        "--json",
        "--offline",
        "--at",
        AT,
        "--with",
        &set,
        &token,
    ]);
    assert_eq!(report.token()["signature"]["outcome"], "verified");
    assert!(
        report.err.contains("The key history is not used") && report.err.contains("version 9"),
        "{}",
        report.err
    );
    let keys = data.call(&["keys", "--offline", &set]);
    assert_eq!(keys.status, Some(0), "{}", keys.err);
    assert!(keys.err.contains("not used"), "{}", keys.err);
    let status = data.call(&["history"]);
    assert_eq!(status.status, Some(2));
    assert!(status.err.contains("Move it away"), "{}", status.err);
}

#[test]
fn what_is_saved_by_others_is_not_kept_unasked() {
    let data = Data::on("unasked");
    let stranger = Signer::new("stranger");
    let answers = [(Some("2026-01-01T00:00:00Z"), stranger.key_set())];
    let evidence = saved("history-evidence", &answers);
    let token = token_file("history-unasked", &stranger.token(&claims(&entra_issuer())));
    let report = data.call(&[
        "report",
        "--json",
        "--offline",
        "--at",
        AT,
        "--with",
        &evidence,
        &token,
    ]);
    assert_eq!(report.token()["signature"]["outcome"], "verified");
    data.call(&["keys", "--offline", &evidence]);
    assert_eq!(data.kept(), None);
}
