//! Files → tokens, documents and what the API accepts.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::{Problem, configuration, console};
use crate::api::Api;
use crate::documents::examples::{self, Example};
use crate::documents::{Documents, SavedInspection};
use crate::input::{Found, Kind, Reading, Whole, error_in, read, text_of_bytes};
use crate::net::Exchange;

/// Larger files are refused, in bytes: nothing that holds tokens is that large.
const LARGEST: u64 = 256 * 1024 * 1024;

/// Everything that came out of the files.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    /// The tokens of all files.
    pub(super) found: Vec<Found>,
    /// The documents of saved inspections.
    pub(super) documents: Documents,
    /// What the API accepts, from a saved inspection or its configuration.
    pub(super) api: Api,
    /// The moment to judge by, from a saved inspection.
    pub(super) at: Option<Timestamp>,
    /// The error that the API logged, from a saved inspection or beside a token in a file.
    pub(super) error: Option<String>,
    /// What a saved inspection shows.
    pub(super) title: Option<String>,
    /// Members of a saved inspection that this program doesn't know.
    pub(super) unknown: Map<String, Value>,
    /// The requests that left this computer for the report.
    pub(super) requests: Vec<Exchange>,
    /// Sentences about the files that are worth telling.
    pub(super) remarks: Vec<String>,
}

/// A file's text and what to call it.
pub(super) struct Text {
    /// "standard input", or the name as it was given.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// Refuses a token in place of a file's name, without repeating it.
pub(super) fn refuse_token(path: &Path) -> Result<(), Problem> {
    if console::looks_secret(&path.display().to_string()) && !path.exists() {
        return Err(Problem(
            "a token was given where the name of a file is expected. Arguments can be seen by \
             other programs and stay in the shell's history: pass the token on standard input, \
             as in `pbpaste | tokenscope report -`."
                .to_owned(),
        ));
    }
    Ok(())
}

/// Reads a file, or standard input where its name is `-`.
pub(super) fn bytes_of(path: &Path) -> Result<Text, Problem> {
    let standard_input = path == Path::new("-");
    let given = path.display().to_string();
    if !standard_input {
        refuse_token(path)?;
    }
    let name = if standard_input {
        "standard input".to_owned()
    } else {
        given
    };
    let read = if standard_input {
        bounded(io::stdin().lock())
    } else {
        File::open(path).and_then(bounded)
    };
    let bytes =
        read.map_err(|error| Problem(format!("can't read {name}: {}.", console::words(&error))))?;
    Ok(Text { name, bytes })
}

fn bounded(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        let limit = LARGEST / (1024 * 1024);
        return Err(io::Error::other(format!("it is larger than {limit} MiB")));
    }
    Ok(bytes)
}

/// Loads the tokens of a file, or everything of a saved inspection.
pub(super) fn file(loaded: &mut Loaded, path: &Path) -> Result<(), Problem> {
    text(loaded, bytes_of(path)?)
}

/// Loads the tokens of a text, or everything of a saved inspection.
pub(super) fn text(loaded: &mut Loaded, text: Text) -> Result<(), Problem> {
    let Text { name, bytes } = text;
    let (text, remark) = text_of_bytes(&bytes);
    loaded
        .remarks
        .extend(remark.map(|r| format!("{name}: {r}")));
    if text.trim().is_empty() {
        return Err(Problem(format!("{name} is empty.")));
    }
    let reading = read(&name, &text);
    if reading.whole == Whole::SavedInspection {
        return saved(loaded, &name, &text);
    }
    let error = error_in(&text);
    let no_token = reading.found.iter().all(|f| f.kind == Kind::Other);
    if let Some(api) = configuration::of_text(&name, &text, &reading)? {
        configured(loaded, api);
        return Ok(());
    }
    if error.is_some() && no_token && reading.whole == Whole::ErrorText {
        loaded.error = loaded.error.take().or(error);
        return Ok(());
    }
    check(&name, &reading)?;
    loaded.error = loaded.error.take().or(error);
    loaded
        .remarks
        .extend(reading.remark.map(|r| format!("{name}: {r}")));
    loaded.found.extend(reading.found);
    Ok(())
}

