//! AWS and Vault (rules H-4).

use super::Target;
use super::draft::{Draft, Refusal, is_entra, unfit};
use super::escape::Language;
use crate::issuer::Platform;

/// `CloudFormation` replaces these inside of values.
const REFERENCES: &[&str] = &["{{resolve:"];

/// HTTP APIs find everything by the issuer.
pub(super) fn aws_http_api(target: &Target) -> Result<Draft, Refusal> {
    if target.app_id.is_some() {
        return unfit(
            "it finds the keys by the issuer alone and can't read those of one application \
             (?appid=); use aws-alb in front of it, or check the token in the API",
        );
    }
    // Entra answers under its issuers of either version, B2C only where the issuer names the policy.
    let answers = match target.platform {
        Some(Platform::B2c) => target.issuer.contains("/tfp/"),
        Some(Platform::EntraV1 | Platform::Personal) => true,
        _ => target.issuer == target.authority,
    };
    if !answers {
        return unfit(
            "it finds the keys by the issuer alone, and there is no metadata below this issuer; use \
             aws-alb in front of it, or check the token in the API",
        );
    }
    let template = include_str!("../../../assets/fixes/aws-http-api.yaml");
    Ok(Draft::new(Language::Yaml, template)
        .replaced(REFERENCES)
        .words(
            "In the CloudFormation template of the API; HttpApi is the AWS::ApiGatewayV2::Api in it, \
             and every route names the authorizer.",
            "Don't leave a route with AuthorizationType NONE: nobody checks its tokens.",
        ))
}

/// Load balancers take the key set: the tenant's own, since they read 10 keys and 150 KB at most.
pub(super) fn aws_alb(target: &Target) -> Draft {
    let template = include_str!("../../../assets/fixes/aws-alb.yaml");
    Draft::new(Language::Yaml, template)
        .value("keys", own_keys(target))
        .replaced(REFERENCES)
        .words(
            "In the CloudFormation template; LoadBalancer, Certificate and TargetGroup are the \
             resources that you have.",
            "Don't use the key set of common: it can list more than the 10 keys that a load balancer \
             reads; and don't leave AdditionalClaims out, which compares the audience.",
        )
}

/// The key set of the token's tenant in place of the shared one, which lists the same keys and more.
fn own_keys(target: &Target) -> String {
    match &target.tenant {
        Some(tenant) if is_entra(target) && target.app_id.is_none() => {
            target.keys.replacen("/common/", &format!("/{tenant}/"), 1)
        }
        _ => target.keys.clone(),
    }
}

/// Vault's JWT auth method.
pub(super) fn vault() -> Draft {
    let template = include_str!("../../../assets/fixes/vault.sh");
    Draft::new(Language::Shell, template)
        // A value of @ names a file, commas separate lists.
        .replaced(&["@", ","])
        .words(
            "In a shell that is logged in to Vault; the role api gets the policies of your own with \
             token_policies.",
            "Don't use jwt_validation_pubkeys: fixed keys stop working at the next rollover.",
        )
}
