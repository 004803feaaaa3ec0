//! `tokenscope` and `tokenscope shot`: what needs the window's code.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::args::{ReportArgs, ShotArgs};
use super::{Problem, console, load, report_command};
use crate::documents::examples;

/// Why no window opened.
#[derive(Debug)]
enum OpenError {
    /// There is no display to open it on.
    NoDisplay(String),
    /// Something else.
    Other(String),
}

/// Opens the window; with no display, prints the report instead.
pub(super) fn open(files: &[PathBuf], example: Option<&str>) -> Result<ExitCode, Problem> {
    if example == Some("list") {
        console::print(&load::example_list())?;
        return Ok(ExitCode::SUCCESS);
    }
    let name = example.map(load::find_example).transpose()?.map(|e| e.name);
    match open_window(files, name) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(OpenError::NoDisplay(why)) => {
            console::say(&format!(
                "There is no display to open a window on ({why}). This is the report instead:"
            ));
            report_command::run(&instead(files, name)?)
        }
        Err(OpenError::Other(why)) => Err(Problem(format!(
            "the window can't be opened: {why}. `tokenscope report` prints the report without one."
        ))),
    }
}

/// The report to print in place of the window.
fn instead(files: &[PathBuf], example: Option<&str>) -> Result<ReportArgs, Problem> {
    let first = || examples::ALL.first().map(|e| e.name);
    let example = example.or_else(|| files.is_empty().then(first).flatten());
    if files.is_empty() && example.is_none() {
        return Err(Problem(
            "there is neither a file nor a built-in example to report on.".to_owned(),
        ));
    }
    Ok(ReportArgs {
        files: files.to_vec(),
        example: example.map(str::to_owned),
        ..ReportArgs::default()
    })
}

/// Draws the window into a picture.
pub(super) fn shot(args: &ShotArgs) -> Result<ExitCode, Problem> {
    if args.example.as_deref() == Some("list") {
        console::print(&load::example_list())?;
        return Ok(ExitCode::SUCCESS);
    }
    let example = args
        .example
        .as_deref()
        .map(load::find_example)
        .transpose()?;
    draw(&args.picture, &args.files, example.map(|e| e.name)).map_err(|why| {
        let picture = args.picture.display();
        Problem(format!("can't draw the window into {picture}: {why}."))
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Opens the window with these files in it, or with this example.
fn open_window(files: &[PathBuf], example: Option<&'static str>) -> Result<(), OpenError> {
    let _ = (files, example);
    if let Some(why) = no_display() {
        return Err(OpenError::NoDisplay(why));
    }
    Err(OpenError::Other("this build has no window".to_owned()))
}

/// Draws the window with these files in it, or with this example, into a PNG file.
fn draw(picture: &Path, files: &[PathBuf], example: Option<&'static str>) -> Result<(), String> {
    let _ = (picture, files, example);
    Err("this build has no window".to_owned())
}

/// Why there is no display, where the environment tells.
fn no_display() -> Option<String> {
    let displays = ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"];
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    (cfg!(target_os = "linux") && !displays.iter().any(|name| set(name)))
        .then(|| "neither WAYLAND_DISPLAY nor WAYLAND_SOCKET nor DISPLAY is set".to_owned())
}
