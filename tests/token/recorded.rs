//! Recorded public tokens and damaged ones, where they are at hand.

use std::fs;
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokenscope::input::Role::{self, AccessToken, IdToken};
use tokenscope::token::{
    Claim, Token, Who, claim_rows, header_rows, is_guest, role_of, version, who_of,
};

const FOLDER: &str = "../shared/data";

/// A recorded token; `None`, and said so, where the folder isn't there.
fn recorded(file: &str) -> Option<Token> {
    let path = Path::new(FOLDER).join(file);
    if !Path::new(FOLDER).is_dir() {
        println!("skipped {file}: {FOLDER} is not there");
        return None;
    }
    let text = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Some(Token::take_apart(String::from_utf8_lossy(&text).trim()))
}

#[test]
fn recorded_tokens_are_told_apart() {
    const RECORDED: &[(&str, Role, Who, Option<u8>, bool)] = &[
        (
            "access_token_v1_docs_2023_truncated",
            AccessToken,
            Who::User,
            Some(1),
            false,
        ),
        (
            "access_token_v2_docs_2023_truncated",
            AccessToken,
            Who::User,
            Some(2),
            false,
        ),
        (
            "botbuilder-dotnet-aPctw_od-v1-2019-10-16",
            AccessToken,
            Who::App,
            Some(1),
            false,
        ),
        (
            "botbuilder-dotnet-aPctw_od-v2-2019-10-16",
            AccessToken,
            Who::App,
            Some(2),
            false,
        ),
        (
            "botbuilder-java-SSQdhI1c-v1-2018-02-08",
            AccessToken,
            Who::App,
            Some(1),
            false,
        ),
        (
            "botbuilder-python-FSimuFrF-v1-2018-03-23",
            AccessToken,
            Who::App,
            Some(1),
            false,
        ),
        (
            "botbuilder-python-TioGywwl-v1-2018-06-18",
            AccessToken,
            Who::App,
            Some(1),
            false,
        ),
        ("id_token_b2c_docs_2015", IdToken, Who::User, None, false),
        (
            "id_token_v1_docs_2015_alg_none",
            IdToken,
            Who::User,
            Some(1),
            false,
        ),
        ("id_token_v1_docs_2020", IdToken, Who::User, Some(1), true),
        ("id_token_v2_docs_2015", IdToken, Who::User, Some(2), false),
        ("id_token_v2_docs_2020", IdToken, Who::User, Some(2), false),
    ];
    for (name, role, who, number, guest) in RECORDED {
        let Some(token) = recorded(&format!("tokens/{name}.jwt")) else {
            return;
        };
        let found = role_of(&token, None);
        assert_eq!(found.role, *role, "{name}: {:?}", found.reasons);
        assert_eq!(who_of(&token), *who, "{name}");
        assert_eq!(version(&token), *number, "{name}");
        assert_eq!(
            is_guest(&token).is_some(),
            *guest,
            "{name}: {:?}",
            is_guest(&token)
        );
        let rows = claim_rows(&token, Timestamp::UNIX_EPOCH, &TimeZone::UTC);
        let unknown: Vec<&str> = rows
            .iter()
            .filter(|row| row.meaning.certainty.is_none())
            .map(|row| row.name.as_str())
            .collect();
        assert!(unknown.is_empty(), "{name}: no entry for {unknown:?}");
    }
}

#[test]
fn damaged_tokens_are_shown_as_far_as_they_go() {
    for (name, fault) in [
        ("ok", None),
        ("payload-bom", Some("byte order mark")),
        ("payload-not-utf8", Some("not UTF-8")),
        ("payload-array", Some("a JSON array")),
        ("payload-empty", Some("The payload is empty.")),
        ("payload-not-json", Some("JSON is broken")),
        ("payload-deep-nesting", Some("recursion limit")),
        ("payload-lone-surrogate", Some("hex escape")),
        ("payload-1MiB", None),
        ("padded-segments", Some("padding")),
        ("jwe-5-segments", None),
        ("two-segments", None),
    ] {
        let Some(token) = recorded(&format!("vectors/bad/{name}.jwt")) else {
            return;
        };
        let found = token.payload().fault.clone();
        let fits = match fault {
            None => found.is_none(),
            Some(part) => found.as_ref().is_some_and(|f| f.contains(part)),
        };
        assert!(fits, "{name}: {found:?}");
    }
}

#[test]
fn every_damaged_token_is_survived() {
    let folder = Path::new(FOLDER).join("vectors/bad");
    let Ok(files) = fs::read_dir(&folder) else {
        println!("skipped: {} is not there", folder.display());
        return;
    };
    for file in files {
        let path = file.unwrap().path();
        let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
        let token = Token::take_apart(&text);
        let rows = claim_rows(&token, Timestamp::MAX, &TimeZone::UTC);
        assert_eq!(
            rows.len(),
            token.claims().members().len(),
            "{}",
            path.display()
        );
        let _ = (header_rows(&token), role_of(&token, None), who_of(&token));
    }
}

#[test]
fn damaged_times_are_told() {
    for (name, why) in [
        ("exp-1e400", "is too large"),
        ("exp-huge-int", "is too large"),
        ("exp-ms-not-s", "looks like milliseconds"),
        ("exp-negative", "is negative"),
    ] {
        let Some(token) = recorded(&format!("vectors/bad/{name}.jwt")) else {
            return;
        };
        let Claim::Malformed { why: found, .. } = token.time("exp") else {
            panic!("{name}: {:?}", token.time("exp"));
        };
        assert!(found.contains(why), "{name}: {found}");
    }
    for name in ["exp-float", "exp-string"] {
        let Some(token) = recorded(&format!("vectors/bad/{name}.jwt")) else {
            return;
        };
        let seconds = token.time("exp").present().map(|at| at.as_second());
        assert_eq!(seconds, Some(1_700_003_600), "{name}");
    }
}
