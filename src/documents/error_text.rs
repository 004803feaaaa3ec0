//! Secrets and tokens in the text of an error: such texts are logs that users paste.

use super::redact;
use super::secret_names::{has_secret_part, is_about_secret, plain_name};

/// What no value contains that stands without quotes.
const ENDS: [char; 11] = ['&', ';', ',', '"', '\'', '<', '>', ')', ']', '}', '\\'];

/// The shortest run that may be the rest of a token that was broken into lines, in bytes.
const BROKEN_OFF: usize = 16;

/// The text without the values of secrets that have a name before them: `client_secret=…`,
/// `"password": "…"`, `client_secret%3D…`. Doing it twice changes nothing more.
pub(super) fn without_secrets(text: &str, instead: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_of_name) {
        let (before, name_on) = rest.split_at(at);
        let length = name_on.find(|c| !is_of_name(c)).unwrap_or(name_on.len());
        let (name, after) = name_on.split_at(length);
        written.extend([before, name]);
        rest = after;
        let value = names_a_secret(name).then(|| value(after)).flatten();
        if let Some((lead, length)) = value {
            let (lead, value_on) = after.split_at(lead);
            let (value, after) = value_on.split_at(length);
            written.push_str(lead);
            written.push_str(if value.starts_with(instead) || value.is_empty() {
                value
            } else {
                instead
            });
            rest = after;
        }
    }
    written.push_str(rest);
    written
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
}

fn names_a_secret(name: &str) -> bool {
    let name = plain_name(name);
    has_secret_part(&name) && !is_about_secret(&name)
}

/// How much stands before the value that follows a name, and how long the value is.
fn value(after: &str) -> Option<(usize, usize)> {
    let closed = after.trim_start_matches(['\\', '"', '\'', ']', ' ']);
    let separated = ["=>", ":=", "=", ":", "%3D", "%3d", "%3A", "%3a"]
        .iter()
        .find_map(|separator| closed.strip_prefix(separator))?;
    let opened = separated.trim_start_matches([' ', '\t']);
    let bare = opened.trim_start_matches('\\');
    let quote = bare
        .chars()
        .next()
        .filter(|c| matches!(c, '"' | '\'' | '`'));
    let Some(quote) = quote else {
        let end = opened.find(|c: char| c.is_whitespace() || ENDS.contains(&c));
        let end = end.unwrap_or(opened.len());
        let length = opened.find("%26").map_or(end, |coded| coded.min(end));
        return Some((after.len() - opened.len(), length));
    };
    let inside = bare.strip_prefix(quote)?;
    Some((after.len() - inside.len(), quoted(inside, quote)))
}

/// How long a text is that stands in quotes; those may be escaped themselves.
fn quoted(inside: &str, quote: char) -> usize {
    let end = inside.find([quote, '\n', '\r']).unwrap_or(inside.len());
    let value = inside.get(..end).unwrap_or_default();
    value.trim_end_matches('\\').len()
}

/// The text with every token in it redacted, also those that were broken into lines, cut, or hold
/// no JSON that could be told: nothing of a signature or payload stays.
pub(super) fn without_tokens(text: &str, instead: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_of_token) {
        let (before, run_on) = rest.split_at(at);
        let length = run_on.find(|c| !is_of_token(c)).unwrap_or(run_on.len());
        let scheme = ends_with_scheme(&written, before);
        written.push_str(before);
        let (run, after) = run_on.split_at(length);
        rest = after;
        let Some(start) = start_of_token(run) else {
            let opaque = scheme && run.len() >= BROKEN_OFF;
            written.push_str(if opaque { instead } else { run });
            continue;
        };
        let (prefix, token) = run.split_at(start);
        written.push_str(prefix);
        let mut whole = token.to_owned();
        while let Some((more, after)) = broken_off(rest) {
            whole.push_str(more);
            rest = after;
        }
        written.push_str(&redact::token(whole.trim_end_matches('.'), 1));
    }
    written.push_str(rest);
    written
}

fn is_of_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '/' | '=' | '~')
}

/// Whether what stands before a run is the scheme of a request's credentials.
fn ends_with_scheme(written: &str, between: &str) -> bool {
    let blank = !between.is_empty() && between.chars().all(|c| c == ' ');
    let word = written
        .get(written.len().saturating_sub(6)..)
        .unwrap_or_default();
    blank && (word.eq_ignore_ascii_case("bearer") || word.to_ascii_lowercase().ends_with("basic"))
}

