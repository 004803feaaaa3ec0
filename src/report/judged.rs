//! The token beside the API: the comparison, what the error says.

use super::layout::columns_of;
use super::text::{Colour, Page, clean};
use crate::diagnosis::{Comparison, ErrorVerdict, Inspection, Likeness};

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
    if verdict.reading.matches.is_empty() {
        page.wrapped(2, "tokenscope doesn't know this error.");
    }
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
        for line in text.lines() {
            page.wrapped(2, &line.replace('\t', " "));
        }
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
    let line = clean(&line.replace('\t', " "));
    if line.chars().count() <= LONGEST_ERROR {
        return line;
    }
    let start: String = line.chars().take(LONGEST_ERROR).collect();
    format!("{start}…")
}

/// Columns before the values of a comparison: mark and subject.
const SUBJECT: usize = 18;

/// Columns of "accepts", "has" and "from".
const SIDE: usize = 9;

/// What the API accepts beside what the token has: one line where they agree, both sides below each
/// other where they don't. Values stay whole, so that they can be copied.
pub(super) fn comparison(page: &mut Page, inspection: &Inspection) {
    if inspection.comparison.is_empty() {
        return;
    }
    page.heading("The API and the token");
    for row in &inspection.comparison {
        let (mark, colour) = mark(row.likeness);
        let mark = page.coloured(colour, mark);
        let subject = row.subject.title();
        let fill = " ".repeat(SUBJECT.saturating_sub(4 + subject.len()));
        let lead = format!("  {mark} {subject}{fill}");
        match said_once(row) {
            Some(value) => agreed(page, &lead, value, &row.origin),
            None => sides(page, &lead, row),
        }
        if !row.note.is_empty() {
            page.wrapped(SUBJECT, &row.note);
        }
    }
}

/// A mark that stands out without colour too.
fn mark(likeness: Likeness) -> (&'static str, Colour) {
    match likeness {
        Likeness::Equal => ("=", Colour::Green),
        Likeness::Near => ("~", Colour::Yellow),
        Likeness::Different => ("≠", Colour::Red),
        Likeness::Unchecked => ("!", Colour::Yellow),
        Likeness::Unknown => ("?", Colour::Dim),
    }
}

/// The value that both sides have, letter by letter: anything else is shown side by side.
fn said_once(row: &Comparison) -> Option<&str> {
    let actual = row.actual.as_deref()?;
    let same = row.expected.iter().any(|expected| expected == actual);
    (row.likeness == Likeness::Equal && same).then_some(actual)
}

fn agreed(page: &mut Page, lead: &str, value: &str, origin: &str) {
    let text = match origin {
        "" => value.to_owned(),
        origin => format!("{value} ({origin})"),
    };
    page.hanging(lead, SUBJECT, &text);
}

fn sides(page: &mut Page, lead: &str, row: &Comparison) {
    let actual = row.actual.as_deref().map(clean);
    let expected: Vec<String> = row.demanded().iter().map(|text| clean(text)).collect();
    let nearest = nearest(row, &expected, actual.as_deref());
    let none = match row.likeness {
        Likeness::Unchecked => "anything (not checked)",
        _ => "not known",
    };
    side(
        page,
        lead,
        "accepts",
        expected.first().map_or(none, |first| first),
    );
    for (index, text) in expected.iter().enumerate() {
        if index > 0 {
            side(page, &" ".repeat(SUBJECT), "", text);
        }
        if let Some(actual) = actual.as_ref().filter(|_| nearest == Some(index)) {
            under(page, text, actual);
        }
    }
    let has = actual.as_deref().unwrap_or("nothing");
    side(page, &" ".repeat(SUBJECT), "has", has);
    if let Some(text) = nearest.and_then(|index| expected.get(index)) {
        under(page, has, text);
    }
    let from = [row.origin.as_str(), row.rule.unwrap_or_default()];
    let labels = ["from", "rule"];
    for (label, text) in labels
        .into_iter()
        .zip(from)
        .filter(|(_, text)| !text.is_empty())
    {
        let label = format!("{}{label:SIDE$}", " ".repeat(SUBJECT));
        page.hanging(&label, SUBJECT + SIDE, text);
    }
}

/// One side as it stands: it was made harmless already.
fn side(page: &mut Page, lead: &str, label: &str, text: &str) {
    page.line(0, &format!("{lead}{label:SIDE$}{text}"));
}

/// Carets below what differs.
fn under(page: &mut Page, text: &str, other: &str) {
    let carets = underline(text, other);
    if !carets.is_empty() {
        let carets = page.coloured(Colour::Red, &carets);
        page.line(SUBJECT + SIDE, &carets);
    }
}

/// The accepted value that is most like the token's, where the two are alike enough for a mark to tell
/// something.
fn nearest(row: &Comparison, expected: &[String], actual: Option<&str>) -> Option<usize> {
    if !matches!(row.likeness, Likeness::Near | Likeness::Different) {
        return None;
    }
    let actual = actual?;
    let of = |text: &str| alike(text, actual);
    let all = expected.iter().enumerate();
    let (index, text) = all.max_by_key(|(_, text)| of(text))?;
    let shorter = text.chars().count().min(actual.chars().count());
    (row.likeness == Likeness::Near || of(text) * 2 >= shorter).then_some(index)
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

#[cfg(test)]
mod tests {
    use super::{said_once, underline};
    use crate::diagnosis::{Comparison, Likeness};

    #[test]
    fn only_identical_values_are_said_once() {
        let rows = [
            ("identical", "a", Likeness::Equal, Some("a")),
            ("another address of the key", "b", Likeness::Equal, None),
            ("not looked at", "a", Likeness::Unchecked, None),
        ];
        for (name, expected, likeness, once) in rows {
            let row = Comparison {
                subject: crate::diagnosis::Subject::Metadata,
                expected: vec![expected.to_owned()],
                actual: Some("a".to_owned()),
                likeness,
                origin: String::new(),
                note: String::new(),
                rule: None,
            };
            assert_eq!(said_once(&row), once, "{name}");
        }
    }

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
