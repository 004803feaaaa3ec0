//! Finds the patterns of the table in a text, in one pass.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::alone;
use super::table::{PATTERNS, Pattern};

/// A pattern at a place of a text.
#[derive(Debug, Clone)]
pub(crate) struct Hit {
    /// The pattern.
    pub(crate) pattern: &'static Pattern,
    /// The code or the words that were found.
    pub(crate) code: String,
    /// Whether these are a code.
    pub(crate) by_code: bool,
    /// Where it begins.
    pub(crate) at: usize,
    /// Where it ends.
    pub(crate) end: usize,
}

/// What is looked for.
enum Needle {
    /// A stem: its pattern and its pieces.
    Stem(&'static Pattern, Vec<String>, String),
    /// A family of codes, with the prefix as it is written.
    Family(&'static Family),
}

/// How a family's codes go on.
struct Family {
    prefix: &'static str,
    /// How many digits they have at least; letters where it is 0.
    digits: usize,
}

static FAMILIES: [Family; 5] = [
    Family {
        prefix: "IDX",
        digits: 5,
    },
    Family {
        prefix: "IDW",
        digits: 5,
    },
    Family {
        prefix: "AADSTS",
        digits: 4,
    },
    Family {
        prefix: "AADB2C",
        digits: 4,
    },
    Family {
        prefix: "ERR_J",
        digits: 0,
    },
];

/// The needles by how they begin. Most places of a text are left after a look at four letters, most
/// others after a look at eight, however many rows the table has.
struct Index {
    /// Those with eight letters or more.
    long: Beginnings<LONG>,
    /// The others.
    short: Beginnings<SHORT>,
    /// Whether some needle of either may begin with four letters of this hash.
    filter: Vec<bool>,
    codes: HashMap<&'static str, Vec<&'static Pattern>>,
}

const SHORT: usize = 4;
const LONG: usize = 8;

/// Needles by their first letters.
struct Beginnings<const N: usize> {
    /// Whether some needle may begin with letters of this hash.
    filter: Vec<bool>,
    needles: HashMap<[u8; N], Vec<Needle>>,
}

impl<const N: usize> Beginnings<N> {
    fn new() -> Self {
        Self {
            filter: vec![false; FILTER],
            needles: HashMap::new(),
        }
    }

    fn add(&mut self, key: [u8; N], needle: Needle) {
        if let Some(place) = self.filter.get_mut(hash(&key)) {
            *place = true;
        }
        self.needles.entry(key).or_default().push(needle);
    }

    /// The needles that a text may begin with.
    fn of(&self, text: &[u8]) -> &[Needle] {
        let key = key_of::<N>(text).filter(|key| self.filter.get(hash(key)) == Some(&true));
        let found = key.and_then(|key| self.needles.get(&key));
        found.map_or(&[], Vec::as_slice)
    }
}

static INDEX: LazyLock<Index> = LazyLock::new(Index::build);

/// Of one pattern no more places are kept.
const MOST_HITS: usize = 32;
/// Of one pattern no more places are looked at closely.
const MOST_LOOKS: usize = 20_000;
/// How far the next piece of a stem may stand off, in bytes.
const WIDEST_GAP: usize = 512;
/// How far off a mark may stand, in bytes.
const NEAR: usize = 2048;

/// What texts about tokens have and others rarely do, in small letters.
const OF_TOKENS: [&str; 22] = [
    "jwt",
    "jws",
    "jwk",
    "jose",
    "bearer",
    "oauth",
    "openid",
    "oidc",
    "access token",
    "access_token",
    "accesstoken",
    "id token",
    "id_token",
    "idtoken",
    "invalid_token",
    "microsoftonline",
    "sts.windows.net",
    "b2clogin",
    "securitytoken",
    "identitymodel",
    "aspnetcore.authentication",
    "(token)",
];

/// How many hashes there are.
const FILTER: usize = 1 << 16;

fn hash(key: &[u8]) -> usize {
    let all = key.iter().rev();
    let number = all.fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    (number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48) as usize
}

fn key_of<const N: usize>(bytes: &[u8]) -> Option<[u8; N]> {
    bytes.get(..N)?.try_into().ok()
}

impl Index {
    fn build() -> Self {
        let mut index = Self {
            long: Beginnings::new(),
            short: Beginnings::new(),
            filter: vec![false; FILTER],
            codes: HashMap::new(),
        };
        for pattern in PATTERNS.iter() {
            for code in &pattern.codes {
                index.codes.entry(code).or_default().push(pattern);
            }
            for stem in &pattern.stems {
                let pieces: Vec<String> = stem.split("{}").map(str::to_ascii_lowercase).collect();
                let first = pieces.first().cloned().unwrap_or_default();
                let shown = stem.replace("{}", "…").trim_end_matches(':').to_owned();
                index.add(first.as_bytes(), Needle::Stem(pattern, pieces, shown));
            }
        }
        for family in &FAMILIES {
            let prefix = family.prefix.to_ascii_lowercase();
            let digits = (b'0'..=b'9').map(|digit| format!("{prefix}{}", char::from(digit)));
            let mut keys: Vec<_> = digits
                .filter_map(|text| key_of::<SHORT>(text.as_bytes()))
                .collect();
            keys.dedup();
            for key in keys {
                index.add(&key, Needle::Family(family));
            }
        }
        index
    }

    fn add(&mut self, first: &[u8], needle: Needle) {
        let Some(key) = key_of::<SHORT>(first) else {
            return;
        };
        if let Some(place) = self.filter.get_mut(hash(&key)) {
            *place = true;
        }
        match key_of::<LONG>(first) {
            Some(key) => self.long.add(key, needle),
            None => self.short.add(key, needle),
        }
    }
}

/// All patterns in a text in reading order; what stands within another is left out.
pub(super) fn find(text: &str) -> Vec<Hit> {
    let lower = text.to_ascii_lowercase();
    let mut search = Search {
        text,
        lower: lower.as_bytes(),
        lowered: &lower,
        counts: HashMap::new(),
        places: HashMap::new(),
        hits: Vec::new(),
    };
    for (at, window) in lower.as_bytes().windows(SHORT).enumerate() {
        if INDEX.filter.get(hash(window)) != Some(&true) {
            continue;
        }
        let from = lower.as_bytes().get(at..).unwrap_or_default();
        for needle in INDEX.long.of(from).iter().chain(INDEX.short.of(from)) {
            match needle {
                Needle::Stem(pattern, pieces, shown) => search.stem(at, pattern, pieces, shown),
                Needle::Family(family) => search.code(at, family),
            }
        }
    }
    outermost(search.hits)
}

struct Search<'a> {
    text: &'a str,
    lower: &'a [u8],
    lowered: &'a str,
    /// Where the words stand that have been asked for.
    places: HashMap<&'static str, Vec<usize>>,
    /// How often a pattern was kept and looked at.
    counts: HashMap<&'static str, (usize, usize)>,
    hits: Vec<Hit>,
}

impl Search<'_> {
    fn stem(&mut self, at: usize, pattern: &'static Pattern, pieces: &[String], shown: &str) {
        let Some(first) = pieces.first() else { return };
        let follows = self.lower.get(at..).unwrap_or_default();
        if !follows.starts_with(first.as_bytes()) || !self.may_look(pattern) {
            return;
        }
        let mut end = at + first.len();
        for piece in pieces.iter().skip(1) {
            let to = self.lower.len().min(end + WIDEST_GAP);
            let gap = self.lower.get(end..to).unwrap_or_default();
            let Some(found) = place_of(piece.as_bytes(), gap) else {
                return;
            };
            end += found + piece.len();
        }
        let as_written = || {
            let parts = pattern.stems.iter().map(String::as_str);
            let text = self.text.get(at..end);
            parts.into_iter().any(|stem| Some(stem) == text)
        };
        if self.is_whole(at, end) && (!pattern.exact || as_written()) {
            self.keep(pattern, shown.to_owned(), false, at, end);
        }
    }

