//! `tokenscope history`.

use std::path::Path;
use std::process::ExitCode;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::args::{HistoryArgs, HistoryOrder};
use super::{Problem, console, evidence};
use crate::archive::{Archive, ArchiveError};
use crate::documents::{History, Origin, PlaceHistory, Redaction, SavedInspection};
use crate::report::escaped;
use crate::token::utc;

/// Says what is kept, or changes it.
pub(super) fn run(args: &HistoryArgs) -> Result<ExitCode, Problem> {
    let archive = Archive::of_user().ok_or_else(|| {
        Problem(
            "this platform names no folder for a program's data. Name one in the environment \
             variable TOKENSCOPE_DATA."
                .to_owned(),
        )
    })?;
    let status = HistoryOrder::Status { json: false };
    match args.order.as_ref().unwrap_or(&status) {
        HistoryOrder::Status { json } => tell_status(&archive, *json),
        HistoryOrder::On => switch_on(&archive),
        HistoryOrder::Off => {
            archive.switch_off()?;
            console::say(
                "The key history is off. What was kept stays until `tokenscope history forget`.",
            );
            Ok(())
        }
        HistoryOrder::Forget => {
            archive.forget()?;
            let on = archive.is_on();
            let on = if on { " It is still on." } else { "" };
            console::say(&format!("What was kept is deleted.{on}"));
            Ok(())
        }
        HistoryOrder::Export { file } => export(&archive, file),
        HistoryOrder::Import { files } => files.iter().try_for_each(|file| import(&archive, file)),
    }?;
    Ok(ExitCode::SUCCESS)
}

impl From<ArchiveError> for Problem {
    fn from(error: ArchiveError) -> Self {
        Self(format!("{error}."))
    }
}

fn switch_on(archive: &Archive) -> Result<(), Problem> {
    archive.switch_on()?;
    console::say(&format!(
        "The key history is on. Public keys that addresses answer are kept in {}; nothing of a token \
         ever is.",
        archive.folder().display()
    ));
    Ok(())
}

fn tell_status(archive: &Archive, as_json: bool) -> Result<(), Problem> {
    let history = archive.load()?;
    let (on, folder) = (archive.is_on(), archive.folder().display().to_string());
    if as_json {
        let places: Vec<Value> = history.places().iter().map(place_json).collect();
        let status = json!({
            "tokenscope": 1, "on": on, "folder": folder,
            "on_since": archive.on_since().map(|at| at.to_string()),
            "addresses": places,
        });
        return console::print(&format!("{status:#}\n"));
    }
    let mut lines = vec![
        match (on, archive.on_since()) {
            (true, Some(since)) => format!("Key history: on since {}", utc(since)),
            (true, None) => "Key history: on".to_owned(),
            (false, _) => "Key history: off; `tokenscope history on` switches it on".to_owned(),
        },
        format!("Folder:      {folder}"),
        format!("Kept:        {}", kept(&history)),
    ];
    if let Some(span) = history.span() {
        lines.push(format!(
            "Answers:     {} to {}",
            utc(span.first),
            utc(span.last)
        ));
        lines.push(String::new());
        lines.extend(history.places().iter().map(place_line));
    }
    let lines: Vec<String> = lines.iter().map(|line| escaped(line) + "\n").collect();
    console::print(&lines.concat())
}

/// "2 addresses, 43 keys, 120 answers".
fn kept(history: &History) -> String {
    let places = history.places();
    if places.is_empty() {
        return "nothing yet".to_owned();
    }
    let keys = places.iter().map(PlaceHistory::distinct_keys).sum();
    let answers = places.iter().map(|place| place.answers.len()).sum();
    format!(
        "{}, {}, {}",
        count(places.len(), "address", "addresses"),
        count(keys, "key", "keys"),
        count(answers, "answer", "answers")
    )
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn place_line(place: &PlaceHistory) -> String {
    let span = dates(place).map(|(first, last)| format!(", {} to {}", utc(first), utc(last)));
    format!(
        "{}: {}, {}{}",
        place.url,
        count(place.distinct_keys(), "key", "keys"),
        count(place.answers.len(), "answer", "answers"),
        span.unwrap_or_default()
    )
}

fn place_json(place: &PlaceHistory) -> Value {
    let dates = dates(place);
    json!({
        "url": place.url,
        "keys": place.distinct_keys(),
        "answers": place.answers.len(),
        "first": dates.map(|(first, _)| first.to_string()),
        "last": dates.map(|(_, last)| last.to_string()),
    })
}

fn dates(place: &PlaceHistory) -> Option<(Timestamp, Timestamp)> {
    Some((place.answers.first()?.at, place.answers.last()?.at))
}

/// Writes all of it as a saved inspection: the same address many times, at different moments.
fn export(archive: &Archive, file: &Path) -> Result<(), Problem> {
    let history = archive.load()?;
    let saved = SavedInspection {
        title: Some("Key history".to_owned()),
        documents: history.documents(),
        ..SavedInspection::default()
    };
    let text = saved.write(Redaction::Keep);
    if file == Path::new("-") {
        return console::print(&text);
    }
    let name = file.display();
    std::fs::write(file, text)
        .map_err(|error| Problem(format!("can't write {name}: {}.", console::words(&error))))?;
    console::say(&format!("Wrote {} to {name}.", kept(&history)));
    Ok(())
}

/// Adds what stands in a saved inspection.
fn import(archive: &Archive, file: &Path) -> Result<(), Problem> {
    if !archive.is_on() {
        return Err(Problem(
            "the key history is off, so nothing is added to it. Switch it on first: tokenscope \
             history on"
                .to_owned(),
        ));
    }
    let name = file.display();
    let mut new = History::default();
    let mut undated = 0;
    for document in evidence::documents(file)? {
        let dated = document.fetched.is_some() && document.origin == Origin::Saved;
        if !new.learn(&document) && !dated {
            undated += 1;
        }
    }
    if new.is_empty() {
        return Err(Problem(format!(
            "{name} holds no key set with an address and a date: expected a saved inspection, such as \
             `tokenscope history export` writes."
        )));
    }
    let all = archive.add(&new)?;
    let left_out = match undated {
        0 => String::new(),
        some => format!(
            " {} without a date left out.",
            count(some, "document", "documents")
        ),
    };
    console::say(&format!(
        "Read {} from {name}.{left_out} The key history has {} now.",
        kept(&new),
        kept(&all)
    ));
    Ok(())
}
