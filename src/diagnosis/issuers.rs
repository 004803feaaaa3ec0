//! The issuers that the API accepts, and where that is said.

use super::Facts;
use super::rules::issuer_of_application;
use super::words::short;
use crate::api::{Api, Stack};
use crate::documents::metadata_of;
use crate::issuer::{Address, Family, issuer_by_address, issuer_facts, metadata_facts};
use crate::token::Token;

/// The issuers that the API accepts.
pub(super) struct Accepted {
    /// The issuers, templates filled with the token's tenant. Those that are configured come first.
    pub(super) issuers: Vec<String>,
    /// Where the last of them come from.
    pub(super) from: Origin,
    /// Whether these are all: an issuer that stands in metadata may not be known.
    pub(super) complete: bool,
}

/// Where accepted issuers come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// They are configured.
    Listed,
    /// They stand in metadata that was read.
    Metadata,
    /// They follow from the address of metadata that was not read.
    Address,
    /// They should stand in metadata that was not read, and whose address doesn't tell.
    Unread,
}

/// The issuers that the API accepts; `None` where nothing is known about them.
pub(super) fn accepted(facts: &Facts<'_>) -> Option<Accepted> {
    let api = facts.api;
    let mut accepted = Accepted {
        issuers: listed(facts),
        from: Origin::Listed,
        complete: true,
    };
    if takes_metadata(api) {
        accepted.with_metadata(facts);
    }
    if accepted.issuers.is_empty() && accepted.complete {
        return None;
    }
    if both_versions(api) {
        let siblings = accepted.issuers.iter().filter_map(|i| sibling(facts, i));
        accepted.issuers.extend(siblings.collect::<Vec<_>>());
    }
    let mut seen = Vec::new();
    accepted.issuers.retain(|issuer| {
        let new = !seen.contains(issuer);
        seen.push(issuer.clone());
        new
    });
    Some(accepted)
}

/// Whether the API is known to accept the token's issuer: it is listed or stands in metadata that was
/// read, or the API accepts every issuer of a tenant that is the token's.
pub(super) fn is_accepted(facts: &Facts<'_>) -> bool {
    let Some(issuer) = facts.token.and_then(Token::issuer) else {
        return false;
    };
    let named = accepted(facts).is_some_and(|accepted| {
        let read = matches!(accepted.from, Origin::Listed | Origin::Metadata);
        let of_application = accepted.from == Origin::Metadata
            && facts.api.issuers.is_empty()
            && issuer_of_application(facts, issuer);
        // What is listed comes first, wherever the last come from.
        let known = if read {
            accepted.issuers.len()
        } else {
            facts.api.issuers.len()
        };
        let mut issuers = accepted.issuers.iter().take(known);
        issuers.any(|known| known == issuer) || of_application
    });
    named || by_tenant(facts)
}

/// Whether the API accepts the issuers of one tenant by its ID alone, and that is the token's.
fn by_tenant(facts: &Facts<'_>) -> bool {
    let own = facts.authority.and_then(|a| a.tenant.as_deref());
    let configured = facts.api.tenant.as_deref();
    let alone = facts.api.metadata.is_none() && facts.api.issuers.is_empty();
    let same = configured
        .zip(own)
        .is_some_and(|(a, b)| a.eq_ignore_ascii_case(b));
    alone && both_versions(facts.api) && facts.family() == Some(Family::Entra) && same
}

impl Accepted {
    /// With the issuers of the metadata that the API reads, or those that follow from its address.
    fn with_metadata(&mut self, facts: &Facts<'_>) {
        let read = in_metadata(facts);
        self.from = if read.is_empty() {
            Origin::Address
        } else {
            Origin::Metadata
        };
        let by_address = || issuer_by_address(facts.api.metadata.as_deref()?, tenant(facts));
        let found = if read.is_empty() {
            by_address().into_iter().collect()
        } else {
            read
        };
        self.complete = !found.is_empty();
        if found.is_empty() {
            self.from = Origin::Unread;
        }
        self.issuers.extend(found);
    }
}

/// The issuers that are configured, their templates filled where the library fills them.
fn listed(facts: &Facts<'_>) -> Vec<String> {
    let fills = facts.api.stack.is_some_and(Stack::fills_issuer_templates);
    let tenant = tenant(facts).filter(|_| fills);
    let filled = |issuer: &String| tenant.map_or_else(|| issuer.clone(), |t| fill(issuer, t));
    facts.api.issuers.iter().map(filled).collect()
}

/// Whether issuers that the metadata names are accepted: because it is said so, or because nothing
/// else is said about issuers.
pub(super) fn takes_metadata(api: &Api) -> bool {
    api.metadata.is_some() && (api.issuer_from_metadata || api.issuers.is_empty())
}

/// Whether the issuers of both token versions of a tenant are accepted (rules C6.2, F-17).
pub(super) fn both_versions(api: &Api) -> bool {
    matches!(
        api.stack,
        Some(Stack::IdentityWeb | Stack::IdentityWebApp | Stack::ApimValidateAzureAdToken)
    )
}

