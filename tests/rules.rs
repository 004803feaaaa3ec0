//! Every row of `tests/cases`, run end to end: really signed tokens and the documents that publish
//! their keys.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

mod common;

use std::fmt::Write as _;

use common::cases::rows;
use tokenscope::diagnosis::rules::RULES;

#[test]
fn every_row_comes_out_as_it_says() {
    let mut report = String::new();
    for rule in RULES {
        for row in rows(rule.id) {
            let lines = row.differences(rule.id, &row.inspect());
            for line in lines {
                writeln!(report, "{} / {}\n    {line}", rule.id, row.name).unwrap();
            }
        }
    }
    assert!(report.is_empty(), "rows that came out otherwise:\n{report}");
}

#[test]
fn rows_that_fire_together_say_which_leads() {
    let mut report = String::new();
    for row in rows("together") {
        let inspection = row.inspect();
        let is = format!(
            "{} {}",
            inspection.verdict.rule,
            inspection.verdict.outcome.name()
        );
        if is != row.expect {
            let failed: Vec<&str> = inspection
                .checklist
                .iter()
                .filter(|e| e.outcome.name() == "failed")
                .map(|e| e.rule)
                .collect();
            writeln!(
                report,
                "{}\n    expected {}, is {is}; failed: {}",
                row.name,
                row.expect,
                failed.join(", ")
            )
            .unwrap();
        }
    }
    assert!(report.is_empty(), "another rule leads:\n{report}");
}

/// Nothing that is as it should be is refused, and nothing is called invalid that could not be
/// checked.
#[test]
fn healthy_tokens_pass_and_offline_nothing_is_refused() {
    let mut report = String::new();
    for row in rows("healthy") {
        let inspection = row.inspect();
        for line in row.differences("signature-verified", &inspection) {
            writeln!(report, "{}\n    {line}", row.name).unwrap();
        }
        let runs = [("", inspection), (" (offline)", row.inspect_offline())];
        for (how, inspection) in runs {
            let verdict = &inspection.verdict;
            let expected = if how.is_empty() {
                "passed"
            } else {
                "not-checked"
            };
            if verdict.rule != "signature-verified" || verdict.outcome.name() != expected {
                writeln!(
                    report,
                    "{}{how}\n    verdict {}: {}",
                    row.name, verdict.rule, verdict.headline
                )
                .unwrap();
            }
            for entry in inspection
                .checklist
                .iter()
                .filter(|e| e.outcome.name() == "failed")
            {
                writeln!(
                    report,
                    "{}{how}\n    failed {}: {}",
                    row.name, entry.rule, entry.headline
                )
                .unwrap();
            }
        }
    }
    assert!(
        report.is_empty(),
        "healthy tokens that were refused:\n{report}"
    );
}

/// Answers differ from one to the next: a key that only an earlier one lists is missing too.
#[test]
fn key_lists_that_lost_the_key_are_asked_again() {
    let rows = rows("key-withdrawn");
    for (name, expected) in [
        ("a minute ago: the answers differ", true),
        ("gone and back: the newest answer has it", false),
        ("withdrawn at the tenant's own, still at common", false),
    ] {
        let row = rows.iter().find(|row| row.name == name).expect(name);
        let again = tokenscope::net::ask_again(&row.inspect(), &row.documents());
        assert_eq!(!again.is_empty(), expected, "{name}: {again:?}");
    }
}
