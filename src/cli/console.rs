//! Standard output and standard error.

use std::fmt::Write as _;
use std::io::{self, IsTerminal as _, Write as _};
use std::process::ExitCode;

use clap::error::ErrorKind;

use super::Problem;
use crate::report::escaped;

/// Prints a result. A reader that has gone away (`| head`) is no error.
pub(super) fn print(text: &str) -> Result<(), Problem> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Problem(format!("can't write to standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Says something that is not a result. Nothing that looks like a token gets through.
pub(super) fn say(text: &str) {
    let lines: Vec<String> = hide_secrets(text).lines().map(escaped).collect();
    // Where standard error is closed, there is nobody to tell.
    drop(writeln!(io::stderr().lock(), "{}", lines.join("\n")));
}

/// The system's words for an error, without its number.
pub(super) fn words(error: &io::Error) -> String {
    let text = error.to_string();
    match text.split_once(" (os error") {
        Some((words, _)) => words.to_owned(),
        None => text,
    }
}

/// Prints what clap has to say: help and version as results, a wrong call as a message.
pub(super) fn usage(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A reader that has gone away has read enough.
            drop(error.print());
            ExitCode::SUCCESS
        }
        _ => {
            say(&error.render().to_string());
            ExitCode::from(2)
        }
    }
}

/// Whether results may be coloured: on a terminal, unless `NO_COLOR` says otherwise.
pub(super) fn colour() -> bool {
    let says_no = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|v| v == "dumb");
    io::stdout().is_terminal() && !says_no && !dumb
}

/// Whether a text could be a token or another secret, such as one that was given in place of a
/// file's name.
pub(super) fn looks_secret(text: &str) -> bool {
    text.split(|c| !part_of_secret(c)).any(is_secret)
}

/// The text with everything that could be a secret replaced by its length.
fn hide_secrets(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(part_of_secret) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c| !part_of_secret(c)).unwrap_or(from.len());
        let (run, _) = from.split_at(end);
        // The full stop behind a name belongs to the sentence.
        let (run, after) = from.split_at(run.trim_end_matches('.').len().max(1));
        out.push_str(before);
        if is_secret(run) {
            // Writing to a string can't fail.
            let _ = write!(out, "({} characters, not shown)", run.len());
        } else {
            out.push_str(run);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

fn part_of_secret(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '+' | '=' | '%' | '!' | '*')
}

/// JSON in base64 begins with `eyJ`; opaque tickets and refresh tokens are merely long.
fn is_secret(run: &str) -> bool {
    const SHORTEST_JSON: usize = 16;
    const LONGEST_WORD: usize = 120;
    (run.contains("eyJ") && run.len() >= SHORTEST_JSON) || run.len() > LONGEST_WORD
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_hidden() {
        let long = "EwB4".repeat(40);
        let rows = [
            ("words", "can't read trace.har", "can't read trace.har"),
            (
                "a token",
                "no eyJhbGciOiJub25lIn0.eyJ9. here",
                "no (24 characters, not shown). here",
            ),
            (
                "at the end of a sentence",
                "no eyJhbGciOiJub25lIn0.eyJ9. There are: a.",
                "no (24 characters, not shown). There are: a.",
            ),
            (
                "one part",
                "'eyJhbGciOiJub25lIn0'",
                "'(19 characters, not shown)'",
            ),
            (
                "in an option",
                "--at=eyJhbGciOiJub25lIn0",
                "(24 characters, not shown)",
            ),
            (
                "an opaque one",
                long.as_str(),
                "(160 characters, not shown)",
            ),
            (
                "a URL",
                "https://login.microsoftonline.com/common/v2.0",
                "https://login.microsoftonline.com/common/v2.0",
            ),
        ];
        for (name, text, expected) in rows {
            assert_eq!(hide_secrets(text), expected, "{name}");
            assert_eq!(looks_secret(text), text != expected, "{name}");
        }
    }
}
