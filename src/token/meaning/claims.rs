//! The claims in words.

use serde_json::Value;

use super::{View, Words, azure, ids, lists, moments, parties};
use crate::token::Token;
use crate::token::dictionary::value_words;
use crate::token::kind::{Maker, maker, policy_like, scalar};

/// The words for one claim.
pub(super) fn words(view: View<'_>, name: &str, value: &Value) -> Words {
    of_list(name, value)
        .or_else(|| of_moment(view, name, value))
        .or_else(|| of_text(view.token, name, value.as_str()?))
        .or_else(|| of_scalar(view.token, name, &scalar(value)?))
        .unwrap_or_else(|| match name {
            "aud" => parties::audiences(view.token),
            "cnf" => bound_to(value),
            "xms_st" => same_subject(value),
            _ if name.starts_with("extension_") => ids::extension(name),
            _ => ids::anything(value),
        })
}

fn of_list(name: &str, value: &Value) -> Option<Words> {
    Some(match name {
        "scp" | "scope" => lists::scopes(value),
        "roles" => lists::roles(value),
        "groups" => lists::groups(value),
        "wids" => lists::directory_roles(value),
        "amr" => lists::known("amr", value),
        "controls" | "signin_state" => lists::known("controls", value),
        "xms_cc" => lists::capabilities(value),
        "acrs" => lists::contexts(value),
        "xms_idrel" => lists::odd_numbers("xms_idrel", value),
        "xms_tnt_fct" | "xms_sub_fct" | "xms_act_fct" => lists::odd_numbers("facets", value),
        "_claim_names" => lists::left_out(value),
        "_claim_sources" => lists::sources(value),
        _ => return None,
    })
}

fn of_moment(view: View<'_>, name: &str, value: &Value) -> Option<Words> {
    match name {
        "exp" | "nbf" | "iat" | "auth_time" | "mfa_auth_time" | "xms_tcdt" | "ts"
        | "updated_at" => Some(moments::words(view, name, value)),
        "pwd_exp" => Some(moments::password_expiry(view, value)),
        _ => None,
    }
}

/// Claims that are texts.
fn of_text(token: &Token, name: &str, text: &str) -> Option<Words> {
    Some(match name {
        "iss" => ids::issuer(token, text),
        "tid" => ids::tenant(text),
        "oid" => ids::object(text),
        "sub" => ids::subject(token, text),
        "appid" | "azp" | "client_id" | "xms_par_app_azp" => parties::client(token, text),
        "idp" => ids::provider(token, text),
        "uti" => ids::unique_token(text),
        "xms_mirid" => azure::managed_identity(text),
        "xms_az_rid" => azure::hosting_resource(text),
        "upn" | "unique_name" | "preferred_username" if text.contains("#EXT#") => {
            Words::of("a guest of this tenant")
        }
        "tfp" | "acr" if policy_like(text) => Words::of("the user flow or custom policy"),
        "at" | "idp_access_token" | "idp_refresh_token" | "actortoken" | "refresh_token" => {
            Words::of("a token inside this token: a secret of its own")
        }
        "xms_tdbr" => Words::of(format!("data boundary {text}")),
        "puid" | "rh" | "aio" => Words::default(),
        _ => return None,
    })
}

/// Claims whose values have words of their own, be they written as text, number or truth value.
fn of_scalar(token: &Token, name: &str, value: &str) -> Option<Words> {
    let table = match name {
        "azpacr" => "appidacr",
        other => other,
    };
    let fixed = match (name, value) {
        ("ver", _) => return Some(version(token, value)),
        ("acr", _) if maker(token) != Maker::Entra => return None,
        ("hasgroups", "true") => "groups left out: the list was too long for the URL",
        ("xms_edov" | "email_verified", "true" | "1") => "the e-mail address is verified",
        ("xms_edov" | "email_verified", "false" | "0") => "the e-mail address is not verified",
        ("newUser", "true") => "the account was created with this sign-in",
        ("insidecorporatenetwork" | "in_corp", "true") => "from a trusted network",
        ("insidecorporatenetwork" | "in_corp", "false") => "not from a trusted network",
        ("trustedfordelegation", "true") => "may act for users",
        ("trustedfordelegation", "false") => "may not act for users",
        _ => {
            let (words, sure) = value_words(table, value)?;
            return Some(Words::of(words).sure(sure));
        }
    };
    Some(Words::of(fixed))
}

fn version(token: &Token, value: &str) -> Words {
    match (maker(token), value) {
        (Maker::B2c, "1.0") => Words::of("Azure AD B2C always writes 1.0: it tells nothing"),
        (Maker::Entra | Maker::ExternalId, "1.0" | "1") => Words::of("version 1 token"),
        (Maker::Entra | Maker::ExternalId, "2.0" | "2") => Words::of("version 2 token"),
        _ => Words::default(),
    }
}

/// `cnf`: the key or certificate that the caller has to prove (RFC 7800 §3.1, RFC 8705 §3.1).
fn bound_to(value: &Value) -> Words {
    let Some(members) = value.as_object() else {
        return Words::default();
    };
    let mut said = Vec::new();
    for name in members.keys() {
        said.push(match name.as_str() {
            "kid" => "bound to a key, by its thumbprint (RFC 7638)",
            "jwk" => "bound to the key in it",
            "jwe" => "bound to an encrypted key",
            "x5t#S256" => "bound to a TLS client certificate",
            _ => continue,
        });
    }
    Words::of(said.join(", "))
}

/// `xms_st`: the subject as the client knows it.
fn same_subject(value: &Value) -> Words {
    match value.get("sub").and_then(Value::as_str) {
        Some(sub) => Words::of("likely the subject in the client's ID token").line(sub),
        None => Words::default(),
    }
}
