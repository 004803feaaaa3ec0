//! OWIN and .NET Framework (rules H-3).

use super::Target;
use super::corrections::{FEDERATION, THUMBPRINTS};
use super::draft::{Draft, Refusal, is_app_audience, unfit};
use super::escape::Language;
use crate::issuer::Platform;

const STARTUP: &str = "In Startup.Auth.cs, in method ConfigureAuth.";

/// `UseOpenIdConnectAuthentication`.
pub(super) fn openid_connect(target: &Target) -> Result<Draft, Refusal> {
    if !is_app_audience(target) {
        return unfit(
            "it signs users in with ID tokens, whose audience is an application's bare ID; for an \
             API use owin-oauth-bearer",
        );
    }
    Ok(
        code(include_str!("../../../assets/fixes/owin-openid-connect.cs")).words(
            "In Startup.Auth.cs, in method ConfigureAuth; keep the ClientSecret, RedirectUri and \
             ResponseType that it has.",
            "Don't set ValidateIssuer to false to let more tenants in: name their issuers in \
             ValidIssuers.",
        ),
    )
}

/// `UseWindowsAzureActiveDirectoryBearerAuthentication`: version 1 tokens, federation metadata.
pub(super) fn azure_ad_bearer(target: &Target) -> Result<Draft, Refusal> {
    if target.platform != Some(Platform::EntraV1) {
        return unfit(
            "it reads federation metadata and accepts version 1 tokens of Entra ID only; use \
             owin-oauth-bearer",
        );
    }
    Ok(code(include_str!(
        "../../../assets/fixes/owin-azure-ad-bearer.cs"
    ))
    .words(
        STARTUP,
        "Don't rely on it through an emergency: it loads keys every 24 hours and not for an \
                 unknown kid, so until it does only a restart of the application helps.",
    )
    .correction(FEDERATION))
}

/// `UseOAuthBearerAuthentication` with metadata.
pub(super) fn oauth_bearer() -> Draft {
    code(include_str!("../../../assets/fixes/owin-oauth-bearer.cs")).words(
        "In Startup.Auth.cs: the call goes into method ConfigureAuth, the class beside Startup; it takes \
         the package Microsoft.IdentityModel.Protocols.OpenIdConnect.",
        "Don't set IssuerSigningKey or ValidateIssuer = false: fixed keys stop working at the next \
         rollover, and without an issuer any tenant gets in.",
    )
}

/// `UseActiveDirectoryFederationServicesBearerAuthentication`.
pub(super) fn adfs_bearer(target: &Target) -> Result<Draft, Refusal> {
    if target.platform != Some(Platform::Adfs) {
        return unfit("it reads the federation metadata of AD FS; use owin-oauth-bearer");
    }
    Ok(
        code(include_str!("../../../assets/fixes/owin-adfs-bearer.cs")).words(
            STARTUP,
            "Don't switch certificate checks off for the whole process when the metadata can't be \
             read: trust the certificate of the AD FS server instead.",
        ),
    )
}

/// `UseWsFederationAuthentication` reads SAML tokens.
pub(super) fn ws_federation() -> Result<Draft, Refusal> {
    unfit(
        "it signs users in with SAML tokens and never reads a JWT; use owin-openid-connect to sign \
         in, or owin-oauth-bearer for an API",
    )
}

/// `system.identityModel` reads SAML tokens and holds fixed thumbprints.
pub(super) fn web_config() -> Result<Draft, Refusal> {
    unfit(format!(
        "Windows Identity Foundation reads SAML tokens and trusts a fixed list of thumbprints; use \
         owin-openid-connect to sign in, or owin-oauth-bearer for an API. {THUMBPRINTS}"
    )
    .trim_end_matches('.'))
}

fn code(template: &'static str) -> Draft {
    Draft::new(Language::Csharp, template)
}
