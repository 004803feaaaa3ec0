//! The report as text.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::layout::{LongWords, wrap};
use super::{
    answers, configuration, escaped, facts, judged, requests, sections, tables, without_tokens,
};
use crate::api::Stack;
use crate::diagnosis::{Entry, Inspection, OutcomeKind};
use crate::net::Exchange;
use crate::token::utc;

/// How a text report looks.
#[derive(Debug, Clone, Copy)]
pub struct TextOptions<'a> {
    /// Lines are wrapped to this many columns; addresses and other long words stand out.
    pub width: usize,
    /// Whether to colour with ANSI escapes.
    pub colour: bool,
    /// The error that the API logged or answered.
    pub error: Option<&'a str>,
    /// The stack whose configuration is written out after the report.
    pub fix: Option<Stack>,
    /// The requests that left this computer for the report; `None` where that is not said.
    pub requests: Option<&'a [Exchange]>,
}

impl Default for TextOptions<'_> {
    fn default() -> Self {
        Self {
            width: 100,
            colour: false,
            error: None,
            fix: None,
            requests: None,
        }
    }
}

/// The report of all tokens as text: no colour, 100 columns.
pub fn text(inspections: &[Inspection], at: Timestamp, local: &TimeZone) -> String {
    text_with(inspections, at, local, &TextOptions::default())
}

/// The report of all tokens as text.
pub fn text_with(
    inspections: &[Inspection],
    at: Timestamp,
    local: &TimeZone,
    options: &TextOptions<'_>,
) -> String {
    let mut page = Page::new(options.width, options.colour);
    for (index, inspection) in inspections.iter().enumerate() {
        if index > 0 {
            page.blank();
        }
        if inspections.len() > 1 {
            let title = format!("Token {} of {}", index + 1, inspections.len());
            page.title(&title);
        }
        verdict(&mut page, inspection);
        facts::facts(&mut page, inspection, at);
        judged::error(&mut page, options.error, inspection.error.as_ref());
        judged::comparison(&mut page, inspection);
        answers::predictions(&mut page, &inspection.predictions);
        sections::checklist(&mut page, inspection);
        tables::members(&mut page, inspection, at, local);
        sections::addresses(&mut page, inspection);
        tables::keys(&mut page, inspection);
        configuration::configuration(&mut page, &inspection.api);
        configuration::commands(&mut page, &inspection.commands());
    }
    page.blank();
    page.wrapped(0, &format!("Judged by {}.", utc(at)));
    if let Some(requests) = options.requests {
        requests::requests(&mut page, requests);
    }
    for (index, inspection) in inspections.iter().enumerate() {
        let number = match inspections.len() {
            1 => String::new(),
            _ => format!("Token {}: ", index + 1),
        };
        if let Some(stack) = options.fix {
            configuration::fix(&mut page, inspection, stack, &number);
        }
    }
    page.out
}

/// What is wrong, why, and what to do.
fn verdict(page: &mut Page, inspection: &Inspection) {
    let verdict = &inspection.verdict;
    let word = match verdict.outcome {
        OutcomeKind::Failed => "FAILED",
        OutcomeKind::Warning => "WARNING",
        OutcomeKind::Passed => "PASSED",
        OutcomeKind::NotChecked | OutcomeKind::NotApplicable => "NOT CHECKED",
    };
    let word = page.coloured(colour_of(verdict.outcome), word);
    page.line(0, &format!("{word}  {}", verdict.rule));
    page.wrapped(0, &verdict.headline);
    let leading = inspection
        .checklist
        .iter()
        .find(|e| e.rule == verdict.rule && e.outcome == verdict.outcome);
    if let Some(entry) = leading {
        why(page, entry);
    }
}

fn why(page: &mut Page, entry: &Entry) {
    if !entry.explanation.is_empty() {
        page.heading("Why");
        page.paragraphs(2, &entry.explanation);
    }
    if !entry.remedies.is_empty() {
        page.heading("What to do");
        page.numbered(2, &entry.remedies);
    }
    if !entry.reference.is_empty() {
        page.heading("Reference");
        page.wrapped(2, entry.reference);
    }
}

