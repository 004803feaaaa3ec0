//! What the validators are predicted to answer is what they write, so the table knows it.

use std::collections::{BTreeMap, BTreeSet};

use tokenscope::diagnosis::{Answer, Inspection, read_error};

use crate::common::cases::{folder, rows};
use crate::common_situations::situations;
use crate::table::entries;

/// All refusals that are predicted, over all cases and situations, each with where it is from.
fn refusals() -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let mut add = |name: &str, inspection: &Inspection| {
        for prediction in &inspection.predictions {
            if let Answer::Refuses { error, message } = &prediction.answer {
                let from = format!("{name}, {}", prediction.validator);
                all.entry(format!("{error}: {message}")).or_insert(from);
            }
        }
    };
    for file in std::fs::read_dir(folder()).unwrap() {
        let path = file.unwrap().path();
        if std::fs::read_to_string(&path).unwrap().contains("[[row]]") {
            for row in rows(path.file_stem().unwrap().to_str().unwrap()) {
                add(&row.name, &row.inspect());
            }
        }
    }
    for situation in situations() {
        add(situation.name, &situation.inspect());
    }
    all
}

#[test]
fn dump() {
    let about: BTreeMap<String, String> = entries()
        .into_iter()
        .map(|e| (e.id, e.about.unwrap_or_default()))
        .collect();
    let mut seen = BTreeSet::new();
    for (text, from) in refusals() {
        let reading = read_error(&text);
        let first = reading.matches.first().map_or("NONE", |m| m.pattern);
        let head: String = text.chars().take(90).collect();
        let what = format!("{:14} {first:22} {}", about.get(first).map_or("", |a| a), head.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect::<String>());
        if seen.insert(what.chars().take(90).collect::<String>()) {
            println!("{what} | {from}");
        }
    }
}
