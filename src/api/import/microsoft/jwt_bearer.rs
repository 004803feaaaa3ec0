//! A scheme of ASP.NET Core's `AddJwtBearer` or `AddOpenIdConnect` (rules H-1), and the validation
//! parameters that every .NET section may have.

use super::super::draft::Draft;
use super::authority::{is_address, metadata_of, named_in_metadata};
use super::section::Section;
use super::settings::Value;
use super::values::{add, duration};
use crate::api::{PinnedKey, Stack};
use crate::issuer::metadata_facts;

const WELL_KNOWN: &str = "/.well-known/openid-configuration";

/// Reads a scheme. `own` says that ASP.NET Core itself reads the section: below
/// `Authentication:Schemes`.
pub(super) fn read(section: &Section<'_>, stack: Stack, own: bool) -> Draft {
    let mut draft = Draft::of(stack);
    read_metadata(section, &mut draft);
    draft.api.client_id = section.text(&mut draft, "ClientId", "the application ID");
    let mut by_code = Vec::new();
    for name in ["Audience", "Audiences"] {
        if section.has(name) && stack == Stack::JwtBearer {
            let audiences = section.words(&mut draft, name, "an accepted audience");
            add(&mut draft.api.audiences, audiences);
            by_code.push(section.path_of(name));
        }
    }
    if section.has("Issuer") && !own {
        let issuers = section.words(&mut draft, "Issuer", "an accepted issuer");
        add(&mut draft.api.issuers, issuers);
    }
    validation(section, &mut draft);
    let inner = section.section("TokenValidationParameters");
    if inner.entries().next().is_some() {
        validation(&inner, &mut draft);
        by_code.push(inner.path.clone());
    }
    if own && !by_code.is_empty() {
        draft.note(format!(
            "ASP.NET Core itself doesn't read {}; it counts only where the app's code reads the \
             section. ValidAudience and ValidAudiences are read.",
            by_code.join(" and ")
        ));
    }
    if let (Stack::OpenIdConnect, Some(id)) = (stack, draft.api.client_id.clone()) {
        draft.note("A web app accepts ID tokens whose audience is its application ID.");
        add(&mut draft.api.audiences, [id]);
    }
    read_keys(section, &mut draft);
    settle_issuers(&mut draft);
    if draft.api.audiences.is_empty() && !draft.api.unchecked.audience {
        draft.note(format!(
            "No audience is set in {}: unless code sets one, every token is refused.",
            section.path
        ));
    }
    section.rest(&mut draft);
    draft
}

fn read_metadata(section: &Section<'_>, draft: &mut Draft) {
    let address = section.text(draft, "MetadataAddress", "the metadata address");
    let authority = section.text(draft, "Authority", "the authority");
    let tenant = section.text(draft, "TenantId", "the tenant");
    draft.api.metadata = match (address, authority) {
        (Some(address), authority) => {
            if authority.is_some() {
                draft.note(
                    "MetadataAddress and Authority are both set: the metadata is read from \
                     MetadataAddress.",
                );
            }
            Some(address)
        }
        (None, Some(authority)) if authority.contains('?') => {
            draft.note(
                "The authority has a query. AddJwtBearer adds /.well-known/openid-configuration \
                 after it, which leads nowhere: such an address belongs into MetadataAddress.",
            );
            Some(format!("{}{WELL_KNOWN}", authority.trim_end_matches('/')))
        }
        (None, Some(authority)) if is_address(&authority) => metadata_of(&authority),
        (None, Some(authority)) => Some(authority),
        (None, None) => {
            draft.note(format!(
                "{} names neither an authority nor a metadata address.",
                section.path
            ));
            None
        }
    };
    let told = draft.api.metadata.as_deref().map(metadata_facts);
    draft.api.policy = told.as_ref().and_then(|facts| facts.policy.clone());
    draft.api.tenant = tenant.or_else(|| told.and_then(|facts| facts.tenant));
    draft.api.issuer_from_metadata = draft.api.metadata.is_some();
}

