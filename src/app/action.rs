//! Everything a user can ask for, and what has to be done outside the model to give it.

use std::path::PathBuf;

use crate::documents::{Redaction, Request};

/// Everything a user can ask for. Views return these; [`Model::apply`](super::Model::apply) is the
/// only place that acts on them.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Inspect this text instead of what is there.
    Paste(String),
    /// The text in the paste box was edited.
    Edit(String),
    /// Inspect what is on the clipboard.
    PasteFromClipboard,
    /// Choose a file to open.
    OpenDialog,
    /// Open these files.
    Open(Vec<PathBuf>),
    /// A file was read: its name and bytes.
    FileRead(String, Vec<u8>),
    /// Something outside could not be done; a sentence that says what and why.
    Problem(String),
    /// Show a built-in example by its name.
    Example(&'static str),
    /// Show the found token of that index.
    Select(usize),
    /// Take everything off the screen.
    Clear,
    /// Ask all addresses again.
    Refresh,
    /// Stop asking.
    Cancel,
    /// Go offline or live.
    SetOffline(bool),
    /// Allow this host to be asked.
    AllowHost(String),
    /// Put this text on the clipboard.
    Copy(String),
    /// Save the inspection to a file.
    Save(Redaction),
    /// Change the colours.
    SetTheme(Theme),
    /// Larger (1) or smaller (-1) text; 0 for the size it started with.
    Zoom(i8),
    /// Take the notice away.
    DismissNotice,
}

/// The colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark.
    Dark,
    /// Light.
    Light,
}

/// What has to be done outside the model.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Put text on the clipboard.
    Copy(String),
    /// Read the clipboard and answer with [`Action::Paste`] or [`Action::Problem`].
    ReadClipboard,
    /// Show the dialog for opening files and answer with [`Action::Open`].
    OpenDialog,
    /// Read these files and answer with [`Action::FileRead`] or [`Action::Problem`].
    ReadFiles(Vec<PathBuf>),
    /// Ask for these documents.
    Fetch(Vec<Request>),
    /// End every request that is under way.
    CancelFetches,
    /// Show the dialog for saving, with a proposed name, and write this text.
    SaveDialog {
        /// Proposed file name.
        name: String,
        /// What to write.
        text: String,
    },
    /// Change the colours.
    SetTheme(Theme),
    /// Change the text size by steps; 0 for the size it started with.
    Zoom(i8),
}