    fn code(&mut self, at: usize, family: &Family) {
        let rest = self.text.get(at..).unwrap_or_default();
        let Some(tail) = rest.strip_prefix(family.prefix) else {
            return;
        };
        let part = |c: char| match family.digits {
            0 => c.is_ascii_uppercase() || c == '_',
            _ => c.is_ascii_digit(),
        };
        let length = tail.find(|c| !part(c)).unwrap_or(tail.len());
        let end = at + family.prefix.len() + length;
        // A link to the page about a code, which need not be the error's own.
        let in_link = at.checked_sub(1).and_then(|b| self.lower.get(b)) == Some(&b'/');
        if length < family.digits || length > 40 || in_link || !self.is_whole(at, end) {
            return;
        }
        let code = self.text.get(at..end).unwrap_or_default();
        let whole = format!("{}*", family.prefix);
        let known = INDEX.codes.get(code);
        let patterns = known.or_else(|| INDEX.codes.get(whole.as_str()));
        for pattern in patterns.into_iter().flatten() {
            if self.may_look(pattern) {
                self.keep(pattern, code.to_owned(), true, at, end);
            }
        }
    }

    /// Whether letters or digits at both ends don't go on.
    fn is_whole(&self, at: usize, end: usize) -> bool {
        let word = |place: Option<usize>| {
            let byte = place.and_then(|p| self.lower.get(p)).copied();
            byte.is_some_and(|b| b.is_ascii_alphanumeric() || b == b'_')
        };
        let starts_inside = word(at.checked_sub(1)) && word(Some(at));
        let ends_inside = word(end.checked_sub(1)) && word(Some(end));
        !starts_inside && !ends_inside
    }