/// The token's own issuer, where it differs from an accepted one in the version alone.
fn sibling(facts: &Facts<'_>, accepted: &str) -> Option<String> {
    let issuer = facts.token.and_then(Token::issuer)?;
    let (a, b) = (issuer_facts(accepted), issuer_facts(issuer));
    let of_entra = a.family == Family::Entra && b.family == Family::Entra;
    let clouds = a.cloud.zip(b.cloud).is_none_or(|(a, b)| a == b);
    let tenants = a.tenant_id().is_some() && a.tenant_id() == b.tenant_id();
    let exact = facts.authority.is_some_and(|authority| {
        matches!(
            authority.shape,
            crate::issuer::Shape::LoginV2 | crate::issuer::Shape::StsV1
        )
    });
    (of_entra && clouds && tenants && exact && a.version != b.version).then(|| issuer.to_owned())
}

/// The issuers in the metadata that the API is configured with, as they stand there; none where it
/// was not read. AD FS names a second one for its access tokens.
pub(super) fn as_in_metadata(facts: &Facts<'_>) -> Vec<String> {
    let Some((index, address)) = facts.configured_metadata() else {
        return Vec::new();
    };
    let mut sources = facts.keys.sources.iter();
    let source = sources
        .find(|s| s.address == Some(index) && s.metadata_issuer.is_some())
        .and_then(|s| s.metadata_issuer.clone());
    let read = |address: &Address| metadata_of(address, facts.documents);
    let metadata = read(address);
    let second = metadata
        .as_ref()
        .and_then(|m| m.access_token_issuer.clone());
    let first = source.or_else(|| metadata.map(|m| m.issuer));
    first.into_iter().chain(second).collect()
}

/// The same with their templates filled.
fn in_metadata(facts: &Facts<'_>) -> Vec<String> {
    let tenant = tenant(facts).unwrap_or("{tenantid}");
    let issuers = as_in_metadata(facts).into_iter();
    issuers.map(|issuer| fill(&issuer, tenant)).collect()
}

/// What fills a template for this API: nothing, where its library compares the template as it stands.
fn tenant<'a>(facts: &Facts<'a>) -> Option<&'a str> {
    let tenant = facts.token.and_then(|t| t.claim("tid"));
    tenant.filter(|_| !leaves_templates(facts.api))
}

/// Whether the issuer of `common` and `organizations` is compared as the template that it is, so that
/// no token passes (rules C6.5): the check of Microsoft.Identity.Web fills it, that of ASP.NET Core
/// itself doesn't.
pub(super) fn leaves_templates(api: &Api) -> bool {
    api.issuer_from_metadata
        && matches!(
            api.stack,
            Some(
                Stack::JwtBearer | Stack::OpenIdConnect | Stack::OwinOpenIdConnect | Stack::GoOidc
            )
        )
}

/// Whether the API's library compares a listed issuer letter by letter, so that one that stands for
/// all tenants lets nobody in (rules C6.1, C6.5).
pub(super) fn compares_literally(api: &Api) -> bool {
    matches!(
        api.stack,
        Some(
            Stack::JwtBearer
                | Stack::OpenIdConnect
                | Stack::OwinOpenIdConnect
                | Stack::Spring
                | Stack::GoOidc
                | Stack::Jose
                | Stack::JwksRsa
                | Stack::ExpressOAuth2JwtBearer
                | Stack::PyJwt
                | Stack::Authlib
                | Stack::Quarkus
                | Stack::Envoy
                | Stack::Istio
                | Stack::KongJwt
                | Stack::Nginx
                | Stack::AwsHttpApi
                | Stack::Vault
        )
    )
}

/// That the library refuses the metadata of all tenants when it starts, as a sentence: it wants the
/// issuer there to be the configured one (Discovery 1.0 §4.3), and it is a template.
pub(super) fn stops_at_start(facts: &Facts<'_>) -> Option<String> {
    let api = facts.api;
    let title = match api.stack? {
        Stack::Spring => "Spring",
        Stack::GoOidc => "go-oidc",
        _ => return None,
    };
    let metadata = api
        .metadata
        .as_deref()
        .filter(|_| api.keys_address.is_none());
    if !metadata_facts(metadata?).is_multi_tenant() {
        return None;
    }
    let issuer = api
        .issuers
        .iter()
        .find(|i| metadata_facts(i).is_multi_tenant())?;
    Some(format!(
        "{title} stops when it starts: the issuer in this metadata is a template with {{tenantid}}, \
         not the configured {}.",
        short(issuer, 200)
    ))
}

/// An issuer with its template filled (rules C6.1).
pub(super) fn fill(template: &str, tenant: &str) -> String {
    template
        .replace("{tenantid}", tenant)
        .replace("{tenant}", tenant)
}
