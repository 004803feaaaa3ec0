//! Every row of `tests/cases`, run end to end: really signed tokens and the documents that publish
//! their keys.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::LazyLock;

use common::cases::{Row, folder, rows};
use serde::Deserialize;
use tokenscope::diagnosis::rules::RULES;
use tokenscope::diagnosis::{Inspection, OutcomeKind};

/// The files of tokens that several rules refuse, by the cause that leads.
const TOGETHER: [&str; 9] = [
    "together",
    "together-shape",
    "together-foreign-audience",
    "together-issuer",
    "together-key",
    "together-rest",
    "together-withdrawn",
    "together-old-copy",
    "together-permission",
];

/// A row that was run.
struct Ran {
    /// The rule of its file, or the file's name.
    file: &'static str,
    row: Row,
    inspection: Inspection,
}

/// All rows of all files, run once for all tests.
static ALL: LazyLock<Vec<Ran>> = LazyLock::new(|| {
    let files = RULES.iter().map(|rule| rule.id).chain(["healthy"]);
    let files: Vec<&'static str> = files.chain(TOGETHER).collect();
    let run = |file: &'static str| -> Vec<Ran> {
        let ran = |row: Row| Ran {
            file,
            inspection: row.inspect(),
            row,
        };
        rows(file).into_iter().map(ran).collect()
    };
    std::thread::scope(|scope| {
        let threads = files.chunks(files.len() / 4 + 1).map(|files| {
            scope.spawn(move || {
                files
                    .iter()
                    .flat_map(|file| run(file))
                    .collect::<Vec<Ran>>()
            })
        });
        let threads: Vec<_> = threads.collect();
        threads
            .into_iter()
            .flat_map(|t| t.join().unwrap())
            .collect()
    })
});

impl Ran {
    fn failed(&self) -> BTreeSet<&'static str> {
        failed(&self.inspection)
    }

    /// Whether it is about rules that fail together.
    fn several(&self) -> bool {
        TOGETHER.contains(&self.file)
    }

    fn verdict(&self) -> String {
        let verdict = &self.inspection.verdict;
        format!("{} {}", verdict.rule, verdict.outcome.name())
    }
}

#[test]
fn every_row_comes_out_as_it_says() {
    let mut report = String::new();
    for ran in ALL.iter().filter(|ran| !ran.several()) {
        let rule = match ran.file {
            "healthy" => "signature-verified",
            rule => rule,
        };
        for line in ran.row.differences(rule, &ran.inspection) {
            writeln!(report, "{rule} / {}\n    {line}", ran.row.name).unwrap();
        }
    }
    assert!(report.is_empty(), "rows that came out otherwise:\n{report}");
}

#[test]
fn rows_that_fire_together_say_which_leads() {
    let mut report = String::new();
    for ran in ALL.iter().filter(|ran| ran.several()) {
        let (is, failed) = (ran.verdict(), ran.failed());
        let leader = ran.inspection.verdict.rule;
        let also = ran.row.also.as_ref();
        let also: Option<BTreeSet<&str>> = also.map(|a| a.iter().map(String::as_str).collect());
        let others: BTreeSet<&str> = failed.into_iter().filter(|rule| *rule != leader).collect();
        if is != ran.row.expect || also.as_ref().is_some_and(|also| others != *also) {
            writeln!(
                report,
                "{}\n    expected {} and {also:?}, is {is} and {others:?}",
                ran.row.name, ran.row.expect
            )
            .unwrap();
        }
    }
    assert!(report.is_empty(), "another rule leads:\n{report}");
}

/// The verdict of every row is the first failed rule in the order of causes; a warning leads only
/// for what was issued beside an access token.
#[test]
fn the_order_of_causes_decides_every_verdict() {
    let cause: BTreeMap<&str, _> = RULES
        .iter()
        .enumerate()
        .map(|(at, rule)| (rule.id, (rule.cause, at)))
        .collect();
    for ran in ALL.iter() {
        let verdict = &ran.inspection.verdict;
        let first = ran.failed().into_iter().min_by_key(|rule| cause[rule]);
        // What was issued beside an access token is told so where nothing failed.
        let beside = verdict.outcome == OutcomeKind::Warning && first.is_none();
        let expected = if beside {
            ran.file
        } else {
            first.unwrap_or("signature-verified")
        };
        assert_eq!(verdict.rule, expected, "{} / {}", ran.file, ran.row.name);
        let failed = verdict.outcome == OutcomeKind::Failed;
        assert_eq!(failed, first.is_some(), "{} / {}", ran.file, ran.row.name);
    }
}

/// Rules that no token fails together.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Never {
    rules: Vec<String>,
    #[serde(default)]
    with: Vec<String>,
    because: String,
}

#[derive(Deserialize)]
struct NeverTogether {
    never: Vec<Never>,
}

