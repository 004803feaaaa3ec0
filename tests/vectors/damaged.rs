//! Damaged and hostile tokens, as they stand: verified, altered, or not checked and why. Nothing
//! here repairs them first.

use std::fs;

use tokenscope::signature::SignatureOutcome::{self, Altered, NotChecked, Verified};

use super::support::{json, judge, keys_of, recorded};

/// Every file with its outcome and a part of the reason. A signature may be right on a token that
/// is wrong in other ways: its content is not judged here.
const ROWS: &[(&str, SignatureOutcome, &str)] = &[
    ("alg-NONE", NotChecked, "spelling of none"),
    ("alg-None", NotChecked, "spelling of none"),
    (
        "alg-hs256-with-rsa-public-key-confusion",
        NotChecked,
        "never with a public key",
    ),
    ("alg-nOnE", NotChecked, "spelling of none"),
    ("alg-none", NotChecked, "not signed"),
    ("b64-false", NotChecked, "b64"),
    ("bearer-prefix", NotChecked, "header is damaged"),
    ("crit-empty", NotChecked, "crit is not a list"),
    ("crit-unknown", NotChecked, "crit: exp"),
    ("duplicate-claim-iss", Verified, ""),
    // RFC 7515 §4 leaves readers the choice of the last one.
    ("duplicate-header-kid", Verified, ""),
    ("exp-1e400", Verified, ""),
    ("exp-float", Verified, ""),
    ("exp-huge-int", Verified, ""),
    ("exp-ms-not-s", Verified, ""),
    ("exp-negative", Verified, ""),
    ("exp-string", Verified, ""),
    ("four-segments", NotChecked, "this one has 4"),
    // Verified with the known key; neither the address nor the key in the header is ever used.
    ("jku-evil", Verified, ""),
    ("jwe-5-segments", NotChecked, "encrypted"),
    ("jwk-embedded", Verified, ""),
    ("kid-traversal", Verified, ""),
    ("ok", Verified, ""),
    ("padded-segments", NotChecked, "header is damaged"),
    ("payload-1MiB", Verified, ""),
    ("payload-array", Verified, ""),
    ("payload-bom", Verified, ""),
    ("payload-deep-nesting", Verified, ""),
    ("payload-empty", Verified, ""),
    ("payload-lone-surrogate", Verified, ""),
    ("payload-not-json", Verified, ""),
    ("payload-not-utf8", Verified, ""),
    ("percent-encoded", NotChecked, "this one has 1"),
    ("quoted", NotChecked, "header is damaged"),
    (
        "sig-noncanonical-last-char",
        NotChecked,
        "signature part is not base64url",
    ),
    (
        "sig-truncated",
        NotChecked,
        "signature part is not base64url",
    ),
    (
        "standard-base64-alphabet",
        NotChecked,
        "signature part is not base64url",
    ),
    ("tenant-template-issuer", Verified, ""),
    ("two-segments", NotChecked, "this one has 2"),
    ("url-fragment", NotChecked, "this one has 4"),
    (
        "whitespace-inside",
        Altered,
        "header or payload are not what was signed",
    ),
    ("zero-width-space", NotChecked, "header is damaged"),
];

#[test]
fn every_file_has_its_outcome() {
    let Some(folder) = recorded("vectors/bad") else {
        return;
    };
    let keys = keys_of(&json(&folder.join("jwks.json")));
    let mut seen = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "jwt") {
            continue;
        }
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let row = ROWS.iter().find(|(row, ..)| *row == name);
        let (_, outcome, part) = row.unwrap_or_else(|| panic!("{name} has no row"));
        let text = fs::read_to_string(&path).unwrap();
        let judged = judge(text.trim_end_matches('\n'), &keys);
        assert_eq!(judged.outcome, *outcome, "{name}: {:?}", judged.reason);
        let reason = judged.reason.unwrap_or_default();
        assert!(reason.contains(part), "{name}: {reason}");
        assert_eq!(reason.is_empty(), part.is_empty(), "{name}: {reason}");
        seen += 1;
    }
    assert_eq!(seen, ROWS.len());
}
