//! The shapes of an issuer (rules C-3).

use super::hosts::HostKind;
use super::place::{Place, is_guid};

/// The tenant of personal Microsoft accounts.
pub const PERSONAL_TENANT: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";

/// The shape of claim `iss`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// C3.1 to C3.4: `https://sts.windows.net/{tenant}/` and its relatives.
    StsV1,
    /// C3.5 to C3.8: `https://login.microsoftonline.com/{tenant}/v2.0`.
    LoginV2,
    /// C3.9: the same with the personal-accounts tenant.
    PersonalV2,
    /// C3.10: the same with a trailing slash: B2C on its legacy host.
    LoginV2Slash,
    /// C3.11, C3.13: `https://{x}.b2clogin.com/{tenant}/v2.0/`, also on a custom domain.
    B2c,
    /// C3.12, C3.13: `https://{x}.b2clogin.com/tfp/{tenant}/{policy}/v2.0/`.
    B2cTfp,
    /// C3.14: `https://{x}.ciamlogin.com/{tenant}/v2.0`.
    Ciam,
    /// C3.15: `https://{host}/adfs` or `…/adfs/services/trust`.
    Adfs,
    /// C3.16: one of the Entra shapes with an application id after it.
    WithApplication,
    /// C3.17: `{tenantid}`, `common` and the like in place of a tenant: never a real token's.
    Template,
    /// Another HTTPS URL.
    OtherHttps,
    /// Something that isn't an HTTPS URL.
    NotUrl,
    /// No issuer at all.
    Missing,
}

impl Shape {
    /// The shape of an issuer. `b2c` says that the token names a B2C policy, which tells B2C from
    /// others on custom domains.
    pub fn of(issuer: Option<&str>, b2c: bool) -> Self {
        match issuer {
            None | Some("") => Self::Missing,
            Some(text) => Place::parse(text).map_or(Self::NotUrl, |place| of_place(&place, b2c)),
        }
    }
}

/// The shape of an issuer that is a URL.
pub(super) fn of_place(place: &Place, b2c: bool) -> Shape {
    if is_adfs(place) {
        return Shape::Adfs;
    }
    if !place.https {
        return Shape::NotUrl;
    }
    let segments = after_te(&place.segments);
    let known = !matches!(place.kind(), HostKind::Unknown);
    if segments.iter().any(|s| is_template(s)) || known && segments.iter().any(|s| is_alias(s)) {
        return Shape::Template;
    }
    match place.kind() {
        HostKind::B2c(_) => b2c_shape(segments),
        HostKind::Ciam(_) => Shape::Ciam,
        HostKind::Unknown if is_tfp(segments) => Shape::B2cTfp,
        HostKind::Unknown if b2c && is_v2(segments) => Shape::B2c,
        HostKind::Unknown => Shape::OtherHttps,
        HostKind::V1Issuer(_) => v1_shape(segments),
        HostKind::Authority(_) | HostKind::Alias(_) => login_shape(place, segments),
    }
}

fn b2c_shape(segments: &[String]) -> Shape {
    if is_tfp(segments) {
        Shape::B2cTfp
    } else {
        Shape::B2c
    }
}

fn v1_shape(segments: &[String]) -> Shape {
    match segments {
        [] => Shape::Template,
        [_] => Shape::StsV1,
        [_, app] if is_guid(app) => Shape::WithApplication,
        _ => Shape::OtherHttps,
    }
}

fn login_shape(place: &Place, segments: &[String]) -> Shape {
    match segments {
        [] => Shape::Template,
        _ if is_tfp(segments) => Shape::B2cTfp,
        [_, policy, v2] if policy_like(policy) && is_v2_word(v2) => Shape::B2c,
        [_, v2] if is_v2_word(v2) && place.slash => Shape::LoginV2Slash,
        [tenant, v2] if is_v2_word(v2) && tenant.eq_ignore_ascii_case(PERSONAL_TENANT) => {
            Shape::PersonalV2
        }
        [_, v2] if is_v2_word(v2) => Shape::LoginV2,
        [_, v2, app] if is_v2_word(v2) && is_guid(app) => Shape::WithApplication,
        [tenant, app] if is_guid(tenant) && is_guid(app) => Shape::WithApplication,
        _ => Shape::OtherHttps,
    }
}

/// Whether the path is `/adfs` or `/adfs/services/trust`; only the second one may be `http`.
fn is_adfs(place: &Place) -> bool {
    let path = place.segments.join("/").to_ascii_lowercase();
    path == "adfs/services/trust" || path == "adfs" && place.https
}

/// The segments without the legacy redirect segment `/te/`.
pub(super) fn after_te(segments: &[String]) -> &[String] {
    match segments {
        [te, rest @ ..] if te.eq_ignore_ascii_case("te") => rest,
        _ => segments,
    }
}

/// Whether the path is `/tfp/{tenant}/{policy}/…`.
pub(super) fn is_tfp(segments: &[String]) -> bool {
    matches!(segments, [tfp, _, _, ..] if tfp.eq_ignore_ascii_case("tfp"))
}

/// Whether the path is `/{tenant}/v2.0`.
fn is_v2(segments: &[String]) -> bool {
    matches!(segments, [_, v2] if is_v2_word(v2))
}

/// Whether a segment names version 2.
pub(super) fn is_v2_word(segment: &str) -> bool {
    segment.eq_ignore_ascii_case("v2.0")
}

/// Whether a segment is a place-holder such as `{tenantid}`.
pub(super) fn is_template(segment: &str) -> bool {
    segment.contains('{') || segment.contains('}')
}

/// Whether a segment names several tenants at once.
pub(super) fn is_alias(segment: &str) -> bool {
    ["common", "organizations", "consumers"]
        .iter()
        .any(|alias| segment.eq_ignore_ascii_case(alias))
}

/// Whether a text looks like a B2C policy name: `b2c_1_…` or `b2c_1a_…` in any case.
pub fn policy_like(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    ["b2c_1_", "b2c_1a_"].iter().any(|prefix| {
        text.strip_prefix(prefix).is_some_and(|name| {
            !name.is_empty()
                && name
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
        })
    })
}
