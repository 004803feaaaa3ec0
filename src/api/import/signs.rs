//! Which formats a text may be of, told by the words that each of them has: one pass over the text,
//! however many formats there are. Most texts have none of them.

use std::sync::LazyLock;

use crate::input::words_in::Words;

/// The signs of all importers, in their order.
pub(super) static SIGNS: LazyLock<Words> =
    LazyLock::new(|| Words::of(super::importers().map(|importer| importer.signs)));

#[cfg(test)]
mod tests {
    #[test]
    fn every_format_has_signs_that_are_long_enough() {
        for (index, importer) in super::super::importers().enumerate() {
            assert!(!importer.signs.is_empty(), "format {index}");
            for sign in importer.signs {
                assert!(sign.len() >= 4, "{sign}");
            }
        }
        assert!(super::super::importers().count() <= u64::BITS as usize);
    }
}
