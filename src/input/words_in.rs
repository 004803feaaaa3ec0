//! Which of many words stand in a text: one pass over it, however many words there are.

/// The bytes of a word that are looked at first.
const HEAD: usize = 4;
/// So many bits tell which beginnings of words there are.
const BITS: u32 = 12;

/// One bit a group of words.
pub(crate) type Groups = u64;

/// Groups of words, such as the signs of formats.
#[derive(Debug)]
pub(crate) struct Words {
    /// A bit for every beginning of a word.
    beginnings: Vec<u64>,
    /// The words with their beginnings in lower case, sorted by these.
    list: Vec<(u32, &'static str, Groups)>,
    /// All groups that have words.
    all: Groups,
}

impl Words {
    /// Groups of words, in their order. A word has at least four bytes; shorter ones are none.
    pub(crate) fn of<'w>(groups: impl Iterator<Item = &'w [&'static str]>) -> Self {
        let mut made = Self {
            beginnings: vec![0; (1 << BITS) / 64],
            list: Vec::new(),
            all: 0,
        };
        for (index, words) in groups.enumerate() {
            for word in words {
                let Some(head) = word.as_bytes().first_chunk::<HEAD>() else {
                    continue;
                };
                let head = head.iter().fold(0, |key, byte| shifted(key, *byte));
                let (at, bit) = place(head);
                if let Some(beginnings) = made.beginnings.get_mut(at) {
                    *beginnings |= bit;
                }
                made.list.push((head, *word, 1 << index));
                made.all |= 1 << index;
            }
        }
        made.list.sort_unstable();
        made
    }

    /// Words that are a group each.
    pub(crate) fn of_each(words: impl Iterator<Item = &'static str>) -> Self {
        let words: Vec<[&'static str; 1]> = words.map(|word| [word]).collect();
        Self::of(words.iter().map(<[_; 1]>::as_slice))
    }

    /// The groups of which a word stands in a text, in any case of letters.
    pub(crate) fn found_in(&self, text: &str) -> Groups {
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

    /// The groups whose words a text begins with.
    fn beginning(&self, key: u32, rest: &[u8]) -> Groups {
        let from = self.list.partition_point(|(head, ..)| *head < key);
        let same = self.list.iter().skip(from);
        same.take_while(|(head, ..)| *head == key)
            .filter(|(_, sign, _)| {
                rest.get(..sign.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(sign.as_bytes()))
            })
            .fold(0, |all, (.., format)| all | format)
    }
}

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
    fn words_are_found_wherever_they_stand() {
        let groups: [&'static [&'static str]; 3] = [&["auth_jwt", "Other"], &["AUTH_JWT_KEY"], &[]];
        let words = Words::of(groups.into_iter());
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
            assert_eq!(words.found_in(text), found, "{name}");
        }
    }
}
