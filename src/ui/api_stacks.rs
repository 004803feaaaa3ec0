//! The stacks by kind, as they are listed to choose from.

use crate::api::Stack;

/// All stacks by kind, the most used ones first.
pub const GROUPS: &[(&str, &[Stack])] = &[
    (
        ".NET",
        &[
            Stack::IdentityWeb,
            Stack::JwtBearer,
            Stack::IdentityWebApp,
            Stack::OpenIdConnect,
            Stack::OwinAzureAdBearer,
            Stack::OwinOAuthBearer,
            Stack::OwinAdfsBearer,
            Stack::OwinOpenIdConnect,
            Stack::OwinWsFederation,
            Stack::WebConfig,
        ],
    ),
    (
        "Azure",
        &[
            Stack::AppService,
            Stack::ApimValidateJwt,
            Stack::ApimValidateAzureAdToken,
        ],
    ),
    (
        "Java",
        &[Stack::Spring, Stack::SpringCloudAzure, Stack::Quarkus],
    ),
    (
        "Node.js",
        &[
            Stack::Jose,
            Stack::JwksRsa,
            Stack::ExpressOAuth2JwtBearer,
            Stack::PassportAzureAd,
            Stack::NextAuth,
        ],
    ),
    (
        "Python",
        &[
            Stack::PyJwt,
            Stack::Authlib,
            Stack::FastApiAzureAuth,
            Stack::DjangoAuthAdfs,
        ],
    ),
    ("Go", &[Stack::GoOidc]),
    (
        "Gateways and proxies",
        &[
            Stack::Istio,
            Stack::Envoy,
            Stack::KongJwt,
            Stack::KongOpenIdConnect,
            Stack::Nginx,
            Stack::OAuth2Proxy,
            Stack::ModAuthOpenidc,
            Stack::AwsHttpApi,
            Stack::AwsAlb,
            Stack::Vault,
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stack_is_in_one_group() {
        for stack in Stack::ALL {
            let groups = GROUPS.iter().filter(|(_, stacks)| stacks.contains(stack));
            assert_eq!(groups.count(), 1, "{stack:?}");
        }
        let listed: usize = GROUPS.iter().map(|(_, stacks)| stacks.len()).sum();
        assert_eq!(listed, Stack::ALL.len());
    }
}
