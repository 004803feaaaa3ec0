//! The command line.
//!
//! Results go to standard output, everything else to standard error. A token never appears in a
//! message, whatever was given on the command line.

mod args;
mod configuration;
mod console;
mod evidence;
mod history_command;
mod keys_command;
mod keys_earlier;
mod keys_listing;
mod keys_target;
mod keys_watch;
mod live;
mod load;
mod remembering;
mod report_command;
mod window_command;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;

use args::{Args, Command};

/// Why a command could not be carried out: the call or a file could not be understood (exit
/// status 2).
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Problem(String);

/// Runs the program with its arguments, the first being its name.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let result = match Args::try_parse_from(args) {
        Ok(args) => dispatch(&args),
        Err(error) => return console::usage(&error),
    };
    match result {
        Ok(status) => status,
        Err(problem) => {
            console::say(&format!("tokenscope: {problem}"));
            ExitCode::from(2)
        }
    }
}

fn dispatch(args: &Args) -> Result<ExitCode, Problem> {
    match &args.command {
        None => window_command::open(args),
        Some(Command::Report(report)) => report_command::run(report),
        Some(Command::Keys(keys)) => keys_command::run(keys),
        Some(Command::History(history)) => history_command::run(history),
        Some(Command::Shot(shot)) => window_command::shot(shot),
        Some(Command::Lab { .. }) => Err(Problem(
            "the rollover lab is not part of this version. `tokenscope keys ADDRESS` lists the \
             signing keys of an address."
                .to_owned(),
        )),
    }
}
