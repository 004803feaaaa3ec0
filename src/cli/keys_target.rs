//! What an address of `tokenscope keys` asks for.

use std::path::Path;

use serde_json::json;
use url::Url;

use super::{Problem, console, evidence};
use crate::documents::{Document, Request, RequestKind};
use crate::input::base64url;
use crate::issuer::{Cloud, Hints, Purpose, resolve};
use crate::token::Token;

/// Where an address leads.
#[derive(Debug)]
pub(super) enum Target {
    /// To a file: what it holds.
    File(Vec<Document>),
    /// To the network.
    Ask(Request),
}

/// Finds out what an address is.
pub(super) fn target(given: &str) -> Result<Target, Problem> {
    let path = Path::new(given);
    let lower = given.to_ascii_lowercase();
    if given == "-" || path.exists() {
        return evidence::documents(path).map(Target::File);
    }
    // Before anything could be asked: a token looks much like a domain.
    if console::looks_secret(given) {
        return Err(Problem(
            "a token was given where an address is expected. `tokenscope report` inspects tokens: \
             pass it on standard input, so that other programs can't see it."
                .to_owned(),
        ));
    }
    if lower.starts_with("https://") {
        return Ok(Target::Ask(request_of(given)));
    }
    if lower.starts_with("http://") {
        return Err(Problem(format!(
            "{given} is not HTTPS: keys that anyone on the way can replace prove nothing."
        )));
    }
    if tenant_like(&lower) {
        let host = Cloud::Public.authority_host();
        return Ok(Target::Ask(Request {
            url: format!("https://{host}/{given}/v2.0/.well-known/openid-configuration"),
            kind: RequestKind::Metadata,
        }));
    }
    Err(Problem(format!(
        "{given} is neither a file that exists, nor an https:// address, nor a tenant (a GUID, a \
         domain, common, organizations or consumers)."
    )))
}

/// A tenant's GUID or domain, or one of the names that stand for many tenants. A name with the
/// ending of a file is a file that doesn't exist.
fn tenant_like(lower: &str) -> bool {
    const FILES: [&str; 8] = ["json", "xml", "pem", "cer", "crt", "der", "txt", "har"];
    if matches!(lower, "common" | "organizations" | "consumers") {
        return true;
    }
    let part = |p: &str| !p.is_empty() && p.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let guid = lower.len() == 36
        && lower.split('-').map(str::len).eq([8, 4, 4, 4, 12])
        && lower.chars().all(|c| c == '-' || c.is_ascii_hexdigit());
    let ending = lower.rsplit('.').next().unwrap_or_default();
    let domain = lower.contains('.') && lower.split('.').all(part) && !FILES.contains(&ending);
    guid || domain
}

/// Metadata and key sets are asked as they stand; anything else is taken for an issuer.
fn request_of(url: &str) -> Request {
    let path = Url::parse(url).map_or_else(|_| url.to_owned(), |u| u.path().to_owned());
    let path = path.to_ascii_lowercase();
    let last = path.trim_end_matches('/').rsplit('/').next();
    let last = last.unwrap_or_default();
    let kind = if path.contains("federationmetadata") {
        RequestKind::Federation
    } else if path.contains("/.well-known/openid-configuration") {
        RequestKind::Metadata
    } else if matches!(last, "keys" | "jwks" | "certs") || last.ends_with("json") {
        RequestKind::Keys
    } else {
        return Request {
            url: metadata_of_issuer(url),
            kind: RequestKind::Metadata,
        };
    };
    Request {
        url: url.to_owned(),
        kind,
    }
}

/// The metadata address of an issuer, found as for a token that names it.
fn metadata_of_issuer(issuer: &str) -> String {
    let header = base64url::encode(br#"{"alg":"none"}"#);
    let claims = base64url::encode(json!({ "iss": issuer }).to_string().as_bytes());
    let question = Token::take_apart(&format!("{header}.{claims}."));
    let authority = resolve(&question, &Hints::default());
    let own = authority
        .addresses
        .into_iter()
        .find(|address| address.purpose == Purpose::Own);
    own.map_or_else(
        || {
            format!(
                "{}/.well-known/openid-configuration",
                issuer.trim_end_matches('/')
            )
        },
        |address| address.metadata,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenants_are_told_from_files() {
        let rows = [
            ("common", true),
            ("contoso.onmicrosoft.com", true),
            ("contoso.com", true),
            ("11111111-2222-3333-4444-555555555555", true),
            ("keys.json", false),
            ("cert.pem", false),
            ("contoso", false),
            ("a b.com", false),
            ("../x.y", false),
            ("zzzzzzzz-2222-3333-4444-555555555555", false),
        ];
        for (text, expected) in rows {
            assert_eq!(tenant_like(text), expected, "{text}");
        }
    }

    #[test]
    fn addresses_are_told_apart() {
        use RequestKind::{Federation, Keys, Metadata};
        let rows = [
            ("https://a.example/common/discovery/v2.0/keys", Keys),
            ("https://a.example/keys/", Keys),
            ("https://a.example/.well-known/jwks.json?x=1", Keys),
            ("https://a.example/oauth2/v3/certs", Keys),
            (
                "https://a.example/t/.well-known/openid-configuration?appid=1",
                Metadata,
            ),
            (
                "https://a.example/FederationMetadata/2007-06/FederationMetadata.xml",
                Federation,
            ),
        ];
        for (url, kind) in rows {
            let expected = Request {
                url: url.to_owned(),
                kind,
            };
            assert_eq!(request_of(url), expected, "{url}");
        }
        let issuer = request_of("https://issuer.example/realm/");
        assert_eq!(issuer.kind, Metadata);
        assert_eq!(
            issuer.url,
            "https://issuer.example/realm/.well-known/openid-configuration"
        );
    }
}
