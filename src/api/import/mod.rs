//! Configurations → what the API accepts (rules C-8, H).
//!
//! One file a format. Every reader takes the whole text and gives an [`Api`] whose
//! [`reading`](Api::reading) names each setting with its line.

mod code;
mod draft;
mod gateway;
mod microsoft;
mod secrets;
mod signs;
mod spring_issuer;

use super::{Api, ApiError, Stack};
use secrets::Written;
use signs::SIGNS;

/// One format that can be read.
struct Importer {
    /// Words of which every such text has at least one, in any case of letters. Texts without any are
    /// told apart by them at once.
    signs: &'static [&'static str],
    /// Which stack a text configures, told by its content alone; cheap.
    recognise: fn(&str) -> Option<Stack>,
    /// Reads it. The first text is its name, for messages.
    read: fn(&str, &str) -> Result<Api, ApiError>,
}

/// Longer texts (in bytes) are no code and no settings of an app: people write those.
const LONGEST_BY_HAND: usize = 128 * 1024;

/// All formats, those with names of their own first; of those that recognise a text the first one
/// reads it. What is written by hand stands last.
fn importers() -> impl Iterator<Item = &'static Importer> {
    let families = [
        microsoft::IMPORTERS,
        gateway::IMPORTERS,
        microsoft::SECTIONS,
        code::IMPORTERS,
    ];
    families.into_iter().flatten()
}

/// Whether a format is code, by its place among all.
fn is_code(index: usize) -> bool {
    index + code::IMPORTERS.len() >= importers().count()
}

/// The format of a text with its place among all, and the stack that it configures.
fn recognised(text: &str) -> Option<(usize, &'static Importer, Stack)> {
    let formats = SIGNS.found_in(text);
    let all = importers().count();
    let by_hand = microsoft::SECTIONS.len() + code::IMPORTERS.len();
    let considered = if text.len() > LONGEST_BY_HAND {
        all - by_hand
    } else {
        all
    };
    let mut possible = importers()
        .enumerate()
        .take(considered)
        .filter(|(index, _)| formats >> index & 1 == 1);
    possible.find_map(|(index, importer)| Some((index, importer, (importer.recognise)(text)?)))
}

/// Which stack a text configures; `None` where it is no configuration that this program knows. Cheap
/// enough to ask for every text that is pasted.
pub fn recognise(text: &str) -> Option<Stack> {
    recognised(text).map(|(.., stack)| stack)
}

/// Reads a configuration by its content. `name` is the file's, or "the pasted text".
///
/// [`Api::source`] is the name and [`Api::text`] what is kept of the text: nothing of its values but
/// what the facts were read from.
pub fn import(name: &str, text: &str) -> Result<Api, ApiError> {
    let (api, by_hand) = facts(name, text)?;
    let written = Written {
        stack: api.stack,
        by_hand,
    };
    let again = |text: &str| Some(facts(name, text).ok()?.0);
    let kept = secrets::kept(text, written, &api, &again);
    Ok(Api {
        text: Some(kept),
        ..api
    })
}

/// What a configuration says, without its text, and whether it is code.
fn facts(name: &str, text: &str) -> Result<(Api, bool), ApiError> {
    let Some((index, importer, _)) = recognised(text) else {
        return Err(ApiError::NotRecognised {
            name: name.to_owned(),
        });
    };
    let api = (importer.read)(name, text)?;
    let named = Api {
        source: Some(name.to_owned()),
        ..api
    };
    Ok((named, is_code(index)))
}
