//! What the report says of recorded tokens and of hostile ones. They lie beside the repository, and
//! where they don't, these tests print that they were skipped.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests"
)]

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde_json::Value;
use tokenscope::api::Api;
use tokenscope::diagnosis::{Inputs, inspect};
use tokenscope::documents::{Consent, Content, Document, Documents, Origin};
use tokenscope::input::{read, text_of_bytes};
use tokenscope::report;

fn recorded(name: &str) -> Option<PathBuf> {
    let path = Path::new("../shared/data").join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {} is not here", path.display());
    None
}

/// A key set as a file that somebody gives along: it tells nothing about where it is from.
fn loose(path: &Path) -> Documents {
    let body = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let mut documents = Documents::default();
    documents.extend([Document {
        url: path.file_name().unwrap().to_string_lossy().into_owned(),
        fetched: None,
        date: None,
        origin: Origin::File,
        content: Content::Json(body),
    }]);
    documents
}

/// The JSON report's first token.
fn report_of(path: &Path, documents: &Documents) -> Value {
    let (text, _) = text_of_bytes(&fs::read(path).unwrap());
    let name = path.file_name().unwrap().to_string_lossy();
    let reading = read(&name, &text);
    let now: Timestamp = "2026-11-21T10:00:00Z".parse().unwrap();
    let consent = Consent {
        offline: true,
        ..Consent::default()
    };
    let inputs = Inputs {
        documents,
        api: &Api::default(),
        error: None,
        companions: &reading.found,
        consent: &consent,
        now,
    };
    let inspections: Vec<_> = reading.found.iter().map(|f| inspect(f, &inputs)).collect();
    report::json(&inspections, now)["tokens"][0].clone()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
    let mut files: Vec<PathBuf> = entries
        .filter(|p| p.extension().is_some_and(|e| e == "jwt"))
        .collect();
    files.sort();
    files
}

/// A file's name or its beginning, then `kind`, `signature.outcome`, the verdict's rule, and rules
/// that must have failed or warned beside it.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

/// Reports every file of a folder and compares it with its row.
fn compare(folder: &str, keys: &str, rows: &[Row]) {
    let (Some(folder), Some(keys)) = (recorded(folder), recorded(keys)) else {
        return;
    };
    let documents = loose(&keys);
    let mut seen = vec![false; rows.len()];
    for file in files(&folder) {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let row = rows.iter().position(|(start, ..)| name.starts_with(start));
        let row = row.unwrap_or_else(|| panic!("{name} has no row"));
        seen[row] = true;
        let (_, kind, signature, verdict, beside) = rows[row];
        let token = report_of(&file, &documents);
        assert_eq!(token["kind"], kind, "{name}");
        assert_eq!(token["signature"]["outcome"], signature, "{name}");
        assert_eq!(token["verdict"]["rule"], verdict, "{name}");
        assert_eq!(token["verdict"]["outcome"], "failed", "{name}");
        for rule in beside.split_whitespace() {
            let entries = token["checklist"].as_array().unwrap();
            let entry = entries.iter().find(|e| e["rule"] == rule);
            let outcome = entry.map_or("missing", |e| e["outcome"].as_str().unwrap());
            assert!(
                matches!(outcome, "failed" | "warning"),
                "{name}: {rule} is {outcome}"
            );
        }
    }
    let unseen = rows.iter().zip(&seen).find(|(_, seen)| !**seen);
    assert!(unseen.is_none(), "no file for {unseen:?}");
}

