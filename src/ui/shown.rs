//! Values as they may be shown: characters that deceive are written out, long ids are cut short.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::theme::float;
use crate::token::escape_deceiving;

/// A value made safe to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown<'a> {
    /// The text to show.
    pub text: Cow<'a, str>,
    /// Whether something had to be written out.
    pub deceives: bool,
}

impl<'a> Shown<'a> {
    /// Writes out what deceives.
    pub fn of(value: &'a str) -> Self {
        // Nearly all values are ASCII; they cost nothing.
        if !value.bytes().any(|b| b >= 0x80 || b.is_ascii_control()) {
            return Self {
                text: Cow::Borrowed(value),
                deceives: false,
            };
        }
        let (text, deceives) = escape_deceiving(value);
        let (text, reversed) = escape_right_to_left(text);
        let deceives = deceives || reversed;
        Self {
            text: if deceives {
                Cow::Owned(text)
            } else {
                Cow::Borrowed(value)
            },
            deceives,
        }
    }
}

/// A sentence that may hold values from a token, with what deceives written out.
pub fn plain(sentence: &str) -> Cow<'_, str> {
    Shown::of(sentence).text
}

/// The lines of a text, each with what deceives written out; empty ones are left out.
pub fn lines(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    text.lines().filter(|line| !line.is_empty()).map(plain)
}

