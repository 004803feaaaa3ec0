//! App Service and API Management (rules H-2, H-4).

use super::Target;
use super::draft::{Draft, Refusal, is_app_audience, is_entra, unfit};
use super::escape::Language;
use crate::issuer::{Cloud, Platform, metadata_facts};

/// The marks of policy expressions and named values.
const EXPRESSIONS: &[&str] = &["@(", "@{", "{{"];

/// The built-in sign-in of App Service and Functions.
pub(super) fn app_service(target: &Target) -> Result<Draft, Refusal> {
    const PLACE: &str = "In authsettingsV2 of the app, or in the file that platform.configFilePath \
                         names; in the portal under Authentication as issuer URL, client ID and \
                         allowed token audiences.";
    const AVOID: &str = "Don't choose “Allow unauthenticated access” to get past the 401: the code \
                         then sees requests that nobody checked.";
    if target.app_id.is_some() {
        return unfit(
            "it takes an issuer URL only and can't read the keys of one application (?appid=); use a \
             separate app registration without SAML sign-on for the API, or switch SAML sign-on off",
        );
    }
    if is_entra(target) || target.platform == Some(Platform::ExternalId) {
        let template = include_str!("../../../assets/fixes/app-service.json");
        return Ok(Draft::new(Language::Json, template).words(PLACE, AVOID));
    }
    if !is_app_audience(target) {
        return unfit(
            "its custom OpenID Connect providers accept no audience but the client ID; check the \
             token in the code, or in front of it with apim-validate-jwt",
        );
    }
    let template = include_str!("../../../assets/fixes/app-service-provider.json");
    Ok(Draft::new(Language::Json, template).words(PLACE, AVOID))
}

/// `validate-jwt`: any issuer with metadata.
pub(super) fn validate_jwt() -> Draft {
    let template = include_str!("../../../assets/fixes/apim-validate-jwt.xml");
    Draft::new(Language::Xml, template)
        .replaced(EXPRESSIONS)
        .words(
            "In the policies of the API, inside of <inbound>, after <base />.",
            "Don't put a certificate or key into <issuer-signing-keys>: openid-config fetches the \
             keys anew, a fixed key stops working at the next rollover.",
        )
}

/// `validate-azure-ad-token`: Entra ID, no metadata address.
pub(super) fn validate_azure_ad_token(target: &Target) -> Result<Draft, Refusal> {
    if !is_entra(target) {
        return unfit("it accepts tokens of Entra ID only; use apim-validate-jwt");
    }
    if target.app_id.is_some() {
        return unfit(
            "it has no metadata address and can't read the keys of one application (?appid=); use \
             apim-validate-jwt",
        );
    }
    let public = metadata_facts(&target.metadata)
        .cloud
        .is_none_or(|cloud| cloud == Cloud::Public);
    let template = if public {
        include_str!("../../../assets/fixes/apim-validate-azure-ad-token.xml")
    } else {
        include_str!("../../../assets/fixes/apim-validate-azure-ad-token-cloud.xml")
    };
    Ok(Draft::new(Language::Xml, template)
        .value("instance", target.instance.trim_end_matches('/'))
        .replaced(EXPRESSIONS)
        .words(
            "In the policies of the API, inside of <inbound>, after <base />.",
            "Don't leave <audiences> out: every token of the tenant would be let in.",
        ))
}
