//! What was read of the API's configuration, and the configuration that accepts the token.

use super::layout::Column;
use super::tables::print_table;
use super::text::{Page, clean};
use super::without_tokens;
use crate::api::{About, Api, Fix, Stack, Unread, Unwritten};
use crate::diagnosis::{Command, Inspection};

/// Whether anything was read or said about the API that is worth a section.
pub(super) fn is_known(api: &Api) -> bool {
    !api.is_unknown() || api.source.is_some() || api.stack.is_some() || api.keys_address.is_some()
}

/// What was read, line by line, what was not understood, and what the library assumes.
pub(super) fn configuration(page: &mut Page, api: &Api) {
    let reading = &api.reading;
    if reading.settings.is_empty() && reading.unread.is_empty() && reading.notes.is_empty() {
        return;
    }
    page.heading("The API's configuration");
    let source = api.source.as_deref().unwrap_or("the pasted text");
    match api.stack {
        Some(stack) => page.wrapped(2, &format!("{source}: {}", stack.title())),
        None => page.wrapped(2, source),
    }
    let column = |title, cell: &dyn Fn(&crate::api::Setting) -> String| Column {
        title,
        cells: reading.settings.iter().map(|s| clean(&cell(s))).collect(),
        whole: false,
    };
    if !reading.settings.is_empty() {
        let columns = [
            column("line", &|s| s.line.to_string()),
            column("setting", &|s| s.name.clone()),
            column("value", &|s| s.value.clone()),
            column("meaning", &|s| s.meaning.clone()),
        ];
        print_table(page, &columns);
    }
    for unread in &reading.unread {
        let decides = unread.about.map_or(String::new(), |about| {
            format!(" It decides about {}.", decided(about))
        });
        page.wrapped(
            2,
            &format!("Not understood: {}.{decides}", in_words(unread)),
        );
    }
    for note in &reading.notes {
        page.wrapped(2, note);
    }
}

/// What a setting decides about, as the end of a sentence.
fn decided(about: About) -> &'static str {
    match about {
        About::Audience => "the audiences that are accepted",
        About::Issuer => "the issuers that are accepted",
        About::Key => "the keys that are used",
        About::Algorithm => "the algorithms that are accepted",
        About::Lifetime => "the token's times",
        About::Claims => "what the token has to hold",
    }
}

/// "line 4: AzureAd:ClientId is a number where a text belongs".
fn in_words(unread: &Unread) -> String {
    let place = unread.line.map(|line| format!("line {line}: "));
    format!(
        "{}{} {}",
        place.unwrap_or_default(),
        unread.name,
        unread.reason
    )
}

/// Remedies that are commands.
pub(super) fn commands(page: &mut Page, commands: &[Command]) {
    if commands.is_empty() {
        return;
    }
    page.heading("Commands");
    for (index, command) in commands.iter().enumerate() {
        if index > 0 {
            page.blank();
        }
        page.wrapped(2, &format!("{}:", command.title));
        if !command.caution.is_empty() {
            page.wrapped(2, &command.caution);
        }
        page.blank();
        for line in command.text.lines() {
            page.line(6, &copied(line));
        }
    }
}

/// The configuration that accepts the token, or why there is none.
pub(super) fn fix(page: &mut Page, inspection: &Inspection, stack: Stack, number: &str) {
    let title = stack.title();
    match inspection.fix(stack) {
        Ok(fix) => {
            page.heading(&format!("{number}Configuration for {title}"));
            written(page, &fix);
        }
        Err(Unwritten::Unfit { reason, .. }) => {
            page.heading(&format!("{number}No configuration for {title}"));
            page.wrapped(2, &sentence(&reason));
        }
        Err(missing) => {
            page.heading(&format!("{number}No configuration for {title}"));
            page.wrapped(2, &sentence(&missing.to_string()));
        }
    }
}

fn written(page: &mut Page, fix: &Fix) {
    page.wrapped(2, &fix.place);
    page.blank();
    // Not indented: some languages are read by their indentation.
    for line in fix.text.lines() {
        page.line(0, &copied(line));
    }
    page.blank();
    page.wrapped(2, &fix.avoid);
    for correction in &fix.corrections {
        page.wrapped(2, correction);
    }
}

/// A line as it is copied: its values are escaped already, only a token can't stand in it, and what
/// deceives is shown all the same.
fn copied(line: &str) -> String {
    let harmless = without_tokens(line);
    crate::token::escape_deceiving(&harmless.replace('\t', "    ")).0
}

/// A phrase as a sentence.
fn sentence(phrase: &str) -> String {
    let mut chars = phrase.chars();
    let first: String = chars
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    let stop = if phrase.ends_with('.') { "" } else { "." };
    format!("{first}{}{stop}", chars.as_str())
}
