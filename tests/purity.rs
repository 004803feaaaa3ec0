//! The pure folders are pure, and imports go one way.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The folders in the order of the crate's map: each may import only those before it.
const ORDER: [&str; 14] = [
    "input",
    "token",
    "issuer",
    "documents",
    "keys",
    "signature",
    "api",
    "diagnosis",
    "net",
    "archive",
    "report",
    "app",
    "ui",
    "window",
];

/// The folders that know no screen, no network, no files, no environment, no clock.
const PURE: [&str; 8] = [
    "input",
    "token",
    "issuer",
    "documents",
    "keys",
    "signature",
    "api",
    "diagnosis",
];

/// What must not stand in a pure folder, and what it would bring in.
const IMPURE: [(&str, &str); 19] = [
    ("egui", "a screen"),
    ("eframe", "a screen"),
    ("arboard", "the clipboard"),
    ("rfd::", "a dialog"),
    ("reqwest", "a network"),
    ("tokio", "a network"),
    ("std::net", "a network"),
    ("poll_promise", "threads"),
    ("std::thread", "threads"),
    ("std::fs", "files"),
    ("std::env", "the environment"),
    ("std::process", "the environment"),
    ("directories", "the environment"),
    ("File::open", "files"),
    ("SystemTime", "the clock"),
    ("Instant::now", "the clock"),
    ("Timestamp::now", "the clock"),
    ("Zoned::now", "the clock"),
    ("TimeZone::system", "the environment"),
];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The lines of code of a file with their numbers, without comments.
fn code(path: &Path) -> Vec<(usize, String)> {
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .enumerate()
        .map(|(index, line)| {
            (
                index + 1,
                line.split("//").next().unwrap_or_default().to_owned(),
            )
        })
        .filter(|(_, line)| !line.trim().is_empty())
        .collect()
}

fn source(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src")
        .join(folder)
}

/// What is wrong in the code of one folder.
fn impurities(folder: &str, lines: &[(usize, String)]) -> Vec<(usize, &'static str)> {
    let pure = PURE.contains(&folder);
    lines
        .iter()
        .flat_map(|(number, line)| {
            IMPURE
                .iter()
                .filter(move |(word, _)| pure && line.contains(word))
                .map(|(_, what)| (*number, *what))
        })
        .collect()
}

/// Folders that `lines` import although they come later in the order.
fn backward(folder: &str, lines: &[(usize, String)]) -> Vec<(usize, &'static str)> {
    let place = ORDER
        .iter()
        .position(|f| *f == folder)
        .unwrap_or(ORDER.len());
    let later = ORDER.iter().skip(place + 1).chain(&["cli"]).copied();
    let later: Vec<&str> = later.collect();
    lines
        .iter()
        .flat_map(|(number, line)| {
            later
                .iter()
                .filter(move |other| {
                    ["::", ";", ",", "}", " "]
                        .iter()
                        .any(|end| line.contains(&format!("crate::{other}{end}")))
                })
                .map(|other| (*number, *other))
                // A group hides which folders it imports: one `use` a folder.
                .chain(
                    line.contains("crate::{")
                        .then_some((*number, "a group of folders")),
                )
        })
        .collect()
}

#[test]
fn pure_folders_are_pure() {
    let mut faults = String::new();
    for folder in PURE {
        for file in rust_files(&source(folder)) {
            for (line, what) in impurities(folder, &code(&file)) {
                writeln!(faults, "{}:{line} brings in {what}", file.display()).unwrap();
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn imports_go_one_way() {
    let mut faults = String::new();
    for folder in ORDER {
        for file in rust_files(&source(folder)) {
            for (line, other) in backward(folder, &code(&file)) {
                writeln!(
                    faults,
                    "{}:{line} imports {other}, which may come later",
                    file.display()
                )
                .unwrap();
            }
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

#[test]
fn every_folder_is_in_the_order() {
    let mut folders: Vec<String> = fs::read_dir(source(""))
        .unwrap()
        .map(Result::unwrap)
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    folders.sort();
    let mut expected: Vec<&str> = ORDER.to_vec();
    expected.push("cli");
    expected.sort_unstable();
    assert_eq!(folders, expected);
}

/// The checks themselves can fail.
#[test]
fn the_checks_see_what_they_look_for() {
    let line = |text: &str| vec![(1, text.to_owned())];
    assert_eq!(impurities("keys", &line("use std::fs;")), [(1, "files")]);
    assert_eq!(impurities("cli", &line("use std::fs;")), []);
    assert_eq!(
        backward("token", &line("use crate::issuer::Cloud;")),
        [(1, "issuer")]
    );
    assert_eq!(backward("issuer", &line("use crate::token::Token;")), []);
    assert_eq!(
        backward("net", &line("use crate::{cli, token};")),
        [(1, "a group of folders")]
    );
}