/// Where a token begins in a run: every JSON object begins so in base64url, with or without blanks
/// after its brace.
fn start_of_token(run: &str) -> Option<usize> {
    let begins = ["eyJ", "eyA", "ewo", "ew0", "ewk"];
    let starts = begins.iter().filter_map(|begin| {
        let mut places = run.match_indices(begin).map(|(at, _)| at);
        places.find(|at| {
            let before = run.get(..*at).unwrap_or_default();
            let word = before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
            let token = run.get(*at..).unwrap_or_default();
            let long = token.len() >= 2 * BROKEN_OFF || token.contains('.') && token.len() >= 8;
            long && (!word || *begin == "eyJ")
        })
    });
    starts.min()
}

/// The rest of a token in the next line: long, and no word that a person writes.
fn broken_off(rest: &str) -> Option<(&str, &str)> {
    let blank = |c: char| matches!(c, '\n' | '\r' | ' ' | '\t');
    let next = rest.trim_start_matches(blank);
    let gap = rest.get(..rest.len() - next.len())?;
    let length = next.find(|c| !is_of_token(c)).unwrap_or(next.len());
    let (run, after) = next.split_at_checked(length)?;
    let digits = run.bytes().any(|b| b.is_ascii_digit());
    let upper = run.bytes().any(|b| b.is_ascii_uppercase());
    let lower = run.bytes().any(|b| b.is_ascii_lowercase());
    let token = run.len() >= BROKEN_OFF && digits && upper && lower;
    (gap.contains('\n') && token).then_some((run, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_go_and_the_error_stays() {
        #[rustfmt::skip]
        let rows = [
            ("a form", "IDX10503 client_secret=abc~1 password=p4 kid 'x'", "IDX10503 client_secret=- password=- kid 'x'"),
            ("a query", "https://a/?client_secret=abc&client_id=x", "https://a/?client_secret=-&client_id=x"),
            ("a coded query", "client_secret%3Dabc%26client_id%3Dx", "client_secret%3D-%26client_id%3Dx"),
            ("JSON", r#"{"client_secret":"a b","client_id":"x"}"#, r#"{"client_secret":"-","client_id":"x"}"#),
            ("JSON in JSON", r#"{\"password\":\"a b\",\"x\":1}"#, r#"{\"password\":\"-\",\"x\":1}"#),
            ("a connection string", "Server=a;Password=b;X=y", "Server=a;Password=-;X=y"),
            ("a colon", "Client Secret: abc.", "Client Secret: -"),
            ("what tells about one", "client_secret_expires_at=0 secretName=x grant_type=password", "client_secret_expires_at=0 secretName=x grant_type=password"),
            ("a sentence", "AADSTS7000215: Invalid client secret provided. Ensure the secret is its value.", "AADSTS7000215: Invalid client secret provided. Ensure the secret is its value."),
            ("letters of several bytes", "é password=ü é", "é password=- é"),
            ("nothing", "", ""),
        ];
        for (name, text, expected) in rows {
            let once = without_secrets(text, "-");
            assert_eq!(once, expected, "{name}");
            assert_eq!(without_secrets(&once, "-"), expected, "{name}, done twice");
        }
    }

    #[test]
    fn nothing_of_a_token_stays_but_its_header() {
        let header = "eyJhbGciOiJSUzI1NiJ9";
        let payload = "eyJuYW1lIjoiQW5uIFNlY3JldCJ9";
        let (left, right) = ("Sg1nature9Part1Left", "Ri2ghtHalf8OfTheSig");
        let rows = [
            ("whole", format!("{header}.{payload}.{left}{right}")),
            (
                "in two lines",
                format!("{header}.{payload}.{left}\n  {right}"),
            ),
            ("as base64", format!("{header}.{payload}.{left}+/{right}==")),
            ("its payload alone", format!("{payload}Secret9Secret9")),
            (
                "in a query",
                format!("?access_token={header}.{payload}.{left}{right}&a=b"),
            ),
            (
                "header cut off",
                format!("hbGciOiJSUzI1NiJ9.{payload}.{left}{right}"),
            ),
            ("opaque", format!("Authorization: Bearer {left}{right}")),
            (
                "a header with blanks",
                format!("ewogICJhbGciOiAibm9uZSIgfQ.{payload}.{left}{right}"),
            ),
        ];
        for (name, text) in rows {
            let clean = without_tokens(&format!("IDX10503: {text} of kid 'abc'"), "-");
            for part in [payload, left, right] {
                assert!(!clean.contains(part), "{name}: {clean}");
            }
            assert!(
                clean.starts_with("IDX10503: ") && clean.ends_with(" of kid 'abc'"),
                "{name}: {clean}"
            );
        }
        let plain =
            "IDX10205: https://login.microsoftonline.com/a/v2.0 of Contoso.Api.Startup.Configure";
        assert_eq!(without_tokens(plain, "-"), plain);
    }
}
