//! The key history, where the user keeps one: remembered before a command looks, added to afterwards.

use std::sync::Arc;

use super::console;
use crate::archive::{Archive, ArchiveError};
use crate::documents::{Documents, History};

/// The key history as a command uses it. Where it can't be read or written, that is told and the
/// command goes on without it.
#[derive(Debug, Default)]
pub(super) struct Remembering {
    archive: Option<Archive>,
}

impl Remembering {
    /// Remembers what was kept, where the key history is on.
    pub(super) fn begin(documents: &mut Documents) -> Self {
        let Some(archive) = Archive::of_user().filter(Archive::is_on) else {
            return Self::default();
        };
        match archive.load() {
            Ok(history) => documents.remember(Arc::new(history)),
            Err(error) => {
                tell(&error);
                return Self::default();
            }
        }
        Self {
            archive: Some(archive),
        }
    }

    /// Keeps what addresses answered just now, and remembers it.
    pub(super) fn keep(&self, documents: &mut Documents) {
        let Some(archive) = &self.archive else {
            return;
        };
        let new = History::of_live(documents);
        if new.is_empty() {
            return;
        }
        match archive.add(&new) {
            Ok(history) => documents.remember(Arc::new(history)),
            Err(error) => tell(&error),
        }
    }
}

fn tell(error: &ArchiveError) {
    console::say(&format!("The key history is not used: {error}."));
}
