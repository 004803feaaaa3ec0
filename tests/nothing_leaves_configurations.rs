//! Of a configuration nothing is shown, kept or saved but what the facts were read from.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

use std::fs;
use std::path::Path;

use tokenscope::api::{Api, import};

/// Every configuration with its name and text.
fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/configurations");
    let mut files = Vec::new();
    for folder in fs::read_dir(root).unwrap() {
        for file in fs::read_dir(folder.unwrap().path()).unwrap() {
            let file = file.unwrap().path();
            let name = file.file_name().unwrap().to_str().unwrap().to_owned();
            let expected = ["facts", "expected"].map(|ending| Some(ending.as_ref()));
            if !expected.contains(&file.extension()) && name != "expected.txt" {
                files.push((name, fs::read_to_string(&file).unwrap()));
            }
        }
    }
    files.sort();
    files
}

fn without_text(api: Api) -> Api {
    Api { text: None, ..api }
}

#[test]
fn what_is_kept_says_the_same_on_the_same_lines() {
    let mut wrong = Vec::new();
    let mut kept = 0;
    for (name, text) in files() {
        let Ok(api) = import(&name, &text) else {
            continue;
        };
        kept += 1;
        let saved = api.text.clone().unwrap();
        if std::env::var("SHOW_KEPT").is_ok_and(|show| show == name) {
            println!("{saved}");
        }
        let again = import(&name, &saved);
        if again.as_ref().ok().cloned().map(without_text) != Some(without_text(api)) {
            wrong.push(format!("{name} says something else:\n{saved}\n"));
        } else if again.unwrap().text.unwrap() != saved {
            wrong.push(format!("{name} changes when it is saved again"));
        }
        if saved.lines().count() != text.lines().count() {
            wrong.push(format!("{name} has other lines"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(kept > 150, "{kept} configurations");
}
