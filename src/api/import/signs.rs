//! Which formats a text may be of, told by the words that each of them has: one pass over the text,
//! however many formats there are. Most texts have none of them.

use std::sync::LazyLock;

/// The bytes of a sign that are looked at first.
const HEAD: usize = 4;
/// So many bits tell which beginnings of signs there are.
const BITS: u32 = 12;

/// One bit a format.
pub(super) type Formats = u64;

/// The signs of all formats.
pub(super) struct Signs {
    /// A bit for every beginning of a sign.
    beginnings: Vec<u64>,
    /// The signs in lower case with their beginnings, sorted by these.
    known: Vec<(u32, &'static str, Formats)>,
    /// All formats that have signs.
    all: Formats,
}

impl Signs {
    /// The signs of formats, in their order. A sign has at least four bytes; shorter ones are none.
    pub(super) fn of(formats: impl Iterator<Item = &'static [&'static str]>) -> Self {
        let mut made = Self {
            beginnings: vec![0; (1 << BITS) / 64],
            known: Vec::new(),
            all: 0,
        };
        for (index, signs) in formats.enumerate() {
            for sign in signs {
                let Some(head) = sign.as_bytes().first_chunk::<HEAD>() else {
                    continue;
                };
                let head = head.iter().fold(0, |key, byte| shifted(key, *byte));
                let (word, bit) = place(head);
                if let Some(word) = made.beginnings.get_mut(word) {
                    *word |= bit;
                }
                made.known.push((head, sign, 1 << index));
                made.all |= 1 << index;
            }
        }
        made.known.sort_unstable();
        made
    }

    /// The formats of which a sign stands in a text, in any case of letters.
    pub(super) fn found_in(&self, text: &str) -> Formats {
        let bytes = text.as_bytes();
        let (mut key, mut found) = (0, 0);
        for (index, byte) in bytes.iter().enumerate() {
            key = shifted(key, *byte);
            let (word, bit) = place(key);
            let begins = self
                .beginnings
                .get(word)
                .is_some_and(|word| word & bit != 0);
            if begins && index + 1 >= HEAD {
                let rest = bytes.get(index + 1 - HEAD..).unwrap_or_default();
                found |= self.beginning(key, rest);
                if found == self.all {
                    break;
                }
            }
        }
        found
    }

    /// The formats whose signs a text begins with.
    fn beginning(&self, key: u32, rest: &[u8]) -> Formats {
        let from = self.known.partition_point(|(head, ..)| *head < key);
        let same = self.known.iter().skip(from);
        same.take_while(|(head, ..)| *head == key)
            .filter(|(_, sign, _)| {
                rest.get(..sign.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(sign.as_bytes()))
            })
            .fold(0, |all, (.., format)| all | format)
    }
}

/// The signs of all importers, in their order.
pub(super) static SIGNS: LazyLock<Signs> =
    LazyLock::new(|| Signs::of(super::importers().map(|importer| importer.signs)));

/// The last four bytes with one more; letters in one case.
fn shifted(key: u32, byte: u8) -> u32 {
    key << 8 | u32::from(byte | 0x20)
}

/// Where the bit of a beginning is.
fn place(key: u32) -> (usize, u64) {
    let hash = key.wrapping_mul(0x9E37_79B1) >> (u32::BITS - BITS);
    (hash as usize / 64, 1 << (hash % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_found_wherever_they_stand() {
        let formats: [&'static [&'static str]; 3] =
            [&["auth_jwt", "Other"], &["AUTH_JWT_KEY"], &[]];
        let signs = Signs::of(formats.into_iter());
        for (name, text, found) in [
            ("nothing", "", 0),
            ("shorter than any", "aut", 0),
            ("cut", "auth_jw", 0),
            ("alone", "auth_jwt", 1),
            ("in any case", "x AUTH_jwt on;", 1),
            ("two of them", "auth_jwt_key", 3),
            ("at the end", "é another", 1),
            ("one after the other", "auth_auth_jwt", 1),
        ] {
            assert_eq!(signs.found_in(text), found, "{name}");
        }
    }

    #[test]
    fn every_format_has_signs_that_are_long_enough() {
        for (index, importer) in super::super::importers().enumerate() {
            assert!(!importer.signs.is_empty(), "format {index}");
            for sign in importer.signs {
                assert!(sign.len() >= HEAD, "{sign}");
            }
        }
        assert!(super::super::importers().count() <= Formats::BITS as usize);
    }
}
