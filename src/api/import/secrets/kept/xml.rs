//! The values of XML: attributes, the text of elements, comments.

use super::literal::{Dress, Literal};

/// Attributes that name something.
const NAMING: [&str; 6] = ["key", "name", "type", "id", "path", "verb"];

/// All of them.
pub(super) fn literals(text: &str) -> Vec<Literal<'_>> {
    let mut reader = Reader {
        text,
        at: 0,
        element: "",
        found: Vec::new(),
    };
    while reader.at < text.len() {
        reader.step();
    }
    reader.found
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// The last element that was opened.
    element: &'t str,
    found: Vec<Literal<'t>>,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn step(&mut self) {
        let rest = self.rest();
        if let Some(inside) = rest.strip_prefix("<!--") {
            self.take(4, inside.find("-->"), "", Dress::Comment);
        } else if let Some(inside) = rest.strip_prefix("<![CDATA[") {
            self.take(9, inside.find("]]>"), self.element, Dress::Plain);
        } else if rest.starts_with("<?") || rest.starts_with("<!") {
            self.at += rest.find('>').map_or(rest.len(), |end| end + 1);
        } else if rest.starts_with('<') {
            self.tag();
        } else {
            self.take(0, rest.find('<'), self.element, Dress::Plain);
        }
    }

    /// Takes what stands after an opening up to its end.
    fn take(&mut self, opening: usize, length: Option<usize>, key: &'t str, dress: Dress) {
        let start = self.at + opening;
        let rest = self.text.get(start..).unwrap_or_default();
        let value = rest.get(..length.unwrap_or(rest.len())).unwrap_or_default();
        self.at = start + value.len();
        if dress == Dress::Comment {
            // Its end is a sign of its own.
            self.at += if length.is_some() { 3 } else { 0 };
        }
        let start = start + value.len() - value.trim_start().len();
        let value = value.trim();
        if !value.is_empty() {
            self.found.push(Literal {
                range: start..start + value.len(),
                value,
                key,
                dress,
            });
        }
    }

    /// A tag with its attributes.
    fn tag(&mut self) {
        let rest = self.rest();
        let name = rest.get(1..).unwrap_or_default();
        let length = name
            .find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
            .unwrap_or(name.len());
        let closes = rest.starts_with("</");
        if !closes {
            self.element = name.get(..length).unwrap_or_default();
        }
        self.at += 1 + length;
        while let Some(next) = self.rest().find(['=', '>', '"', '\'', '<']) {
            let before = self.rest().get(..next).unwrap_or_default();
            let sign = self.rest().get(next..).unwrap_or_default();
            if sign.starts_with('<') {
                self.at += next;
                return;
            }
            self.at += next + 1;
            if sign.starts_with('>') {
                if closes || before.trim_end().ends_with('/') {
                    self.element = "";
                }
                return;
            }
            if !sign.starts_with('=') {
                self.quoted("", sign);
                continue;
            }
            let name = before.trim().rsplit(char::is_whitespace).next();
            let value = self.rest();
            let blank = value.len() - value.trim_start().len();
            if let Some(sign) = value.get(blank..).filter(|v| v.starts_with(['"', '\''])) {
                self.at += blank + 1;
                self.quoted(name.unwrap_or_default(), sign);
            }
        }
        self.at = self.text.len();
    }

    /// The value of an attribute; its quote is taken.
    fn quoted(&mut self, key: &'t str, sign: &'t str) {
        let quote = if sign.starts_with('"') { '"' } else { '\'' };
        let rest = self.rest();
        let end = rest.find(quote).unwrap_or(rest.len());
        let dress = if NAMING.contains(&key) {
            Dress::Name
        } else {
            Dress::Plain
        };
        self.take(0, Some(end), key, dress);
        self.at += usize::from(end < rest.len());
    }
}
