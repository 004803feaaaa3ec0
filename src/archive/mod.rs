//! The key history on disk: public key documents that addresses answered, never a token. Nothing is
//! written before the user switches it on.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use jiff::Timestamp;

use crate::documents::{DocumentError, History};

/// Names another folder than the platform's for what is kept.
pub const FOLDER_VARIABLE: &str = "TOKENSCOPE_DATA";

/// The history itself.
const HISTORY: &str = "key-history.json";
/// As long as this file is there, the history is switched on.
const SWITCH: &str = "key-history.on";
/// Held by whoever changes the history.
const LOCK: &str = "key-history.lock";
/// A larger file is no history of ours, in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;

/// Where the key history is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    folder: PathBuf,
}

/// Why the history could not be read or changed.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The system refuses.
    #[error("{what} {} failed: {reason}", path.display())]
    Io {
        /// What was tried: "reading", "writing".
        what: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's words.
        reason: String,
    },
    /// The file holds something else.
    #[error("{} can't be read: {reason}. Move it away to begin anew", path.display())]
    Content {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: DocumentError,
    },
}

impl Archive {
    /// The one in this folder.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// The user's own, in the folder where the platform keeps a program's data, or in the one that
    /// [`FOLDER_VARIABLE`] names; `None` where the platform names none.
    pub fn of_user() -> Option<Self> {
        let named = std::env::var_os(FOLDER_VARIABLE).filter(|name| !name.is_empty());
        let folder = named.map(PathBuf::from).or_else(|| {
            let folders = ProjectDirs::from("", "", "tokenscope")?;
            Some(folders.data_local_dir().to_owned())
        });
        folder.map(Self::at)
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether the user switched it on.
    pub fn is_on(&self) -> bool {
        self.folder.join(SWITCH).is_file()
    }

    /// Since when it is switched on.
    pub fn on_since(&self) -> Option<Timestamp> {
        let switched = fs::metadata(self.folder.join(SWITCH)).ok()?.modified();
        let since = Timestamp::try_from(switched.ok()?).ok()?;
        // In whole seconds: more would only look exact.
        Timestamp::from_second(since.as_second()).ok()
    }

    /// Begins to keep what addresses answer; goes on where it is on already.
    pub fn switch_on(&self) -> Result<(), ArchiveError> {
        if self.is_on() {
            return Ok(());
        }
        fs::create_dir_all(&self.folder).map_err(|e| io("making", &self.folder, &e))?;
        let path = self.folder.join(SWITCH);
        fs::write(&path, "").map_err(|e| io("writing", &path, &e))
    }

    /// Stops; what was kept stays until it is [forgotten](Self::forget).
    pub fn switch_off(&self) -> Result<(), ArchiveError> {
        remove(&self.folder.join(SWITCH))
    }

    /// Deletes what was kept.
    pub fn forget(&self) -> Result<(), ArchiveError> {
        remove(&self.folder.join(HISTORY))
    }

    /// What was kept; empty where nothing was.
    pub fn load(&self) -> Result<History, ArchiveError> {
        let path = self.folder.join(HISTORY);
        match fs::metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(History::default()),
            Ok(facts) if facts.len() > LARGEST => {
                let limit = LARGEST / (1024 * 1024);
                let error = io::Error::other(format!("it is larger than {limit} MiB"));
                return Err(io("reading", &path, &error));
            }
            _ => {}
        }
        let text = fs::read_to_string(&path).map_err(|e| io("reading", &path, &e))?;
        History::read(&text).map_err(|reason| ArchiveError::Content { path, reason })
    }

    /// Adds to what was kept and gives all of it. Does nothing but read where it is switched off.
    /// Several programs may do so at once: each waits for the other.
    pub fn add(&self, new: &History) -> Result<History, ArchiveError> {
        if !self.is_on() {
            return self.load();
        }
        let path = self.folder.join(LOCK);
        let lock = File::create(&path).map_err(|e| io("writing", &path, &e))?;
        lock.lock().map_err(|e| io("locking", &path, &e))?;
        let known = self.load()?;
        let mut all = known.clone();
        all.merge(new);
        if all != known {
            self.replace(&all.write())?;
        }
        Ok(all)
    }

    /// Writes a new file beside the old one and puts it in its place: there is always a whole one.
    fn replace(&self, text: &str) -> Result<(), ArchiveError> {
        let path = self.folder.join(HISTORY);
        let new = self.folder.join(format!("{HISTORY}.new"));
        let write = || {
            let mut file = File::create(&new)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            fs::rename(&new, &path)
        };
        write().map_err(|error| io("writing", &path, &error))
    }
}

/// Deletes a file that may not be there.
fn remove(path: &Path) -> Result<(), ArchiveError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(io("deleting", path, &error)),
        _ => Ok(()),
    }
}

fn io(what: &'static str, path: &Path, error: &io::Error) -> ArchiveError {
    ArchiveError::Io {
        what,
        path: path.to_owned(),
        reason: error.to_string(),
    }
}
