//! The requests in a text: dumps of HTTP messages, `fetch(…)`, `Invoke-RestMethod`, so that a token
//! in a header knows the API it was sent to.

use url::Url;

/// The requests of a text, in order.
#[derive(Debug, Default)]
pub(super) struct Requests {
    /// Where each one starts, where it ends, and its URL.
    spans: Vec<(usize, usize, String)>,
}

impl Requests {
    /// Finds the requests of a text.
    pub(super) fn in_text(text: &str) -> Self {
        let mut requests = Self::default();
        if text.contains("HTTP/") || METHODS.iter().any(|m| text.starts_with(m)) {
            requests.dumps(text);
        }
        // To tell that a word is missing is faster than to list its places.
        for call in CALLS.into_iter().filter(|call| text.contains(call)) {
            requests.calls(text, call);
        }
        requests.spans.sort();
        requests
    }

    /// The URL of the request that a byte belongs to.
    pub(super) fn at(&self, byte: usize) -> Option<String> {
        let next = self.spans.partition_point(|(start, ..)| *start <= byte);
        let (_, end, url) = self.spans.get(next.checked_sub(1)?)?;
        (byte < *end).then(|| url.clone())
    }

    /// `GET /me HTTP/1.1` and its `Host`, with or without the `> ` of curl's verbose output.
    fn dumps(&mut self, text: &str) {
        let mut open: Option<(usize, String)> = None;
        let mut host = None;
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let plain = line.trim().trim_start_matches("> ").trim_start();
            if let Some(target) = request_target(plain) {
                self.close(open.take(), host.take(), at);
                open = Some((at, target.to_owned()));
            } else if plain.trim_start_matches("< ").starts_with("HTTP/") {
                self.close(open.take(), host.take(), at);
            } else if let Some(name) = header(plain, "host")
                && host.is_none()
            {
                host = Some(name.to_owned());
            }
            at += line.len();
        }
        self.close(open, host, at);
    }

    fn close(&mut self, open: Option<(usize, String)>, host: Option<String>, end: usize) {
        let Some((start, target)) = open else { return };
        let url = match host {
            _ if target.starts_with("http") => target,
            Some(host) => format!("https://{host}{target}"),
            None => return,
        };
        if let Some(url) = harmless(&url) {
            self.spans.push((start, end, url));
        }
    }

    /// A call that names its URL: it holds until the next one.
    fn calls(&mut self, text: &str, call: &str) {
        let mut starts: Vec<usize> = text.match_indices(call).map(|(at, _)| at).collect();
        starts.push(text.len());
        for pair in starts.windows(2) {
            let [start, end] = pair else { continue };
            let body = text.get(*start..*end).unwrap_or_default();
            let url = body.find("https://").and_then(|at| {
                body.get(at..)?
                    .split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ')'))
                    .next()
            });
            if let Some(url) = url.and_then(harmless) {
                self.spans.push((*start, *end, url));
            }
        }
    }
}

/// A request's URL as far as it names the API: without the fragment and user information, and
/// without the query where that carries a secret. `None` where it isn't a URL.
pub(super) fn harmless(url: &str) -> Option<String> {
    let mut url = Url::parse(url.trim()).ok()?;
    if !matches!(url.scheme(), "http" | "https") {
        return None;
    }
    url.set_fragment(None);
    // Failing means that there is none to take off.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    let secret = url.query_pairs().any(|(name, value)| {
        let name = name.to_ascii_lowercase();
        SECRETS.iter().any(|secret| name.contains(secret)) || value.starts_with("eyJ")
    });
    if secret {
        url.set_query(None);
    }
    if url.path().contains("eyJ") {
        url.set_path("");
    }
    Some(url.into())
}

fn request_target(line: &str) -> Option<&str> {
    let rest = METHODS.iter().find_map(|m| line.strip_prefix(m))?;
    let mut words = rest.split_whitespace();
    let target = words.next()?;
    let version = words.next();
    let is_target = target.starts_with('/') || target.starts_with("http");
    let is_request = version.map_or(target.starts_with("http"), |v| v.starts_with("HTTP/"));
    (is_target && is_request).then_some(target)
}

fn header<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let (found, value) = line.split_once(':')?;
    found
        .trim()
        .eq_ignore_ascii_case(name)
        .then(|| value.trim())
}

const METHODS: [&str; 7] = [
    "GET ", "POST ", "PUT ", "PATCH ", "DELETE ", "HEAD ", "OPTIONS ",
];

const CALLS: [&str; 4] = ["fetch(", "Invoke-RestMethod", "Invoke-WebRequest", "axios"];

/// Parts of names of query parameters that carry secrets.
const SECRETS: [&str; 8] = [
    "token",
    "code",
    "sig",
    "secret",
    "key",
    "password",
    "assertion",
    "saml",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_request_around_a_byte_is_found() {
        for (name, text, needle, expected) in [
            (
                "dump",
                "GET /v1.0/me HTTP/1.1\r\nHost: graph.microsoft.com\r\nX: here\r\n",
                "here",
                Some("https://graph.microsoft.com/v1.0/me"),
            ),
            (
                "host after",
                "GET /a HTTP/1.1\nX: here\nHost: b.example\n",
                "here",
                Some("https://b.example/a"),
            ),
            (
                "verbose curl",
                "> GET /a HTTP/2\n> Host: b.example\n> X: here\n",
                "here",
                Some("https://b.example/a"),
            ),
            (
                "answer",
                "GET /a HTTP/1.1\nHost: b.example\n\nHTTP/1.1 200 OK\nhere",
                "here",
                None,
            ),
            (
                "http file",
                "GET https://b.example/a?x=1\nX: here",
                "here",
                Some("https://b.example/a?x=1"),
            ),
            (
                "fetch",
                "await fetch(\"https://b.example/a\", { h: here })",
                "here",
                Some("https://b.example/a"),
            ),
            (
                "PowerShell",
                "Invoke-RestMethod -Uri 'https://b.example/a' -X here",
                "here",
                Some("https://b.example/a"),
            ),
            (
                "second call",
                "fetch('https://a.example/'); fetch('https://b.example/', here)",
                "here",
                Some("https://b.example/"),
            ),
            ("none", "just text here", "here", None),
        ] {
            let at = text.find(needle).unwrap_or_default();
            assert_eq!(
                Requests::in_text(text).at(at).as_deref(),
                expected,
                "{name}"
            );
        }
    }

    #[test]
    fn urls_lose_their_secrets() {
        for (url, expected) in [
            ("https://a.example/b?c=d#e", Some("https://a.example/b?c=d")),
            ("https://u:p@a.example/b", Some("https://a.example/b")),
            ("https://a.example/b?code=x", Some("https://a.example/b")),
            ("https://a.example/b?v=eyJx", Some("https://a.example/b")),
            ("javascript:alert(1)", None),
            ("nothing", None),
        ] {
            assert_eq!(harmless(url).as_deref(), expected, "{url}");
        }
    }
}
