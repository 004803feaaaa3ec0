//! `tokenscope` and `tokenscope shot`: what needs the window's code.

use std::process::ExitCode;

use super::args::{Args, Colours, OpenTab, ReportArgs, ShotArgs};
use super::load::{self, bytes_of};
use super::{Problem, console, report_command};
use crate::app::Theme;
use crate::archive::Archive;
use crate::documents::examples;
use crate::ui::{Tab, UiState};
use crate::window::{self, ShotOptions, WindowError};

/// Why no window opened, each as the end of a sentence.
#[derive(Debug)]
enum OpenError {
    /// There is no display to open it on.
    NoDisplay(String),
    /// Something else.
    Other(String),
}

/// Opens the window; with no display, prints the report instead.
pub(super) fn open(args: &Args) -> Result<ExitCode, Problem> {
    let example = args.example.as_deref();
    if example == Some("list") {
        console::print(&load::example_list())?;
        return Ok(ExitCode::SUCCESS);
    }
    example.map(load::find_example).transpose()?;
    for name in &args.files {
        load::refuse_token(name)?;
    }
    let authorities: Result<Vec<Vec<u8>>, Problem> = args
        .ca
        .iter()
        .map(|path| Ok(bytes_of(path)?.bytes))
        .collect();
    match open_window(args, authorities?) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(OpenError::NoDisplay(why)) => {
            console::say(&format!(
                "There is no display to open a window on: {why}. This is the report instead."
            ));
            report_command::run(&instead(args)?)
        }
        Err(OpenError::Other(why)) => Err(Problem(format!(
            "the window can't be opened: {why}. `tokenscope report` prints the report without one."
        ))),
    }
}

/// The report to print in place of the window.
fn instead(args: &Args) -> Result<ReportArgs, Problem> {
    let first = || examples::ALL.first().map(|e| e.name.to_owned());
    let nothing_named = args.files.is_empty() && args.example.is_none();
    let example = if nothing_named {
        first()
    } else {
        args.example.clone()
    };
    if args.files.is_empty() && example.is_none() {
        return Err(Problem(
            "there is neither a file nor a built-in example to report on.".to_owned(),
        ));
    }
    Ok(ReportArgs {
        files: args.files.clone(),
        example,
        offline: args.offline,
        ask_other_hosts: args.ask_other_hosts,
        ca: args.ca.clone(),
        ..ReportArgs::default()
    })
}

/// Draws the window into a picture.
pub(super) fn shot(args: &ShotArgs) -> Result<ExitCode, Problem> {
    let example = args.example.as_deref();
    if example == Some("list") {
        console::print(&load::example_list())?;
        return Ok(ExitCode::SUCCESS);
    }
    example.map(load::find_example).transpose()?;
    for name in args.files.iter().chain([&args.picture]) {
        load::refuse_token(name)?;
    }
    let size = size(&args.size)?;
    let theme = match args.theme {
        Colours::Dark => Theme::Dark,
        Colours::Light => Theme::Light,
    };
    draw(args, size, theme).map_err(|why| {
        let picture = args.picture.display();
        let why = why.trim_end_matches('.');
        Problem(format!("can't draw the window into {picture}: {why}."))
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Width and height in points.
fn size(text: &str) -> Result<[f32; 2], Problem> {
    let side = |side: &str| side.parse::<u16>().ok().filter(|s| *s > 0).map(f32::from);
    text.split_once('x')
        .and_then(|(width, height)| Some([side(width)?, side(height)?]))
        .ok_or_else(|| Problem(format!("--size {text}: not a size, such as 1280x800.")))
}

/// Opens the window with the files or the example of the call in it.
fn open_window(args: &Args, authorities: Vec<Vec<u8>>) -> Result<(), OpenError> {
    let options = window::Options {
        files: args.files.clone(),
        example: args.example.clone(),
        offline: args.offline,
        ask_other_hosts: args.ask_other_hosts,
        authorities,
        archive: Archive::of_user(),
    };
    window::open(options).map_err(|error| match error {
        WindowError::NoDisplay(why) => OpenError::NoDisplay(why),
        other => OpenError::Other(other.to_string()),
    })
}

/// Draws the window with the files or the example of the call in it into a PNG file.
fn draw(args: &ShotArgs, size: [f32; 2], theme: Theme) -> Result<(), String> {
    let options = ShotOptions {
        png: args.picture.clone(),
        files: args.files.clone(),
        example: args.example.clone(),
        theme,
        size,
        ..ShotOptions::default()
    };
    let mut state = UiState::default();
    state.tab = match args.tab {
        OpenTab::Claims => Tab::Claims,
        OpenTab::Authority => Tab::Authority,
        OpenTab::Keys => Tab::Keys,
        OpenTab::Timeline => Tab::Timeline,
        OpenTab::Api => Tab::Api,
        OpenTab::Token => Tab::Token,
        OpenTab::Checklist => Tab::Checklist,
    };
    window::shot_with(&options, &mut state).map_err(|error| error.to_string())
}