/// The validation parameters of a section.
pub(super) fn validation(section: &Section<'_>, draft: &mut Draft) {
    let meaning = "an accepted audience";
    let one = section.text(draft, "ValidAudience", meaning);
    let many = section.texts(draft, "ValidAudiences", meaning);
    add(&mut draft.api.audiences, one.into_iter().chain(many));
    let meaning = "an accepted issuer";
    let one = section.text(draft, "ValidIssuer", meaning);
    let many = section.texts(draft, "ValidIssuers", meaning);
    add(&mut draft.api.issuers, one.into_iter().chain(many));
    let meaning = "an accepted algorithm";
    let algorithms = section.texts(draft, "ValidAlgorithms", meaning);
    add(&mut draft.api.algorithms, algorithms);
    let off = |draft: &mut Draft, name: &str, meaning: &str| {
        section.switch(draft, name, meaning) == Some(false)
    };
    let unchecked = draft.api.unchecked;
    draft.api.unchecked.issuer =
        off(draft, "ValidateIssuer", "whether the issuer is checked") || unchecked.issuer;
    draft.api.unchecked.audience =
        off(draft, "ValidateAudience", "whether the audience is checked") || unchecked.audience;
    draft.api.unchecked.lifetime =
        off(draft, "ValidateLifetime", "whether the times are checked") || unchecked.lifetime;
    if off(
        draft,
        "RequireSignedTokens",
        "whether tokens need a signature",
    ) {
        draft.note("Tokens without any signature are accepted too.");
    }
    if off(draft, "RequireExpirationTime", "whether tokens need an exp") {
        draft.note("Tokens without exp are accepted too.");
    }
    if let Some(skew) = section.text(draft, "ClockSkew", "the tolerance around exp and nbf") {
        draft.api.clock_skew = duration(&skew);
        if draft.api.clock_skew.is_none() {
            let path = section.path_of("ClockSkew");
            let line = section.settings.find(&path).map(|entry| entry.line);
            draft.api.reading.settings.pop();
            draft.unread(line, &path, "is no duration such as 00:05:00");
        }
    }
}

/// Symmetric keys that `dotnet user-jwts` writes.
fn read_keys(section: &Section<'_>, draft: &mut Draft) {
    let mut found = 0;
    for entry in section.section("SigningKeys").entries() {
        let path = entry.path.to_ascii_lowercase();
        if path.ends_with(":issuer")
            && let Value::Text(issuer) = &entry.value
        {
            let meaning = "whose tokens the symmetric key is for";
            draft.read(entry.line, &entry.path, issuer, meaning);
        }
        if !path.ends_with(":value") {
            continue;
        }
        found += 1;
        draft.read(entry.line, &entry.path, "", "a symmetric key");
        draft.api.keys.push(PinnedKey {
            name: "a symmetric key".to_owned(),
            pem: None,
            line: entry.line,
        });
    }
    if found > 0 {
        draft.note(
            "Tokens that are signed with one of the symmetric keys in it are accepted too, as \
             dotnet user-jwts makes them.",
        );
    }
}

/// Listed issuers are accepted beside the one that the metadata names.
fn settle_issuers(draft: &mut Draft) {
    let Some(metadata) = draft.api.metadata.clone() else {
        return;
    };
    if draft.api.issuers.is_empty() {
        if metadata_facts(&metadata).is_multi_tenant() && !draft.api.unchecked.issuer {
            draft.note(
                "The metadata for many tenants names a template as its issuer, which no token has: \
                 unless code checks the issuer, every token is refused (IDX10205).",
            );
        }
        return;
    }
    let named = named_in_metadata(&metadata);
    if !named.is_empty() {
        draft.note(format!(
            "Beside the listed issuers the one that the metadata names is accepted: {}.",
            named.join(", ")
        ));
        add(&mut draft.api.issuers, named);
    }
}
