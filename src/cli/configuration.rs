//! Files that say what the API accepts.

use std::path::Path;

use serde_json::Value;

use super::Problem;
use super::load::{Text, bytes_of, evidence_name, read_saved};
use crate::api::{Api, ApiError, Stack, import, is_configuration, recognise};
use crate::documents::DocumentError;
use crate::input::{Reading, Whole, read, text_of_bytes};

/// Reads what the API accepts, with the file as its source where nothing else is told.
pub(super) fn api(path: &Path) -> Result<Api, Problem> {
    let text = bytes_of(path)?;
    let mut api = of_file(&text)?;
    api.source.get_or_insert(text.name);
    Ok(api)
}

/// Reads what the API accepts: a configuration that this program knows, the form of a saved
/// inspection's member `api`, or a saved inspection.
fn of_file(Text { name, bytes }: &Text) -> Result<Api, Problem> {
    let (text, _) = text_of_bytes(bytes);
    let whole = read(name, &text).whole;
    if let Some(what) = evidence_name(whole) {
        return Err(Problem(format!(
            "{name} is {what}: use it with --with. --api takes what the API accepts."
        )));
    }
    if whole == Whole::SavedInspection {
        let api = read_saved(name, &text)?.api;
        let value =
            api.ok_or_else(|| Problem(format!("{name} doesn't say what the API accepts.")))?;
        return saved(name, &value);
    }
    let value: Option<Value> = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok();
    let by_hand = value.filter(is_by_hand);
    // Other kinds of JSON have members of these names too, with values of other types.
    match by_hand {
        Some(value) if recognise(&text).is_none() || Api::read(&value).is_ok() => {
            Api::read(&value).map_err(|error| Problem(of_member(name, error)))
        }
        _ => import(name, &text).map_err(|error| Problem(refusal(&error))),
    }
}

/// Whether an object has a member of a saved inspection's `api`. Of members that other files have too,
/// texts alone count.
fn is_by_hand(value: &Value) -> bool {
    let members = ["audiences", "issuers", "permissions", "requiredClaims"];
    let texts = ["metadata", "keysAddress", "text"];
    let text = |member: &&str| value.get(member).is_some_and(Value::is_string);
    members.iter().any(|member| value.get(member).is_some()) || texts.iter().any(text)
}

/// What is wrong with a member of what was told by hand: it stands in a file of its own.
fn of_member(name: &str, error: DocumentError) -> String {
    match error {
        DocumentError::Member {
            member, problem, ..
        } => {
            let member = member.strip_prefix("/api").unwrap_or(&member);
            format!("{name}: {member} {problem}.")
        }
        other => format!("{name}: {other}."),
    }
}

/// Reads member `api` of a saved inspection.
pub(super) fn saved(name: &str, value: &Value) -> Result<Api, Problem> {
    Api::read(value).map_err(|e| Problem(format!("{name}: {e}.")))
}

/// Reads a file without a token as a configuration; `None` where it is none.
pub(super) fn of_text(name: &str, text: &str, reading: &Reading) -> Result<Option<Api>, Problem> {
    if !is_configuration(text, reading, false) {
        return Ok(None);
    }
    match import(name, text) {
        Ok(api) => Ok(Some(api)),
        Err(ApiError::NotRecognised { .. }) => Err(Problem(format!(
            "{name} is configuration, not a token, and of a form that is not read here. Say what the \
             API accepts with --audience, --issuer and --metadata."
        ))),
        Err(error) => Err(Problem(refusal(&error))),
    }
}

fn refusal(error: &ApiError) -> String {
    match error {
        ApiError::NotRecognised { name } => format!(
            "{name} is not in a form that --api reads: expected a configuration of a library or \
             gateway (appsettings.json, web.config, application.yml, a policy, code), a JSON object \
             with \"audiences\", \"issuers\" or \"metadata\", or a saved inspection. Other \
             configuration can be told with --audience, --issuer and --metadata."
        ),
        ApiError::Malformed { .. } | ApiError::Nothing { .. } => format!("{error}."),
    }
}

/// What stands in a configuration and was not understood, a sentence each.
pub(super) fn remarks(api: &Api) -> Vec<String> {
    let source = api.source.as_deref().unwrap_or("the configuration");
    let unread = api.reading.unread.iter();
    unread
        .map(|unread| {
            let line = unread.line.map(|line| format!(", line {line}"));
            let line = line.unwrap_or_default();
            format!(
                "{source}{line} was not understood: {} {}.",
                unread.name, unread.reason
            )
        })
        .collect()
}

/// The stack of a name.
pub(super) fn stack(id: &str) -> Result<Stack, Problem> {
    Stack::find(id).ok_or_else(|| {
        let names: Vec<&str> = Stack::ALL.iter().map(|stack| stack.id()).collect();
        Problem(format!(
            "--fix {id}: there is no such library or gateway. There are: {}.",
            names.join(", ")
        ))
    })
}

/// The names and titles of all stacks, ready to be printed.
pub(super) fn stack_list() -> String {
    let widest = Stack::ALL.iter().map(|stack| stack.id().len()).max();
    let width = widest.unwrap_or(0);
    let lines = Stack::ALL
        .iter()
        .map(|stack| format!("{:width$}  {}\n", stack.id(), stack.title()));
    lines.collect::<Vec<_>>().concat()
}
