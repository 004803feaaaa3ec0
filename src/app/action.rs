//! Everything a user can ask for, and what has to be done outside the model to give it.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use super::{Every, HistoryOrder, KeyHistory};
use crate::api::Api;
use crate::documents::{History, Redaction, Request};

/// Everything a user can ask for. Views return these; [`Model::apply`](super::Model::apply) is the
/// only place that acts on them.
#[derive(Clone, PartialEq)]
pub enum Action {
    /// Inspect this text instead of what is there.
    Paste(String),
    /// The text in the paste box was edited.
    Edit(String),
    /// Inspect what is on the clipboard.
    PasteFromClipboard,
    /// Inspect what is selected in another window, as a middle click does on X11.
    PasteSelection,
    /// Choose a file to open.
    OpenDialog,
    /// Open these files.
    Open(Vec<PathBuf>),
    /// A file was read: its name and bytes.
    FileRead(String, Vec<u8>),
    /// Something outside could not be done; a sentence that says what and why.
    Problem(String),
    /// Something outside was done; a sentence that says what.
    Note(String),
    /// Read the API's configuration from the clipboard.
    PasteConfiguration,
    /// Choose the file of the API's configuration.
    OpenConfiguration,
    /// The API accepts this, said by hand.
    SetApi(Box<Api>),
    /// Forget what the API accepts.
    ForgetApi,
    /// The API answered or logged this error. May hold tokens.
    SetError(String),
    /// Forget the API's error.
    ForgetError,
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
    /// Look at the shown token's addresses again and again; `None` ends it.
    Watch(Option<Every>),
    /// Keep a key history on this computer, or keep it no longer.
    KeepHistory(bool),
    /// Delete the key history that was kept.
    ForgetHistory,
    /// The state of the key history on disk, and what was kept where that was read.
    HistoryIs(KeyHistory, Option<Arc<History>>),
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

impl fmt::Debug for Action {
    /// Texts are told by their length only: they may hold tokens.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Paste(text) => write!(f, "Paste({} bytes)", text.len()),
            Self::Edit(text) => write!(f, "Edit({} bytes)", text.len()),
            Self::PasteFromClipboard => f.write_str("PasteFromClipboard"),
            Self::PasteSelection => f.write_str("PasteSelection"),
            Self::OpenDialog => f.write_str("OpenDialog"),
            Self::Open(paths) => f.debug_tuple("Open").field(paths).finish(),
            Self::FileRead(name, bytes) => write!(f, "FileRead({name:?}, {} bytes)", bytes.len()),
            Self::Problem(text) => f.debug_tuple("Problem").field(text).finish(),
            Self::Note(text) => f.debug_tuple("Note").field(text).finish(),
            Self::PasteConfiguration => f.write_str("PasteConfiguration"),
            Self::OpenConfiguration => f.write_str("OpenConfiguration"),
            Self::SetApi(_) => f.write_str("SetApi"),
            Self::ForgetApi => f.write_str("ForgetApi"),
            Self::SetError(text) => write!(f, "SetError({} bytes)", text.len()),
            Self::ForgetError => f.write_str("ForgetError"),
            Self::Example(name) => f.debug_tuple("Example").field(name).finish(),
            Self::Select(index) => f.debug_tuple("Select").field(index).finish(),
            Self::Clear => f.write_str("Clear"),
            Self::Refresh => f.write_str("Refresh"),
            Self::Cancel => f.write_str("Cancel"),
            Self::Watch(every) => f.debug_tuple("Watch").field(every).finish(),
            Self::KeepHistory(on) => f.debug_tuple("KeepHistory").field(on).finish(),
            Self::ForgetHistory => f.write_str("ForgetHistory"),
            Self::HistoryIs(state, _) => f.debug_tuple("HistoryIs").field(state).finish(),
            Self::SetOffline(offline) => f.debug_tuple("SetOffline").field(offline).finish(),
            Self::AllowHost(host) => f.debug_tuple("AllowHost").field(host).finish(),
            Self::Copy(text) => write!(f, "Copy({} bytes)", text.len()),
            Self::Save(redaction) => f.debug_tuple("Save").field(redaction).finish(),
            Self::SetTheme(theme) => f.debug_tuple("SetTheme").field(theme).finish(),
            Self::Zoom(steps) => f.debug_tuple("Zoom").field(steps).finish(),
            Self::DismissNotice => f.write_str("DismissNotice"),
        }
    }
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
#[derive(Clone, PartialEq)]
pub enum Effect {
    /// Put text on the clipboard.
    Copy(String),
    /// Read the clipboard and answer with [`Action::Paste`] or [`Action::Problem`].
    ReadClipboard,
    /// Read what is selected in another window and answer with [`Action::Paste`]; with nothing where
    /// nothing is, or where the system has no such thing.
    ReadSelection,
    /// Show the dialog for opening files and answer with [`Action::Open`].
    OpenDialog,
    /// Read these files and answer with [`Action::FileRead`] or [`Action::Problem`].
    ReadFiles(Vec<PathBuf>),
    /// Ask for these documents.
    Fetch(Vec<Request>),
    /// End every request that is under way.
    CancelFetches,
    /// Change the key history on disk.
    History(HistoryOrder),
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

impl fmt::Debug for Effect {
    /// Texts are told by their length only: they may hold tokens.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Copy(text) => write!(f, "Copy({} bytes)", text.len()),
            Self::ReadClipboard => f.write_str("ReadClipboard"),
            Self::ReadSelection => f.write_str("ReadSelection"),
            Self::OpenDialog => f.write_str("OpenDialog"),
            Self::ReadFiles(paths) => f.debug_tuple("ReadFiles").field(paths).finish(),
            Self::Fetch(requests) => f.debug_tuple("Fetch").field(requests).finish(),
            Self::CancelFetches => f.write_str("CancelFetches"),
            Self::History(order) => f.debug_tuple("History").field(order).finish(),
            Self::SaveDialog { name, text } => {
                write!(f, "SaveDialog({name:?}, {} bytes)", text.len())
            }
            Self::SetTheme(theme) => f.debug_tuple("SetTheme").field(theme).finish(),
            Self::Zoom(steps) => f.debug_tuple("Zoom").field(steps).finish(),
        }
    }
}