/// The colours in use, as ANSI "select graphic rendition" parameters.
#[derive(Debug, Clone, Copy)]
pub(super) enum Colour {
    Bold,
    Red,
    Green,
    Yellow,
    Dim,
}

/// The colour of an outcome.
pub(super) fn colour_of(outcome: OutcomeKind) -> Colour {
    match outcome {
        OutcomeKind::Failed => Colour::Red,
        OutcomeKind::Warning => Colour::Yellow,
        OutcomeKind::Passed => Colour::Green,
        OutcomeKind::NotChecked | OutcomeKind::NotApplicable => Colour::Dim,
    }
}

/// A report as it is being written. All foreign text goes through [`Page::wrapped`],
/// [`Page::paragraphs`] or [`clean`], which make it harmless.
pub(super) struct Page {
    pub(super) out: String,
    pub(super) width: usize,
    colour: bool,
}

/// Foreign text without what deceives and without tokens.
pub(super) fn clean(text: &str) -> String {
    escaped(&without_tokens(text))
}

impl Page {
    pub(super) fn new(width: usize, colour: bool) -> Self {
        Self {
            out: String::new(),
            width: width.max(40),
            colour,
        }
    }

    /// A text in a colour, where colours are wanted.
    pub(super) fn coloured(&self, colour: Colour, text: &str) -> String {
        if !self.colour {
            return text.to_owned();
        }
        let code = match colour {
            Colour::Bold => "1",
            Colour::Red => "1;31",
            Colour::Green => "32",
            Colour::Yellow => "33",
            Colour::Dim => "2",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }

    /// One line as it is.
    pub(super) fn line(&mut self, indent: usize, text: &str) {
        let text = text.trim_end();
        if !text.is_empty() {
            self.out.push_str(&" ".repeat(indent));
            self.out.push_str(text);
        }
        self.out.push('\n');
    }

    pub(super) fn blank(&mut self) {
        self.out.push('\n');
    }

    fn title(&mut self, title: &str) {
        let title = self.coloured(Colour::Bold, title);
        self.line(0, &title);
        self.blank();
    }

    /// A heading with an empty line before it.
    pub(super) fn heading(&mut self, heading: &str) {
        self.blank();
        let heading = self.coloured(Colour::Bold, heading);
        self.line(0, &heading);
    }

    /// Foreign text on as many lines as it needs.
    pub(super) fn wrapped(&mut self, indent: usize, text: &str) {
        self.hanging("", indent, text);
    }

    /// The same with something before its first line, the others standing below its text.
    pub(super) fn hanging(&mut self, lead: &str, indent: usize, text: &str) {
        let room = self.width.saturating_sub(indent).max(20);
        for (index, line) in wrap(&clean(text), room, LongWords::Keep).iter().enumerate() {
            if index == 0 && !lead.is_empty() {
                self.line(0, &format!("{lead}{line}"));
            } else {
                self.line(indent, line);
            }
        }
    }

    /// Paragraphs separated by empty lines; a list item or an indented line keeps its own line.
    fn paragraphs(&mut self, indent: usize, text: &str) {
        for (index, paragraph) in text.split("\n\n").enumerate() {
            if index > 0 {
                self.blank();
            }
            let mut joined: Vec<String> = Vec::new();
            for line in paragraph.lines() {
                let apart = line.starts_with([' ', '-', '*', '\t']);
                match joined.last_mut() {
                    Some(last) if !apart => {
                        last.push(' ');
                        last.push_str(line);
                    }
                    _ => joined.push(line.to_owned()),
                }
            }
            for line in joined {
                self.wrapped(indent, &line);
            }
        }
    }

    pub(super) fn numbered(&mut self, indent: usize, items: &[String]) {
        for (index, item) in items.iter().enumerate() {
            let lead = format!("{}{}. ", " ".repeat(indent), index + 1);
            let joined = item.lines().collect::<Vec<_>>().join(" ");
            self.hanging(&lead, lead.len(), &joined);
        }
    }
}
