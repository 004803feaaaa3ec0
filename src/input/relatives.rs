//! Signed JWTs that are no access or ID tokens of an issuer: `PoP` envelopes, client assertions,
//! device cookies, session tokens (rules A-3).

use serde_json::Value;

use super::Kind;
use super::json::Object;
use super::names::Label;

/// A signed JWT that is no access or ID token of an issuer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relative {
    /// A signed HTTP request around an access token.
    PopEnvelope,
    /// A device's cookie with a primary refresh token (`x-ms-RefreshTokenCredential`).
    DeviceCookie,
    /// A session token that App Service made for its own app (`X-ZUMO-AUTH`).
    SessionToken,
    /// Another issuer's token that is to be exchanged at Entra (workload identity federation).
    WorkloadToken,
    /// A client's proof of itself to a token endpoint (RFC 7523).
    ClientAssertion,
}

impl Relative {
    /// What header and payload show. `None` for an ordinary token.
    pub fn of(header: &Object, payload: &Object) -> Option<Self> {
        if is_pop_envelope(header, payload) {
            Some(Self::PopEnvelope)
        } else if is_device_cookie(payload) {
            Some(Self::DeviceCookie)
        } else if is_session_token(header, payload) {
            Some(Self::SessionToken)
        } else if is_workload_token(payload) {
            Some(Self::WorkloadToken)
        } else {
            is_client_assertion(payload).then_some(Self::ClientAssertion)
        }
    }

    /// What the name of its field says; `None` where that says nothing.
    fn named(label: Option<Label>) -> Option<Self> {
        match label? {
            Label::PrtCookie => Some(Self::DeviceCookie),
            Label::Zumo => Some(Self::SessionToken),
            Label::ClientAssertion => Some(Self::ClientAssertion),
            _ => None,
        }
    }

    fn kind(self) -> Kind {
        match self {
            Self::PopEnvelope => Kind::PopEnvelope,
            _ => Kind::ClientAssertion,
        }
    }

    fn remark(self) -> &'static str {
        match self {
            Self::PopEnvelope => POP_ENVELOPE,
            Self::DeviceCookie => DEVICE_COOKIE,
            Self::SessionToken => SESSION_TOKEN,
            Self::WorkloadToken => WORKLOAD_TOKEN,
            Self::ClientAssertion => CLIENT_ASSERTION,
        }
    }
}

/// What kind of relative a signed JWT is, with a sentence about it. `None` for an ordinary token.
pub(super) fn of(
    header: &Object,
    payload: &Object,
    label: Option<Label>,
) -> Option<(Kind, String)> {
    let relative = Relative::of(header, payload).or(Relative::named(label))?;
    Some((relative.kind(), relative.remark().to_owned()))
}

/// Whether a header is that of Azure AD B2C's refresh tokens and authorization codes: five parts
/// without `alg` and `enc`, going by those that were seen.
pub(super) fn is_b2c_grant(header: &Object, parts: usize) -> bool {
    let names = |name: &str| header.get(name).is_some();
    parts == 5 && names("ser") && names("zip") && !names("alg") && !names("enc")
}

/// The access token inside a `PoP` envelope.
pub(super) fn inner_token(payload: &Object) -> Option<&str> {
    payload.text("at")
}

/// What a base64url JSON object without any dots is, where it is something known.
pub(super) fn lone_object(object: &Object) -> Option<String> {
    let has = |name: &str| object.get(name).is_some();
    if has("uid") && has("utid") {
        Some(CLIENT_INFO.to_owned())
    } else if has("auth_typ") && has("claims") {
        Some(PRINCIPAL.to_owned())
    } else {
        None
    }
}

/// Whether a JWT is a signed HTTP request around an access token.
pub(super) fn is_pop_envelope(header: &Object, payload: &Object) -> bool {
    header
        .text("typ")
        .is_some_and(|typ| typ.eq_ignore_ascii_case("pop"))
        && inner_token(payload).is_some()
}

fn is_device_cookie(payload: &Object) -> bool {
    payload.text("refresh_token").is_some()
        && (payload.get("is_primary").is_some() || payload.get("request_nonce").is_some())
}

/// App Service signs with its own secret; issuer and audience are the app's own address.
fn is_session_token(header: &Object, payload: &Object) -> bool {
    let own = |name| payload.text(name).map(|url| url.trim_end_matches('/'));
    header.text("alg") == Some("HS256")
        && own("iss").is_some()
        && own("iss") == own("aud")
        && own("iss").is_some_and(|url| url.starts_with("https://"))
}

/// A token of another issuer that is to be exchanged at Entra (workload identity federation).
fn is_workload_token(payload: &Object) -> bool {
    audiences(payload).any(|aud| {
        aud.get(..EXCHANGE.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(EXCHANGE))
    }) && !payload.text("iss").is_some_and(is_microsoft_issuer)
}

/// RFC 7523 §3: the client is issuer and subject, the audience is the authorization server.
fn is_client_assertion(payload: &Object) -> bool {
    let (Some(issuer), Some(subject)) = (payload.text("iss"), payload.text("sub")) else {
        return false;
    };
    issuer == subject
        && payload.get("tid").is_none()
        && audiences(payload).any(|aud| {
            let aud = aud.trim_end_matches('/');
            aud.ends_with("/token") || aud.starts_with("https://login")
        })
}

fn audiences(payload: &Object) -> impl Iterator<Item = &str> {
    let audience = payload.get("aud");
    let one = audience.and_then(Value::as_str);
    let many = audience.and_then(Value::as_array);
    one.into_iter()
        .chain(many.into_iter().flatten().filter_map(Value::as_str))
}

fn is_microsoft_issuer(issuer: &str) -> bool {
    let host = issuer
        .strip_prefix("https://")
        .and_then(|rest| rest.split('/').next())
        .unwrap_or_default();
    host.starts_with("login.") || host.starts_with("sts.")
}

const EXCHANGE: &str = "api://AzureADTokenExchange";

const POP_ENVELOPE: &str = "This is a signed HTTP request (proof of possession). The client signed it \
    with a key of its own; the access token is inside, in member at.";

const DEVICE_COOKIE: &str = "This is likely a device's sign-in cookie (x-ms-RefreshTokenCredential) \
    with a primary refresh token. It is signed with a key of the device, so no published key can \
    check it. Treat it as a secret.";

const SESSION_TOKEN: &str = "This is a session token that App Service made for its own app \
    (X-ZUMO-AUTH). Only the app's own signing key (WEBSITE_AUTH_SIGNING_KEY) can check it.";

const WORKLOAD_TOKEN: &str = "This is another issuer's token that is to be exchanged at Microsoft \
    Entra ID (workload identity federation). Its keys are in that issuer's metadata. Your API needs \
    the token that the exchange gives.";

const CLIENT_ASSERTION: &str = "This is a client assertion: a JWT that an app signed with its own \
    certificate to prove itself to the token endpoint. The issuer's published keys never match it.";

const CLIENT_INFO: &str =
    "This is MSAL's client_info (the user's and the tenant's id), not a token.";

const PRINCIPAL: &str = "This is App Service's X-MS-CLIENT-PRINCIPAL: the claims of a signed-in user \
    without any signature, not a token. It is to be trusted only behind App Service.";
