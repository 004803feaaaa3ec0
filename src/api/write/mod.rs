//! What should be configured → the configuration of a stack, ready to copy (rules H).

mod aspnet;
mod azure;
mod corrections;
mod draft;
mod escape;
mod gateways;
mod hosted;
mod java;
mod node;
mod owin;
mod python;

use super::Stack;
use draft::{Draft, Refusal};

/// What the configuration should say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Target {
    /// The metadata address whose keys verify the token, with `?appid=` where it is needed.
    pub metadata: String,
    /// The authority: the metadata address without `/.well-known/openid-configuration`.
    pub authority: String,
    /// The address of the key set.
    pub keys: String,
    /// The token's issuer, exactly.
    pub issuer: String,
    /// The audience that the API should accept.
    pub audience: String,
    /// The API's application ID, where it is known: a GUID.
    pub client_id: Option<String>,
    /// The tenant's ID.
    pub tenant: Option<String>,
    /// The tenant's name, for B2C and External ID: "contoso".
    pub tenant_name: Option<String>,
    /// The B2C policy.
    pub policy: Option<String>,
    /// The application whose own keys sign: `?appid=`.
    pub app_id: Option<String>,
    /// The login host with its scheme and a closing slash: `https://login.microsoftonline.com/`.
    pub instance: String,
    /// The address of the federation metadata, for the stacks that read nothing else.
    pub federation: Option<String>,
    /// Whether the token's user may count as a guest of the tenant.
    pub guest: bool,
    /// The platform that issued the token.
    pub platform: Option<crate::issuer::Platform>,
    /// The algorithm of the token's signature: `RS256`.
    pub algorithm: String,
}

/// A configuration that accepts the token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The stack.
    pub stack: Stack,
    /// The language of the text: "json", "xml", "yaml", "csharp", "javascript", "python", "go",
    /// "properties", "toml", "nginx", "apache", "shell".
    pub language: &'static str,
    /// The text, ready to copy.
    pub text: String,
    /// Where it goes, one sentence.
    pub place: String,
    /// What to avoid, one sentence.
    pub avoid: String,
    /// Where widely read instructions say something else, and what is right; a sentence each.
    pub corrections: Vec<String>,
}

/// Why no configuration can be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unwritten {
    /// The stack can't accept such a token at all.
    #[error("{} can't accept this token: {reason}", stack.title())]
    Unfit {
        /// The stack.
        stack: Stack,
        /// Why, and what can do it, as the end of a sentence.
        reason: String,
    },
    /// Something that the configuration needs is not known.
    #[error("the configuration for {} needs {missing}, which is not known", stack.title())]
    Missing {
        /// The stack.
        stack: Stack,
        /// What is missing: "the tenant's name".
        missing: &'static str,
    },
}

/// Writes the configuration of a stack.
///
/// Every value is escaped for the language: none of them, whoever chose it, can say anything but
/// itself.
pub fn write(stack: Stack, target: &Target) -> Result<Fix, Unwritten> {
    draft(stack, target)
        .and_then(|draft| draft.finish(stack, target))
        .map_err(|refusal| refusal.of(stack))
}

fn draft(stack: Stack, target: &Target) -> Result<Draft, Refusal> {
    match stack {
        Stack::IdentityWeb => aspnet::identity_web(target),
        Stack::IdentityWebApp => aspnet::identity_web_app(target),
        Stack::JwtBearer => Ok(aspnet::jwt_bearer()),
        Stack::OpenIdConnect => aspnet::openid_connect(target),
        Stack::OwinOpenIdConnect => owin::openid_connect(target),
        Stack::OwinAzureAdBearer => owin::azure_ad_bearer(target),
        Stack::OwinOAuthBearer => Ok(owin::oauth_bearer()),
        Stack::OwinAdfsBearer => owin::adfs_bearer(target),
        Stack::OwinWsFederation => owin::ws_federation(),
        Stack::WebConfig => owin::web_config(),
        Stack::AppService => azure::app_service(target),
        Stack::ApimValidateJwt => Ok(azure::validate_jwt()),
        Stack::ApimValidateAzureAdToken => azure::validate_azure_ad_token(target),
        Stack::Spring => Ok(java::spring(target)),
        Stack::SpringCloudAzure => java::spring_cloud_azure(target),
        Stack::Quarkus => Ok(java::quarkus(target)),
        Stack::Istio => Ok(gateways::istio()),
        Stack::Envoy => gateways::envoy(target),
        Stack::KongJwt => gateways::kong_jwt(),
        Stack::KongOpenIdConnect => Ok(gateways::kong_openid_connect(target)),
        Stack::Nginx => Ok(gateways::nginx()),
        Stack::OAuth2Proxy => Ok(gateways::oauth2_proxy(target)),
        Stack::ModAuthOpenidc => Ok(gateways::mod_auth_openidc()),
        Stack::AwsHttpApi => hosted::aws_http_api(target),
        Stack::AwsAlb => Ok(hosted::aws_alb(target)),
        Stack::Vault => Ok(hosted::vault()),
        Stack::PassportAzureAd => node::passport_azure_ad(target),
        Stack::Jose => Ok(node::jose()),
        Stack::JwksRsa => Ok(node::jwks_rsa()),
        Stack::ExpressOAuth2JwtBearer => Ok(node::express_oauth2_jwt_bearer()),
        Stack::NextAuth => node::next_auth(target),
        Stack::PyJwt => Ok(python::pyjwt()),
        Stack::Authlib => Ok(python::authlib()),
        Stack::FastApiAzureAuth => python::fastapi_azure_auth(target),
        Stack::DjangoAuthAdfs => python::django_auth_adfs(target),
        Stack::GoOidc => Ok(python::go_oidc()),
    }
}
