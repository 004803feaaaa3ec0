//! The key history on disk.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]
#![allow(missing_docs, reason = "a test")]

use std::fs;
use std::path::PathBuf;
use std::thread;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use tokenscope::archive::{Archive, ArchiveError};
use tokenscope::documents::{Content, Document, History, Origin};

/// A folder of its own that is deleted afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("archive-{name}"));
        let _ = fs::remove_dir_all(&path);
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn answer(minute: i64, kid: &str) -> History {
    let start: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
    let mut history = History::default();
    history.learn(&Document {
        url: "https://login.microsoftonline.com/common/discovery/v2.0/keys".to_owned(),
        fetched: Some(start + SignedDuration::from_mins(minute)),
        date: None,
        origin: Origin::Live,
        content: Content::Json(json!({ "keys": [{ "kty": "RSA", "kid": kid }] })),
    });
    history
}

#[test]
fn nothing_is_written_before_it_is_switched_on() {
    let folder = Folder::new("off");
    let archive = Archive::at(&folder.0);
    assert!(!archive.is_on());
    assert!(archive.add(&answer(0, "a")).unwrap().is_empty());
    assert!(!folder.0.exists(), "no folder either");
}

#[test]
fn what_was_added_is_there_again() {
    let folder = Folder::new("on");
    let archive = Archive::at(folder.0.join("deep/er"));
    archive.switch_on().unwrap();
    assert!(archive.is_on());
    archive.add(&answer(0, "a")).unwrap();
    let all = archive.add(&answer(5, "b")).unwrap();
    assert_eq!(all.places()[0].answers.len(), 2);
    assert_eq!(Archive::at(archive.folder()).load().unwrap(), all);

    archive.switch_off().unwrap();
    assert!(!archive.is_on());
    archive.add(&answer(9, "c")).unwrap();
    assert_eq!(archive.load().unwrap(), all, "kept, and not added to");

    archive.forget().unwrap();
    assert!(archive.load().unwrap().is_empty());
    archive.forget().unwrap();
    archive.switch_off().unwrap();
}

#[test]
fn several_programs_may_add_at_once() {
    let folder = Folder::new("many");
    let archive = Archive::at(&folder.0);
    archive.switch_on().unwrap();
    let writers: Vec<_> = (0..8)
        .map(|minute| {
            let archive = archive.clone();
            thread::spawn(move || archive.add(&answer(minute, &format!("k{minute}"))).unwrap())
        })
        .collect();
    for writer in writers {
        writer.join().unwrap();
    }
    assert_eq!(archive.load().unwrap().places()[0].answers.len(), 8);
}

#[test]
fn a_broken_file_is_told_and_left_alone() {
    let folder = Folder::new("broken");
    let archive = Archive::at(&folder.0);
    archive.switch_on().unwrap();
    let path = folder.0.join("key-history.json");
    fs::write(&path, "{\"tokenscopeHistory\":7}").unwrap();
    let error = archive.add(&answer(0, "a")).unwrap_err();
    assert!(matches!(error, ArchiveError::Content { .. }), "{error}");
    assert!(error.to_string().contains("version 7"), "{error}");
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        "{\"tokenscopeHistory\":7}"
    );
}

#[test]
fn a_folder_that_can_t_be_made_is_told() {
    let folder = Folder::new("file");
    fs::create_dir_all(&folder.0).unwrap();
    fs::write(folder.0.join("x"), "").unwrap();
    let error = Archive::at(folder.0.join("x/y")).switch_on().unwrap_err();
    assert!(error.to_string().starts_with("making "), "{error}");
}
