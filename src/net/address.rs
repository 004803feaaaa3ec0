//! Which addresses may be asked at all, and where a redirect may lead.

use reqwest::Response;
use reqwest::header::LOCATION;
use url::Url;

use super::failure::Failure;

/// The address as a URL that may be asked at all.
pub(super) fn askable(url: &str) -> Result<Url, Failure> {
    let url = Url::parse(url).map_err(|error| Failure::new(format!("is not a URL: {error}")))?;
    if url.scheme() != "https" {
        return Err(Failure::new("is not asked, because it is not HTTPS"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Failure::new("is not asked, because it holds a user name"));
    }
    if holds_token(url.as_str()) {
        return Err(Failure::new("is not asked, because it holds a token"));
    }
    Ok(url)
}

/// Whether a piece of an address is JSON in base64url, as the parts of a token are. Addresses are
/// logged by servers and proxies.
fn holds_token(url: &str) -> bool {
    const SHORTEST: usize = 16;
    url.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
        .any(|piece| piece.starts_with("eyJ") && piece.len() >= SHORTEST)
}

/// Where a redirect leads to.
pub(super) fn location(response: &Response) -> Option<String> {
    response.status().is_redirection().then_some(())?;
    let value = response.headers().get(LOCATION)?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}

/// The next hop, if it stays with the same scheme, host and port.
pub(super) fn same_host(from: &Url, location: &str, status: u16) -> Result<Url, Failure> {
    let to = from
        .join(location)
        .map_err(|_| Failure::of(status, "redirects to something that is not a URL"))?;
    let host = to.host_str().unwrap_or_default();
    if to.scheme() != "https" {
        let reason = format!(
            "redirects to an address without HTTPS ({}://{host})",
            to.scheme()
        );
        return Err(Failure::of(status, reason));
    }
    if to.origin() != from.origin() {
        let port = to.port().map(|p| format!(":{p}")).unwrap_or_default();
        let reason = format!("redirects to another host ({host}{port})");
        return Err(Failure::of(status, reason));
    }
    askable(to.as_str())
}
