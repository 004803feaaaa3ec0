//! What must hold for every input: no panic, no verdict that is more certain than its evidence, and
//! no changed token that passes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod common;

use common::cases::rows;
use common::{SigningKey, now, place};
use jiff::tz::TimeZone;
use proptest::prelude::*;
use tokenscope::api::Api;
use tokenscope::diagnosis::{Inputs, Inspection, OutcomeKind, inspect};
use tokenscope::documents::{Consent, Document, Documents};
use tokenscope::input::{self, text_of_bytes};
use tokenscope::report;

/// Every token in a text, judged with these documents.
fn inspect_all(text: &str, documents: &Documents, api: &Api) -> Vec<Inspection> {
    let reading = input::read("property", text);
    let consent = Consent {
        all_hosts: true,
        ..Consent::default()
    };
    let inputs = Inputs {
        documents,
        api,
        error: None,
        companions: &reading.found,
        consent: &consent,
        now: now(),
    };
    reading.found.iter().map(|f| inspect(f, &inputs)).collect()
}

/// Writes both reports.
fn report(inspections: &[Inspection]) -> (String, String) {
    let text = report::text(inspections, now(), &TimeZone::UTC);
    (text, report::json(inspections, now()).to_string())
}

fn cases(count: u32) -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(count)
    }
}

/// Pieces that lead random bytes into the rules: parts of tokens, claims, wrappers.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let header = r#"{"alg":"RS256","kid":"x","nonce":"n"}"#;
    let claims = [
        r#"{"iss":"https://login.microsoftonline.com/x/v2.0","aud":["a"],"exp":1e99,"tid":7}"#,
        r#"{"iss":"https://contoso.b2clogin.com/tfp/x/b2c_1_a/v2.0/","tfp":"B2C_1_a","exp":"1"}"#,
        r#"{"iss":"http://fs.contoso.com/adfs/services/trust","aud":7,"nbf":-1,"scp":[]}"#,
        r#"{"at":"a.b.c","ts":1,"cnf":{"jwk":{}},"iss":"x","sub":"x"}"#,
    ];
    let encoded = |json: &str| input::base64url::encode(json.as_bytes());
    let mut pieces: Vec<String> = claims.iter().map(|c| encoded(c)).collect();
    pieces.push(encoded(header));
    let more = [
        ".",
        "..",
        "eyJ",
        "Bearer ",
        "\"",
        "{",
        "}",
        ":",
        "access_token=",
        "&",
        "%2E",
        "\n",
    ];
    pieces.extend(more.map(str::to_owned));
    prop_oneof![
        4 => prop::sample::select(pieces).prop_map(String::into_bytes),
        1 => prop::collection::vec(any::<u8>(), 0..24),
    ]
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn any_bytes_are_read_judged_and_reported(pieces in prop::collection::vec(piece(), 0..12)) {
        let (text, _) = text_of_bytes(&pieces.concat());
        let mut documents = Documents::default();
        documents.extend(place("own").documents(&[SigningKey::entra()]));
        let inspections = inspect_all(&text, &documents, &Api::default());
        report(&inspections);
        for inspection in &inspections {
            // None of these pieces was ever signed.
            prop_assert_ne!(inspection.verdict.outcome, OutcomeKind::Passed);
        }
    }
}

/// The names of the healthy tokens' rows: one platform or configuration each.
fn healthy() -> impl Strategy<Value = usize> {
    0..rows("healthy").len()
}

proptest! {
    #![proptest_config(cases(64))]

    /// With any part of its documents a healthy token passes or is not checked. It fails only where
    /// the place that should list its key was read and doesn't; here no document lies.
    #[test]
    fn fewer_documents_never_make_a_verdict_more_certain(index in healthy(), keep in any::<u64>()) {
        let row = &rows("healthy")[index];
        let all = row.documents();
        let mut kept = Documents::default();
        let some = all.iter().enumerate().filter(|(at, _)| (keep >> (at % 64)) & 1 == 1);
        kept.extend(some.map(|(_, document)| document.clone()));
        let inspections = inspect_all(&row.text(), &kept, &row.api());
        let inspection = inspections.first().expect("a token");
        let verdict = &inspection.verdict;
        let kid = inspection.token.as_ref().and_then(|t| t.kid()).unwrap_or_default();
        let key_is_there = kept.iter().any(|d| lists(d, kid));
        let own_lacks_it = inspection.keys.sources.iter().any(|s| s.address.is_some()) && !key_is_there;
        match verdict.outcome {
            OutcomeKind::Passed => prop_assert!(key_is_there, "{}: passed without its key", row.name),
            OutcomeKind::Failed => prop_assert!(
                own_lacks_it,
                "{}: {} ({})", row.name, verdict.rule, verdict.headline
            ),
            _ => {}
        }
        prop_assert!(verdict.rule == "signature-verified" || verdict.outcome == OutcomeKind::Failed);
    }
}

fn lists(document: &Document, kid: &str) -> bool {
    let tokenscope::documents::Content::Json(body) = &document.content else {
        return false;
    };
    let keys = body.get("keys").and_then(|keys| keys.as_array());
    keys.is_some_and(|keys| keys.iter().any(|key| key["kid"] == kid))
}

proptest! {
    #![proptest_config(cases(96))]

    /// Characters of base64url: reading repairs others where it can tell what they were.
    #[test]
    fn one_changed_character_never_passes(
        index in healthy(),
        at in any::<prop::sample::Index>(),
        to in prop::sample::select("AQgwBz09-_.".chars().collect::<Vec<_>>()),
    ) {
        let row = &rows("healthy")[index];
        let text = row.text();
        let mut characters: Vec<char> = text.chars().collect();
        let at = at.index(characters.len());
        prop_assume!(characters[at] != to);
        characters[at] = to;
        let changed: String = characters.into_iter().collect();
        for inspection in inspect_all(&changed, &row.documents(), &row.api()) {
            let verdict = &inspection.verdict;
            prop_assert!(
                verdict.outcome != OutcomeKind::Passed,
                "{}: character {at} made {to:?}: {}", row.name, verdict.headline
            );
        }
    }
}

/// The same for every single character of one token's signature and of its parts' ends.
#[test]
fn no_place_of_a_token_is_left_unprotected() {
    let row = &rows("healthy")[0];
    let (text, documents, api) = (row.text(), row.documents(), row.api());
    let ends: Vec<usize> = text.match_indices('.').map(|(at, _)| at).collect();
    let near = |at: usize| ends.iter().any(|end| at.abs_diff(*end) <= 2) || at + 3 >= text.len();
    for at in (0..text.len()).filter(|at| near(*at)) {
        for to in ['A', 'Q', 'g', 'w', 'B', '_'] {
            let mut changed = text.clone().into_bytes();
            if changed[at] == to as u8 {
                continue;
            }
            changed[at] = to as u8;
            let changed = String::from_utf8(changed).unwrap();
            for inspection in inspect_all(&changed, &documents, &api) {
                let outcome = inspection.verdict.outcome;
                assert_ne!(outcome, OutcomeKind::Passed, "character {at} made {to:?}");
            }
        }
    }
}
