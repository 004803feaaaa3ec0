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
