//! Addresses of Azure AD B2C: every policy has its own.

use super::super::hosts::HostKind;
use super::super::place::is_plain_segment;
use super::super::reading::Reading;
use super::super::{Hints, Purpose};
use super::{List, WELL_KNOWN};

/// B2C tokens. Without a policy there is nothing to ask.
pub(super) fn addresses(list: &mut List, reading: &Reading, hints: &Hints) {
    let (Some(place), Some(policy)) = (reading.url(), reading.policy.as_deref()) else {
        return;
    };
    let host = place.authority();
    if let Some(tenant) = tenant(reading, hints) {
        list.add(
            "policy",
            Purpose::Own,
            format!("https://{host}/{tenant}/{policy}/v2.0/{WELL_KNOWN}"),
            format!("The token was issued by policy {policy}: this is that policy's metadata."),
        );
        list.add(
            "policy, /tfp/",
            Purpose::Own,
            format!("https://{host}/tfp/{tenant}/{policy}/v2.0/{WELL_KNOWN}"),
            "The same policy in the older form of the address.".to_owned(),
        );
        list.add(
            "policy, ?p=",
            Purpose::Own,
            format!("https://{host}/{tenant}/v2.0/{WELL_KNOWN}?p={policy}"),
            "The same policy, named by a parameter.".to_owned(),
        );
    }
    if let Some(name) = given_name(hints) {
        list.add(
            format!("policy, {name}.b2clogin.com"),
            Purpose::Own,
            format!(
                "https://{name}.b2clogin.com/{name}.onmicrosoft.com/{policy}/v2.0/{WELL_KNOWN}"
            ),
            "The same policy under the tenant's name.".to_owned(),
        );
    }
    list.add_default_of_entra(reading, "Azure AD B2C");
}

/// The tenant for the URL: the issuer's, claim `tid`, or a domain made of the tenant's name.
fn tenant(reading: &Reading, hints: &Hints) -> Option<String> {
    let named = || {
        let label = || {
            let place = reading.url()?;
            matches!(place.kind(), HostKind::B2c(_))
                .then(|| place.host.split('.').next().unwrap_or_default().to_owned())
        };
        given_name(hints)
            .or_else(label)
            .map(|name| format!("{name}.onmicrosoft.com"))
    };
    reading
        .issuer_tenant
        .clone()
        .or_else(|| reading.tid.clone())
        .or_else(named)
}

/// The tenant's name as the user gave it, also where the whole domain was given.
pub(super) fn given_name(hints: &Hints) -> Option<String> {
    let name = hints.tenant_name.as_deref()?.trim().to_ascii_lowercase();
    let name = name.split('.').next().unwrap_or_default();
    is_plain_segment(name).then(|| name.to_owned())
}
