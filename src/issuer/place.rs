//! A URL taken apart: host, path segments, query. Nothing is trusted because of it.

pub(super) use crate::token::is_guid;
use url::{Host, Url};

use super::hosts::HostKind;

/// An `http` or `https` URL in parts.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Whether the scheme is `https`; otherwise it is `http`.
    pub(super) https: bool,
    /// The host in lower case.
    pub(super) host: String,
    /// The port, where it isn't the scheme's own.
    pub(super) port: Option<u16>,
    /// The path's segments that aren't empty, as written; encoded braces stand as braces.
    pub(super) segments: Vec<String>,
    /// Whether the path ends with a slash after at least one segment.
    pub(super) slash: bool,
    /// The query without its question mark.
    pub(super) query: Option<String>,
}

/// Why a text is no URL that could be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum PlaceFault {
    /// It can't be read as a URL with a host.
    NotUrl,
    /// It has another scheme.
    Scheme(String),
    /// It has a user name or a password; the host is what comes after them.
    Credentials {
        /// The real host.
        host: String,
    },
    /// It has characters that readers of URLs drop or rewrite: what is seen is not what is asked.
    Characters,
}

impl Place {
    /// Takes a URL apart. Stricter than browsers: no characters outside visible ASCII, no
    /// backslashes, no user name.
    pub(super) fn parse(text: &str) -> Result<Self, PlaceFault> {
        let url = Url::parse(text).map_err(|_| PlaceFault::NotUrl)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(PlaceFault::Scheme(url.scheme().to_owned()));
        }
        if text.chars().any(|c| !c.is_ascii_graphic() || c == '\\') {
            return Err(PlaceFault::Characters);
        }
        let rest = text.split_once("://").ok_or(PlaceFault::NotUrl)?.1;
        let written = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let host = match url.host().ok_or(PlaceFault::NotUrl)? {
            Host::Domain(name) => name.to_ascii_lowercase(),
            Host::Ipv4(address) => address.to_string(),
            Host::Ipv6(address) => format!("[{address}]"),
        };
        if written.contains('@') {
            return Err(PlaceFault::Credentials { host });
        }
        if written.is_empty() || written.contains('%') || written.ends_with(':') {
            return Err(PlaceFault::Characters);
        }
        let segments: Vec<String> = url
            .path()
            .split('/')
            .filter(|segment| !segment.is_empty())
            .map(braces)
            .collect();
        Ok(Self {
            https: url.scheme() == "https",
            host,
            port: url.port(),
            slash: !segments.is_empty() && url.path().ends_with('/'),
            segments,
            query: url.query().map(str::to_owned),
        })
    }

    /// What the host is.
    pub(super) fn kind(&self) -> HostKind {
        HostKind::of(&self.host)
    }

    /// Host, and port where it isn't the scheme's own.
    pub(super) fn authority(&self) -> String {
        self.port
            .map_or_else(|| self.host.clone(), |port| format!("{}:{port}", self.host))
    }

    /// The value of a query parameter; its name in any case.
    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        let query = self.query.as_deref()?;
        url::form_urlencoded::parse(query.as_bytes())
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.into_owned())
            .filter(|value| !value.is_empty())
    }
}

/// `Url` writes braces as escapes; templates are easier to see in plain.
fn braces(segment: &str) -> String {
    ["%7B", "%7b"]
        .iter()
        .fold(segment.to_owned(), |s, escape| s.replace(escape, "{"))
        .replace("%7D", "}")
        .replace("%7d", "}")
}

/// Whether a text may stand as one segment of a path without being escaped: a GUID, a domain name,
/// a policy.
pub(super) fn is_plain_segment(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 256
        && text.chars().any(|c| c.is_ascii_alphanumeric())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
}
