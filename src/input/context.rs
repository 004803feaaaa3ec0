//! What stands right before a token: a scheme, a field's name, quotes (rules A-1, A1.3).

use super::names::{self, Label};
use super::symbols::is_invisible;
use super::{Noise, escapes};

/// What was read before a token.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Context {
    /// What was taken off, in order.
    pub(super) noise: Vec<Noise>,
    /// The field's or header's name.
    pub(super) name: Option<String>,
}

impl Context {
    /// What the name says.
    pub(super) fn label(&self) -> Option<Label> {
        self.name.as_deref().and_then(Label::of)
    }
}

/// Looks back from the byte where a token starts.
pub(super) fn before(text: &str, start: usize) -> Context {
    let mut from = start.saturating_sub(WINDOW);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let window = text.get(from..start).unwrap_or_default();
    let (plain, _) = escapes::resolve(window);
    let mut rest = blank_end(&plain);
    let mut noise = Vec::new();
    if rest.len() < plain.trim_end_matches([' ', '\t', '\r', '\n', '+']).len() {
        noise.push(Noise::Invisible);
    }
    let fenced = is_fenced(&plain);
    let (unquoted, quoted) = if fenced { (rest, false) } else { unquote(rest) };
    rest = unquoted;
    let mut schemes = 0;
    while let Some(shorter) = without_scheme(rest) {
        schemes += 1;
        rest = shorter;
    }
    let (unquoted, quoted_scheme) = unquote(rest);
    let alone = from == 0 && blank_end(unquoted).is_empty();
    let name = name_at_end(unquoted);
    if schemes > 0 || name.as_deref().and_then(Label::of) == Some(Label::Authorization) {
        noise.insert(0, Noise::Scheme);
    }
    if schemes > 1 {
        noise.push(Noise::DoubledScheme);
    }
    // Quotes after a name are the syntax of JSON or a shell; around the whole text, or between the
    // scheme and the token, they are not.
    if !fenced && ((quoted && schemes > 0) || ((quoted || quoted_scheme) && alone)) {
        noise.push(Noise::Quotes);
    }
    if fenced || is_quoted_line(unquoted) {
        noise.push(Noise::Quoting);
    }
    Context { noise, name }
}

/// Whether a character opens or closes a quotation.
pub(super) fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '`' | '\u{ab}' | '\u{bb}' | '\u{2018}'..='\u{201f}' | '\u{2039}' | '\u{203a}'
    )
}

fn blank_end(text: &str) -> &str {
    text.trim_end_matches(|c: char| c.is_whitespace() || is_invisible(c) || c == '+')
}

fn unquote(text: &str) -> (&str, bool) {
    let blank = text.trim_end_matches(|c: char| c == ' ' || is_invisible(c));
    let rest = blank.trim_end_matches(is_quote);
    if rest.len() < blank.len() {
        (rest, true)
    } else {
        (text, false)
    }
}

/// The text before a scheme at its end.
fn without_scheme(text: &str) -> Option<&str> {
    let end = blank_end(text);
    let end = end.strip_suffix([':', '=']).map_or(end, blank_end);
    let (rest, word) = last_word(end);
    names::is_scheme(word).then_some(rest)
}

fn name_at_end(text: &str) -> Option<String> {
    let plain = text.trim_end_matches(|c: char| {
        c.is_whitespace() || is_quote(c) || is_invisible(c) || SEPARATORS.contains(&c)
    });
    let separator = text.get(plain.len()..)?;
    if !separator.contains([':', '=', ',']) {
        return None;
    }
    let (before, mut word) = last_word(plain);
    if word.eq_ignore_ascii_case("value") {
        // `name="id_token" value="…"` in HTML, `"name":"Authorization","value":"…"` in recordings.
        let named = before.trim_end_matches(|c: char| {
            c.is_whitespace() || is_quote(c) || SEPARATORS.contains(&c)
        });
        word = last_word(named).1;
    }
    (!word.is_empty()).then(|| word.to_owned())
}

fn last_word(text: &str) -> (&str, &str) {
    let rest = text.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    (rest, text.get(rest.len()..).unwrap_or_default())
}

