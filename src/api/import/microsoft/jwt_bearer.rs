//! A scheme of ASP.NET Core's `AddJwtBearer` or `AddOpenIdConnect` (rules H-1), and the validation
//! parameters that every .NET section may have.

use super::super::draft::Draft;
use super::authority::{is_address, metadata_of, named_in_metadata};
use super::own_section;
use super::section::{Section, deciding};
use super::settings::Value;
use super::values::{add, duration};
use crate::api::{About, PinnedKey, Stack};
use crate::issuer::metadata_facts;

const WELL_KNOWN: &str = "/.well-known/openid-configuration";

/// Reads a scheme. `own` says that ASP.NET Core itself reads the section: below
/// `Authentication:Schemes`.
pub(super) fn read(section: &Section<'_>, stack: Stack, own: bool) -> Draft {
    let mut draft = Draft::of(stack);
    read_metadata(section, &mut draft);
    draft.api.client_id = deciding(
        &mut draft,
        (stack == Stack::OpenIdConnect).then_some(About::Audience),
        |draft| section.text(draft, "ClientId", "the application ID"),
    );
    if own {
        own_section::validation(section, &mut draft, stack);
    } else {
        by_code(section, &mut draft, stack);
    }
    if let (Stack::OpenIdConnect, Some(id)) = (stack, draft.api.client_id.clone()) {
        draft.note("A web app accepts ID tokens whose audience is its application ID.");
        add(&mut draft.api.audiences, [id]);
    }
    read_keys(section, &mut draft);
    settle_issuers(&mut draft);
    let undecided = draft
        .api
        .reading
        .undecided(About::Audience)
        .next()
        .is_some();
    if draft.api.audiences.is_empty() && !draft.api.unchecked.audience && !undecided {
        draft.note(format!(
            "No audience is set in {}: unless code sets one, every token is refused.",
            section.path
        ));
    }
    section.rest(&mut draft);
    draft
}

/// A section that only code reads, by whatever names.
fn by_code(section: &Section<'_>, draft: &mut Draft, stack: Stack) {
    for name in ["Audience", "Audiences"] {
        if section.has(name) && stack == Stack::JwtBearer {
            let audiences = deciding(draft, About::Audience, |draft| {
                section.words(draft, name, "an accepted audience")
            });
            add(&mut draft.api.audiences, audiences);
        }
    }
    if section.has("Issuer") {
        let issuers = deciding(draft, About::Issuer, |draft| {
            section.words(draft, "Issuer", "an accepted issuer")
        });
        add(&mut draft.api.issuers, issuers);
    }
    validation(section, draft);
    let inner = section.section("TokenValidationParameters");
    if inner.entries().next().is_some() {
        validation(&inner, draft);
    }
}

fn read_metadata(section: &Section<'_>, draft: &mut Draft) {
    let about = About::Issuer;
    let address = deciding(draft, about, |draft| {
        section.text(draft, "MetadataAddress", "the metadata address")
    });
    let needed = address.is_none().then_some(about);
    let authority = deciding(draft, needed, |draft| {
        section.text(draft, "Authority", "the authority")
    });
    let tenant = section.text(draft, "TenantId", "the tenant");
    draft.api.metadata = metadata(section, draft, address, authority);
    let told = draft.api.metadata.as_deref().map(metadata_facts);
    draft.api.policy = told.as_ref().and_then(|facts| facts.policy.clone());
    draft.api.tenant = tenant.or_else(|| told.and_then(|facts| facts.tenant));
    draft.api.issuer_from_metadata = draft.api.metadata.is_some();
}

/// The metadata address that is read.
fn metadata(
    section: &Section<'_>,
    draft: &mut Draft,
    address: Option<String>,
    authority: Option<String>,
) -> Option<String> {
    match (address, authority) {
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
    }
}

/// The validation parameters of a section.
pub(super) fn validation(section: &Section<'_>, draft: &mut Draft) {
    lists(section, draft);
    let algorithms = deciding(draft, About::Algorithm, |draft| {
        section.texts(draft, "ValidAlgorithms", "an accepted algorithm")
    });
    add(&mut draft.api.algorithms, algorithms);
    let types = deciding(draft, About::Claims, |draft| {
        section.texts(draft, "ValidTypes", "an accepted typ of the header")
    });
    add(&mut draft.api.limits.types, types);
    let what = "whether the times are checked";
    draft.api.unchecked.lifetime |=
        off(section, draft, ("ValidateLifetime", About::Lifetime), what);
    let what = "whether tokens need a signature";
    if off(section, draft, ("RequireSignedTokens", About::Key), what) {
        draft.note("Tokens without any signature are accepted too.");
    }
    let what = "whether tokens need an exp";
    if off(
        section,
        draft,
        ("RequireExpirationTime", About::Lifetime),
        what,
    ) {
        draft.note("Tokens without exp are accepted too.");
    }
    clock_skew(section, draft);
}

/// Audiences and issuers, and whether they are checked.
pub(super) fn lists(section: &Section<'_>, draft: &mut Draft) {
    let lists = [
        (
            "ValidAudience",
            "ValidAudiences",
            "an accepted audience",
            About::Audience,
        ),
        (
            "ValidIssuer",
            "ValidIssuers",
            "an accepted issuer",
            About::Issuer,
        ),
    ];
    for (one, many, meaning, about) in lists {
        let found = deciding(draft, about, |draft| {
            let one = section.text(draft, one, meaning);
            let many = section.texts(draft, many, meaning);
            one.into_iter().chain(many).collect::<Vec<_>>()
        });
        let list = if about == About::Audience {
            &mut draft.api.audiences
        } else {
            &mut draft.api.issuers
        };
        add(list, found);
    }
    let what = "whether the issuer is checked";
    draft.api.unchecked.issuer |= off(section, draft, ("ValidateIssuer", About::Issuer), what);
    let what = "whether the audience is checked";
    draft.api.unchecked.audience |=
        off(section, draft, ("ValidateAudience", About::Audience), what);
}

/// Whether a switch is off.
fn off(
    section: &Section<'_>,
    draft: &mut Draft,
    (name, about): (&str, About),
    meaning: &str,
) -> bool {
    deciding(draft, about, |draft| section.switch(draft, name, meaning)) == Some(false)
}

fn clock_skew(section: &Section<'_>, draft: &mut Draft) {
    let skew = deciding(draft, About::Lifetime, |draft| {
        section.text(draft, "ClockSkew", "the tolerance around exp and nbf")
    });
    let Some(skew) = skew else { return };
    draft.api.clock_skew = duration(&skew);
    if draft.api.clock_skew.is_none() {
        let path = section.path_of("ClockSkew");
        let line = section.settings.find(&path).map(|entry| entry.line);
        draft.api.reading.settings.pop();
        draft.undecided(
            About::Lifetime,
            line,
            &path,
            "is no duration such as 00:05:00",
        );
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
