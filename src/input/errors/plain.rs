//! An error text as it was before logs, headers, JSON and URLs escaped it, without the tokens in it.

/// The text without escapes and without tokens.
#[derive(Debug)]
pub(crate) struct Plain {
    /// The text.
    pub(crate) text: String,
    /// Where each line of the original begins in it.
    starts: Vec<usize>,
}

impl Plain {
    /// Takes escapes and tokens out of a text.
    pub(super) fn of(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut starts = Vec::new();
        for line in original.split_inclusive('\n') {
            starts.push(text.len());
            let begins = text.len();
            if line.contains(['\\', '&', '%']) {
                push_without_tokens(&unescaped(line), &mut text);
            } else {
                push_without_tokens(line, &mut text);
            }
            set_blanks(begins, &mut text);
        }
        Self { text, starts }
    }

    /// The line of the original text that a place in this one comes from, counted from 1.
    pub(crate) fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).max(1)
    }

    /// Where the original line of a place begins.
    pub(super) fn line_start(&self, at: usize) -> usize {
        let line = self.starts.partition_point(|start| *start <= at);
        let start = line.checked_sub(1).and_then(|line| self.starts.get(line));
        start.copied().unwrap_or_default()
    }

    /// The text from one place to another, cut at whole characters.
    pub(crate) fn slice(&self, from: usize, to: usize) -> &str {
        let mut from = from.min(self.text.len());
        let mut to = to.clamp(from, self.text.len());
        while !self.text.is_char_boundary(from) {
            from -= 1;
        }
        while !self.text.is_char_boundary(to) {
            to -= 1;
        }
        self.text.get(from..to).unwrap_or_default()
    }
}

/// What stands in place of a token.
pub(super) const IN_PLACE: &str = "(token)";

/// Longer stretches of base64url are no names of keys but sealed tokens or pieces of one.
const LONGEST_NAME: usize = 89;

/// Adds a line; compact tokens and everything that could be a piece of one become a mark.
fn push_without_tokens(line: &str, out: &mut String) {
    if !line.contains("eyJ") && line.len() <= LONGEST_NAME {
        out.push_str(line);
        return;
    }
    // All of these are one byte each: what lies between them begins and ends at whole characters.
    let part = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    let length = |text: &str, fits: &dyn Fn(&u8) -> bool| {
        let end = text.as_bytes().iter().position(|b| !fits(b));
        end.unwrap_or(text.len())
    };
    let mut rest = line;
    while let Some(from) = rest.as_bytes().iter().position(part) {
        let (before, run) = rest.split_at(from);
        out.push_str(before);
        let (word, after) = run.split_at(length(run, &part));
        if word.starts_with("eyJ") {
            let more = |b: &u8| part(b) || matches!(b, b'.' | b'=' | b'~' | b'+' | b'/');
            let end = length(run, &more);
            out.push_str(IN_PLACE);
            rest = run.split_at(end).1;
        } else {
            let hides = word.len() > LONGEST_NAME || word.contains("eyJ");
            out.push_str(if hides { IN_PLACE } else { word });
            rest = after;
        }
    }
    out.push_str(rest);
}

/// Sets blanks in the reason that Envoy puts into its access log, where it has underscores:
/// `jwt_authn_access_denied{Jwt_is_expired}`. Tokens were taken out before: blanks would part them.
fn set_blanks(begins: usize, text: &mut String) {
    const DENIED: &str = "jwt_authn_access_denied{";
    let line = text.get(begins..).unwrap_or_default();
    if !line.contains(DENIED) {
        return;
    }
    let mut parts = line.split(DENIED);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (reason, rest) = part.split_at(part.find('}').unwrap_or(part.len()));
        out.push_str(DENIED);
        out.push_str(&reason.replace('_', " "));
        out.push_str(rest);
    }
    text.truncate(begins);
    text.push_str(&out);
}

