//! Files in and out.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::path::Path;

/// Files larger than this (in bytes) are not read.
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// The file's own name, for messages and sources.
pub(super) fn name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// Reads a whole file.
///
/// # Errors
///
/// A sentence that says what is wrong with it and what to do.
pub(super) fn read(path: &Path) -> Result<Vec<u8>, String> {
    let name = name(path);
    let failed = |error: std::io::Error| format!("{name} can't be read: {error}.");
    let metadata = std::fs::metadata(path).map_err(failed)?;
    if metadata.is_dir() {
        return Err(format!("{name} is a folder: open the files in it."));
    }
    let mut bytes = Vec::new();
    // One byte more than allowed tells a file that is too large, also where its size isn't known.
    if metadata.len() <= MAX_FILE_BYTES {
        File::open(path)
            .and_then(|file| file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes))
            .map_err(failed)?;
    }
    let large = metadata.len() > MAX_FILE_BYTES;
    if large || u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MAX_FILE_BYTES {
        return Err(format!(
            "{name} is larger than {} MiB: open a part of it, or paste the request with the token.",
            MAX_FILE_BYTES / 1024 / 1024
        ));
    }
    Ok(bytes)
}

/// Writes a file that may hold tokens: a new one is for its owner alone.
///
/// # Errors
///
/// A sentence that says why not.
pub(super) fn write(path: &Path, text: &str) -> Result<(), String> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
        .open(path)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(|error| format!("{} can't be written: {error}.", name(path)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let folder = std::env::temp_dir().join(format!("tokenscope-files-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("a.tokenscope.json");
        write(&path, "longer than the second").unwrap();
        write(&path, "text").unwrap();
        assert_eq!(read(&path).unwrap(), b"text");
        assert_eq!(name(&path), "a.tokenscope.json");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "others can read it");
        }
        let rows = [
            ("a folder", folder.clone(), "is a folder"),
            (
                "a missing file",
                folder.join("none.har"),
                "none.har can't be read",
            ),
        ];
        for (row, path, expected) in rows {
            let message = read(&path).unwrap_err();
            assert!(message.contains(expected), "{row}: {message}");
        }
        let large = folder.join("large.log");
        File::create(&large)
            .unwrap()
            .set_len(MAX_FILE_BYTES + 1)
            .unwrap();
        assert!(read(&large).unwrap_err().contains("larger than 64 MiB"));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