#[test]
fn every_pair_of_rules_has_a_row_or_a_reason() {
    let able = rules_that_fail();
    let never = never_together(&able);
    let (mut led, mut seen) = (BTreeSet::new(), BTreeMap::new());
    for ran in ALL.iter() {
        let failed = ran.failed();
        let leader = ran.inspection.verdict.rule;
        for a in &failed {
            for b in failed.iter().filter(|b| a < *b) {
                seen.insert((*a, *b), format!("{} / {}", ran.file, ran.row.name));
                if ran.several() && [*a, *b].contains(&leader) {
                    led.insert((*a, *b));
                }
            }
        }
    }
    let mut report = String::new();
    for a in &able {
        for b in able.iter().filter(|b| a < *b) {
            let pair = (*a, *b);
            match (never.contains(&pair), seen.get(&pair)) {
                (true, Some(row)) => writeln!(report, "{a} and {b} do fail together: {row}"),
                (false, _) if !led.contains(&pair) => {
                    writeln!(report, "{a} and {b}: no row says which leads")
                }
                _ => Ok(()),
            }
            .unwrap();
        }
    }
    assert!(report.is_empty(), "{report}");
}

/// The rules that fail in at least one row of their own.
fn rules_that_fail() -> BTreeSet<&'static str> {
    let fails = |ran: &&Ran| ran.row.expect == "failed";
    ALL.iter().filter(fails).map(|ran| ran.file).collect()
}

/// The pairs of `never-together.toml`, each in the order of the alphabet.
fn never_together(able: &BTreeSet<&'static str>) -> BTreeSet<(&'static str, &'static str)> {
    let text = std::fs::read_to_string(folder().join("never-together.toml")).unwrap();
    let listed: NeverTogether = toml::from_str(&text).unwrap();
    let known = |name: &String| -> &'static str {
        let found = able.iter().find(|rule| **rule == name.as_str());
        found.unwrap_or_else(|| panic!("never-together.toml: no row fails {name}"))
    };
    let mut pairs = BTreeSet::new();
    for never in &listed.never {
        assert!(never.because.ends_with('.'), "{}", never.because);
        let rules: Vec<&'static str> = never.rules.iter().map(known).collect();
        let others: Vec<&'static str> = match never.with.as_slice() {
            [] => rules.clone(),
            [all] if all == "*" => able.iter().copied().collect(),
            some => some.iter().map(known).collect(),
        };
        for a in &rules {
            for b in others.iter().filter(|b| *b != a) {
                pairs.insert((*a.min(b), *a.max(b)));
            }
        }
    }
    pairs
}

/// Why one cause comes before the others.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Why {
    name: String,
    before: Option<String>,
    among: Option<String>,
}

#[derive(Deserialize)]
struct Order {
    cause: Vec<Why>,
}

/// `order.toml` has the causes in the program's order, and a reason for every order that a row shows.
#[test]
fn every_order_of_causes_has_a_reason() {
    let text = std::fs::read_to_string(folder().join("order.toml")).unwrap();
    let order: Order = toml::from_str(&text).unwrap();
    let causes: BTreeSet<_> = RULES.iter().map(|rule| rule.cause).collect();
    let named: Vec<String> = causes.iter().map(|cause| format!("{cause:?}")).collect();
    let listed: Vec<&str> = order.cause.iter().map(|why| why.name.as_str()).collect();
    assert_eq!(
        listed, named,
        "order.toml lists the causes in another order"
    );
    let cause = |id: &str| RULES.iter().find(|rule| rule.id == id).unwrap().cause;
    for ran in ALL.iter().filter(|ran| ran.several()) {
        let leader = ran.inspection.verdict.rule;
        let first = cause(leader);
        let at = causes.iter().position(|c| *c == first).unwrap();
        for other in ran.failed().into_iter().filter(|rule| *rule != leader) {
            let why = &order.cause[at];
            let reason = if cause(other) == first {
                &why.among
            } else {
                &why.before
            };
            let told = reason.as_ref().is_some_and(|text| text.ends_with('.'));
            assert!(told, "{}: why {leader} comes before {other}", ran.row.name);
        }
    }
}

/// Nothing that is as it should be is refused, and nothing is called invalid that could not be
/// checked.
#[test]
fn healthy_tokens_pass_and_offline_nothing_is_refused() {
    let mut report = String::new();
    for ran in ALL.iter().filter(|ran| ran.file == "healthy") {
        let offline = ran.row.inspect_offline();
        let runs = [(&ran.inspection, "passed"), (&offline, "not-checked")];
        for (inspection, expected) in runs {
            let verdict = &inspection.verdict;
            let failed = failed(inspection);
            let fine = verdict.rule == "signature-verified" && verdict.outcome.name() == expected;
            if !fine || !failed.is_empty() {
                let name = &ran.row.name;
                writeln!(
                    report,
                    "{name}, not {expected}\n    {}: {failed:?}",
                    verdict.headline
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

fn failed(inspection: &Inspection) -> BTreeSet<&'static str> {
    let entries = inspection.checklist.iter();
    entries
        .filter(|e| e.outcome == OutcomeKind::Failed)
        .map(|e| e.rule)
        .collect()
}
