//! Addresses on the issuer's own host: AD FS and any other `OpenID` provider.

use super::super::reading::Reading;
use super::super::{Purpose, Shape};
use super::{FEDERATION, List, WELL_KNOWN};
use crate::token::Token;

/// AD FS: always HTTPS, whatever the issuer begins with.
pub(super) fn adfs(list: &mut List, reading: &Reading) {
    let Some(place) = reading.url() else { return };
    let host = place.authority();
    list.add_with_federation(
        "AD FS",
        Purpose::Own,
        format!("https://{host}/adfs/{WELL_KNOWN}"),
        Some(format!("https://{host}/{FEDERATION}")),
        format!("The AD FS farm at {host} issued the token and publishes its own keys."),
    );
}

/// Any other provider: its metadata is under its issuer (`OpenID` Connect Discovery 1.0 §4).
pub(super) fn generic(list: &mut List, token: &Token, reading: &Reading) {
    let Some(place) = reading.url() else { return };
    if !matches!(reading.shape, Shape::OtherHttps | Shape::Template) || !place.https {
        return;
    }
    let issuer = token.issuer().unwrap_or_default();
    // An issuer has no query and no fragment; asked without them.
    let base = issuer.split(['?', '#']).next().unwrap_or_default();
    let base = base.trim_end_matches('/');
    list.add(
        "issuer",
        Purpose::Own,
        format!("{base}/{WELL_KNOWN}"),
        format!("Where {} should publish its metadata.", place.host),
    );
}
