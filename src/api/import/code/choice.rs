//! Which of several calls is read.

use super::form::Form;
use super::lexer::Language;
use super::source::{Found, Source};
use crate::api::{Api, Reading, RequiredClaim, Stack};

/// Whether a text calls one of these.
pub(super) fn calls_any(text: &str, language: Language, names: &[&str]) -> bool {
    names.iter().any(|name| text.contains(name))
        && !Source::new(text, language).calls(names).is_empty()
}

/// The most verifications of one text that are read.
const MOST_READ: usize = 16;

/// Reads every call of these names that sets something, each for itself: the first one is the API, the
/// others stand beside it.
pub(super) fn each<'a>(
    source: &'a Source,
    stack: Stack,
    (names, fronts): (&[&str], &[&str]),
    fill: impl Fn(&mut Form<'a>, &Found),
    read: impl Fn(Form<'a>, Option<&Found>) -> Api,
) -> Api {
    let found = source.calls(names);
    let filled = |call: &Found| {
        let mut form = Form::new(source, stack);
        fill(&mut form, call);
        form
    };
    let telling = telling(&found, |call| filled(call).len() > 0);
    let calls: Vec<&Found> = telling
        .iter()
        .filter_map(|i| found.get(*i))
        .take(MOST_READ)
        .collect();
    let Some((first, more)) = calls.split_first() else {
        return read(Form::new(source, stack), None);
    };
    let mut form = filled(first);
    let left = left_out(source, &found, &telling, names, fronts);
    if !left.is_empty() {
        form.draft.note(format!(
            "One scheme is read at a time: {} was taken. Left out: {}.",
            place(first),
            left.join(", ")
        ));
    }
    let main = read(form, Some(first));
    let others = more
        .iter()
        .map(|call| (*call, read(filled(call), Some(call))));
    beside(main, first, others.collect())
}

/// The calls that set something; where none does, the first one.
fn telling(found: &[Found], tells: impl Fn(&Found) -> bool) -> Vec<usize> {
    let all = found.iter().enumerate();
    let telling = all.filter(|(_, call)| tells(call)).map(|(index, _)| index);
    let telling: Vec<usize> = telling.collect();
    if telling.is_empty() && !found.is_empty() {
        return vec![0];
    }
    telling
}

/// The calls that are not read, with their lines.
fn left_out(
    source: &Source,
    found: &[Found],
    read: &[usize],
    names: &[&str],
    fronts: &[&str],
) -> Vec<String> {
    let own = found
        .iter()
        .enumerate()
        .filter(|(index, _)| !read.contains(index));
    let mut left: Vec<String> = own.map(|(_, call)| place(call)).collect();
    let fronts = fronts
        .iter()
        .copied()
        .filter(|front| !names.contains(front));
    let fronts: Vec<&str> = fronts.collect();
    left.extend(source.calls(&fronts).iter().map(place));
    left
}

/// Puts further readings beside the first one, with a note; those that accept just the same are left
/// out.
fn beside(mut main: Api, first: &Found, others: Vec<(&Found, Api)>) -> Api {
    let facts = |api: &Api| Api {
        reading: Reading::default(),
        required_claims: claims_without_lines(api),
        others: Vec::new(),
        ..api.clone()
    };
    let mut known = vec![facts(&main)];
    let mut places = vec![place(first)];
    for (call, api) in others {
        let own = facts(&api);
        if !known.contains(&own) {
            known.push(own);
            places.push(place(call));
            main.others.push(api);
        }
    }
    if let [taken, more @ ..] = places.as_slice()
        && !more.is_empty()
    {
        main.reading.notes.insert(
            0,
            format!(
                "Several checks stand here, each with its own settings: {taken}, {}. {taken} is \
                 compared, unless another one fits the token's issuer better.",
                more.join(", ")
            ),
        );
    }
    main
}

fn claims_without_lines(api: &Api) -> Vec<RequiredClaim> {
    let claims = api.required_claims.iter().cloned();
    claims
        .map(|claim| RequiredClaim { line: 0, ..claim })
        .collect()
}

/// A call with its line.
fn place(call: &Found) -> String {
    let name = call.call.path.last().map(String::as_str);
    format!("{} in line {}", name.unwrap_or_default(), call.line)
}

/// Says so where nothing was found.
pub(super) fn note_nothing(form: &mut Form<'_>) {
    let api = &form.draft.api;
    if api.reading.settings.is_empty() && api.reading.unread.is_empty() {
        form.draft
            .note("Nothing in this code sets what the API accepts.");
    }
}

/// "line 2", or "lines 2, 5": each once.
pub(super) fn in_lines(lines: impl IntoIterator<Item = usize>) -> String {
    let mut told: Vec<String> = Vec::new();
    for line in lines {
        let line = line.to_string();
        if !told.contains(&line) {
            told.push(line);
        }
    }
    let word = if told.len() == 1 { "line" } else { "lines" };
    format!("{word} {}", told.join(", "))
}
