//! ASP.NET Core (rules H-1).

use super::Target;
use super::draft::{Draft, Refusal, is_app_audience, is_entra, tenant_in_address, unfit};
use super::escape::Language;
use crate::issuer::Platform;

const SIGN_IN: &str = "it signs users in with ID tokens, whose audience is an application's bare ID; \
                       for an API use";

/// Microsoft.Identity.Web protecting an API.
pub(super) fn identity_web(target: &Target) -> Result<Draft, Refusal> {
    const SETTINGS: &str = "In appsettings.json, with \
        AddMicrosoftIdentityWebApi(builder.Configuration.GetSection(\"AzureAd\")) in Program.cs.";
    const B2C: &str = "In appsettings.json, with \
        AddMicrosoftIdentityWebApi(builder.Configuration.GetSection(\"AzureAdB2C\")) in Program.cs.";
    const CODE: &str = "In Program.cs, in place of the present AddMicrosoftIdentityWebApi.";
    const AVOID: &str = "Don't set ValidateIssuer or ValidateAudience to false, and don't set \
        IssuerSigningKey: fixed keys stop working at the next rollover.";
    match target.platform {
        _ if is_entra(target) && target.app_id.is_some() => Ok(code(include_str!(
            "../../../assets/fixes/identity-web-appid.cs"
        ))
        .words(CODE, AVOID)),
        _ if is_entra(target) => Ok(json(
            target,
            include_str!("../../../assets/fixes/identity-web.json"),
        )
        .words(SETTINGS, AVOID)),
        Some(Platform::B2c) => Ok(b2c(
            target,
            include_str!("../../../assets/fixes/identity-web-b2c.json"),
        )?
        .words(B2C, AVOID)),
        Some(Platform::ExternalId) if target.app_id.is_some() => Ok(code(include_str!(
            "../../../assets/fixes/identity-web-appid.cs"
        ))
        .words(CODE, AVOID)),
        Some(Platform::ExternalId) => Ok(json(
            target,
            include_str!("../../../assets/fixes/identity-web-authority.json"),
        )
        .words(SETTINGS, AVOID)),
        _ => foreign("jwt-bearer"),
    }
}

/// Microsoft.Identity.Web signing users in.
pub(super) fn identity_web_app(target: &Target) -> Result<Draft, Refusal> {
    const SETTINGS: &str = "In appsettings.json, with \
        AddMicrosoftIdentityWebApp(builder.Configuration.GetSection(\"AzureAd\")) in Program.cs.";
    const B2C: &str = "In appsettings.json, with \
        AddMicrosoftIdentityWebApp(builder.Configuration.GetSection(\"AzureAdB2C\")) in Program.cs.";
    const CODE: &str = "In Program.cs, in place of the present AddMicrosoftIdentityWebApp.";
    const AVOID: &str = "Don't set ValidateIssuer to false to let more tenants in: name the tenants \
                         that may sign in.";
    if !is_app_audience(target) {
        return unfit(format!("{SIGN_IN} identity-web"));
    }
    let known = is_entra(target) || target.platform == Some(Platform::ExternalId);
    let of_application = known && target.app_id.is_some();
    match target.platform {
        Some(Platform::EntraV1) => unfit(
            "it signs in at the v2.0 endpoint, which gives version 2 ID tokens; for an API use \
             identity-web, for a web app get a token from that endpoint",
        ),
        _ if of_application => Ok(code(include_str!(
            "../../../assets/fixes/identity-web-app-appid.cs"
        ))
        .words(CODE, AVOID)),
        _ if is_entra(target) => Ok(json(
            target,
            include_str!("../../../assets/fixes/identity-web-app.json"),
        )
        .words(SETTINGS, AVOID)),
        Some(Platform::B2c) => Ok(b2c(
            target,
            include_str!("../../../assets/fixes/identity-web-app-b2c.json"),
        )?
        .words(B2C, AVOID)),
        Some(Platform::ExternalId) => Ok(json(
            target,
            include_str!("../../../assets/fixes/identity-web-app-authority.json"),
        )
        .words(SETTINGS, AVOID)),
        _ => foreign("openid-connect"),
    }
}

/// `AddJwtBearer`: any issuer with metadata.
pub(super) fn jwt_bearer() -> Draft {
    code(include_str!("../../../assets/fixes/jwt-bearer.cs")).words(
        "In Program.cs, in place of the present AddJwtBearer; tokens of another issuer or policy \
         need a second scheme of their own.",
        "Don't set ValidateIssuer, ValidateAudience or RequireHttpsMetadata to false, and don't set \
         IssuerSigningKey: fixed keys stop working at the next rollover.",
    )
}

/// `AddOpenIdConnect`.
pub(super) fn openid_connect(target: &Target) -> Result<Draft, Refusal> {
    if !is_app_audience(target) {
        return unfit(format!("{SIGN_IN} jwt-bearer"));
    }
    Ok(
        code(include_str!("../../../assets/fixes/openid-connect.cs")).words(
            "In Program.cs, in place of the present AddOpenIdConnect; keep the ClientSecret, ResponseType \
             and scopes that it has.",
            "Don't set ValidateIssuer or RequireHttpsMetadata to false, and don't set Configuration or \
             IssuerSigningKey by hand: fixed keys stop working at the next rollover.",
        ),
    )
}

/// A B2C section: instance, domain and policy in place of an authority.
fn b2c(target: &Target, template: &'static str) -> Result<Draft, Refusal> {
    if target.issuer.contains("/tfp/") {
        return unfit(
            "it refuses issuers with /tfp/ (IDX40002, IDW10304); let B2C issue the form without it \
             (IssuanceClaimPattern AuthorityAndTenantGuid), or use jwt-bearer",
        );
    }
    Ok(json(target, template).value("domain", tenant_in_address(target)))
}

fn foreign<T>(other: &str) -> Result<T, Refusal> {
    unfit(format!(
        "it knows issuers of Entra ID, Azure AD B2C and External ID only; use {other}"
    ))
}

fn json(target: &Target, template: &'static str) -> Draft {
    // As it stands in the address: consumers for personal accounts.
    Draft::new(Language::Json, template).value("tenant", tenant_in_address(target))
}

fn code(template: &'static str) -> Draft {
    Draft::new(Language::Csharp, template)
}
