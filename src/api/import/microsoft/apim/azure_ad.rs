//! `validate-azure-ad-token`.

use roxmltree::Node;

use super::super::super::draft::Draft;
use super::super::authority::{issuers_of, joined, metadata_of};
use super::super::values::add;
use super::super::xml::{attribute, below};
use super::claims;
use super::elements::{of_attribute, read_audiences, read_place, read_switches, texts};
use crate::api::{About, Stack};
use crate::issuer::metadata_facts;

/// Reads it.
pub(super) fn read(policy: Node<'_, '_>) -> Draft {
    let mut draft = Draft::of(Stack::ApimValidateAzureAdToken);
    read_tenant(policy, &mut draft);
    read_audiences(policy, &mut draft);
    let list = ("backend-application-ids", "application-id");
    let meaning = "an application ID of the API";
    let backends = texts(&mut draft, policy, list, About::Audience, meaning);
    if draft.api.audiences.is_empty() {
        add(&mut draft.api.audiences, backends.iter().cloned());
    }
    draft.api.client_id = backends.into_iter().next();
    let list = ("client-application-ids", "application-id");
    let meaning = "a calling application that is let in";
    let clients = texts(&mut draft, policy, list, About::Claims, meaning);
    claims::clients(policy, clients, &mut draft);
    claims::read(policy, &mut draft);
    read_switches(policy, &mut draft);
    read_place(policy, &mut draft);
    let listed = ["audiences", "backend-application-ids"]
        .into_iter()
        .flat_map(|list| below(policy, list))
        .any(|list| list.children().any(|node| node.is_element()));
    if draft.api.audiences.is_empty() && !listed {
        draft.api.unchecked.audience = true;
    }
    draft
}

fn read_tenant(policy: Node<'_, '_>, draft: &mut Draft) {
    let (tenant, endpoint) = draft.deciding(About::Issuer, |draft| {
        let tenant = of_attribute(draft, policy, "tenant-id", "the tenant");
        let endpoint = "authentication-endpoint";
        (
            tenant,
            of_attribute(draft, policy, endpoint, "the login host"),
        )
    });
    if attribute(policy, "tenant-id").is_none() {
        draft.fails_to_start(
            "validate-azure-ad-token has no tenant-id, which it needs: API Management takes no such \
             policy.",
        );
    }
    if let Some(tenant) = &tenant {
        settle_tenant(draft, tenant, endpoint);
    }
}

/// What follows from a tenant and a login host.
fn settle_tenant(draft: &mut Draft, tenant: &str, endpoint: Option<String>) {
    // The tenant may be written as an address.
    let named = metadata_facts(tenant)
        .tenant
        .unwrap_or_else(|| tenant.to_owned());
    let named = named.trim_end_matches('/');
    let bare = named.rsplit("//").next().unwrap_or(named).to_owned();
    let host = endpoint.unwrap_or_else(|| "https://login.microsoftonline.com".to_owned());
    let host = if host.contains("://") {
        host
    } else {
        format!("https://{host}")
    };
    let authority = joined(&host, &format!("{bare}/v2.0"));
    draft.api.metadata = metadata_of(&authority);
    draft.api.issuer_from_metadata = draft.api.metadata.is_some();
    draft.api.issuers = issuers_of(&authority);
    draft.note(
        "The policy names a tenant and no metadata address: that of version 2 is assumed, and \
         that the issuers of both versions are accepted.",
    );
    draft.api.tenant = Some(bare);
}