/// With every recorded key as a loose file: genuine tokens verify, edited samples are told as
/// altered, cut ones as damaged. All have expired long ago, which is checked beside the rest.
#[test]
fn recorded_tokens_come_out_as_they_are() {
    let (jws, id) = ("jws", "id-token-as-access-token");
    let altered = "signature-altered expired";
    compare(
        "tokens",
        "jwks/UNION-all-keys.json",
        &[
            (
                "botbuilder-",
                jws,
                "verified",
                "expired",
                "signature-verified app-or-user",
            ),
            (
                "id_token_b2c_docs_2015",
                jws,
                "verified",
                id,
                "b2c-entra-mix expired",
            ),
            ("id_token_v1_docs_2020", jws, "altered", id, altered),
            ("id_token_v2_docs_2015", jws, "altered", id, altered),
            ("id_token_v2_docs_2020", jws, "altered", id, altered),
            (
                "access_token_v1",
                "damaged-jwt",
                "not-checked",
                "damaged-token",
                "expired",
            ),
            (
                "access_token_v2",
                "damaged-jwt",
                "not-checked",
                "damaged-token",
                "expired",
            ),
            (
                "id_token_v1_docs_2015_alg_none",
                "unsecured-jwt",
                "not-checked",
                id,
                "algorithm-not-allowed expired",
            ),
        ],
    );
}

/// Each damaged or hostile input has a finding that names what is wrong with it.
#[test]
fn every_hostile_token_has_a_clear_finding() {
    let alg = "algorithm-not-allowed";
    let (jws, damaged, cut) = ("jws", "damaged-jwt", "damaged-token");
    compare(
        "vectors/bad",
        "vectors/bad/jwks.json",
        &[
            ("alg-NONE", "unsecured-jwt", "not-checked", alg, ""),
            ("alg-None", "unsecured-jwt", "not-checked", alg, ""),
            ("alg-nOnE", "unsecured-jwt", "not-checked", alg, ""),
            ("alg-none", "unsecured-jwt", "not-checked", alg, ""),
            ("alg-hs256", jws, "not-checked", alg, ""),
            ("b64-false", jws, "not-checked", alg, ""),
            ("bearer-prefix", jws, "verified", "expired", ""),
            ("crit-empty", jws, "not-checked", alg, ""),
            ("crit-unknown", jws, "not-checked", alg, ""),
            ("duplicate-claim-iss", jws, "verified", "expired", alg),
            ("duplicate-header-kid", jws, "verified", "expired", alg),
            // Reading a time is lenient, judging it is not: all of these are over or no times.
            ("exp-", jws, "verified", "expired", ""),
            ("four-segments", damaged, "not-checked", cut, ""),
            ("jku-evil", jws, "verified", "expired", alg),
            ("jwk-embedded", jws, "verified", "expired", alg),
            (
                "jwe-5-segments",
                "jwe",
                "not-checked",
                "encrypted-token",
                "",
            ),
            ("kid-traversal", jws, "verified", "expired", alg),
            ("ok", jws, "verified", "expired", "signature-verified"),
            (
                "padded-segments",
                jws,
                "verified",
                "expired",
                "wrapper-noise",
            ),
            ("payload-1MiB", jws, "verified", "expired", ""),
            ("payload-", damaged, "verified", cut, ""),
            (
                "percent-encoded",
                jws,
                "verified",
                "expired",
                "wrapper-noise",
            ),
            ("quoted", jws, "verified", "expired", "wrapper-noise"),
            (
                "sig-noncanonical-last-char",
                damaged,
                "not-checked",
                cut,
                "",
            ),
            ("sig-truncated", damaged, "not-checked", cut, ""),
            (
                "standard-base64-alphabet",
                jws,
                "verified",
                "expired",
                "wrapper-noise",
            ),
            (
                "tenant-template-issuer",
                jws,
                "verified",
                "unknown-issuer",
                "expired",
            ),
            ("two-segments", damaged, "not-checked", cut, ""),
            (
                "url-fragment",
                jws,
                "verified",
                "id-token-as-access-token",
                "",
            ),
            (
                "whitespace-inside",
                jws,
                "verified",
                "expired",
                "wrapper-noise",
            ),
            (
                "zero-width-space",
                jws,
                "verified",
                "expired",
                "wrapper-noise",
            ),
        ],
    );
}
