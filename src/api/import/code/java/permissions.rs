//! Authorities that the code asks for: `SCOPE_…` stands for a scope.

use super::super::form::Form;
use super::super::lexer::{Kind, Piece};
use super::super::source::Source;
use crate::api::About;

/// The calls that ask for one authority, or for any of several.
const CALLS: [&str; 6] = [
    "hasAuthority",
    "hasAnyAuthority",
    "hasScope",
    "hasAnyScope",
    "hasRole",
    "hasAnyRole",
];

/// Reads the authorities. Where different ones are asked for in several places, which of them counts
/// depends on the request.
pub(super) fn read(form: &mut Form<'_>) {
    let source = form.source;
    let mut asked: Vec<(usize, String, Vec<String>)> = Vec::new();
    for found in source.calls(&CALLS) {
        let name = found.call.path.last().cloned().unwrap_or_default();
        let texts = found.call.args.iter().map(|arg| source.text(&arg.value));
        let scopes: Option<Vec<String>> = texts.map(|text| scope(&name, &text.ok()?)).collect();
        let scopes = scopes.unwrap_or_default();
        if !asked
            .iter()
            .any(|(.., known)| *known == scopes && !scopes.is_empty())
        {
            asked.push((found.line, name, scopes));
        }
    }
    for (line, scopes) in annotated(source) {
        asked.push((line, "@PreAuthorize".to_owned(), scopes));
    }
    match asked.as_slice() {
        [(line, name, scopes)] if !scopes.is_empty() => {
            for scope in scopes {
                let meaning = "a scope that is asked for";
                form.draft.read(*line, name, scope, meaning);
            }
            form.api().permissions.scopes.clone_from(scopes);
        }
        several => {
            for (line, name, scopes) in several {
                let reason = if scopes.is_empty() {
                    "asks for an authority: which claim holds it is decided elsewhere"
                } else {
                    "asks for a scope on some requests: others ask for something else"
                };
                form.draft
                    .undecided(About::Claims, Some(*line), name, reason);
            }
        }
    }
}

/// The scopes in expressions of annotations, `hasAuthority('SCOPE_…')`, with their lines; none where
/// another authority is asked for.
fn annotated(source: &Source) -> Vec<(usize, Vec<String>)> {
    let mut found: Vec<(usize, Vec<String>)> = Vec::new();
    for word in &source.words {
        let Kind::Text(pieces) = &word.kind else {
            continue;
        };
        let [Piece::Text(text)] = pieces.as_slice() else {
            continue;
        };
        if !CALLS.iter().any(|call| text.contains(&format!("{call}("))) {
            continue;
        }
        let quoted = text.split('\'').skip(1).step_by(2);
        let scopes: Option<Vec<String>> = quoted.map(|name| scope("", name)).collect();
        let scopes = scopes
            .filter(|_| !text.contains(" and "))
            .unwrap_or_default();
        if !found
            .iter()
            .any(|(_, known)| *known == scopes && !scopes.is_empty())
        {
            found.push((word.line, scopes));
        }
    }
    found
}

/// The scope that an authority stands for.
fn scope(call: &str, authority: &str) -> Option<String> {
    if call.ends_with("Scope") {
        return Some(authority.to_owned());
    }
    authority.strip_prefix("SCOPE_").map(str::to_owned)
}
