//! Spring and Quarkus (rules H-5).

use super::Target;
use super::draft::{Draft, Refusal, found_by_issuer, is_entra, tenant_in_address, unfit};
use super::escape::Language;
use crate::issuer::{Cloud, Platform, metadata_facts};

/// Both replace these inside of values.
const EXPRESSIONS: &[&str] = &["${", "#{"];

/// Spring Security's resource server: the key set by address, the issuer compared.
pub(super) fn spring(target: &Target) -> Draft {
    let draft = Draft::new(
        Language::Yaml,
        include_str!("../../../assets/fixes/spring.yaml"),
    )
    .replaced(EXPRESSIONS)
    .words(
        "In application.yml: with jwk-set-uri set, issuer-uri is compared with the token and not \
         asked.",
        "Don't build a JwtDecoder without validators, and don't use public-key-location: a fixed key \
         stops working at the next rollover.",
    );
    if target.app_id.is_some() {
        draft.correction(
            "Instructions for ?appid= add it to the metadata address; Spring finds that by issuer-uri \
             alone, so jwk-set-uri has to name the keys.",
        )
    } else {
        draft
    }
}

/// Spring Cloud Azure: everything follows from the tenant.
pub(super) fn spring_cloud_azure(target: &Target) -> Result<Draft, Refusal> {
    const PLACE: &str =
        "In application.yml, beside the dependency spring-cloud-azure-starter-active-directory.";
    const AVOID: &str = "Don't add a JwtDecoder of your own beside it: it would take the place of the \
                         one that compares issuer and audience.";
    if target.app_id.is_some() {
        return unfit(
            "it has no setting for the address of the keys and can't read those of one application \
             (?appid=); use spring",
        );
    }
    let uri = if target.client_id.as_ref() == Some(&target.audience) {
        ""
    } else {
        target.audience.as_str()
    };
    match target.platform {
        _ if is_entra(target) => {
            let template = include_str!("../../../assets/fixes/spring-cloud-azure.yaml");
            Ok(yaml(template)
                .value("app_id_uri", uri)
                .value("cloud_type", cloud_type(target)?)
                .words(PLACE, AVOID))
        }
        Some(Platform::B2c) => {
            let template = include_str!("../../../assets/fixes/spring-cloud-azure-b2c.yaml");
            let tenant = tenant_in_address(target);
            let base = format!("{}{tenant}/", target.instance);
            Ok(yaml(template)
                .value("app_id_uri", uri)
                .value("base_uri", base)
                .words(
                    "In application.yml, beside the dependency \
                     spring-cloud-azure-starter-active-directory-b2c.",
                    AVOID,
                ))
        }
        _ => unfit("it knows Entra ID and Azure AD B2C only; use spring"),
    }
}

/// The name of the cloud; empty for the public one.
fn cloud_type(target: &Target) -> Result<&'static str, Refusal> {
    match metadata_facts(&target.metadata).cloud {
        None | Some(Cloud::Public) => Ok(""),
        Some(Cloud::UsGov) => Ok("azure_us_government"),
        Some(Cloud::China) => Ok("azure_china"),
        Some(cloud) => unfit(format!("it doesn't know the {}; use spring", cloud.title())),
    }
}

/// Quarkus OIDC as a service.
pub(super) fn quarkus(target: &Target) -> Draft {
    let template = if found_by_issuer(target) {
        include_str!("../../../assets/fixes/quarkus.properties")
    } else {
        include_str!("../../../assets/fixes/quarkus-keys.properties")
    };
    // Lists are separated by commas.
    Draft::new(Language::Properties, template)
        .replaced(&["${", ","])
        .words(
            "In application.properties.",
            "Don't set quarkus.oidc.token.issuer to any, and don't use quarkus.oidc.public-key: a \
             fixed key stops working at the next rollover.",
        )
}

fn yaml(template: &'static str) -> Draft {
    Draft::new(Language::Yaml, template).replaced(EXPRESSIONS)
}
