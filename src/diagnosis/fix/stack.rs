//! The stack that an error's author uses.

use crate::api::Stack;

/// What stands in the names of those who write errors, and the stack that this tells. The first one
/// that is found counts: names that hold others come first.
const NAMES: [(&str, Stack); 28] = [
    ("express-oauth2-jwt-bearer", Stack::ExpressOAuth2JwtBearer),
    ("passport", Stack::PassportAzureAd),
    ("jsonwebtoken", Stack::JwksRsa),
    ("jwks-rsa", Stack::JwksRsa),
    ("fastapi", Stack::FastApiAzureAuth),
    ("django", Stack::DjangoAuthAdfs),
    ("authlib", Stack::Authlib),
    ("pyjwt", Stack::PyJwt),
    ("jose", Stack::Jose),
    ("go-oidc", Stack::GoOidc),
    ("oauth2-proxy", Stack::OAuth2Proxy),
    ("mod_auth_openidc", Stack::ModAuthOpenidc),
    ("spring cloud azure", Stack::SpringCloudAzure),
    ("spring", Stack::Spring),
    ("nimbus", Stack::Spring),
    ("quarkus", Stack::Quarkus),
    ("istio", Stack::Istio),
    ("envoy", Stack::Envoy),
    ("kong", Stack::KongOpenIdConnect),
    ("nginx", Stack::Nginx),
    ("aws api gateway", Stack::AwsHttpApi),
    ("load balancer", Stack::AwsAlb),
    ("vault", Stack::Vault),
    ("app service", Stack::AppService),
    ("api management", Stack::ApimValidateJwt),
    ("next", Stack::NextAuth),
    ("identity.web", Stack::IdentityWeb),
    // Many stacks check with it; this is the plainest of them.
    ("identitymodel", Stack::JwtBearer),
];

/// The stack that the author of an error tells, with the error's code.
pub(super) fn of_words(author: &str, code: &str) -> Option<Stack> {
    if code.starts_with("IDW") {
        return Some(Stack::IdentityWeb);
    }
    let author = author.to_lowercase();
    // Another library of that name.
    if author.contains("python-jose") || author.contains("jose4j") {
        return None;
    }
    let named = Stack::ALL
        .iter()
        .find(|s| s.id() == author || s.title().to_lowercase() == author);
    let known = || NAMES.iter().find(|(name, _)| author.contains(name));
    named.copied().or_else(|| Some(known()?.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_tell_their_stack() {
        let rows = [
            (
                "Microsoft.IdentityModel",
                "IDX10503",
                Some(Stack::JwtBearer),
            ),
            (
                "Microsoft.Identity.Web",
                "IDW10201",
                Some(Stack::IdentityWeb),
            ),
            (
                "Microsoft.IdentityModel",
                "IDW10201",
                Some(Stack::IdentityWeb),
            ),
            ("jose", "ERR_JWKS_NO_MATCHING_KEY", Some(Stack::Jose)),
            ("python-jose", "", None),
            ("jsonwebtoken", "jwt expired", Some(Stack::JwksRsa)),
            ("Nimbus (Spring)", "", Some(Stack::Spring)),
            ("somebody", "", None),
        ];
        for (author, code, expected) in rows {
            assert_eq!(of_words(author, code), expected, "{author} {code}");
        }
    }
}