/// A line without the escapes of JSON, HTML and URLs.
fn unescaped(line: &str) -> String {
    let encoded = line.match_indices('%').any(|(at, _)| {
        let code = line.get(at + 1..at + 3);
        code.is_some_and(|code| u8::from_str_radix(code, 16).is_ok())
    });
    let plus_is_space = encoded && line.matches('+').count() > line.matches(' ').count();
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['\\', '&', '%', '+']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let (sign, after) = match from.chars().next() {
            Some('\\') => backslash(from),
            Some('&') => entity(from),
            Some('%') => percent(from),
            _ if plus_is_space => (' ', from.get(1..).unwrap_or_default()),
            _ => ('+', from.get(1..).unwrap_or_default()),
        };
        out.push(sign);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// What a run of backslashes and the character behind it stand for. Texts that were escaped several
/// times have several of them.
fn backslash(text: &str) -> (char, &str) {
    let after = text.trim_start_matches('\\');
    let mut chars = after.chars();
    match chars.next() {
        Some(quote @ ('"' | '\'' | '/')) => (quote, chars.as_str()),
        Some('n' | 'r') => ('\n', chars.as_str()),
        Some('t') => (' ', chars.as_str()),
        Some('u') => {
            let code = after
                .get(1..5)
                .and_then(|code| u32::from_str_radix(code, 16).ok());
            match code.and_then(char::from_u32).zip(after.get(5..)) {
                Some(found) => found,
                None => ('\\', after),
            }
        }
        _ => ('\\', after),
    }
}

fn entity(text: &str) -> (char, &str) {
    const ENTITIES: [(&str, char); 9] = [
        ("&quot;", '"'),
        ("&#34;", '"'),
        ("&#x22;", '"'),
        ("&apos;", '\''),
        ("&#39;", '\''),
        ("&#x27;", '\''),
        ("&lt;", '<'),
        ("&gt;", '>'),
        ("&amp;", '&'),
    ];
    let known = ENTITIES
        .iter()
        .find_map(|(entity, sign)| Some((*sign, text.strip_prefix(entity)?)));
    known.unwrap_or_else(|| ('&', text.get(1..).unwrap_or_default()))
}

fn percent(text: &str) -> (char, &str) {
    let code = text
        .get(1..3)
        .and_then(|code| u8::from_str_radix(code, 16).ok());
    match (code, text.get(3..)) {
        (Some(b'\r' | b'\n'), Some(after)) => ('\n', after),
        (Some(code @ b' '..=b'~'), Some(after)) => (char::from(code), after),
        _ => ('%', text.get(1..).unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Name, text, the text without escapes and tokens.
    const ESCAPES: &[(&str, &str, &str)] = &[
        ("plain", "IDX10503: 'x'", "IDX10503: 'x'"),
        (
            "JSON",
            r#"\"kid\": \u0027x\u0027\nmore"#,
            "\"kid\": 'x'\nmore",
        ),
        (
            "JSON twice",
            r#"\\\"kid\\\": \\u0022x\\u0022"#,
            "\"kid\": \"x\"",
        ),
        ("a namespace", r"Firebase\\JWT", r"Firebase\JWT"),
        (
            "HTML",
            "Issuer: &#39;a&#x27; &quot;b&quot; & c",
            "Issuer: 'a' \"b\" & c",
        ),
        (
            "URL",
            "error_description=The+issuer+%27a%27+is%20invalid",
            "error_description=The issuer 'a' is invalid",
        ),
        ("no URL", "a + b %s 5%", "a + b %s 5%"),
        ("cut escapes", r"a\u12 \", r"a\u12 \"),
        (
            "a token",
            "Bearer eyJhbGciOiJSUzI1NiJ9.e30.AA-_ end",
            "Bearer (token) end",
        ),
        (
            "a piece behind others",
            "x-eyJhbGciOiJSUzI1NiJ9 y",
            "(token) y",
        ),
        (
            "a reason in Envoy's access log",
            "a_b jwt_authn_access_denied{Jwt_is_expired} c_d",
            "a_b jwt_authn_access_denied{Jwt is expired} c_d",
        ),
        ("letters of several bytes", "é\\né€%C3%A9", "é\né€%C3%A9"),
    ];

    #[test]
    fn escapes_and_tokens_go() {
        for (name, text, expected) in ESCAPES {
            assert_eq!(Plain::of(text).text, *expected, "{name}");
        }
        let sealed = format!("token {}!", "A1b2".repeat(30));
        assert_eq!(Plain::of(&sealed).text, "token (token)!");
    }

    #[test]
    fn lines_are_those_of_the_original() {
        let plain = Plain::of("one\ntwo \\n still two\nthree");
        let at = |word: &str| plain.text.find(word).map(|at| plain.line(at));
        assert_eq!(
            [at("one"), at("still"), at("three")],
            [Some(1), Some(2), Some(3)]
        );
        assert_eq!(plain.line(10_000), 3);
    }
}
