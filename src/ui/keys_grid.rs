//! Where the columns of the matrix of keys stand.

use egui::{Rect, pos2, vec2};

use super::theme::float;

/// The width of a column of the matrix: with room to spare, and without.
const PLACE: (f32, f32) = (80.0, 56.0);
/// The width of the key's name: with room to spare, and without.
const KID: (f32, f32) = (236.0, 96.0);
/// The width of whose key it is: with room to spare, and without.
const ROLE: (f32, f32) = (218.0, 150.0);
/// The same with room to spare where it also says when a key was last seen.
const ROLE_SEEN: f32 = 312.0;
/// The width of the key's kind, where the kinds differ.
const KIND: f32 = 70.0;

/// Where the columns stand: all rows share it, so that the marks stand in lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grid {
    /// The width of the key's name.
    pub(super) kid: f32,
    /// How many places there are.
    pub(super) places: usize,
    /// The width of each.
    pub(super) place: f32,
    kind: f32,
    role: f32,
}

impl Grid {
    /// `kinds`: whether there is a column for them; `seen`: whether some key is only remembered.
    pub(super) fn of(width: f32, places: usize, kinds: bool, seen: bool) -> Self {
        let role = if seen { ROLE_SEEN } else { ROLE.0 };
        let kind = if kinds { KIND } else { 0.0 };
        let count = float(places);
        let rest = width - kind;
        // First the places give way, then the names, last the words.
        let place = ((rest - KID.1 - role) / count.max(1.0)).clamp(PLACE.1, PLACE.0);
        let rest = rest - count * place;
        let name = (rest - role).clamp(KID.1, KID.0);
        Self {
            kid: name,
            places,
            place,
            kind,
            role: (rest - name).max(ROLE.1),
        }
    }

    pub(super) fn width(&self) -> f32 {
        self.left_of(self.places) + self.kind + self.role
    }

    fn left_of(&self, place: usize) -> f32 {
        float(place).mul_add(self.place, self.kid)
    }

    pub(super) fn place(&self, row: Rect, index: usize) -> Rect {
        cell(row, self.left_of(index), self.place)
    }

    pub(super) fn kind(&self, row: Rect) -> Rect {
        cell(row, self.left_of(self.places), self.kind)
    }

    pub(super) fn role(&self, row: Rect) -> Rect {
        cell(row, self.left_of(self.places) + self.kind, self.role)
    }
}

/// A part of a row, from so far to its left.
fn cell(row: Rect, left: f32, width: f32) -> Rect {
    let min = pos2(row.left() + left, row.top());
    Rect::from_min_size(min, vec2(width, row.height()))
}
