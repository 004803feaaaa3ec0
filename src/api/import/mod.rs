//! Configurations → what the API accepts (rules C-8, H).
//!
//! One file a format. Every reader takes the whole text and gives an [`Api`] whose
//! [`reading`](Api::reading) names each setting with its line.

mod code;
mod draft;
mod gateway;
mod microsoft;
mod secrets;

use super::{Api, ApiError, Stack};

/// One format that can be read.
struct Importer {
    /// Which stack a text configures, told by its content alone; cheap.
    recognise: fn(&str) -> Option<Stack>,
    /// Reads it. The first text is its name, for messages.
    read: fn(&str, &str) -> Result<Api, ApiError>,
}

/// All formats; of those that recognise a text the first one reads it.
fn importers() -> impl Iterator<Item = &'static Importer> {
    [microsoft::IMPORTERS, gateway::IMPORTERS, code::IMPORTERS]
        .into_iter()
        .flatten()
}

/// Which stack a text configures; `None` where it is no configuration that this program knows.
pub fn recognise(text: &str) -> Option<Stack> {
    importers().find_map(|importer| (importer.recognise)(text))
}

/// Reads a configuration by its content. `name` is the file's, or "the pasted text".
///
/// [`Api::source`] is the name and [`Api::text`] the text with every secret taken out.
pub fn import(name: &str, text: &str) -> Result<Api, ApiError> {
    let importer = importers().find(|importer| (importer.recognise)(text).is_some());
    let Some(importer) = importer else {
        return Err(ApiError::NotRecognised {
            name: name.to_owned(),
        });
    };
    let api = (importer.read)(name, text)?;
    Ok(Api {
        source: Some(name.to_owned()),
        text: Some(secrets::taken_out(text)),
        ..api
    })
}
