//! The text report and the status.

use jiff::tz::TimeZone;
use tokenscope::diagnosis::{OutcomeKind, Step};
use tokenscope::documents::AddressState;
use tokenscope::issuer::{Platform, Purpose};
use tokenscope::report::{Status, TextOptions, status, text, text_with};

use super::sample::{DEFAULT, address, at, entry, inspection};

#[test]
fn text_tells_what_why_and_what_to_do_in_order() {
    let report = text(&[inspection()], at(), &TimeZone::UTC);
    let places = [
        "FAILED  saml-app-key\nAn application's own key signed it.\n",
        "\nWhy\n  First paragraph, still the first.\n\n  Second paragraph.\n",
        "\nWhat to do\n  1. Do this.\n  2. Or that.\n",
        "\nReference\n  https://learn.example/reference\n",
        "\nFacts\n  access token; Microsoft Entra ID, version 2, public cloud; tenant\n  11111111-2222-3333",
        "signature verified",
        "Found in trace.har, /log/entries/3/request/headers/7.",
        "Assumed: nothing was said about the metadata address of your API",
        DEFAULT,
        "The audience is not confirmed",
        "\nChecklist\n  Shape\n    [pass] It is a signed token. (not-a-jwt)\n",
        "  Key\n    [FAIL] An application's own key signed it. (saml-app-key)\n",
        "           kid: expected in common; is only under ?appid=\n",
        "  Time\n    [ ?  ] No moment. (expired)\n",
        "\nAddresses\n  own: fetched; 8 keys, the token's kid not in this response\n      https://m.example/own\n      Key 0 is odd.\n",
        "  saved: saved; 9 keys, the token's kid among them\n",
        "  failed: failed\n      https://m.example/failed\n      It answered 404.\n",
        "  other: not asked\n      https://m.example/other\n      Offline.\n",
        "\nKeys\n  kid  token's kid  verifies",
        "  K1   yes          yes",
        "  K2   no           no",
        "  K3   no           not tried",
        "Judged by 2026-11-21 10:00:00 UTC.",
    ];
    let mut rest = report.as_str();
    for place in places {
        let Some((_, after)) = rest.split_once(place) else {
            panic!("{place:?} is missing or out of order in:\n{report}");
        };
        rest = after;
    }
    assert!(!report.contains("Token 1 of"), "one token needs no number");
    assert!(!report.contains('\u{1b}'), "no colour unless asked for");
}

#[test]
fn text_says_what_it_assumes_only_where_it_assumes() {
    let mut known = inspection();
    known.api.metadata = Some(DEFAULT.to_owned());
    known.api.audiences = vec!["api://x".to_owned()];
    let report = text(&[known], at(), &TimeZone::UTC);
    assert!(!report.contains("Assumed:"), "{report}");
    assert!(!report.contains("not confirmed"), "{report}");
}

#[test]
fn what_is_assumed_fits_the_platform_and_the_cloud() {
    let of = |platform: Platform, purpose: Option<Purpose>| {
        let mut inspection = inspection();
        let authority = inspection.authority.as_mut().expect("an authority");
        authority.platform = platform;
        authority.default_metadata = DEFAULT.to_owned();
        let mut one = address("own", AddressState::Saved).address;
        authority.addresses = vec![one.clone()];
        one.purpose = purpose.unwrap_or(Purpose::OtherVersion);
        authority.addresses.push(one);
        text(&[inspection], at(), &TimeZone::UTC).replace("\n  ", " ")
    };
    let entra = of(Platform::EntraV1, None);
    assert!(
        entra.contains(&format!("the default one, {DEFAULT}.")),
        "{entra}"
    );
    assert!(!entra.contains("cloud assumed"), "{entra}");
    let undecided = of(Platform::EntraV1, Some(Purpose::OtherCloud));
    assert!(undecided.contains("public cloud assumed"), "{undecided}");
    for platform in [Platform::B2c, Platform::Adfs, Platform::Other] {
        let other = of(platform, None);
        assert!(!other.contains(DEFAULT), "{platform:?}: {other}");
        let needed = "the one that this token needs, https://m.example/own.";
        assert!(other.contains(needed), "{platform:?}: {other}");
    }
}

