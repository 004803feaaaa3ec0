//! Python and Go (rules H-5).

use super::Target;
use super::corrections::REFRESH;
use super::draft::{Draft, Refusal, is_app_audience, unfit};
use super::escape::Language;
use crate::issuer::{Cloud, Platform, host_of, metadata_facts};

const AVOID: &str = "Don't pass verify_signature, verify_aud or verify_iss as False, and don't put a \
                     key into the code: it stops working at the next rollover.";

/// `PyJWT`.
pub(super) fn pyjwt() -> Draft {
    code(include_str!("../../../assets/fixes/pyjwt.py")).words(
        "Call verify with the token of the header Authorization, without the word Bearer; keep KEYS \
         outside of it, so that its keys are kept for a while.",
        AVOID,
    )
}

/// Authlib: its successor for tokens, `joserfc`, by the same author.
pub(super) fn authlib() -> Draft {
    code(include_str!("../../../assets/fixes/authlib.py"))
        .words(
            "Call verify with the token of the header Authorization, without the word Bearer; joserfc \
             is a package of its own, which recent versions of Authlib bring along.",
            "Don't leave the claims registry out: decode checks the signature alone; and don't put a \
             key into the code: it stops working at the next rollover.",
        )
        .correction(
            "Instructions for Authlib use authlib.jose; Authlib 1.7 deprecates it in favour of joserfc.",
        )
        .correction(REFRESH)
}

/// `fastapi-azure-auth`: version 2 of the public cloud by tenant, anything else by address.
pub(super) fn fastapi_azure_auth(target: &Target) -> Result<Draft, Refusal> {
    const PLACE: &str = "Where the application is made, with Security(azure_scheme) at its routes; \
                         scopes={…} is only for the sign-in on its page /docs.";
    const AVOID: &str = "Don't set validate_iss to False: tokens of every tenant would be let in.";
    let facts = metadata_facts(&target.metadata);
    match target.platform {
        Some(Platform::EntraV1) => unfit(
            "it accepts version 2 tokens only; set requestedAccessTokenVersion to 2 in the API's app \
             registration, or use pyjwt",
        ),
        None | Some(Platform::Adfs | Platform::Other) => {
            unfit("it knows Entra ID, Azure AD B2C and External ID only; use pyjwt")
        }
        _ if !is_app_audience(target) => {
            unfit("it compares the audience with the API's bare application ID; use pyjwt")
        }
        Some(Platform::EntraV2)
            if facts.cloud == Some(Cloud::Public)
                && target
                    .app_id
                    .as_ref()
                    .is_none_or(|id| *id == target.audience) =>
        {
            Ok(
                code(include_str!("../../../assets/fixes/fastapi-azure-auth.py"))
                    .value("guests", if target.guest { "True" } else { "" })
                    .words(PLACE, AVOID),
            )
        }
        _ => Ok(code(include_str!(
            "../../../assets/fixes/fastapi-azure-auth-address.py"
        ))
        .words(PLACE, AVOID)),
    }
}

/// django-auth-adfs: one tenant of the public cloud, or an AD FS server. It asks with `?appid=` by
/// itself.
pub(super) fn django_auth_adfs(target: &Target) -> Result<Draft, Refusal> {
    const PLACE: &str = "In settings.py; for an API add \
                         django_auth_adfs.rest_framework.AdfsAccessTokenAuthentication to the \
                         authentication classes.";
    const AVOID: &str = "Don't leave AUDIENCE out: tokens for other applications would be let in.";
    let facts = metadata_facts(&target.metadata);
    let draft = match target.platform {
        Some(Platform::Adfs) => code(include_str!(
            "../../../assets/fixes/django-auth-adfs-server.py"
        ))
        .value("host", host_of(&target.metadata).unwrap_or_default()),
        Some(Platform::EntraV1 | Platform::EntraV2 | Platform::Personal)
            if facts.cloud == Some(Cloud::Public) =>
        {
            let version = match target.platform {
                Some(Platform::EntraV1) => "v1.0",
                _ => "v2.0",
            };
            code(include_str!("../../../assets/fixes/django-auth-adfs.py"))
                .value("version", version)
        }
        _ => return unfit("it knows AD FS and Entra ID in the public cloud only; use pyjwt"),
    };
    Ok(draft.words(PLACE, AVOID).correction(REFRESH))
}

/// go-oidc with the key set by address, so that no template has to match.
pub(super) fn go_oidc() -> Draft {
    Draft::new(
        Language::Go,
        include_str!("../../../assets/fixes/go-oidc.go"),
    )
    .words(
        "In a package of the API, called once at its start.",
        "Don't set SkipIssuerCheck, SkipClientIDCheck or InsecureSkipSignatureCheck.",
    )
}

fn code(template: &'static str) -> Draft {
    Draft::new(Language::Python, template)
}
