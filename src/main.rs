//! Starts tokenscope: arguments → window or command.

use std::process::ExitCode;

fn main() -> ExitCode {
    tokenscope::cli::run(std::env::args_os())
}