#[test]
fn text_options_apply() {
    let two = [inspection(), inspection()];
    let options = TextOptions {
        width: 60,
        colour: true,
        error: Some(
            "IDX10503: Signature validation failed. Keys tried: many, and none of them did it.",
        ),
        ..TextOptions::default()
    };
    let report = text_with(&two, at(), &TimeZone::UTC, &options);
    assert!(
        report.contains("Token 1 of 2") && report.contains("Token 2 of 2"),
        "{report}"
    );
    assert!(report.contains("\u{1b}[1;31mFAILED\u{1b}[0m"), "{report}");
    assert!(report.contains("The API's error"), "{report}");
    for line in report.lines().filter(|l| !l.contains("https://")) {
        let visible = line.replace("\u{1b}[1;31m", "").replace("\u{1b}[1m", "");
        let visible = visible.replace("\u{1b}[32m", "").replace("\u{1b}[2m", "");
        let visible = visible.replace("\u{1b}[0m", "");
        assert!(
            visible.chars().count() <= 60,
            "{} columns: {line}",
            visible.len()
        );
    }
}

#[test]
fn status_tells_how_all_came_out() {
    use OutcomeKind::{Failed, NotApplicable, NotChecked, Passed, Warning};
    let of = |verdict: OutcomeKind, checklist: &[OutcomeKind]| {
        let mut one = inspection();
        one.verdict.outcome = verdict;
        one.checklist = checklist
            .iter()
            .map(|outcome| entry("expired", Step::Time, *outcome, ""))
            .collect();
        one
    };
    let rows = [
        ("nothing at all", vec![], Status::NotChecked),
        (
            "passed",
            vec![of(Passed, &[Passed, Passed])],
            Status::Passed,
        ),
        (
            "a warning is no failure",
            vec![of(Passed, &[Warning])],
            Status::Passed,
        ),
        (
            "not checked, but it doesn't decide",
            vec![of(Passed, &[NotChecked])],
            Status::Passed,
        ),
        (
            "not applicable",
            vec![of(Passed, &[NotApplicable])],
            Status::Passed,
        ),
        ("failed", vec![of(Failed, &[Failed])], Status::Failed),
        (
            "a failed rule that doesn't lead",
            vec![of(NotChecked, &[Failed])],
            Status::Failed,
        ),
        (
            "the verdict was not checked",
            vec![of(NotChecked, &[Passed])],
            Status::NotChecked,
        ),
        (
            "one of two failed",
            vec![of(NotChecked, &[]), of(Failed, &[Failed])],
            Status::Failed,
        ),
        (
            "one of two not checked",
            vec![of(Passed, &[]), of(NotChecked, &[])],
            Status::NotChecked,
        ),
    ];
    for (name, inspections, expected) in rows {
        assert_eq!(status(&inspections), expected, "{name}");
    }
}

#[test]
fn what_left_this_computer_is_said_by_host() {
    use std::time::Duration;
    use tokenscope::net::Exchange;

    let request = |url: &str, failure: Option<&str>| Exchange {
        url: url.to_owned(),
        at: "2026-11-21T10:00:00Z".parse().unwrap(),
        status: failure.is_none().then_some(200),
        bytes: 7,
        took: Duration::from_millis(90),
        failure: failure.map(str::to_owned),
    };
    let entra = "https://login.microsoftonline.com/common/discovery/keys";
    let rows = [
        ("none", vec![], "No request left this computer."),
        (
            "one",
            vec![request(entra, None)],
            "1 request left this computer: 1 to login.microsoftonline.com.",
        ),
        (
            "several",
            vec![
                request(entra, Some("answered 500")),
                request(entra, None),
                request("https://localhost:8443/keys", Some("connection refused")),
            ],
            "3 requests left this computer: 2 to login.microsoftonline.com, 1 to localhost; 2 failed.",
        ),
    ];
    let at = "2026-11-21T10:00:00Z".parse().unwrap();
    for (name, requests, expected) in rows {
        let options = tokenscope::report::TextOptions {
            requests: Some(&requests),
            ..tokenscope::report::TextOptions::default()
        };
        let text = tokenscope::report::text_with(&[], at, &jiff::tz::TimeZone::UTC, &options);
        assert!(text.contains(expected), "{name}: {text}");
        let json = tokenscope::report::with_requests(tokenscope::report::json(&[], at), &requests);
        let listed = json["requests"].as_array().map(Vec::len);
        assert_eq!(listed, Some(requests.len()), "{name}");
    }
}