/// Writes right-to-left letters as `\u{…}`: text is laid out from left to right only, and a run with
/// such letters may come out reversed, so that the value would read as another one.
fn escape_right_to_left(text: String) -> (String, bool) {
    if !text.chars().any(is_right_to_left) {
        return (text, false);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_right_to_left(c) {
            // Writing to a String can't fail.
            let _ = write!(escaped, "\\u{{{:04X}}}", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    (escaped, true)
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// A sentence to be read at a glance: its GUIDs and thumbprints cut to their first eight letters,
/// unless two of them would then look the same.
pub fn short(sentence: &str) -> Cow<'_, str> {
    let shown = plain(sentence);
    let mut ids: Vec<&str> = words(&shown).filter(|word| is_id(word)).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut heads: Vec<&str> = ids.iter().filter_map(|id| id.get(..HEAD)).collect();
    heads.dedup();
    if ids.is_empty() || heads.len() < ids.len() {
        return shown;
    }
    let mut text = shown.to_string();
    for (id, head) in ids.iter().zip(heads) {
        text = text.replace(id, &format!("{head}…"));
    }
    Cow::Owned(text)
}

/// A value for a line with room for so many letters. An address that doesn't fit is cut where that
/// tells least: its ids, the usual end of metadata, last the beginning of its path. So it still shows
/// its host and how it ends, which is what tells two addresses apart.
pub fn fitting(value: &str, room: f32) -> Cow<'_, str> {
    let fits = |text: &str| float(text.chars().count()) <= room;
    let shown = plain(value);
    if fits(&shown) {
        return shown;
    }
    let shorter = short(value);
    if fits(&shorter) || !shorter.starts_with(SCHEME) {
        return shorter;
    }
    let shorter = shorter.replace(METADATA, "/.well-known/…");
    if fits(&shorter) {
        return Cow::Owned(shorter);
    }
    Cow::Owned(end_of(&shorter, room))
}

/// The scheme of every address that is asked.
const SCHEME: &str = "https://";

/// The path of metadata below an issuer (`OpenID` Connect Discovery 1.0, section 4).
const METADATA: &str = "/.well-known/openid-configuration";

/// The host of an address, and as much of its end as there is room for.
fn end_of(address: &str, room: f32) -> String {
    let bare = address.strip_prefix(SCHEME).unwrap_or(address);
    let (host, path) = bare.split_once('/').unwrap_or((bare, ""));
    let letters: Vec<char> = path.chars().collect();
    let taken = SCHEME.len() + host.chars().count() + 2;
    let fitting = (LEAST..letters.len()).take_while(|kept| float(taken + kept) <= room);
    let kept = fitting.last().unwrap_or(LEAST).min(letters.len());
    let end: String = letters.iter().skip(letters.len() - kept).collect();
    // Half a name at its beginning only confuses.
    let whole = end.find('/').and_then(|slash| end.get(slash..));
    let end = whole.filter(|whole| whole.len() >= LEAST).unwrap_or(&end);
    format!("{SCHEME}{host}/…{end}")
}

/// So many letters of an address's end are shown, however little room there is.
const LEAST: usize = 12;

/// How much of an id is shown.
const HEAD: usize = 8;

/// Runs of the letters that GUIDs and thumbprints are made of.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))
}

/// A GUID, or a SHA-1 or SHA-256 thumbprint in base64url.
fn is_id(word: &str) -> bool {
    let has = |test: fn(&u8) -> bool| word.bytes().any(|b| test(&b));
    match word.len() {
        36 => crate::token::is_guid(word),
        27 | 43 => {
            has(u8::is_ascii_digit) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deceiving_characters_are_written_out() {
        let rows = [
            ("plain", "api://orders", "api://orders", false),
            (
                "letters of other scripts stay",
                "Zoë 東京",
                "Zoë 東京",
                false,
            ),
            ("override", "adm\u{202e}nim", r"adm\u{202E}nim", true),
            ("zero width", "con\u{200b}toso", r"con\u{200B}toso", true),
            ("soft hyphen", "con\u{ad}toso", r"con\u{00AD}toso", true),
            ("line break", "a\nb", r"a\u{000A}b", true),
            ("Hebrew", "\u{5d0}b", r"\u{05D0}b", true),
            ("both", "\u{5d0}\u{202e}b", r"\u{05D0}\u{202E}b", true),
        ];
        for (name, value, text, deceives) in rows {
            let shown = Shown::of(value);
            assert_eq!(
                (shown.text.as_ref(), shown.deceives),
                (text, deceives),
                "{name}"
            );
        }
    }

    #[test]
    fn ids_are_cut_short_where_they_stay_apart() {
        let one = "5b0c7f3e-2a4d-4f86-8c1e-9d7a6b5c4e3f";
        let near = "5b0c7f3e-0000-4f86-8c1e-9d7a6b5c4e3f";
        let other = "3f1c0a52-8d1b-4c5e-9a3e-6d2f7b90c1e4";
        let kid = "-mhqE7ZQVhOI_dLI2r1M9b01qxA";
        let rows = [
            ("none", "It expired.".to_owned(), "It expired.".to_owned()),
            (
                "twice the same",
                format!("App {one}: listed with ?appid={one}, not elsewhere."),
                "App 5b0c7f3e…: listed with ?appid=5b0c7f3e…, not elsewhere.".to_owned(),
            ),
            (
                "two, and a thumbprint",
                format!("{one} and https://host/{other}/v2.0, key {kid}"),
                "5b0c7f3e… and https://host/3f1c0a52…/v2.0, key -mhqE7ZQ…".to_owned(),
            ),
            (
                "too much alike",
                format!("{one} is not {near}, said {other}"),
                format!("{one} is not {near}, said {other}"),
            ),
            (
                "a long word is no id",
                "preferred_username_of_users is 27".to_owned(),
                "preferred_username_of_users is 27".to_owned(),
            ),
        ];
        for (name, sentence, expected) in rows {
            assert_eq!(short(&sentence), expected, "{name}");
        }
    }

    #[test]
    fn an_address_shows_how_it_ends() {
        let tenant = "https://login.microsoftonline.com/3f1c0a52-8d1b-4c5e-9a3e-6d2f7b90c1e4";
        let metadata = format!(
            "{tenant}/v2.0/.well-known/openid-configuration?appid=5b0c7f3e-2a4d-4f86-8c1e-9d7a6b5c4e3f"
        );
        let rows = [
            ("fits", 200.0, metadata.clone()),
            (
                "without its ids",
                104.0,
                "https://login.microsoftonline.com/3f1c0a52…/v2.0/.well-known/openid-configuration\
                 ?appid=5b0c7f3e…"
                    .to_owned(),
            ),
            (
                "without its usual path",
                80.0,
                "https://login.microsoftonline.com/3f1c0a52…/v2.0/.well-known/…?appid=5b0c7f3e…"
                    .to_owned(),
            ),
            (
                "without the beginning of its path",
                68.0,
                "https://login.microsoftonline.com/…/.well-known/…?appid=5b0c7f3e…".to_owned(),
            ),
            (
                "hardly any room",
                3.0,
                "https://login.microsoftonline.com/…id=5b0c7f3e…".to_owned(),
            ),
        ];
        for (name, room, expected) in rows {
            assert_eq!(fitting(&metadata, room), expected, "{name}");
        }
        let words = "a sentence that is no address is cut at its end";
        assert_eq!(fitting(words, 10.0), words, "left to the label");
    }

    #[test]
    fn lines_stay_lines() {
        let got: Vec<_> = lines("one\n\ntwo\u{202e}\r\nthree").collect();
        assert_eq!(got, ["one", "two\\u{202E}", "three"]);
    }
}