/// Whether nothing but mail quoting stands on the line.
fn is_quoted_line(text: &str) -> bool {
    let line = text.rsplit('\n').next().unwrap_or_default();
    line.contains('>') && line.trim_matches([' ', '\t', '>', '|']).is_empty()
}

/// Whether the line before is a Markdown fence.
fn is_fenced(text: &str) -> bool {
    let Some(before) = text.trim_end_matches([' ', '\t']).strip_suffix('\n') else {
        return false;
    };
    let line = before.rsplit('\n').next().unwrap_or_default().trim_start();
    line.starts_with("```") || line.starts_with("~~~")
}

const SEPARATORS: [char; 9] = [':', '=', '>', ',', '(', '[', ']', '{', '@'];

/// How far back to look, in bytes.
const WINDOW: usize = 160;

#[cfg(test)]
mod tests {
    // A table of rows is read as one, however long it is.
    #![allow(clippy::too_many_lines)]
    use super::*;
    use Noise::{DoubledScheme, Invisible, Quotes, Quoting, Scheme};

    #[test]
    fn what_stands_before_a_token_is_read() {
        for (name, text, noise, field) in [
            ("nothing", "", vec![], None),
            ("scheme", "Bearer ", vec![Scheme], None),
            ("scheme in capitals", "BEARER ", vec![Scheme], None),
            (
                "doubled scheme",
                "Bearer Bearer ",
                vec![Scheme, DoubledScheme],
                None,
            ),
            (
                "header",
                "Authorization: Bearer ",
                vec![Scheme],
                Some("Authorization"),
            ),
            (
                "header without scheme",
                "authorization: ",
                vec![Scheme],
                Some("authorization"),
            ),
            (
                "header in a shell",
                "-H 'Authorization: Bearer ",
                vec![Scheme],
                Some("Authorization"),
            ),
            (
                "header in source code",
                "[\"Authorization\"] = \"Bearer ",
                vec![Scheme],
                Some("Authorization"),
            ),
            (
                "tuple",
                "(\"Authorization\", \"Bearer ",
                vec![Scheme],
                Some("Authorization"),
            ),
            (
                "PoP",
                "Authorization: PoP ",
                vec![Scheme],
                Some("Authorization"),
            ),
            ("MTLS_POP", "MTLS_POP ", vec![Scheme], None),
            ("scheme with colon", "Bearer: ", vec![Scheme], None),
            ("quotes", "\"", vec![Quotes], None),
            ("curly quotes", "\u{201c}", vec![Quotes], None),
            (
                "quotes around the scheme",
                "\"Bearer ",
                vec![Scheme, Quotes],
                None,
            ),
            (
                "quotes after the scheme",
                "Bearer \"",
                vec![Scheme, Quotes],
                None,
            ),
            ("JSON", "{\"access_token\":\"", vec![], Some("access_token")),
            (
                "JSON in a log",
                "{\\\"id_token\\\":\\\"",
                vec![],
                Some("id_token"),
            ),
            ("form", "state=1&id_token=", vec![], Some("id_token")),
            ("encoded form", "id_token%3D", vec![], Some("id_token")),
            (
                "HTML",
                "name=&quot;id_token&quot; : &quot;",
                vec![],
                Some("id_token"),
            ),
            ("encoded scheme", "Bearer%20", vec![Scheme], None),
            ("form scheme", "Bearer+", vec![Scheme], None),
            (
                "HTML form",
                "<input name=\"id_token\" value=\"",
                vec![],
                Some("id_token"),
            ),
            (
                "recording",
                "\"name\":\"Authorization\",\"value\":\"Bearer ",
                vec![Scheme],
                Some("Authorization"),
            ),
            ("byte order mark", "\u{feff}", vec![Invisible], None),
            ("mail", "Hello\n> > ", vec![Quoting], None),
            ("fence", "```\n", vec![Quoting], None),
            (
                "fence with a language",
                "Look:\n```text\n",
                vec![Quoting],
                None,
            ),
            ("prose", "this is the token ", vec![], None),
            (
                "verbose curl",
                "> Authorization: Bearer ",
                vec![Scheme],
                Some("Authorization"),
            ),
        ] {
            let context = before(text, text.len());
            assert_eq!(context.noise, noise, "{name}");
            assert_eq!(context.name.as_deref(), field, "{name}");
        }
    }
}