    fn may_look(&mut self, pattern: &'static Pattern) -> bool {
        let (kept, looks) = self.counts.entry(&pattern.id).or_default();
        *looks += 1;
        *kept < MOST_HITS && *looks <= MOST_LOOKS
    }

    fn keep(
        &mut self,
        pattern: &'static Pattern,
        code: String,
        by_code: bool,
        at: usize,
        end: usize,
    ) {
        let around = at.saturating_sub(NEAR)..end + NEAR;
        let marked = pattern.marks.is_empty() || self.any_in(words(&pattern.marks), &around);
        if !marked || self.any_in(words(&pattern.unless), &around) {
            return;
        }
        if pattern.common && !by_code && !self.is_of_tokens(at, end) {
            return;
        }
        self.counts.entry(&pattern.id).or_default().0 += 1;
        self.hits.push(Hit {
            pattern,
            code,
            by_code,
            at,
            end,
        });
    }

    /// Whether words that other texts have too are meant as an error of tokens: something near speaks
    /// of these, or the words are all that is said, as in `Error: invalid signature`.
    fn is_of_tokens(&mut self, at: usize, end: usize) -> bool {
        let before = at.saturating_sub(NEAR)..at;
        let behind = end..end + NEAR;
        alone::is_said_alone(self.text, at, end)
            || self.any_in(OF_TOKENS.iter().copied(), &before)
            || self.any_in(OF_TOKENS.iter().copied(), &behind)
    }

    /// Whether one of the words, in small letters, stands in a stretch of the text.
    fn any_in(
        &mut self,
        mut words: impl Iterator<Item = &'static str>,
        stretch: &Range<usize>,
    ) -> bool {
        words.any(|word| {
            let places = self.places.entry(word).or_insert_with(|| {
                let found = self.lowered.match_indices(word);
                found.map(|(at, _)| at).collect()
            });
            let first = places.partition_point(|at| *at < stretch.start);
            let first = places.get(first);
            first.is_some_and(|at| at + word.len() <= stretch.end)
        })
    }
}

fn words(all: &'static [String]) -> impl Iterator<Item = &'static str> {
    all.iter().map(String::as_str)
}

fn place_of(needle: &[u8], text: &[u8]) -> Option<usize> {
    text.windows(needle.len().max(1)).position(|w| w == needle)
}

/// The hits that stand within no other. Of two at the same place the one with a mark counts, then
/// the one whose letters are compared exactly.
fn outermost(mut hits: Vec<Hit>) -> Vec<Hit> {
    let marked = |hit: &Hit| !hit.pattern.marks.is_empty();
    hits.sort_by_key(|hit| {
        let particular = (!marked(hit), !hit.pattern.exact);
        (hit.at, std::cmp::Reverse(hit.end), particular)
    });
    let mut reached = 0;
    hits.retain(|hit| {
        let outside = hit.end > reached;
        reached = reached.max(hit.end);
        outside
    });
    hits
}
