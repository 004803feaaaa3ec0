//! The token beside the API: the comparison, what the error says, what validators would answer.

use super::layout::{Column, columns_of};
use super::tables::print_table;
use super::text::{Colour, Page, clean};
use crate::diagnosis::{Answer, Comparison, ErrorVerdict, Inspection, Likeness, Prediction};

/// Longer errors are shown by the lines that were recognised, in characters.
const LONGEST_ERROR: usize = 600;

/// The error that the API logged or answered, and what it says.
pub(super) fn error(page: &mut Page, text: Option<&str>, verdict: Option<&ErrorVerdict>) {
    if text.is_none() && verdict.is_none() {
        return;
    }
    page.heading("The API's error");
    if let Some(text) = text {
        shown(page, text, verdict);
    }
    let Some(verdict) = verdict else { return };
    for found in &verdict.reading.matches {
        let rules = match found.rules.as_slice() {
            [] => String::new(),
            rules => format!(" It points to: {}.", rules.join(", ")),
        };
        page.wrapped(
            2,
            &format!("{} ({}): {}{rules}", found.code, found.stack, found.meaning),
        );
    }
    for sentence in &verdict.sentences {
        page.wrapped(2, sentence);
    }
    if let Some(hidden) = &verdict.reading.hidden {
        page.wrapped(2, hidden);
    }
}

/// The whole of a short error; of a log the lines that say something.
fn shown(page: &mut Page, text: &str, verdict: Option<&ErrorVerdict>) {
    if text.chars().count() <= LONGEST_ERROR {
        page.wrapped(2, text);
        return;
    }
    let mut lines: Vec<usize> = verdict
        .iter()
        .flat_map(|v| &v.reading.matches)
        .map(|found| found.line)
        .collect();
    lines.sort_unstable();
    lines.dedup();
    for number in &lines {
        if let Some(line) = text.lines().nth(number.saturating_sub(1)) {
            page.wrapped(2, &format!("line {number}: {}", cut(line)));
        }
    }
    let count = text.lines().count();
    let all = match (lines.len(), count) {
        (0, 1) => cut(text),
        (0, _) => format!("{count} lines, none of which holds an error that is known."),
        (some, _) => format!("{some} of {count} lines."),
    };
    page.wrapped(2, &all);
}

/// The beginning of a line. Tokens are taken out before the cut, so that no half of one is left.
fn cut(line: &str) -> String {
    let line = clean(line);
    if line.chars().count() <= LONGEST_ERROR {
        return line;
    }
    let start: String = line.chars().take(LONGEST_ERROR).collect();
    format!("{start}…")
}

/// What the API accepts beside what the token has.
pub(super) fn comparison(page: &mut Page, inspection: &Inspection) {
    let rows = &inspection.comparison;
    if rows.is_empty() {
        return;
    }
    page.heading("The API and the token");
    let column = |title, whole, cell: &dyn Fn(&Comparison) -> String| Column {
        title,
        cells: rows.iter().map(|row| clean(&cell(row))).collect(),
        whole,
    };
    let columns = [
        column("", true, &|row| mark(row.likeness).to_owned()),
        column("what", true, &|row| row.subject.title().to_owned()),
        column(
            "the API accepts",
            false,
            &|row| match row.expected.as_slice() {
                [] if row.likeness == Likeness::Unchecked => "anything".to_owned(),
                [] => "not known".to_owned(),
                many => many.join("\n").replace('\n', ", "),
            },
        ),
        column("the token has", false, &|row| {
            row.actual.clone().unwrap_or_else(|| "nothing".to_owned())
        }),
        column("from", false, &|row| row.origin.clone()),
    ];
    print_table(page, &columns);
    for row in rows {
        told(page, row);
    }
}

/// Marks that stand out without colour too.
fn mark(likeness: Likeness) -> &'static str {
    match likeness {
        Likeness::Equal => "=",
        Likeness::Near => "~",
        Likeness::Different => "≠",
        Likeness::Unchecked => "!",
        Likeness::Unknown => "?",
    }
}

