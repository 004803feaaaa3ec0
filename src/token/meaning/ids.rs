//! Ids by name: issuers, tenants, accounts, tokens, keys.

use serde_json::Value;

use super::Words;
use super::parties::{application_title, resource_title};
use crate::input::base64url;
use crate::token::dictionary::value_words;
use crate::token::guid::{guid_in, guid_of_bytes, guid_of_hex, hex, is_guid};
use crate::token::kind::{Maker, maker};
use crate::token::{Token, Who, application, resource, tenant_name, who_of};

/// The issuer's platform, and its tenant where it is well known.
pub(super) fn issuer(token: &Token, issuer: &str) -> Words {
    let platform = match maker(token) {
        Maker::Entra if issuer.trim_end_matches('/').contains("/v2.0") => {
            "Microsoft Entra ID, version 2"
        }
        Maker::Entra => "Microsoft Entra ID, version 1",
        Maker::B2c => "Azure AD B2C",
        Maker::ExternalId => "Microsoft Entra External ID",
        Maker::Adfs => "AD FS",
        Maker::Other => "",
    };
    let tenant = guid_in(issuer).and_then(|id| tenant_name(&id));
    match tenant {
        Some(tenant) if platform.is_empty() => Words::of(tenant),
        Some(tenant) => Words::of(format!("{platform}: {tenant}")),
        None => Words::of(platform),
    }
}

/// A tenant.
pub(super) fn tenant(id: &str) -> Words {
    tenant_name(id).map_or_else(Words::default, Words::of)
}

/// The object id; that of a personal account is built from its account number (CID).
pub(super) fn object(oid: &str) -> Words {
    let personal = is_guid(oid)
        .then(|| oid.strip_prefix("00000000-0000-0000-"))
        .flatten();
    personal.map_or_else(Words::default, |cid| {
        Words::of(format!("personal account, CID {}", cid.replace('-', "")))
    })
}

/// The subject.
pub(super) fn subject(token: &Token, sub: &str) -> Words {
    if sub
        .to_ascii_lowercase()
        .starts_with("not supported currently")
    {
        return Words::of("no subject: this user flow puts the user into oid");
    }
    if token.claim("oid") != Some(sub) {
        return Words::default();
    }
    match who_of(token) {
        Who::App => Words::of("the same as oid: an app by itself"),
        Who::User | Who::Unknown => Words::of("the same as oid"),
    }
}

/// The identity provider.
pub(super) fn provider(token: &Token, idp: &str) -> Words {
    if let Some((words, _)) = value_words("idp", idp) {
        return Words::of(words);
    }
    let Some(home) = guid_in(idp) else {
        return Words::default();
    };
    if token.issuer().and_then(guid_in).as_ref() == Some(&home) {
        return Words::of("the issuer's own tenant");
    }
    match tenant_name(&home) {
        Some(name) => Words::of(name),
        None => Words::of(format!("another tenant: {home}")),
    }
}

/// The unique token identifier, also as the GUID that the sign-in logs call request id.
pub(super) fn unique_token(uti: &str) -> Words {
    let words = Words::of("request id in the sign-in log");
    match base64url::decode(uti).and_then(|bytes| guid_of_bytes(&bytes)) {
        Some(guid) => Words::of(format!("request id {guid} in the sign-in log"))
            .line(format!("Sign-in log: unique token identifier {uti}"))
            .line(format!("Sign-in log: request id {guid}")),
        None => words,
    }
}

/// A key's name, where it is a thumbprint by its form.
pub(super) fn key_name(name: &str) -> Words {
    let bytes = match name.len() {
        27 | 43 => base64url::decode(name).unwrap_or_default(),
        _ => Vec::new(),
    };
    let hex = hex(&bytes);
    let all_hex = name.bytes().all(|b| b.is_ascii_hexdigit());
    match (bytes.len(), name.len()) {
        (20, _) => Words::of(format!("SHA-1 certificate thumbprint, hex {hex}")),
        (32, _) => Words::of(format!("SHA-256 thumbprint, hex {hex}")),
        (_, 40) if all_hex => Words::of("SHA-1 certificate thumbprint in hex"),
        (_, 64) if all_hex => Words::of("SHA-256 thumbprint in hex"),
        _ => Words::default(),
    }
}

/// The application in the name of an extension attribute, `extension_{32 hex digits}_{name}`.
pub(super) fn extension(name: &str) -> Words {
    let parts = name
        .strip_prefix("extension_")
        .and_then(|rest| rest.split_once('_'))
        .and_then(|(hex, attribute)| Some((guid_of_hex(hex)?, attribute)));
    parts.map_or_else(Words::default, |(id, attribute)| {
        Words::default().line(format!("Attribute {attribute} of application {id}."))
    })
}

/// Any other value that happens to be a well-known id.
pub(super) fn anything(value: &Value) -> Words {
    let Some(id) = value.as_str().filter(|text| is_guid(text)) else {
        return Words::default();
    };
    let application = application(id).map(application_title);
    application
        .or_else(|| resource(id).map(resource_title))
        .or_else(|| tenant_name(id).map(str::to_owned))
        .map_or_else(Words::default, Words::of)
}
