//! XML with the line of every value. Document types are refused, so entities never resolve.

use roxmltree::{Attribute, Document, Error, Node};

use super::super::draft::line_of;
use crate::api::ApiError;

/// A text with its mark of byte order, its XML declaration and its comments as blanks: declarations
/// are often pasted with blanks before them, and what is commented out is not configured. Every place
/// stays where it was.
pub(super) fn prepared(text: &str) -> String {
    let mut prepared = String::with_capacity(text.len());
    let mut rest = text;
    if let Some(bare) = rest.strip_prefix('\u{feff}') {
        prepared.push_str("   ");
        rest = bare;
    }
    if rest.trim_start().starts_with("<?xml") {
        rest = blanked(&mut prepared, rest, "<?xml", "?>");
    }
    while rest.contains(COMMENT) {
        rest = blanked(&mut prepared, rest, COMMENT, "-->");
    }
    prepared.push_str(rest);
    prepared
}

const COMMENT: &str = "<!--";

/// Writes a text up to the next `end` with blanks from `start` to there, and gives what follows. Where
/// the end is missing, everything is written, so that the reader tells of it.
fn blanked<'t>(prepared: &mut String, text: &'t str, start: &str, end: &str) -> &'t str {
    let (before, rest) = text.split_at(text.find(start).unwrap_or(text.len()));
    prepared.push_str(before);
    let Some(length) = rest.find(end).map(|at| at + end.len()) else {
        prepared.push_str(&rest.replacen("<!-", "<! ", 1));
        return "";
    };
    let (gone, after) = rest.split_at(length);
    prepared.push_str(&blanks(gone));
    after
}

/// As many blanks as a text has bytes; its lines stay.
pub(super) fn blanks(text: &str) -> String {
    let blank = |b: u8| if b == b'\n' { '\n' } else { ' ' };
    text.bytes().map(blank).collect()
}

/// Reads XML.
pub(super) fn parse<'t>(name: &str, text: &'t str) -> Result<Document<'t>, ApiError> {
    Document::parse(text).map_err(|error| ApiError::Malformed {
        name: name.to_owned(),
        language: "XML",
        reason: reason(&error, text),
    })
}

/// The reader's words with line and column.
pub(super) fn reason(error: &Error, text: &str) -> String {
    if matches!(error, Error::DtdDetected) {
        let line = text.find("<!DOCTYPE").map_or(1, |at| line_of(text, at));
        return format!(
            "the document type (<!DOCTYPE) at line {line} is not read, because it can define \
             entities"
        );
    }
    let at = error.pos();
    let words = error.to_string();
    let words = words.replace(&format!(" at {at}"), "");
    format!("{words} at line {}, column {}", at.row, at.col)
}

/// An element's line, counted from 1.
pub(super) fn line(node: Node<'_, '_>) -> usize {
    line_of(node.document().input_text(), node.range().start)
}

/// An attribute's line.
pub(super) fn line_of_attribute(node: Node<'_, '_>, attribute: &Attribute<'_, '_>) -> usize {
    line_of(node.document().input_text(), attribute.range().start)
}

/// An attribute, whatever the case of its name.
pub(super) fn attribute<'a, 't>(node: Node<'a, 't>, name: &str) -> Option<Attribute<'a, 't>> {
    node.attributes()
        .find(|a| a.name().eq_ignore_ascii_case(name))
}

/// The elements of a name below an element, in the order of the text.
pub(super) fn below<'a, 't>(
    node: Node<'a, 't>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 't>> {
    node.descendants()
        .filter(move |n| n.is_element() && n.tag_name().name().eq_ignore_ascii_case(name))
}

/// The text in an element, without white space around it; `None` where there is none. Its line is that
/// of the first character.
pub(super) fn text_of<'a>(node: Node<'a, '_>) -> Option<(&'a str, usize)> {
    let inside = node.children().find(Node::is_text)?;
    let text = inside.text()?;
    let trimmed = text.trim();
    let blank = text.len() - text.trim_start().len();
    let at = inside.range().start + blank;
    (!trimmed.is_empty()).then(|| (trimmed, line_of(node.document().input_text(), at)))
}
