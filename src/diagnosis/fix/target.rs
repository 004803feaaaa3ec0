//! What a configuration has to say.

use url::Url;

use super::super::audience::{guid_in, in_words, is_guid, scope_for};
use crate::api::Target;
use crate::diagnosis::{Entry, Inspection, OutcomeKind};
use crate::input::Kind;
use crate::issuer::{Address, Authority, Family, Purpose, metadata_facts};
use crate::keys::{Key, SourceKind};
use crate::signature::Algorithm;
use crate::token::{Token, is_guest, resource};

const WELL_KNOWN: &str = "/.well-known/openid-configuration";

/// Rules that tell of a token for somebody else.
const FOREIGN: [&str; 3] = [
    "graph-audience",
    "microsoft-api-audience",
    "audience-mismatch",
];

/// Rules that tell of a token that nobody should accept.
const UNSAFE: [&str; 7] = [
    "tenant-claim-conflict",
    "key-issuer-mismatch",
    "key-certificate-mismatch",
    "algorithm-not-allowed",
    "nonce-header",
    "signature-altered",
    "damaged-token",
];

/// What a configuration has to say to accept the token, or why none should.
pub(super) fn target(inspection: &Inspection) -> Result<Target, String> {
    let token = usable(inspection)?;
    let authority = inspection
        .authority
        .as_ref()
        .ok_or("Nothing is known about its issuer.")?;
    let issuer = authority
        .issuer
        .clone()
        .filter(|issuer| !issuer.trim().is_empty())
        .ok_or("The token names no issuer: an API has nothing to compare.")?;
    let index = address(inspection, authority).ok_or_else(|| no_address(authority))?;
    let address = authority
        .addresses
        .get(index)
        .ok_or_else(|| no_address(authority))?;
    let audience = audience(inspection, token)?;
    let facts = metadata_facts(&address.metadata);
    Ok(Target {
        authority: without_document(&address.metadata),
        keys: keys(inspection, index, address),
        issuer,
        client_id: client_id(inspection, token, authority, facts.app_id.as_deref()),
        audience,
        tenant: authority.tenant.clone(),
        tenant_name: tenant_name(inspection, &address.metadata),
        policy: authority.policy.clone(),
        app_id: facts.app_id,
        instance: instance(&address.metadata),
        federation: address.federation.clone(),
        guest: counts_as_guest(token),
        platform: Some(authority.platform),
        algorithm: token.alg().unwrap_or("RS256").to_owned(),
        metadata: address.metadata.clone(),
    })
}

/// The token, where a configuration may accept it.
fn usable(inspection: &Inspection) -> Result<&Token, String> {
    let whole = inspection.found.kind == Kind::Jws;
    let token = inspection.token.as_ref().filter(|_| whole).ok_or_else(|| {
        match inspection.found.kind {
            Kind::Jwe => "The token is encrypted: what its API has to accept stands inside of it.",
            Kind::UnsecuredJwt => {
                "The token has no signature: anybody can write one, and no API should accept it."
            }
            Kind::PopEnvelope => {
                "This is a signed request; paste the access token inside of it to get a \
                 configuration."
            }
            _ => "This is no token that an API accepts.",
        }
        .to_owned()
    })?;
    let failed = |ids: &[&str]| -> Option<&Entry> {
        let entries = inspection.checklist.iter();
        { entries }.find(|e| e.outcome == OutcomeKind::Failed && ids.contains(&e.rule))
    };
    if failed(&FOREIGN).is_some() {
        return Err(foreign(inspection, token));
    }
    if let Some(entry) = failed(&UNSAFE) {
        return Err(format!(
            "No configuration should accept this token. {}",
            entry.headline
        ));
    }
    let public = token.alg().is_some_and(|alg| Algorithm::of(alg).is_some());
    if public {
        Ok(token)
    } else {
        Err(
            "The token is not signed with a public key's algorithm: no API should accept it."
                .to_owned(),
        )
    }
}

fn foreign(inspection: &Inspection, token: &Token) -> String {
    let audience = in_words(&token.audiences());
    let scope = scope_to_ask(inspection);
    format!(
        "The token is for another API (aud {audience}), and no configuration makes it one for yours. \
         Get a token for your API first, with the scope {scope}."
    )
}

/// The scope that asks for a token for the API; with a gap to fill where the API is not known.
pub(super) fn scope_to_ask(inspection: &Inspection) -> String {
    let api = &inspection.api;
    let by_id = || {
        api.client_id
            .as_ref()
            .map(|id| format!("api://{id}/.default"))
    };
    scope_for(&api.audiences)
        .or_else(by_id)
        .unwrap_or_else(|| "api://<application ID of your API>/.default".to_owned())
}

fn no_address(authority: &Authority) -> String {
    if authority.platform.family() == Family::B2c {
        return "Which policy issued the token is not known: every B2C policy has a metadata address \
                of its own."
            .to_owned();
    }
    "Where the issuer publishes its keys is not known.".to_owned()
}

