//! Addresses of Entra External ID: the tenant's own host.

use super::super::reading::Reading;
use super::super::{Cloud, Hints, Purpose};
use super::applications::audience_ids;
use super::b2c::given_name;
use super::{List, WELL_KNOWN};
use crate::token::Token;

/// External ID tokens.
pub(super) fn addresses(list: &mut List, token: &Token, reading: &Reading, hints: &Hints) {
    let (Some(place), Some(cloud)) = (reading.url(), reading.hosts) else {
        return;
    };
    let Some(tenant) = tenant(reading, &place.host) else {
        return;
    };
    let mut hosts = vec![("tenant", place.authority())];
    if let (Some(name), Some(suffix)) = (given_name(hints), cloud.ciam) {
        hosts.push(("tenant by name", format!("{name}.{suffix}")));
    }
    let metadata = |host: &str| format!("https://{host}/{tenant}/v2.0/{WELL_KNOWN}");
    for (label, host) in &hosts {
        list.add(
            *label,
            Purpose::Own,
            metadata(host),
            "The token's own tenant; External ID publishes its keys on the tenant's host."
                .to_owned(),
        );
    }
    for id in audience_ids(token, Some(&tenant)) {
        for (label, host) in &hosts {
            add_application(list, label, &metadata(host), id);
        }
    }
    let entra = cloud
        .cloud
        .map_or(Cloud::Public.authority_host(), Cloud::authority_host);
    list.add(
        "tenant, Entra ID",
        Purpose::OtherFamily,
        metadata(entra),
        "Where an API set up for Entra ID looks for this tenant; the keys there are others."
            .to_owned(),
    );
    list.add_default_of_entra(reading, "External ID");
}

/// The tenant for the URL: the issuer's, claim `tid`, or the domain made of the host's first label.
fn tenant(reading: &Reading, host: &str) -> Option<String> {
    let named = || {
        let name = host.split('.').next()?;
        Some(format!("{name}.onmicrosoft.com"))
    };
    reading
        .issuer_tenant
        .clone()
        .or_else(|| reading.tid.clone())
        .or_else(named)
}

fn add_application(list: &mut List, label: &str, metadata: &str, id: &str) {
    list.add(
        format!("{label}, ?appid="),
        Purpose::Application(id.to_owned()),
        format!("{metadata}?appid={id}"),
        format!(
            "The audience is application {id}. If it has its own signing key, that key is published \
             only here."
        ),
    );
}
