//! What stands around the names of a text.

use std::cell::Cell;

use super::super::Hidden;

/// What stands before a name, kept from one name to the next: lines may be as long as the text.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// Up to where it is known.
    at: usize,
    /// Where the line begins.
    pub(super) line: usize,
    /// Whether the quotes in the line don't match.
    pub(super) odd: bool,
    /// The last angle bracket.
    pub(super) angle: Option<u8>,
    /// Whether it stands in this line.
    pub(super) angle_in_line: bool,
    /// The end of the last block or list that is hidden: what stands in it needs no look of its own.
    pub(super) hidden: usize,
    /// Where the last search for each kind of end began and what it found.
    ends: Cell<[(usize, usize); 4]>,
}

impl Around {
    pub(super) fn advance(&mut self, text: &str, to: usize) {
        let passed = text.as_bytes().get(self.at..to).unwrap_or_default();
        for (index, byte) in passed.iter().enumerate() {
            match byte {
                b'\n' => {
                    (self.line, self.odd) = (self.at + index + 1, false);
                    self.angle_in_line = false;
                }
                b'"' => self.odd = !self.odd,
                b'<' | b'>' => (self.angle, self.angle_in_line) = (Some(*byte), true),
                _ => {}
            }
        }
        self.at = to;
    }

    pub(super) fn skip(&mut self, hidden: &[Hidden]) {
        // One value ends with its line or its quotes; what is longer is looked at once.
        let end = hidden.iter().map(|h| h.range.end).max();
        self.hidden = self.hidden.max(end.unwrap_or_default());
    }

    /// The first of these characters from a place on, else the end of the text. `kind` says which
    /// search this is: it is not begun anew where its last one leads.
    pub(super) fn end(&self, text: &str, at: usize, kind: usize, ends: &[char]) -> usize {
        let mut all = self.ends.get();
        let Some(last) = all.get_mut(kind) else {
            return text.len();
        };
        if !(last.0 <= at && at <= last.1) {
            let found = text.get(at..).and_then(|rest| rest.find(ends));
            *last = (at, found.map_or(text.len(), |found| at + found));
        }
        let end = last.1;
        self.ends.set(all);
        end
    }
}

/// Kinds of searches for ends.
pub(super) mod kind {
    pub(in super::super) const LINE: usize = 0;
    pub(in super::super) const PART: usize = 1;
    pub(in super::super) const MEMBER: usize = 2;
    pub(in super::super) const FLAG: usize = 3;
}