/// Takes the API's configuration over: the last one of several.
fn configured(loaded: &mut Loaded, api: Api) {
    let of = |api: &Api| api.source.clone().unwrap_or_default();
    if loaded.api.text.is_some() {
        loaded.remarks.push(format!(
            "{} takes the place of {}: a token is compared with one configuration.",
            of(&api),
            of(&loaded.api)
        ));
    }
    loaded.api = api;
}

/// Refuses files in which no token can be, and says what they are for.
fn check(name: &str, reading: &Reading) -> Result<(), Problem> {
    if reading.found.iter().any(|f| f.kind != Kind::Other) {
        return Ok(());
    }
    evidence_name(reading.whole).map_or(Ok(()), |what| {
        Err(Problem(format!(
            "{name} is {what}: evidence, not a token. Use it with `--with {name}`, or list its \
             keys with `tokenscope keys {name}`."
        )))
    })
}

/// What a file is that holds evidence rather than tokens.
pub(super) fn evidence_name(whole: Whole) -> Option<&'static str> {
    match whole {
        Whole::Metadata => Some("OpenID metadata"),
        Whole::Jwks => Some("a key set"),
        Whole::FederationMetadata => Some("federation metadata"),
        Whole::Certificate => Some("a certificate"),
        _ => None,
    }
}

/// Loads a built-in example.
pub(super) fn example(loaded: &mut Loaded, name: &str) -> Result<(), Problem> {
    let example = find_example(name)?;
    saved(loaded, &format!("example {}", example.name), example.text)
}

/// The example of that name.
pub(super) fn find_example(name: &str) -> Result<&'static Example, Problem> {
    examples::find(name).ok_or_else(|| {
        let names: Vec<&str> = examples::ALL.iter().map(|e| e.name).collect();
        Problem(format!(
            "there is no example named {name}. There are: {}.",
            names.join(", ")
        ))
    })
}

/// The names and lines of all examples, ready to be printed.
pub(super) fn example_list() -> String {
    let widest = examples::ALL.iter().map(|e| e.name.len()).max();
    let width = widest.unwrap_or(0);
    let lines = examples::ALL
        .iter()
        .map(|e| format!("{:width$}  {}\n", e.name, e.line));
    lines.collect::<Vec<_>>().concat()
}

/// Takes a saved inspection over.
fn saved(loaded: &mut Loaded, name: &str, text: &str) -> Result<(), Problem> {
    let saved = read_saved(name, text)?;
    for (index, token) in saved.tokens.iter().enumerate() {
        let mut found = read(name, token).found;
        if let [only] = found.as_mut_slice() {
            only.at = format!("/tokens/{index}");
        }
        // The token inside of an envelope was saved beside it too.
        found.retain(|new| loaded.found.iter().all(|known| known.text != new.text));
        loaded.found.extend(found);
    }
    if let Some(api) = &saved.api {
        loaded.api = configuration::saved(name, api)?;
    }
    loaded.documents.extend(saved.documents);
    loaded.at = saved.at.or(loaded.at);
    loaded.error = saved.error.or(loaded.error.take());
    loaded.title = saved.title.or(loaded.title.take());
    loaded.unknown.extend(saved.unknown);
    if saved.tokens.is_empty() {
        let remark = format!("{name} is a saved inspection without a token.");
        loaded.remarks.push(remark);
    }
    Ok(())
}

/// Reads a saved inspection.
pub(super) fn read_saved(name: &str, text: &str) -> Result<SavedInspection, Problem> {
    SavedInspection::read(text).map_err(|e| Problem(format!("can't read {name}: {e}.")))
}
