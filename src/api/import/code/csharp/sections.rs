//! Settings that a call takes from sections of the configuration.

use super::super::expression::{ExprKind, Member, Parser};
use super::super::form::Form;
use super::super::source::{Found, Source};
use crate::api::About;

/// Says which sections a call reads: their settings stand elsewhere.
pub(super) fn note_sections(form: &mut Form<'_>, found: &Found, default: Option<&str>) {
    let source = form.source;
    let mut sections = bound(source, found);
    // Behind options in place stands the name of a scheme.
    let in_place = |arg: &Member| matches!(arg.value.kind, ExprKind::Block(_));
    let by_name = default.is_some() && !found.call.args.first().is_some_and(in_place);
    let named = found.call.args.iter().filter(|_| by_name);
    for arg in named {
        // `AddMicrosoftIdentityWebApi(Configuration, "AzureAdB2C")`.
        let section = source
            .text(&arg.value)
            .ok()
            .filter(|text| text.to_ascii_lowercase().contains("azure") || text == "EntraId");
        sections.extend(section.map(|section| (arg.line, section)));
    }
    if let (true, Some(default)) = (sections.is_empty() && form.len() == 0, default) {
        sections.push((found.line, default.to_owned()));
    }
    sections.dedup_by(|a, b| a.1 == b.1);
    // It may set what the code leaves open.
    let audiences = ["Audience", "ValidAudience", "ValidAudiences", "ClientId"];
    let places = ["Authority", "MetadataAddress", "Instance"];
    let sets = |names: &[&str]| names.iter().any(|name| form.has(name));
    let about = match (sets(&audiences), sets(&places)) {
        (false, _) => Some(About::Audience),
        (true, false) => Some(About::Issuer),
        (true, true) => None,
    };
    for (line, section) in &sections {
        let reason = "is a section of the configuration, which isn't part of this code";
        match about {
            Some(about) => form.draft.undecided(about, Some(*line), section, reason),
            None => form.draft.unread(Some(*line), section, reason),
        }
    }
    if let Some((_, section)) = sections.first() {
        form.draft.note(format!(
            "Most settings stand in section {section} of appsettings.json: read that file to know them."
        ));
    }
}

/// The sections that calls of `Bind` and `GetSection` name, with their lines.
fn bound(source: &Source, found: &Found) -> Vec<(usize, String)> {
    let words = source.words.get(..found.range.end).unwrap_or(&source.words);
    let mut sections = Vec::new();
    for at in found.range.clone() {
        let Some(word) = words.get(at) else { break };
        let names = ["Bind", "GetSection", "GetRequiredSection"];
        if !word.name().is_some_and(|name| names.contains(&name)) {
            continue;
        }
        let mut parser = Parser::new(words, at + 1, source.language);
        if parser.peek_is("(") {
            let args = parser.arguments();
            let name = args.first().and_then(|arg| source.text(&arg.value).ok());
            sections.extend(name.map(|name| (word.line, name)));
        }
    }
    sections
}