/// The place of the address whose keys verify the token; where that isn't known, of the one whose
/// keys should. `?appid=` only where nothing else lists the key (rules C4.6).
fn address(inspection: &Inspection, authority: &Authority) -> Option<usize> {
    let lists = |test: &dyn Fn(&Purpose) -> bool| {
        let key = key(inspection)?;
        let addresses = authority.addresses.iter().enumerate();
        { addresses }
            .find(|(index, address)| {
                test(&address.purpose)
                    && inspection
                        .keys
                        .sources_of(key)
                        .any(|source| source.address == Some(*index))
            })
            .map(|(index, _)| index)
    };
    let first = |test: &dyn Fn(&Purpose) -> bool| {
        let addresses = authority.addresses.iter();
        { addresses }.position(|address| test(&address.purpose))
    };
    let own = |p: &Purpose| *p == Purpose::Own;
    let shared = |p: &Purpose| matches!(p, Purpose::Common | Purpose::OtherVersion);
    lists(&own)
        // Shared key lists differ from answer to answer (rules D1.9): the tenant's own has it too.
        .or_else(|| lists(&shared).and_then(|_| first(&own)))
        .or_else(|| lists(&|p| matches!(p, Purpose::Application(_))))
        .or_else(|| lists(&|p| matches!(p, Purpose::Configured | Purpose::OtherCloud)))
        .or_else(|| first(&own))
        .or_else(|| first(&|p| *p == Purpose::Configured))
}

/// The key that decided the signature, or the one of the token's kid.
pub(super) fn key(inspection: &Inspection) -> Option<&Key> {
    let keys = &inspection.keys;
    let decided = inspection.signature.key.and_then(|i| keys.keys.get(i));
    decided.or_else(|| keys.matching().next().map(|(_, key)| key))
}

/// The key set that was read there, or the one that is expected.
fn keys(inspection: &Inspection, index: usize, address: &Address) -> String {
    let sources = inspection.keys.sources.iter();
    let read = { sources }.find(|s| s.address == Some(index) && s.kind == SourceKind::Jwks);
    read.map_or(&address.keys, |source| &source.url).clone()
}

/// The token's own audience: of several the one that the API accepts.
fn audience(inspection: &Inspection, token: &Token) -> Result<String, String> {
    let audiences = token.audiences();
    let accepted = |a: &&&str| inspection.api.audiences.iter().any(|known| known == **a);
    let own = |a: &&&str| !a.trim().is_empty() && resource(a).is_none();
    let found = audiences
        .iter()
        .find(accepted)
        .or_else(|| audiences.iter().find(own));
    found.map(|audience| (*audience).to_owned()).ok_or_else(|| {
        "The token names no audience: an API could not tell it from others.".to_owned()
    })
}

/// The API's application ID: the configured one, the one in the audience, the one of `?appid=`.
pub(super) fn client_id(
    inspection: &Inspection,
    token: &Token,
    authority: &Authority,
    app_id: Option<&str>,
) -> Option<String> {
    let configured = inspection.api.client_id.clone().filter(|id| is_guid(id));
    let tenant = authority.tenant.as_deref().unwrap_or_default();
    let named = || {
        let ids = token.audiences().into_iter().filter_map(guid_in);
        { ids }.find(|id| !id.eq_ignore_ascii_case(tenant))
    };
    configured
        .or_else(named)
        .or_else(|| app_id.map(str::to_owned))
}

/// Whether a library may turn the user away as a guest: some do so for any `idp` but the issuer.
fn counts_as_guest(token: &Token) -> bool {
    let other = token
        .claim("idp")
        .is_some_and(|idp| Some(idp) != token.issuer());
    other || is_guest(token).is_some()
}

/// The metadata address without the document's name and without a query.
fn without_document(metadata: &str) -> String {
    let address = metadata.split_once('?').map_or(metadata, |(a, _)| a);
    address
        .strip_suffix(WELL_KNOWN)
        .unwrap_or(address)
        .to_owned()
}

/// Scheme and host with a closing slash.
fn instance(metadata: &str) -> String {
    let origin = Url::parse(metadata).map(|url| url.origin().ascii_serialization());
    origin.map_or_else(|_| String::new(), |origin| format!("{origin}/"))
}

/// "contoso": from the address's own host or path, or from the configured tenant.
fn tenant_name(inspection: &Inspection, metadata: &str) -> Option<String> {
    let url = Url::parse(metadata).ok()?;
    let host = url.host_str()?;
    let label = host
        .split_once('.')
        .filter(|(name, rest)| {
            !is_guid(name) && (rest.starts_with("b2clogin.") || rest.starts_with("ciamlogin."))
        })
        .map(|(name, _)| name.to_owned());
    let domain = || {
        let path = metadata_facts(metadata).tenant;
        let named = path.into_iter().chain(inspection.api.tenant.clone());
        { named }.find_map(|tenant| Some(tenant.split_once(".onmicrosoft.")?.0.to_owned()))
    };
    label.or_else(domain)
}