/// What a row means, and where two spellings differ.
fn told(page: &mut Page, row: &Comparison) {
    let rule = row.rule.map(|rule| format!(" ({rule})"));
    let rule = rule.unwrap_or_default();
    let differs = matches!(row.likeness, Likeness::Near | Likeness::Different);
    if row.note.is_empty() && (!differs || rule.is_empty()) {
        differences(page, row);
        return;
    }
    let note = match row.note.as_str() {
        "" => "differs.",
        note => note,
    };
    page.wrapped(2, &format!("{}: {note}{rule}", row.subject.title()));
    differences(page, row);
}

/// The two values below each other, what differs underlined.
fn differences(page: &mut Page, row: &Comparison) {
    if row.likeness != Likeness::Near {
        return;
    }
    let Some(actual) = row.actual.as_deref().map(clean) else {
        return;
    };
    let expected = row.expected.iter().map(|text| clean(text));
    let Some(nearest) = expected.max_by_key(|text| alike(text, &actual)) else {
        return;
    };
    for (lead, text, other) in [
        ("accepts  ", &nearest, &actual),
        ("has      ", &actual, &nearest),
    ] {
        page.line(4, &format!("{lead}{text}"));
        let under = underline(text, other);
        if !under.is_empty() {
            let under = format!("{}{under}", " ".repeat(lead.len()));
            let under = page.coloured(Colour::Red, &under);
            page.line(4, &under);
        }
    }
}

/// How many characters two texts share at both ends.
fn alike(a: &str, b: &str) -> usize {
    let (start, end) = ends(a, b);
    start + end
}

/// How many characters two texts share at their beginning, and at the end of what is left.
fn ends(a: &str, b: &str) -> (usize, usize) {
    let start = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let room = a.chars().count().min(b.chars().count()) - start;
    let back = a.chars().rev().zip(b.chars().rev());
    let end = back.take(room).take_while(|(a, b)| a == b).count();
    (start, end)
}

/// Carets below the part of `text` that `other` doesn't have; one where something is missing.
fn underline(text: &str, other: &str) -> String {
    if text == other {
        return String::new();
    }
    let (start, end) = ends(text, other);
    let count = text.chars().count();
    let before: String = text.chars().take(start).collect();
    let differs: String = text.chars().take(count - end).skip(start).collect();
    let carets = columns_of(&differs).max(1);
    format!("{}{}", " ".repeat(columns_of(&before)), "^".repeat(carets))
}

/// What every validator would answer.
pub(super) fn predictions(page: &mut Page, predictions: &[Prediction]) {
    if predictions.is_empty() {
        return;
    }
    page.heading("What validators would answer");
    let column = |title, cell: &dyn Fn(&Prediction) -> String| Column {
        title,
        cells: predictions.iter().map(|p| clean(&cell(p))).collect(),
        whole: false,
    };
    let columns = [
        column("validator", &|p| p.validator.to_owned()),
        column("answer", &|p| answer(&p.answer)),
        column("why", &|p| p.why.clone()),
    ];
    print_table(page, &columns);
}

fn answer(answer: &Answer) -> String {
    match answer {
        Answer::Accepts => "accepts".to_owned(),
        Answer::Refuses { error, message } if message.is_empty() => format!("refuses: {error}"),
        Answer::Refuses { error, message } if error.is_empty() => format!("refuses: {message}"),
        Answer::Refuses { error, message } => format!("refuses: {error}, “{message}”"),
        Answer::Unknown(why) => format!("depends: {why}"),
    }
}

#[cfg(test)]
mod tests {
    use super::underline;

    #[test]
    fn what_differs_is_underlined() {
        let rows = [
            ("equal", "abc", "abc", ""),
            ("in the middle", "abXc", "abYYc", "  ^"),
            ("the longer one", "abYYc", "abXc", "  ^^"),
            ("a slash too many", "ab/", "ab", "  ^"),
            ("a slash too few", "ab", "ab/", "  ^"),
            ("repeated", "aaa", "aa", "  ^"),
            ("nothing alike", "ab", "cd", "^^"),
            ("wide", "あxb", "あyb", "  ^"),
        ];
        for (name, text, other, expected) in rows {
            assert_eq!(underline(text, other), expected, "{name}");
        }
    }
}
