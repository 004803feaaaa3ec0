//! Which of several calls is read.

use super::form::Form;
use super::lexer::Language;
use super::source::{Found, Source};
use crate::api::Stack;

/// Whether a text calls one of these.
pub(super) fn calls_any(text: &str, language: Language, names: &[&str]) -> bool {
    names.iter().any(|name| text.contains(name))
        && !Source::new(text, language).calls(names).is_empty()
}

/// Fills a form from the first call that sets something, and says which one that was.
pub(super) fn filled<'a>(
    source: &'a Source,
    stack: Stack,
    names: &[&str],
    fronts: &[&str],
) -> (Form<'a>, Option<Found>) {
    let found = source.calls(names);
    let filled = |found: &Found| {
        let mut form = Form::new(source, stack);
        form.add_call(found);
        form
    };
    let telling = found
        .iter()
        .position(|call| filled(call).len() > 0)
        .unwrap_or(0);
    let mut form = found
        .get(telling)
        .map_or_else(|| Form::new(source, stack), &filled);
    note_others(&mut form, &found, telling, fronts, names);
    let taken = found.into_iter().nth(telling);
    (form, taken)
}

/// Says which calls were left out.
fn note_others(
    form: &mut Form<'_>,
    found: &[Found],
    taken: usize,
    fronts: &[&str],
    names: &[&str],
) {
    let called = |call: &Found| call.call.path.last().cloned().unwrap_or_default();
    let line = |call: &Found| format!("{} in line {}", called(call), call.line);
    let others = found
        .iter()
        .enumerate()
        .filter(|(index, _)| *index != taken);
    let mut left: Vec<String> = others.map(|(_, call)| line(call)).collect();
    let fronts: Vec<&str> = fronts
        .iter()
        .copied()
        .filter(|front| !names.contains(front))
        .collect();
    left.extend(form.source.calls(&fronts).iter().map(line));
    if let (Some(taken), false) = (found.get(taken), left.is_empty()) {
        form.draft.note(format!(
            "One scheme is read at a time: {} was taken. Left out: {}.",
            line(taken),
            left.join(", ")
        ));
    }
}

/// Says so where nothing was found.
pub(super) fn note_nothing(form: &mut Form<'_>) {
    let api = &form.draft.api;
    if api.reading.settings.is_empty() && api.reading.unread.is_empty() {
        form.draft
            .note("Nothing in this code sets what the API accepts.");
    }
}
