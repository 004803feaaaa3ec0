//! Addresses that libraries put together (rules C-8).

use super::form::Form;
use crate::issuer::{Family, metadata_address, metadata_facts};

/// The query of an address, without its question mark, where it has one.
pub(super) fn query(address: &str) -> Option<&str> {
    address.split_once('?').map(|(_, query)| query)
}

/// The address with a parameter more.
pub(super) fn with_parameter(address: &str, name: &str, value: &str) -> String {
    let sign = if address.contains('?') { '&' } else { '?' };
    format!("{address}{sign}{name}={value}")
}

/// The authority with `/v2.0` at its end, as libraries of Microsoft.Identity.Web write it.
pub(super) fn v2(authority: &str) -> String {
    let (path, query) = authority
        .split_once('?')
        .map_or((authority, None), |(p, q)| (p, Some(q)));
    let path = path.trim_end_matches('/');
    let whole = if path.ends_with("/v2.0") {
        path.to_owned()
    } else {
        format!("{path}/v2.0")
    };
    query.map_or(whole.clone(), |query| format!("{whole}?{query}"))
}

impl Form<'_> {
    /// Notes the metadata address that is read, and what it tells: tenant and policy, where they
    /// aren't known yet.
    pub(super) fn metadata(&mut self, address: String) {
        let facts = metadata_facts(&address);
        let api = self.api();
        let tenant = facts.tenant.filter(|_| facts.family != Family::Other);
        api.tenant = api.tenant.take().or(tenant);
        api.policy = api.policy.take().or(facts.policy);
        api.metadata = Some(address);
    }

    /// The metadata of an authority, where the library adds `/.well-known/openid-configuration` to
    /// whatever stands there.
    pub(super) fn authority(&mut self, authority: &str, name: &str) {
        if query(authority).is_some() {
            self.draft.note(format!(
                "{name} has a query. The library adds /.well-known/openid-configuration behind it, so that \
                 the address leads nowhere: set the full metadata address instead."
            ));
            return;
        }
        if let Some(address) = metadata_address(authority) {
            self.metadata(address);
        } else {
            self.draft.note(format!(
                "{name} is no address, so the metadata isn't known."
            ));
        }
    }

    /// Says what becomes of metadata for many tenants in a library that compares issuers literally.
    pub(super) fn note_template(&mut self, consequence: &str) {
        if !self.draft.api.issuers.is_empty() || self.has("IssuerValidator") {
            return;
        }
        let address = self.draft.api.metadata.as_deref();
        let facts = address.map(metadata_facts);
        if facts.is_some_and(|facts| facts.is_multi_tenant()) && !self.draft.api.unchecked.issuer {
            self.draft.note(format!(
                "The metadata of many tenants names an issuer with {{tenantid}} in it; {consequence}"
            ));
        }
    }
}
