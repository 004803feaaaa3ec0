//! Percent-encoding (RFC 3986 §2.1), JSON escapes (RFC 8259 §7) and HTML entities, each also when
//! it was escaped twice (rules A-1).

use super::Noise;

/// One escaped character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Escape {
    /// What it stands for.
    pub(super) character: char,
    /// The byte after it.
    pub(super) end: usize,
    /// What kind of escape it was.
    pub(super) noise: Noise,
}

/// Reads the escape at a byte offset, if there is one.
pub(super) fn at(text: &str, at: usize) -> Option<Escape> {
    match text.as_bytes().get(at)? {
        b'%' => percent(text, at),
        b'\\' => backslash(text, at),
        b'&' => entity(text, at),
        _ => None,
    }
}

/// A value with all its escapes resolved, and what they were.
pub(super) fn resolve(text: &str) -> (String, Vec<Noise>) {
    let mut plain = String::with_capacity(text.len());
    let mut noise = Vec::new();
    let mut place = 0;
    while let Some(c) = text.get(place..).and_then(|rest| rest.chars().next()) {
        if let Some(escape) = at(text, place) {
            plain.push(escape.character);
            place = escape.end;
            if !noise.contains(&escape.noise) {
                noise.push(escape.noise);
            }
        } else {
            plain.push(c);
            place += c.len_utf8();
        }
    }
    (plain, noise)
}

/// `%2E`, or `%252E` where it was encoded twice.
fn percent(text: &str, at: usize) -> Option<Escape> {
    let mut digits = at + 1;
    while text.get(digits..digits + 2) == Some("25") && hex(text, digits + 2, 2).is_some() {
        digits += 2;
    }
    let code = hex(text, digits, 2)?;
    Some(Escape {
        character: char::from_u32(code).filter(char::is_ascii)?,
        end: digits + 2,
        noise: Noise::PercentEncoding,
    })
}

/// `\u003d`, `\/`, `\n` and the like, with any number of backslashes.
fn backslash(text: &str, at: usize) -> Option<Escape> {
    let bytes = text.as_bytes();
    let mut next = at;
    while bytes.get(next) == Some(&b'\\') {
        next += 1;
    }
    let (character, end) = match bytes.get(next)? {
        b'u' => (char::from_u32(hex(text, next + 1, 4)?)?, next + 5),
        b'x' => (char::from_u32(hex(text, next + 1, 2)?)?, next + 3),
        b'n' => ('\n', next + 1),
        b'r' => ('\r', next + 1),
        b't' => ('\t', next + 1),
        b'/' => ('/', next + 1),
        b'"' => ('"', next + 1),
        b'\'' => ('\'', next + 1),
        _ => return None,
    };
    Some(Escape {
        character,
        end,
        noise: Noise::Escapes,
    })
}

/// `&#x2B;`, `&#43;`, `&plus;` and the like; `&amp;` before one of them is resolved too.
fn entity(text: &str, at: usize) -> Option<Escape> {
    let mut start = at + 1;
    if text.get(start..start + 4) == Some("amp;") && entity_body(text, start + 4).is_some() {
        start += 4;
    }
    let (character, end) = entity_body(text, start)?;
    Some(Escape {
        character,
        end,
        noise: Noise::Escapes,
    })
}

fn entity_body(text: &str, start: usize) -> Option<(char, usize)> {
    let length = text
        .as_bytes()
        .get(start..)?
        .iter()
        .take(LONGEST_ENTITY)
        .position(|&b| b == b';')?;
    let body = text.get(start..start + length)?;
    let character = if let Some(number) = body.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        char::from_u32(code)?
    } else {
        let (_, character) = ENTITIES.iter().find(|(name, _)| *name == body)?;
        *character
    };
    Some((character, start + length + 1))
}

fn hex(text: &str, at: usize, digits: usize) -> Option<u32> {
    let found = text.get(at..at + digits)?;
    found
        .bytes()
        .all(|b| b.is_ascii_hexdigit())
        .then(|| u32::from_str_radix(found, 16).ok())
        .flatten()
}

/// The longest entity that is looked at, in bytes, with its semicolon.
const LONGEST_ENTITY: usize = 10;

/// The named entities that can stand in or around a token.
const ENTITIES: [(&str, char); 17] = [
    ("amp", '&'),
    ("apos", '\''),
    ("colon", ':'),
    ("equals", '='),
    ("gt", '>'),
    ("hyphen", '-'),
    ("lowbar", '_'),
    ("lt", '<'),
    ("nbsp", '\u{a0}'),
    ("NewLine", '\n'),
    ("period", '.'),
    ("plus", '+'),
    ("quot", '"'),
    ("shy", '\u{ad}'),
    ("sol", '/'),
    ("Tab", '\t'),
    ("zwnj", '\u{200c}'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_resolved() {
        for (name, text, expected) in [
            ("percent", "a%2Eb%3d", "a.b="),
            ("percent twice", "a%252Eb", "a.b"),
            ("percent of a percent sign", "a%25", "a%"),
            ("percent cut", "a%2", "a%2"),
            ("percent beyond ASCII", "%C3%A9", "%C3%A9"),
            ("JSON", r"a\u002eb\/c\u003D", "a.b/c="),
            ("JSON twice", r"a\\u002eb\\/c", "a.b/c"),
            ("JSON quote", r#"\"a\""#, "\"a\""),
            ("JSON surrogate", r"\ud800", r"\ud800"),
            ("HTML hexadecimal", "a&#x2B;b", "a+b"),
            ("HTML decimal", "a&#43;b", "a+b"),
            ("HTML named", "a&period;b&sol;c", "a.b/c"),
            ("HTML twice", "a&amp;#x2B;b", "a+b"),
            ("ampersand alone", "a&b=c", "a&b=c"),
            ("ampersand at the end", "a&", "a&"),
            ("backslash at the end", "a\\", "a\\"),
            ("beyond ASCII", "é%2Eü", "é.ü"),
        ] {
            assert_eq!(resolve(text).0, expected, "{name}");
        }
    }
}
